// Any bytes as the manifest of a pack: reading never crashes, what passes is in order, and is written as it
// was read.

#include "content/base/error.h"
#include "content/library/pack_manifest.h"

using namespace accanto::content;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<Problem> problems;
    auto manifest = parse_manifest(text, "m", {}, problems);
    ACCANTO_ASSERT(manifest.has_value() == problems.empty());
    if (!manifest)
        return 0;
    ACCANTO_ASSERT(!manifest->files.empty() && manifest->unpacked_bytes() <= PackLimits().unpacked_bytes);
    std::string before;
    for (const PackFile& file : manifest->files) {
        ACCANTO_ASSERT(fault_of_path(file.path).empty() && file.path.find("..") == std::string::npos);
        ACCANTO_ASSERT(file.path > before && is_sha256(file.sha256));
        before = file.path;
    }
    std::string written = to_toml(*manifest);
    auto again = parse_manifest(written, "m", {}, problems);
    ACCANTO_ASSERT(again && to_toml(*again) == written && again->files == manifest->files);
    return 0;
}

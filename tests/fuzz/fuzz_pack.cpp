// Any bytes as a pack: as they are, or (first byte odd) as the tar within it with the checksums of its
// headers put right, so that what lies behind zstd and behind those is reached. Reading never crashes, grows
// without end or hands over a file that is not what the manifest says.

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/library/pack.h"

#include <fmt/format.h>
#include <zstd.h>

using namespace accanto;
using namespace accanto::content;

namespace {

std::string compressed(std::string_view bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 1);
    ACCANTO_ASSERT(!ZSTD_isError(size));
    out.resize(size);
    return out;
}

std::string with_checksums(std::string tar) {
    for (size_t at = 0; at + 512 <= tar.size(); at += 512) {
        if (tar.compare(at + 257, 5, "ustar") != 0)
            continue;
        tar.replace(at + 148, 8, "        ");
        unsigned sum = 0;
        for (size_t i = at; i < at + 512; ++i)
            sum += static_cast<unsigned char>(tar[i]);
        tar.replace(at + 148, 7, fmt::format("{:06o}", sum) + '\0');
    }
    return tar;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0)
        return 0;
    std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string pack = data[0] % 2 ? compressed(with_checksums(std::string(rest))) : std::string(rest);
    PackLimits limits;
    limits.unpacked_bytes = 4 << 20; // small, so that a run stays quick
    uint64_t taken = 0;
    size_t files = 0;
    auto read = read_pack_bytes(
        pack, "p",
        [&](const PackFile& file, std::string_view bytes) {
            ACCANTO_ASSERT(fault_of_path(file.path).empty());
            ACCANTO_ASSERT(file.size == bytes.size() && to_hex(view(sha256(bytes))) == file.sha256);
            taken += bytes.size();
            ++files;
        },
        limits);
    ACCANTO_ASSERT(taken <= limits.unpacked_bytes);
    if (auto* manifest = std::get_if<Manifest>(&read))
        ACCANTO_ASSERT(manifest->files.size() == files && manifest->unpacked_bytes() == taken);
    else
        ACCANTO_ASSERT(std::get<Refused>(read).why.starts_with("p: "));
    return 0;
}

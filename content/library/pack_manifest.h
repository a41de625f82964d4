#pragma once
// What a pack says of itself, and which files it may hold. How a pack is laid out, and how it comes to a
// kiosk: content/README.md.
//
// The manifest is TOML, as everything else in content: it is read by the same strict reader, which names the
// line, and by the technician who looks into a pack. No canonical form is needed: what is signed and hashed
// are always bytes.

#include "content/library/node.h"

#include <cstdint>
#include <variant>

namespace accanto::content {

// Why something was not done: one sentence or two, for a technician.
struct Refused {
    std::string why;
};
template <typename T>
using OrRefused = std::variant<T, Refused>;

inline constexpr const char* manifest_name = "manifest.toml";
inline constexpr uint64_t most_manifest_bytes = 2 << 20;
inline constexpr int most_pack_version = 1'000'000'000;

struct PackFile {
    std::string path; // in the pack: "tutorials/create-email/es.toml"
    uint64_t size = 0;
    std::string sha256; // 64 hexadecimal digits, small
    bool operator==(const PackFile&) const = default;
};

struct Manifest {
    std::string id;                     // as the id of a tutorial
    int version = 0;                    // from 1, only ever larger
    std::string version_name;           // for people: "2026.11"
    std::string title;                  // in the language of those who look after kiosks
    std::string min_app;                // the oldest Accanto that reads it: "0.1.0"
    std::vector<std::string> languages; // that every tutorial in it has
    std::string licence;                // SPDX
    std::vector<PackFile> files;        // by path, without the manifest

    std::vector<std::string> tutorials() const; // their ids, in order
    uint64_t unpacked_bytes() const;
    std::string name() const; // for people: "starter 3", "starter 3 (2026.11)"
};

struct PackLimits {
    uint64_t packed_bytes = 256 << 20, unpacked_bytes = 512 << 20;
    size_t files = 10'000;
    // How many times larger the unpacked bytes may be than the packed ones they came from, once there is a
    // megabyte of them. Words in seven languages are 5 times larger, a hundred tutorials that differ in little
    // 300 times, zeros 10 000 times.
    uint64_t ratio = 1000;
};

// What is wrong with the name of a file in a pack, as the end of a sentence that begins with the name; ""
// when it may be there: tutorials/<id>/tutorial.toml, tutorials/<id>/<language>.toml, pictograms/<name>.svg,
// illustrations/<name>.svg, audio/<language>/<name>. Small ASCII letters only, so that no file system takes
// two names for one.
std::string fault_of_path(std::string_view path);
// The most bytes a file of this name may have.
uint64_t most_bytes_of(std::string_view path);

// Nothing when it is no manifest, or says what cannot be; the problems then say where. Every file's name is
// sound, they are in order, none twice, within the limits, and each tutorial has all its languages.
std::optional<Manifest> parse_manifest(std::string_view text, const std::string& file,
                                       const PackLimits& limits, std::vector<Problem>& problems);
std::string to_toml(const Manifest& manifest);

bool is_sha256(std::string_view text); // 64 hexadecimal digits, small

// Is `program` ("0.1.0") at least `least`? Texts that are no such version are never enough. Up to four
// numbers with dots; what is not there counts as 0.
bool is_app_version(std::string_view text);
bool is_at_least(std::string_view program, std::string_view least);

// The problems as the reason of a refusal: the first one, and how many more there are.
Refused refused_for(const std::vector<Problem>& problems);

} // namespace accanto::content

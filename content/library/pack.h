#pragma once
// Reading and writing packs: tutorials with their pictures and sounds in one file. A pack is a tar (POSIX
// ustar, plain files alone) compressed with zstd: manifest.toml first, then the files it lists, in its order.
// Only pack_read.cpp and pack_write.cpp know libarchive.
//
// Reading trusts nothing: whatever does not fit the manifest, byte for byte, is refused, and no byte of a
// file is handed over before its digest is right.

#include "content/library/pack_manifest.h"

#include <filesystem>
#include <functional>

namespace accanto::content {

// Takes one file, whole and checked.
using TakePackFile = std::function<void(const PackFile& file, std::string_view bytes)>;

// The manifest alone. `name` is what messages call the pack. Throws nothing for what the file holds.
OrRefused<Manifest> read_manifest(const std::filesystem::path& pack, const std::string& name,
                                  const PackLimits& limits = {});
// The whole pack to its end. After a refusal some files may have been taken: count them only when all is
// well. Throws only what `take` throws.
OrRefused<Manifest> read_pack(const std::filesystem::path& pack, const std::string& name,
                              const TakePackFile& take, const PackLimits& limits = {});
OrRefused<Manifest> read_pack_bytes(std::string_view bytes, const std::string& name, const TakePackFile& take,
                                    const PackLimits& limits = {});

struct PackSource {
    std::string path;           // in the pack
    std::filesystem::path file; // on disk
};
// Writes a pack, durably and at once under its name, and reads it back. `head` without files; they come from
// `sources`, in any order. The same head and files give the same bytes: no time, owner or order of this
// machine is in them. Refused when a pack may not hold this. Throws Error (errno) when a file cannot be read
// or the pack not written.
OrRefused<Manifest> write_pack(Manifest head, std::vector<PackSource> sources,
                               const std::filesystem::path& pack, const PackLimits& limits = {});

} // namespace accanto::content

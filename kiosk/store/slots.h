#pragma once
// Lines in a file beside the store that are written in place: for what must be on the disk even when the store is not, or when
// there is no room left.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace accanto::store {

// Half a disk's sector: a line is written whole or not at all, and one that was torn spoils no other.
inline constexpr size_t slot_bytes = 256;

// The lines up to the last that was ever written; nothing for one that is torn or was not written yet. None when there is no
// file. Throws Error (errno) when it cannot be read.
std::vector<std::optional<std::string>> read_slots(const std::filesystem::path& file);

// Durable after return. `text` is printable and shorter than a line by its check, 18 bytes. Creates the file. Throws StoreError.
void write_slot(const std::filesystem::path& file, size_t slot, const std::string& text);

// Takes the room for so many lines: what is overwritten in place needs no new room later. Throws StoreError.
void reserve_slots(const std::filesystem::path& file, size_t count);

} // namespace accanto::store

#pragma once
// Files, durably.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace accanto {

// The whole file, or nothing when it does not exist. Throws Error (errno) when it exists and cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

// Writes beside the file, syncs, renames over it and syncs the folder: after return the new bytes survive a power cut,
// and at no moment is there half a file. `mode` as for open(2). Throws Error (errno).
void write_file_durably(const std::filesystem::path& path, std::string_view bytes, int mode = 0644);

// Where content/ and assets/ are found: ACCANTO_DATA if set, else ../share/accanto beside the program, else the source
// tree it was built from. Throws Error when none of them holds a content folder.
std::filesystem::path data_dir();

// Logs to stderr (which the journal reads), "info" and above unless ACCANTO_LOG says otherwise. Never log what a citizen typed.
void start_log(const std::string& program);

} // namespace accanto

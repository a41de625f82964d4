#pragma once
// Files, durably.

#include "content/base/bytes.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace accanto {

// The whole file, or nothing when it does not exist. Throws Error (errno) when it exists and cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

// The SHA-256 of a file of any size, or nothing when it does not exist. Throws Error (errno).
std::optional<Sha256> sha256_of_file(const std::filesystem::path& path);

// Writes beside the file, syncs, renames over it and syncs the folder: after return the new bytes survive a power cut,
// and at no moment is there half a file. `mode` as for open(2). Throws Error (errno).
void write_file_durably(const std::filesystem::path& path, std::string_view bytes, int mode = 0644);

// Writes a file where there is none; what is there already, a link too, is an Error (EEXIST). Durable only after
// sync_path() of the file and of its folder: for many files that count together or not at all.
void write_new_file(const std::filesystem::path& path, std::string_view bytes, int mode = 0644);
// Copies a file to where there is none, and gives the SHA-256 of what was copied. Throws Error (errno), which
// names the one of the two that failed.
Sha256 copy_to_new_file(const std::filesystem::path& from, const std::filesystem::path& to, int mode = 0644);
// What was written to this file, or into this folder, survives a power cut after return. Throws Error (errno).
void sync_path(const std::filesystem::path& path);

// Moves a file or folder within one file system, over a file of that name, so that the move survives a power
// cut. At no moment is there neither. Throws Error (errno).
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

// Where content/ and assets/ are found: ACCANTO_DATA if set, else ../share/accanto beside the program, else the source
// tree it was built from. Throws Error when none of them holds a content folder.
std::filesystem::path data_dir();

// One of our helpers ("accanto-voice"): beside the program that runs in a build, in libexec when installed.
// It need not be there.
std::filesystem::path helper_program(const char* name);

// Logs to stderr (which the journal reads), "info" and above unless ACCANTO_LOG says otherwise. Never log what a citizen typed.
void start_log(const std::string& program);

} // namespace accanto

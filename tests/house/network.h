#pragma once
// Reads what a program asks of other libraries, and finds what could reach a network.

#include <filesystem>
#include <string>
#include <vector>

namespace accanto::house {

// Each line names a library the program needs itself, or a function it imports, with which one reaches a
// network. What SDL or GLib can do by themselves is theirs: judged are the program's own imports and its own
// needs. Throws std::runtime_error when the program cannot be read (readelf and nm of binutils do the
// reading).
std::vector<std::string> network_code_in(const std::filesystem::path& program);

} // namespace accanto::house

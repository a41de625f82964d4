#pragma once
// Reads the includes of the source tree and compares them with the rules of the house: who may include whom,
// and which foreign headers have their room where.

#include <filesystem>
#include <string>
#include <vector>

namespace accanto::house {

struct Violation {
    std::string file; // below the root: "kiosk/ui/text.cpp"
    int line = 0;     // 0: the file as a whole
    std::string message;
    std::string text() const; // "kiosk/ui/text.cpp:3: <SDL.h>: SDL has its room in kiosk/platform"
};

struct Include {
    int line = 0;
    std::string path; // empty when the include names a macro, which no rule can follow
    bool quoted = false;
};

// The include lines of a C++ source. Comments are skipped; conditional compilation is not followed: all
// branches count.
std::vector<Include> includes_of(const std::string& source);

// Every C++ file below content/, kiosk/, sync/, deploy/ and tests/ of `root`, in order of their paths.
std::vector<std::filesystem::path> source_files(const std::filesystem::path& root);

std::vector<Violation> check_includes(const std::filesystem::path& root);

// A .cpp longer than `most_lines` holds two things that should live apart.
std::vector<Violation> check_lengths(const std::filesystem::path& root, int most_lines);

} // namespace accanto::house

#pragma once
// A core record as a row of a CSV profile.

#include "content/library/exports/core_record.h"
#include "content/library/exports/profile.h"

namespace accanto::content {

struct Row {
    std::vector<std::string> cells; // one for each column
    bool shortened = false;         // a text was longer than its column takes
};

// What is not known, and what has no code in the profile, is an empty cell.
Row row_of(const Profile& profile, const CoreRecord& record);

// Both with the end of the line (RFC 4180: CR LF).
std::string header_line(const Profile& profile);
std::string row_line(const Profile& profile, const std::vector<std::string>& cells);

// The codes that stand for these codes in a list, each once, in the order of `allowed` where that is given.
std::vector<std::string> translated(const CodeList& list, const std::vector<std::string>& codes,
                                    const std::vector<std::string>& allowed);
std::vector<std::string> split_list(std::string_view text, std::string_view separator);

} // namespace accanto::content

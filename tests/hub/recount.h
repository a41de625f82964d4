#pragma once
// The figures counted a second time, in plain SQL over the raw events: what pages show must be equal to it.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace accanto::test {

using Recount = std::map<std::string, int64_t>;

// Runs one question by the sqlite3 program and reads its rows of "key|number".
Recount ask(const std::filesystem::path& database, const std::string& sql);

// Days are local ones of Europe/Rome in summer or winter time, which the question is told: UTC plus so many hours.
struct Period {
    std::string from, to;
    int hours_ahead = 1;
    std::string only;   // a further condition over `d` (the event's data) and `point`, beginning with "AND"
};
Recount recount(const std::filesystem::path& database, const std::string& what, const Period& period);

} // namespace accanto::test

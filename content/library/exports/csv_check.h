#pragma once
// Reads a CSV file with an importer's eyes: what would it refuse, and why.

#include "content/library/exports/profile.h"

#include <cstdint>
#include <functional>
#include <istream>

namespace accanto::content {

struct Refusal {
    int64_t line = 0; // of the file, from 1; 0: the whole file
    int64_t row = 0;  // under the header, from 1; 0: the header or the whole file
    std::string column;
    std::string rule; // "allowed", "longest", ...: a word for programs
    std::string why;  // a sentence
};

struct CheckedCsv {
    int64_t rows = 0, refused_rows = 0;
    bool whole =
        true; // false: the header is wrong or the file stops being CSV; the rows after it were not looked at
    bool refused = false;       // something would be refused
    std::vector<int64_t> later; // for each column, rows where the mentor still has to fill it in
};

struct CsvCheckOptions {
    bool complete = false; // about to be uploaded: what is left to the mentor counts too
    bool split = false;    // too many rows for one file are no matter
};

// Tells each refusal as it is found, in the order of the file. One row in memory at a time.
CheckedCsv check_csv(std::istream& in, const Profile& profile, const CsvCheckOptions& options,
                     const std::function<void(const Refusal&)>& tell);

} // namespace accanto::content

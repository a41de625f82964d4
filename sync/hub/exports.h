#pragma once
// What a network did in some days, told by a profile (content/records) in files.

#include "content/library/exports/profile.h"
#include "sync/hub/storage/storage.h"

#include <filesystem>

namespace accanto::hub {

struct ExportRequest {
    std::string from, to;      // local dates at the points, both included
    std::string point;         // empty: all
    std::filesystem::path out; // a file that is not there yet, or a folder that is
};

struct ExportReport {
    std::vector<std::filesystem::path> files;
    int64_t rows = 0;
    int64_t shortened = 0;      // texts that were longer than their column takes
    int64_t hidden = 0;         // rows whose person would have been too few to hide in
    std::vector<int64_t> empty; // for each column of a CSV profile, rows where it is empty
};

// One record in memory at a time; small cells are counted in a pass of their own. Nothing is written over:
// throws Error with a sentence for days that are none, a point that is not known, a name that is taken, a
// folder that is not there, and more rows than one file may have. No row: no file. `hub` stands for this hub
// in xAPI statements (its key's fingerprint).
ExportReport export_records(Storage& storage, const content::Profile& profile, const ExportRequest& request,
                            const std::string& hub);

} // namespace accanto::hub

#pragma once
// A schedule as a file (content/library/schedule.md).

#include "content/base/schedule.h"
#include "content/library/words.h"

#include <filesystem>

namespace accanto::content {

// Reads and checks all of it. What is wrong is told in `problems`, a sentence and a line each, and left out
// of the schedule: it is safe to use only when there is none.
Schedule read_schedule(const std::filesystem::path& file, std::vector<Problem>& problems);
// The same of a text; `file` is its name in the problems.
Schedule read_schedule_text(std::string_view text, const std::string& file, std::vector<Problem>& problems);
// Of one that the hub shares out among the kiosks of its point: its seats are the point's, and no kiosk is named.
Schedule read_point_schedule(std::string_view text, const std::string& file, std::vector<Problem>& problems);

} // namespace accanto::content

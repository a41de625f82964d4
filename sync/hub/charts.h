#pragma once
// Charts as SVG with their own title and description. Labels are already escaped and carry no markup: strip
// with plain().

#include "sync/hub/overview.h"

#include <string>
#include <vector>

namespace accanto::hub {

struct Bar {
    std::string label, value; // as they are to be read
    double share = 0;         // of the longest, 0 to 1
    const char* colour = "#0B5A5E";
    bool hidden = false;
};

struct ChartHead {
    std::string id, title, description; // id: unique in the page
    bool right_to_left = false;
};

// One bar under the other, its label above and its value at its end.
std::string bar_chart(const ChartHead& head, const std::vector<Bar>& bars);
// Columns side by side, for what goes on in time; few of their labels are written.
struct ChartColumn {
    std::string label;
    int64_t tall = 0, front = 0; // front stands before tall
    bool hidden = false;
};
std::string column_chart(const ChartHead& head, const std::vector<ChartColumn>& columns);
// The week: one square for each weekday and hour that anybody came in, with its minutes.
std::string week_chart(const ChartHead& head, const std::array<std::string, 7>& weekdays,
                       const std::vector<std::vector<int>>& minutes, int first_hour);
// How far along a course something is.
std::string course_chart(const ChartHead& head, int64_t reached, int64_t course, int64_t goal);

// Text out of a phrase that may carry a span of another language.
std::string plain(const std::string& phrase);

} // namespace accanto::hub

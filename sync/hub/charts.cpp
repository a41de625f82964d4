#include "sync/hub/charts.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr int width =
    400; // of all charts, in their own units: a card on a telephone shows them at their size
constexpr const char* ink = "#1C2733";
constexpr const char* soft = "#46515C";

std::string open(const ChartHead& head, int height, bool mirrored) {
    return fmt::format(
        R"(<svg class="chart{3}" role="img" aria-labelledby="{0}-t {0}-d" viewBox="0 0 {1} {2}"><title id="{0}-t">{4}</title><desc id="{0}-d">{5}</desc>)",
        head.id, width, height, mirrored ? "" : " as-drawn", plain(head.title), plain(head.description));
}

std::string text(double x, double y, const char* anchor, int size, const char* colour,
                 const std::string& what, bool bold = false) {
    return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" font-size="{}" fill="{}"{}>{}</text>)",
                       x, y, anchor, size, colour, bold ? R"( font-weight="700")" : "", plain(what));
}

std::string rect(double x, double y, double w, double h, const char* colour, double round = 3) {
    return fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{}" fill="{}"/>)", x,
                       y, std::max(0.0, w), std::max(0.0, h), round, colour);
}

// A round number that is not below: 1, 2 or 5 and noughts.
int64_t round_up(int64_t n) {
    for (int64_t ten = 1;; ten *= 10)
        for (int64_t of : {1, 2, 5})
            if (ten * of >= n)
                return ten * of;
}

} // namespace

std::string plain(const std::string& phrase) {
    std::string out;
    bool tag = false;
    for (char c : phrase) {
        if (c == '<')
            tag = true;
        if (!tag)
            out += c;
        if (c == '>')
            tag = false;
    }
    return out;
}

std::string bar_chart(const ChartHead& head, const std::vector<Bar>& bars) {
    constexpr int row = 44;
    std::string out = open(head, int(bars.size()) * row + 2, true);
    const bool rtl = head.right_to_left;
    for (size_t i = 0; i < bars.size(); ++i) {
        const Bar& bar = bars[i];
        const double y = double(i) * row, wide = bar.hidden ? 0 : std::clamp(bar.share, 0.0, 1.0) * width;
        // In a page from right to left the start of a text is its right end.
        out += text(rtl ? width : 0, y + 16, "start", 15, ink, bar.label) +
               text(rtl ? 0 : width, y + 16, "end", 15, ink, bar.value, true);
        out += rect(0, y + 23, width, 13, "#EFE9DD", 4) +
               rect(rtl ? width - wide : 0, y + 23, wide, 13, bar.colour, 4);
    }
    return out + "</svg>";
}

std::string column_chart(const ChartHead& head, const std::vector<ChartColumn>& columns) {
    constexpr double top = 12, bottom = 190, left = 46;
    int64_t most = 1;
    for (const ChartColumn& column : columns)
        most = std::max({most, column.tall, column.front});
    most = round_up(most);
    std::string out = open(head, 222, false);
    for (int64_t line : {int64_t(0), most / 2, most}) {
        const double y = bottom - (bottom - top) * double(line) / double(most);
        out += rect(left, y - 0.5, width - left, 1, "#E4DDD0", 0) +
               text(left - 6, y + 5, "end", 13, soft, std::to_string(line));
        if (most == 1 && line == 0)
            break;
    }
    const double room = (width - left - 14) / double(std::max<size_t>(1, columns.size())); // the last label needs its half
    const size_t every = std::max<size_t>(1, (columns.size() + 5) / 6);
    for (size_t i = 0; i < columns.size(); ++i) {
        const ChartColumn& column = columns[i];
        const double x = left + double(i) * room, gap = room * 0.14;
        auto tall = [&](int64_t n) { return (bottom - top) * double(n) / double(most); };
        if (!column.hidden) {
            out += rect(x + gap, bottom - tall(column.tall), room - 2 * gap, tall(column.tall), "#9CC6C2",
                        std::min(3.0, room / 6));
            out += rect(x + room * 0.3, bottom - tall(column.front), room * 0.4, tall(column.front),
                        "#0B5A5E", std::min(3.0, room / 6));
        }
        if (i % every == 0)
            out += text(x + room / 2, bottom + 18, "middle", 13, soft, column.label);
    }
    return out + "</svg>";
}

std::string week_chart(const ChartHead& head, const std::array<std::string, 7>& weekdays,
                       const std::vector<std::vector<int>>& minutes, int first_hour) {
    constexpr double left = 52, top = 22, row = 30;
    // From light to strong; the ink on each is at least 7:1.
    static constexpr std::array<const char*, 5> tints{"#FFFDF9", "#FBE9DC", "#F8D3B9", "#F4BB95", "#F0A878"};
    const size_t hours = minutes.empty() ? 0 : minutes[0].size();
    const double room = (width - left) / double(std::max<size_t>(1, hours));
    int most = 1;
    for (const auto& day : minutes)
        for (int one : day)
            most = std::max(most, one);
    std::string out = open(head, int(top + row * double(minutes.size())) + 4, false);
    for (size_t hour = 0; hour < hours; ++hour)
        out += text(left + (double(hour) + 0.5) * room, 14, "middle", 12, soft,
                    std::to_string(first_hour + int(hour)));
    for (size_t day = 0; day < minutes.size(); ++day) {
        const double y = top + double(day) * row;
        out += text(left - 8, y + 20, "end", 13, ink, weekdays[day]);
        for (size_t hour = 0; hour < hours; ++hour) {
            const int one = minutes[day][hour];
            if (one < 0)
                continue;
            const double x = left + double(hour) * room;
            out += rect(x + 1, y + 1, room - 2, row - 2, tints[size_t(std::min(4, one * 5 / (most + 1)))], 4);
            out += text(x + room / 2, y + 20, "middle", 13, ink, std::to_string(one));
        }
    }
    return out + "</svg>";
}

std::string course_chart(const ChartHead& head, int64_t reached, int64_t course, int64_t goal) {
    const double most = double(std::max({goal, reached, int64_t(1)}));
    auto at = [&](int64_t n) { return double(n) / most * width; };
    auto place = [&](double x, double w) { return head.right_to_left ? width - x - w : x; };
    std::string out = open(head, 34, true);
    out += rect(0, 8, width, 18, "#EFE9DD", 6) +
           rect(place(0, at(reached)), 8, at(reached), 18, reached >= course ? "#1E6B3A" : "#E2703A", 6);
    out += rect(place(std::max(0.0, at(course) - 2), 4), 2, 4, 30, ink, 1);
    return out + "</svg>";
}

} // namespace accanto::hub

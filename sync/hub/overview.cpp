#include "sync/hub/overview.h"

#include "content/base/clock.h"
#include "sync/hub/figures.h"

#include <algorithm>
#include <charconv>

namespace accanto::hub {

namespace {

int64_t number(std::string_view text) {
    int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

// What the figures of one tutorial add up to.
struct TutorialSums {
    int64_t opened = 0, finished = 0;
    int steps = 0;
    std::map<int, int64_t> stopped;
};

// "create-email/4/8"
void add_stop(std::map<std::string, TutorialSums>& tutorials, const FigureRow& row) {
    size_t last = row.detail.rfind('/'), first = row.detail.rfind('/', last - 1);
    if (last == std::string::npos || first == std::string::npos)
        return;
    TutorialSums& sums = tutorials[row.detail.substr(0, first)];
    int step = int(number(std::string_view(row.detail).substr(first + 1, last - first - 1)));
    sums.steps = std::max({sums.steps, step, int(number(std::string_view(row.detail).substr(last + 1)))});
    sums.stopped[step] += row.count;
}

Funnel funnel_of(const std::string& tutorial, const TutorialSums& sums) {
    Funnel out{tutorial, sums.opened, sums.finished, {}, 0};
    int64_t stops = 0;
    for (const auto& [step, count] : sums.stopped)
        stops += count;
    // Who opened it before the first day and stopped since has not been counted as opening.
    int64_t here = std::max(sums.opened, sums.finished + stops);
    int64_t most = 0;
    for (int step = 1; step <= sums.steps; ++step) {
        auto stopped = sums.stopped.find(step);
        int64_t count = stopped == sums.stopped.end() ? 0 : stopped->second;
        out.steps.push_back({step, here, count});
        here = std::max<int64_t>(0, here - count);
        if (count > most) {
            most = count;
            out.hardest = step;
        }
    }
    return out;
}

struct Sums {
    Overview& out;
    std::map<std::string, PointView*> points;
    std::map<int64_t, int64_t> waits;
    std::map<std::string, std::map<int64_t, int64_t>> waits_by_point;
    std::map<std::string, TutorialSums> tutorials;

    void add(const FigureRow& row) {
        PointView* at = points.contains(row.point) ? points[row.point] : nullptr;
        if (row.what == figure::visit) {
            out.visits += row.count;
            out.languages[row.detail] += row.count;
            if (at)
                at->visits += row.count;
        } else if (row.what == figure::ticket) {
            out.tickets += row.count;
            if (at)
                at->tickets += row.count;
        } else if (row.what == figure::wait) {
            waits[number(row.detail)] += row.count;
            waits_by_point[row.point][number(row.detail)] += row.count;
        } else if (row.what == figure::missed) {
            out.missed += row.count;
        } else if (row.what == figure::left) {
            out.left += row.count;
        } else if (row.what == figure::help) {
            out.help[row.detail] += row.count;
        } else if (row.what == figure::outcome) {
            out.outcome[row.detail] += row.count;
        } else if (row.what == figure::tutorial_opened) {
            tutorials[row.detail].opened += row.count;
        } else if (row.what == figure::tutorial_finished) {
            tutorials[row.detail].finished += row.count;
        } else if (row.what == figure::tutorial_stopped) {
            add_stop(tutorials, row);
        }
    }
};

void add_points(Overview& out, Storage& storage, int64_t now_ms, const std::string& only) {
    for (const Point& point : storage.points())
        if (only.empty() || point.id == only)
            out.points.push_back({point, Light::green, {}, 0, 0, {}});
    for (const KioskHealth& health : storage.kiosks())
        for (PointView& at : out.points)
            if (at.point.id == health.kiosk.point) {
                at.kiosks.push_back(view_of(health, now_ms));
                if (health.kiosk.revoked)
                    continue;
                at.light = std::max(at.light, at.kiosks.back().light);
                ++out.kiosks;
                out.kiosks_need_care += at.kiosks.back().light != Light::green;
            }
}

} // namespace

Waits waits_of(const std::map<int64_t, int64_t>& tens) {
    Waits out;
    for (const auto& [ten, people] : tens)
        out.people += people;
    int64_t median_rank = (out.people + 1) / 2, ninth_rank = (out.people * 9 + 9) / 10, seen = 0;
    for (const auto& [ten, people] : tens) {
        if (seen < median_rank && seen + people >= median_rank)
            out.median_s = int(ten * 10);
        if (seen < ninth_rank && seen + people >= ninth_rank)
            out.nine_of_ten_s = int(ten * 10);
        seen += people;
    }
    return out;
}

Overview overview(Storage& storage, int64_t now_ms, const std::string& zone, int days, const std::string& point) {
    Overview out;
    out.to_day = local_date(now_ms, zone);
    out.from_day = local_date(now_ms - int64_t(days - 1) * 86'400'000, zone);
    add_points(out, storage, now_ms, point);
    Sums sums{out, {}, {}, {}, {}};
    for (PointView& at : out.points)
        sums.points[at.point.id] = &at;
    for (const FigureRow& row : storage.figures(point, out.from_day, out.to_day))
        sums.add(row);
    out.waits = waits_of(sums.waits);
    for (PointView& at : out.points)
        at.waits = waits_of(sums.waits_by_point[at.point.id]);
    // Who needs somebody stands first; within that, by name.
    std::stable_sort(out.points.begin(), out.points.end(), [](const PointView& a, const PointView& b) { return a.light > b.light; });
    for (const auto& [tutorial, of] : sums.tutorials)
        out.funnels.push_back(funnel_of(tutorial, of));
    std::stable_sort(out.funnels.begin(), out.funnels.end(), [](const Funnel& a, const Funnel& b) { return a.opened > b.opened; });
    return out;
}

} // namespace accanto::hub

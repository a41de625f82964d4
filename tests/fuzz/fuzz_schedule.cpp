// Any bytes as a schedule: reading never crashes, and what it finds no fault with can be promised out of.

#include "content/base/clock.h"
#include "content/library/schedule_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>

using namespace accanto;

namespace {

bool is_moment(const std::string& day, int minute, int minutes) {
    return days_after(day, 0) && minute >= 0 && minute < 24 * 60 && minutes >= 5;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::vector<content::Problem> problems;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Schedule schedule = content::read_schedule_text(text, "f", problems);
    for (const content::Problem& p : problems)
        if (p.message.empty())
            abort();
    if (!problems.empty())
        return 0;
    if (schedule.point.empty() || schedule.kiosk.size() != 1)
        abort();
    std::set<std::pair<std::string, int>> times;
    for (const Schedule::Slot& slot : schedule.slots)
        if (!is_moment(slot.day, slot.from_minute, slot.minutes) || slot.seats < 0 ||
            !times.insert({slot.day, slot.from_minute}).second)
            abort();
    std::set<std::string> ids;
    for (const Schedule::Course& course : schedule.courses)
        if (!is_moment(course.day, course.from_minute, course.minutes) || course.seats < 0 ||
            !ids.insert(course.id).second)
            abort();
    return 0;
}

#include "sync/hub/local_moment.h"

#include "content/base/clock.h"

namespace accanto::hub {

namespace {

constexpr int64_t quarter_ms = 15 * 60'000;

struct Quarter {
    int64_t number = INT64_MIN;
    std::string zone;
    LocalMoment at;
};

} // namespace

LocalMoment local_moment(int64_t wall_ms, const std::string& zone) {
    thread_local Quarter last;
    int64_t number = wall_ms / quarter_ms - (wall_ms % quarter_ms < 0);
    if (number != last.number || zone != last.zone) {
        int64_t begin = number * quarter_ms;
        LocalTime time = local_time(begin, zone);
        last = {number, zone, {local_date(begin, zone), time.minute_of_day, time.weekday}};
    }
    LocalMoment out = last.at;
    out.minute_of_day += int((wall_ms - number * quarter_ms) / 60'000);
    return out;
}

} // namespace accanto::hub

#include "sync/hub/moments.h"

#include "content/base/clock.h"
#include "sync/hub/local_moment.h"

#include <fmt/format.h>

#include <cstdlib>

namespace accanto::hub {

std::string moment_text(const content::Words& kiosk_words, const std::string& language, int64_t at_ms,
                        int64_t now_ms, const std::string& zone) {
    constexpr int64_t year_is_clear_days = 300;
    const LocalMoment at = local_moment(at_ms, zone), now = local_moment(now_ms, zone);
    const auto word = [&](const std::string& key, const content::Arguments& arguments = {}) {
        return kiosk_words.say(language, key, arguments).text;
    };
    const int64_t ago = days_between(at.day, now.day).value_or(0);
    std::string date =
        word("date.long", {{"weekday", word("day." + std::to_string(at.weekday))},
                           {"day", int64_t(std::stoi(at.day.substr(8, 2)))},
                           {"month", word("month." + std::to_string(std::stoi(at.day.substr(5, 2))))}});
    if (std::llabs(ago) > year_is_clear_days)
        date += " " + at.day.substr(0, 4);
    if (ago == 0)
        date = word("date.today", {{"date", date}});
    return word(
        "booking.when",
        {{"date", date}, {"time", fmt::format("{:02}:{:02}", at.minute_of_day / 60, at.minute_of_day % 60)}});
}

} // namespace accanto::hub

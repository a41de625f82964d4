#include "kiosk/desk/snapshot_parts.h"

#include "content/base/clock.h"
#include "kiosk/point/printer_care.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace accanto::desk {

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json topic_json(const Texts& texts, const std::string& language, const std::string& code) {
    const content::Topic* topic = texts.topics().find(code);
    const content::Phrase title = texts.topic_title(language, code);
    return {{"code", code},
            {"title", title.text},
            {"language", title.language},
            {"picture", topic && !topic->picture.empty() ? "/pictures/" + topic->picture + ".svg" : ""},
            {"tint", topic ? topic->tint : "sky"}};
}

Json printer_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language) {
    constexpr std::array wants_care = {"near_end", "out", "open", "off", "gone", "failed"};
    const point::PrinterStanding printer = point::printer_standing(store, settings);
    if (std::find(wants_care.begin(), wants_care.end(), printer.state) == wants_care.end())
        return nullptr;
    const std::string& zone = settings.point.time_zone;
    const std::string day = local_date(printer.since_ms, zone);
    const std::string time = clock_text(printer.since_ms, zone);
    const bool today = day == local_date(store.clock().wall_ms(), zone);
    return {{"text", texts.say(language, "printer." + printer.state)},
            {"since", texts.say(language, "printer.since", {{"time", today ? time : day + " " + time}})},
            {"today", texts.say(language, "printer.today", {{"printed", int64_t(printer.printed)}, {"failed", int64_t(printer.failed)}})},
            {"urgent", printer.state != "near_end"}};
}

std::string clock_text(int64_t wall_ms, const std::string& zone) {
    const LocalTime time = local_time(wall_ms, zone);
    return fmt::format("{:02}:{:02}", time.minute_of_day / 60, time.minute_of_day % 60);
}

} // namespace accanto::desk

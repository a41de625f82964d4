#include "kiosk/desk/snapshot_parts.h"

#include "content/base/clock.h"
#include "kiosk/point/printer_care.h"
#include "kiosk/point/quick_actions.h"

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

Json kiosk_json(store::Store& store, const Settings& settings, const Texts& texts,
                const std::string& language) {
    const auto closed = point::closed_by_staff(store, settings);
    const bool open = point::is_open(store, settings);
    // Rounded, so that a clock that is read twice makes no new state.
    constexpr int64_t second_ms = 1000;
    const int64_t cleaning_ms = point::cleaning_left_ms(store),
                  ends_ms = store.clock().wall_ms() + cleaning_ms;
    constexpr std::array known = {"ok", "near_end", "out", "open", "off", "gone", "failed"};
    const std::string state = point::printer_standing(store, settings).state;
    const bool prints = settings.printer.kind != "none";
    const bool is_known = std::find(known.begin(), known.end(), state) != known.end();
    const char* printer = !prints ? "none" : is_known ? state.c_str() : "unknown";
    return {
        {"open", open},
        {"state_text", texts.say(language, open     ? "kiosk.open"
                                           : closed ? "kiosk.closed"
                                                    : "kiosk.out_of_hours")},
        {"closed",
         closed ? Json{{"reason", closed->reason},
                       {"reason_text",
                        closed->reason.empty() ? "" : texts.kiosk_word(language, "closed." + closed->reason)},
                       {"message", closed->message}}
                : Json()},
        {"cleaning_until_ms", cleaning_ms > 0 ? (ends_ms + second_ms / 2) / second_ms * second_ms : 0},
        {"prints", prints},
        {"printer_text", texts.say(language, std::string("printer.") + printer)}};
}

Json colleagues_json(store::Store& store, const std::vector<point::Mentor>& mentors) {
    const auto name_of = [&](const std::string& id) {
        const auto found =
            std::find_if(mentors.begin(), mentors.end(), [&](const auto& m) { return m.id == id; });
        return found == mentors.end() ? std::string() : found->name;
    };
    Json list = Json::array();
    for (const point::ColleagueWanted& wanted : point::colleagues_wanted(store))
        list.push_back({{"id", wanted.desk},
                        {"name", name_of(wanted.mentor)},
                        {"coming_desk", wanted.coming_desk},
                        {"coming", name_of(wanted.coming_mentor)}});
    return list;
}

std::string clock_text(int64_t wall_ms, const std::string& zone) {
    const LocalTime time = local_time(wall_ms, zone);
    return fmt::format("{:02}:{:02}", time.minute_of_day / 60, time.minute_of_day % 60);
}

} // namespace accanto::desk

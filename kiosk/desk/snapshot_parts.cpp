#include "kiosk/desk/snapshot_parts.h"

#include "content/base/clock.h"
#include "kiosk/point/host.h"
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

namespace {

constexpr std::array wants_care = {"near_end", "out", "open", "off", "gone", "failed"};

bool is_one_of_care(const std::string& state) {
    return std::find(wants_care.begin(), wants_care.end(), state) != wants_care.end();
}

// "10:42" today, else "2026-11-23 10:42".
std::string since_text(store::Store& store, const Settings& settings, int64_t wall_ms) {
    const std::string& zone = settings.point.time_zone;
    const std::string day = local_date(wall_ms, zone), time = clock_text(wall_ms, zone);
    return day == local_date(store.clock().wall_ms(), zone) ? time : day + " " + time;
}

} // namespace

Json printer_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language) {
    const point::PrinterStanding printer = point::printer_standing(store, settings);
    if (!is_one_of_care(printer.state))
        return nullptr;
    return {{"text", texts.say(language, "printer." + printer.state)},
            {"since", texts.say(language, "printer.since", {{"time", since_text(store, settings, printer.since_ms)}})},
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
    const std::string state = point::printer_standing(store, settings).state;
    const bool prints = settings.printer.kind != "none";
    const bool is_known = state == "ok" || is_one_of_care(state);
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

std::string credential_text(const Texts& texts, const std::string& language, const point::Credential& credential) {
    if (credential.kind.empty())
        return "";
    const std::string words = texts.say(language, "mentors." + credential.kind + "_since", {{"since", credential.since}});
    return credential.framework.empty() ? words : words + " · " + credential.framework;
}

Json mentors_json(const Texts& texts, const std::string& language, const std::vector<point::Mentor>& mentors) {
    Json list = Json::array();
    for (const point::Mentor& mentor : mentors)
        list.push_back({{"id", mentor.id},
                        {"name", mentor.name},
                        {"credential", mentor.credential.kind},
                        {"credential_text", credential_text(texts, language, mentor.credential)},
                        {"since", mentor.credential.since},
                        {"framework", mentor.credential.framework}});
    return list;
}

Json other_kiosks_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language) {
    Json list = Json::array();
    for (const point::GuestStanding& one : point::guests_of(store, settings)) {
        const bool care = is_one_of_care(one.printer);
        const std::string printer = care || one.printer == "ok" || one.printer == "none" ? one.printer : "unknown";
        const auto say = [&](const char* key) {
            return texts.say(language, std::string("other_kiosk.") + key,
                             {{"time", one.heard_ms ? since_text(store, settings, *one.heard_ms) : ""}});
        };
        list.push_back({{"id", one.letter},
                        {"name", texts.say(language, "other_kiosk.name", {{"letter", one.letter}})},
                        {"text", say(!one.heard_ms ? "never" : one.silent ? "silent" : "well")},
                        {"printer", one.heard_ms && !one.silent ? texts.say(language, "printer." + printer) : ""},
                        {"care", !one.heard_ms || one.silent || care}});
    }
    return list;
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

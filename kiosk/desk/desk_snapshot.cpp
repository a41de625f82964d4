#include "kiosk/desk/snapshot.h"
#include "kiosk/desk/snapshot_parts.h"

#include "kiosk/point/people.h"

#include <algorithm>

namespace accanto::desk {

namespace {

using point::Ticket;
using point::TicketState;

struct Reader {
    const Texts& texts;
    const std::string& language;
    int64_t now_ms;

    std::string say(const std::string& key, const content::Arguments& arguments = {}) const {
        return texts.say(language, key, arguments);
    }
};

Json needs_json(const Reader& reader, const point::Needs& needs) {
    Json list = Json::array();
    const auto add = [&](bool wanted, const char* code) {
        if (wanted)
            list.push_back({{"code", code}, {"text", reader.say(std::string("need.") + code)}});
    };
    add(needs.sit, "sit");
    add(needs.speak_slowly, "speak_slowly");
    add(needs.hearing_loop, "hearing_loop");
    add(needs.interpreter, "interpreter");
    return list;
}

// Where the mentor starts: the tutorial and the step by their titles, in the mentor's language.
Json stuck_json(const Reader& reader, const point::StuckAt& stuck) {
    Json json = {
        {"title", stuck.tutorial},
        {"title_language", ""},
        {"step_title", ""},
        {"at", reader.say("stuck.at", {{"step", int64_t(stuck.step)}, {"steps", int64_t(stuck.steps)}})},
        {"alone", stuck.alone ? reader.say("stuck.alone") : ""},
        {"hints", reader.say("stuck.hints", {{"hints", int64_t(stuck.hints_used)}})},
        {"step", stuck.step},
        {"steps", stuck.steps}};
    const std::shared_ptr<const content::Tutorial> tutorial = reader.texts.library().get(stuck.tutorial);
    if (!tutorial)
        return json;
    const content::TutorialWords words =
        content::words(*tutorial, reader.language, reader.texts.official_language());
    const content::Phrase title = words.say("tutorial.title");
    json["title"] = title.text;
    json["title_language"] = title.fallback ? title.language : "";
    if (stuck.step >= 1 && size_t(stuck.step) <= tutorial->steps.size())
        json["step_title"] = words.say(tutorial->steps[size_t(stuck.step) - 1].title).text;
    return json;
}

// The picture that the ticket shows beside its number, and the word for it.
Json mark_json(const Reader& reader, const Ticket& ticket) {
    constexpr std::string_view prefix = "picture_";
    const std::string name = point::ticket_picture(ticket.label);
    return {{"picture", "/pictures/" + name + ".svg"},
            {"word", reader.texts.kiosk_word(reader.language, "picture." + name.substr(prefix.size()))}};
}

Json ticket_json(const Reader& reader, const Ticket& ticket) {
    const content::Arguments label = {{"label", ticket.label}};
    const int64_t minutes = std::max<int64_t>(0, (reader.now_ms - ticket.taken_ms) / 60000);
    Json json = {{"id", ticket.id},
                 {"label", ticket.label},
                 {"state", point::to_text(ticket.state)},
                 {"mark", mark_json(reader, ticket)},
                 {"topic", topic_json(reader.texts, reader.language, ticket.topic)},
                 {"language", reader.texts.language_name(reader.language, ticket.language)},
                 {"needs", needs_json(reader, ticket.needs)},
                 {"class", ticket.klass == point::TicketClass::normal
                               ? ""
                               : reader.say(std::string("class.") + point::to_text(ticket.klass))},
                 {"waiting", reader.say("waiting.minutes", {{"minutes", minutes}})},
                 {"stuck", ticket.stuck ? stuck_json(reader, *ticket.stuck) : Json()},
                 {"chip", ticket.stuck
                              ? reader.say("waiting.help_here", {{"step", int64_t(ticket.stuck->step)}})
                              : ""},
                 {"call", reader.say("card.call", label)},
                 {"left_ask", reader.say("card.left_ask", label)},
                 {"left_yes", reader.say("card.left_yes", label)},
                 {"void_ask", reader.say("card.void_ask", label)},
                 {"void_yes", reader.say("card.void_yes", label)},
                 {"bring_back", reader.say("missed.bring_back", label)}};
    return json;
}

// What is asked before another number is called while `mine` is still at the desk.
void add_switch(const Reader& reader, const Ticket& mine, const Ticket& next, Json& json) {
    const std::string key = mine.state == TicketState::serving ? "switch.serving" : "switch.called";
    const content::Arguments arguments = {{"label", mine.label}, {"next", next.label}};
    json["switch_ask"] = reader.say(key, arguments);
    json["switch_yes"] = reader.say(key + "_yes", arguments);
}

Json mine_json(const Reader& reader, const Ticket& ticket) {
    Json json = ticket_json(reader, ticket);
    const content::Arguments label = {{"label", ticket.label}};
    json["since_ms"] = ticket.state == TicketState::serving ? ticket.serving_ms.value_or(reader.now_ms)
                                                            : ticket.called_ms.value_or(reader.now_ms);
    json["again_ms"] = ticket.called_ms.value_or(reader.now_ms) + call_pause_ms;
    json["last_call"] = ticket.calls >= most_calls;
    json["count"] = reader.say("called.count", {{"calls", int64_t(ticket.calls)}});
    json["question"] = reader.say("called.question", label);
    json["record_title"] = reader.say("record.title", label);
    return json;
}

// Up to three people for each mentor is calm, up to six busy.
const char* light_of(size_t waiting, int mentors) {
    const size_t for_each = size_t(std::max(1, mentors));
    return waiting <= 3 * for_each ? "calm" : waiting <= 6 * for_each ? "busy" : "full";
}

Json waiting_json(const Reader& reader, const std::vector<Ticket>& waiting,
                  const std::optional<Ticket>& mine) {
    Json list = Json::array();
    for (const Ticket& ticket : waiting) {
        Json json = ticket_json(reader, ticket);
        if (list.empty()) {
            json["call"] = reader.say("card.call_next", {{"label", ticket.label}});
            json["position"] = reader.say("card.first");
        } else {
            json["position"] = reader.say("card.position", {{"position", int64_t(list.size() + 1)}});
        }
        if (mine)
            add_switch(reader, *mine, ticket, json);
        list.push_back(std::move(json));
    }
    return list;
}

Json missed_json(const Reader& reader, store::Store& store, const Settings& settings,
                 const std::optional<Ticket>& mine) {
    constexpr int looked_at = 100;
    Json list = Json::array();
    for (const Ticket& ticket : point::last_called(store, settings, looked_at)) {
        if (ticket.state != TicketState::missed)
            continue;
        Json json = ticket_json(reader, ticket);
        if (mine)
            add_switch(reader, *mine, ticket, json);
        list.push_back(std::move(json));
    }
    return list;
}

Json people_json(const Reader& reader, const std::vector<point::Present>& present, const Session& session,
                 Json& me) {
    Json list = Json::array();
    for (const point::Present& person : present) {
        const std::string presence = person.presence == point::Presence::on      ? "on"
                                     : person.presence == point::Presence::pause ? "pause"
                                                                                 : "off";
        if (person.mentor.id == session.mentor)
            me["presence"] = presence;
        list.push_back({{"name", person.mentor.name},
                        {"desk", reader.say("desk.number", {{"desk", person.desk}})},
                        {"presence", presence},
                        {"presence_text", reader.say("presence." + presence)}});
    }
    return list;
}

} // namespace

std::string desk_snapshot(store::Store& store, const Settings& settings, const Texts& texts,
                          const std::string& language, const Session& session) {
    const Reader reader{texts, language, store.clock().wall_ms()};
    Json state;
    store.read([&] {
        std::optional<Ticket> mine;
        Json others = Json::array();
        for (const Ticket& ticket : point::now_serving(store, settings)) {
            if (ticket.desk == session.desk && !mine) {
                mine = ticket;
                continue;
            }
            const std::string key = ticket.state == TicketState::serving ? "others.serving" : "others.called";
            others.push_back({{"id", ticket.id},
                              {"label", ticket.label},
                              {"desk", reader.say("desk.number", {{"desk", ticket.desk}})},
                              {"state", point::to_text(ticket.state)},
                              {"state_text", reader.say(key)}});
        }
        const auto waiting = point::waiting(store, settings);
        const char* light = light_of(waiting.size(), point::mentors_here(store));
        Json me = {{"name", session.name},
                   {"desk", reader.say("desk.number", {{"desk", session.desk}})},
                   {"presence", "off"}};
        Json people = people_json(reader, point::present(store), session, me);
        me["note"] = reader.say("presence_note." + me["presence"].get<std::string>());
        state = {{"me", std::move(me)},
                 {"count", waiting.size()},
                 {"count_text", reader.say("waiting.count", {{"count", int64_t(waiting.size())}})},
                 {"light", light},
                 {"light_text", reader.say(std::string("waiting.") + light)},
                 {"mine", mine ? mine_json(reader, *mine) : Json()},
                 {"waiting", waiting_json(reader, waiting, mine)},
                 {"missed", missed_json(reader, store, settings, mine)},
                 {"others", std::move(others)},
                 {"people", std::move(people)},
                 {"printer", printer_json(store, settings, texts, language)}};
    });
    return dump(state);
}

} // namespace accanto::desk

#include "kiosk/desk/snapshot.h"
#include "kiosk/desk/record_form.h"
#include "kiosk/desk/snapshot_parts.h"

#include "kiosk/point/people.h"

#include <algorithm>
#include <utility>

namespace accanto::desk {

namespace {

using point::Ticket;
using point::TicketState;

struct Reader {
    const Texts& texts;
    const std::string& language;
    int64_t now_ms;
    std::vector<point::Mentor> mentors;
    bool prints; // the kiosk has a printer

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

// What may be done with it, by the table; the page offers nothing else.
Json choices_json(const Ticket& ticket, bool printer) {
    using point::TicketAction;
    static constexpr std::pair<TicketAction, const char*> choices[] = {
        {TicketAction::park, "park"},         {TicketAction::transfer, "transfer"},
        {TicketAction::put_back, "put-back"}, {TicketAction::take_up, "take-up"},
        {TicketAction::leave, "left"},        {TicketAction::cancel, "void"},
    };
    Json list = Json::array();
    for (const auto& [action, name] : choices)
        if (point::next_state(action, ticket.state))
            list.push_back(name);
    if (printer && (point::is_open(ticket.state) || ticket.state == TicketState::missed))
        list.push_back("reprint");
    return list;
}

// Whom it waits for: a desk, a mentor by name, or anybody ("").
std::string target_text(const Reader& reader, const Ticket& ticket) {
    if (!ticket.target.desk.empty())
        return reader.say("waiting.for_desk", {{"desk", ticket.target.desk}});
    for (const point::Mentor& mentor : reader.mentors)
        if (mentor.id == ticket.target.mentor)
            return reader.say("waiting.for_mentor", {{"name", mentor.name}});
    return "";
}

Json ticket_json(const Reader& reader, const Ticket& ticket) {
    const int64_t minutes = std::max<int64_t>(0, (reader.now_ms - ticket.taken_ms) / 60000);
    return {{"id", ticket.id},
            {"label", ticket.label},
            {"state", point::to_text(ticket.state)},
            {"can", choices_json(ticket, reader.prints)},
            {"mark", mark_json(reader, ticket)},
            {"topic", topic_json(reader.texts, reader.language, ticket.topic)},
            {"language", reader.texts.language_name(reader.language, ticket.language)},
            {"needs", needs_json(reader, ticket.needs)},
            {"class", ticket.klass == point::TicketClass::normal
                          ? ""
                          : reader.say(std::string("class.") + point::to_text(ticket.klass))},
            {"waiting", reader.say("waiting.minutes", {{"minutes", minutes}})},
            {"stuck", ticket.stuck ? stuck_json(reader, *ticket.stuck) : Json()},
            {"chip",
             ticket.stuck ? reader.say("waiting.help_here", {{"step", int64_t(ticket.stuck->step)}}) : ""},
            {"target", target_text(reader, ticket)},
            {"held", false}};
}

Json mine_json(const Reader& reader, store::Store& store, const Ticket& ticket) {
    Json json = ticket_json(reader, ticket);
    json["record"] = record_beginning(store, reader.texts, ticket);
    json["since_ms"] = ticket.state == TicketState::serving ? ticket.serving_ms.value_or(reader.now_ms)
                                                            : ticket.called_ms.value_or(reader.now_ms);
    json["again_ms"] = ticket.called_ms.value_or(reader.now_ms) + call_pause_ms;
    json["last_call"] = ticket.calls >= most_calls;
    json["count"] = reader.say("called.count", {{"calls", int64_t(ticket.calls)}});
    return json;
}

// Up to three people for each mentor is calm, up to six busy.
const char* light_of(size_t waiting, int mentors) {
    const size_t for_each = size_t(std::max(1, mentors));
    return waiting <= 3 * for_each ? "calm" : waiting <= 6 * for_each ? "busy" : "full";
}

// "held": it waits for a colleague who is here, and this desk may not call it.
Json waiting_json(const Reader& reader, const Session& session, const std::vector<point::Present>& present,
                  const std::vector<Ticket>& waiting) {
    Json list = Json::array();
    bool first = true;
    for (const Ticket& ticket : waiting) {
        Json json = ticket_json(reader, ticket);
        const bool held = point::is_reserved_from(ticket, {session.mentor, session.desk}, present);
        json["held"] = held;
        json["position"] = first && !held
                               ? reader.say("card.first")
                               : reader.say("card.position", {{"position", int64_t(list.size() + 1)}});
        first = first && held;
        list.push_back(std::move(json));
    }
    return list;
}

Json missed_json(const Reader& reader, store::Store& store, const Settings& settings) {
    constexpr int looked_at = 100;
    Json list = Json::array();
    for (const Ticket& ticket : point::last_called(store, settings, looked_at))
        if (ticket.state == TicketState::missed)
            list.push_back(ticket_json(reader, ticket));
    return list;
}

Json parked_json(const Reader& reader, store::Store& store, const Settings& settings) {
    Json list = Json::array();
    for (const Ticket& ticket : point::in_state(store, settings, TicketState::parked)) {
        Json json = ticket_json(reader, ticket);
        json["desk"] = reader.say("desk.number", {{"desk", ticket.desk}});
        list.push_back(std::move(json));
    }
    return list;
}

// The last who was called to this desk and has given the number back, at a kiosk or here: whoever waits for them is told.
Json left_json(const Reader& reader, store::Store& store, const Settings& settings, const Session& session) {
    constexpr int looked_at = 20;
    for (const Ticket& ticket : point::last_called(store, settings, looked_at))
        if (ticket.desk == session.desk && ticket.state == TicketState::left)
            return {{"id", ticket.id}, {"text", reader.say("done.left", {{"label", ticket.label}})}};
    return nullptr;
}

std::string credential_word(const Reader& reader, const std::string& mentor) {
    for (const point::Mentor& known : reader.mentors)
        if (known.id == mentor && !known.credential.kind.empty())
            return reader.say("mentors." + known.credential.kind);
    return "";
}

Json people_json(const Reader& reader, const std::vector<point::Present>& present, const Session& session,
                 Json& me) {
    Json list = Json::array();
    for (const point::Present& person : present) {
        const std::string presence = person.presence == point::Presence::on      ? "on"
                                     : person.presence == point::Presence::pause ? "pause"
                                                                                 : "off";
        const bool is_me = person.mentor.id == session.mentor;
        if (is_me)
            me["presence"] = presence;
        list.push_back({{"id", person.mentor.id},
                        {"name", person.mentor.name},
                        {"me", is_me},
                        {"desk_code", person.desk},
                        {"desk", reader.say("desk.number", {{"desk", person.desk}})},
                        {"presence", presence},
                        {"credential", credential_word(reader, person.mentor.id)},
                        {"presence_text", reader.say("presence." + presence)}});
    }
    return list;
}

Json others_json(const Reader& reader, const std::vector<Ticket>& serving, const Session& session,
                 std::optional<Ticket>& mine) {
    Json list = Json::array();
    for (const Ticket& ticket : serving) {
        if (ticket.desk == session.desk && !mine) {
            mine = ticket;
            continue;
        }
        const std::string key = ticket.state == TicketState::serving ? "others.serving" : "others.called";
        list.push_back({{"id", ticket.id},
                        {"label", ticket.label},
                        {"desk", reader.say("desk.number", {{"desk", ticket.desk}})},
                        {"state", point::to_text(ticket.state)},
                        {"state_text", reader.say(key)}});
    }
    return list;
}

} // namespace

std::string desk_snapshot(store::Store& store, const Settings& settings, const Texts& texts,
                          const std::string& language, const Session& session) {
    Json state;
    store.read([&] {
        const Reader reader{texts, language, store.clock().wall_ms(), point::mentors(store),
                            settings.printer.kind != "none"};
        std::optional<Ticket> mine;
        Json others = others_json(reader, point::now_serving(store, settings), session, mine);
        const auto waiting = point::waiting(store, settings);
        const char* light = light_of(waiting.size(), point::mentors_here(store));
        Json me = {{"name", session.name},
                   {"desk", reader.say("desk.number", {{"desk", session.desk}})},
                   {"desk_code", session.desk},
                   {"presence", "off"}};
        const auto present = point::present(store);
        Json people = people_json(reader, present, session, me);
        me["note"] = reader.say("presence_note." + me["presence"].get<std::string>());
        state = {{"me", std::move(me)},
                 {"count", waiting.size()},
                 {"count_text", reader.say("waiting.count", {{"count", int64_t(waiting.size())}})},
                 {"light", light},
                 {"light_text", reader.say(std::string("waiting.") + light)},
                 {"mine", mine ? mine_json(reader, store, *mine) : Json()},
                 {"waiting", waiting_json(reader, session, present, waiting)},
                 {"missed", missed_json(reader, store, settings)},
                 {"parked", parked_json(reader, store, settings)},
                 {"left", left_json(reader, store, settings, session)},
                 {"others", std::move(others)},
                 {"people", std::move(people)},
                 {"mentors", mentors_json(texts, language, reader.mentors)},
                 {"colleagues", colleagues_json(store, reader.mentors)},
                 {"kiosk", kiosk_json(store, settings, texts, language)},
                 {"other_kiosks", other_kiosks_json(store, settings, texts, language)},
                 {"agenda", agenda_json(store, settings, texts, language)},
                 {"night", night_json(store, settings, texts, language)},
                 {"printer", printer_json(store, settings, texts, language)}};
    });
    return dump(state);
}

} // namespace accanto::desk

// What a desk does with tickets.

#include "kiosk/desk/asked.h"
#include "kiosk/desk/desk.h"
#include "kiosk/desk/snapshot_parts.h"

#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"
#include "kiosk/point/quick_actions.h"

#include <fmt/format.h>

#include <functional>
#include <map>

namespace accanto::desk {

namespace {

using point::Moved;
using store::Store;
using Action = std::function<Moved(Store&, const Settings&, const point::DeskUser&)>;

// The sentence for a change that could not be made.
std::string code_of(const point::Conflict& conflict) {
    return conflict.why == point::Conflict::Why::too_many_calls ? "too_many" : point::to_text(conflict.why);
}

// Those that need nothing but the ticket.
Action plain_action(const std::string& name, const std::string& id) {
    using Function = Moved (*)(Store&, const Settings&, const point::DeskUser&, std::string_view);
    static const std::map<std::string, Function> functions = {
        {"call", point::call},         {"call-again", point::call_again},
        {"here", point::here},         {"not-here", point::not_here},
        {"park", point::park},         {"take-up", point::take_up},
        {"put-back", point::put_back}, {"void", point::void_ticket},
    };
    if (name == "left")
        return [id](auto& store, auto& settings, auto&) { return point::leave(store, settings, id); };
    const auto known = functions.find(name);
    if (known == functions.end())
        return nullptr;
    return [id, function = known->second](auto& store, auto& settings, auto& who) {
        return function(store, settings, who, id);
    };
}

} // namespace

point::DeskUser Desk::user_of(const Visit& visit) {
    return {visit.session->mentor, visit.session->desk};
}

// `expected`: whom the page showed as the next. Another desk may have been quicker: then the one after is
// called, and that is said.
Reply Desk::call_next(const Visit& visit) {
    const std::string expected = read_text(visit.request.body, "expected");
    std::optional<point::Ticket> called, wanted;
    bool busy = false;
    change([&](Store& store) {
        const auto result = point::call_next(store, m_setup.settings, user_of(visit));
        if (const auto* ticket = std::get_if<point::Ticket>(&result)) {
            called = *ticket;
            if (!expected.empty() && expected != called->id)
                wanted = point::find_ticket(store, expected);
            return;
        }
        for (const point::Ticket& ticket : point::now_serving(store, m_setup.settings))
            busy = busy || ticket.desk == visit.session->desk;
    });
    if (!called)
        return failed(visit, 409, busy ? "desk_busy" : "nobody");
    if (!wanted)
        return changed(visit, "");
    const bool at_desk = point::is_at_desk(wanted->state);
    return changed(visit,
                   m_texts.say(visit.language, at_desk ? "done.called_instead" : "done.called_other",
                               {{"label", wanted->label}, {"desk", wanted->desk}, {"next", called->label}}));
}

// Also when nobody is meant.
bool Desk::is_mentor(const std::string& id) {
    bool known = id.empty();
    m_keeper.with([&](Store& store) {
        for (const point::Mentor& mentor : point::mentors(store))
            known = known || mentor.id == id;
    });
    return known;
}

Reply Desk::ticket_action(const Visit& visit, const std::string& id, const std::string& action) {
    if (action == "reprint")
        return reprint(visit, id);
    Action run = plain_action(action, id);
    if (action == "finish") {
        const auto read = read_record(visit.request.body, m_texts.topics());
        if (const auto* bad = std::get_if<Wrong>(&read))
            return told(visit, *bad);
        run = [id, record = std::get<point::ServiceRecord>(read)](auto& s, auto& t, auto& who) {
            return point::finish(s, t, who, id, record);
        };
    } else if (action == "transfer") {
        const auto read = read_transfer(visit.request.body, m_texts.topics());
        if (const auto* bad = std::get_if<Wrong>(&read))
            return told(visit, *bad);
        if (!is_mentor(std::get<point::Transfer>(read).target.mentor))
            return failed(visit, 422, "bad_request");
        run = [id, to = std::get<point::Transfer>(read)](auto& s, auto& t, auto& who) {
            return point::transfer(s, t, who, id, to);
        };
    }
    if (!run)
        return failed(visit, 404, "unknown_page");
    std::optional<point::Conflict> conflict;
    point::Ticket after;
    change([&](Store& store) {
        const Moved moved = run(store, m_setup.settings, user_of(visit));
        if (const auto* no = std::get_if<point::Conflict>(&moved))
            conflict = *no;
        else
            after = std::get<point::Ticket>(moved);
    });
    if (conflict)
        return failed(visit, conflict->why == point::Conflict::Why::not_found ? 404 : 409, code_of(*conflict),
                      {{"label", conflict->ticket.label}, {"desk", conflict->ticket.desk}});
    static const std::map<std::string, std::string> sentences = {
        {"finish", "record.saved"},   {"left", "done.left"},         {"void", "done.void"},
        {"park", "done.park"},        {"not-here", "done.not_here"}, {"put-back", "done.put_back"},
        {"transfer", "done.transfer"}};
    const auto sentence = sentences.find(action);
    return changed(visit, sentence == sentences.end()
                              ? ""
                              : m_texts.say(visit.language, sentence->second, {{"label", after.label}}));
}

Reply Desk::reprint(const Visit& visit, const std::string& id) {
    bool asked = false;
    std::optional<point::Ticket> ticket;
    change([&](Store& store) {
        ticket = point::find_ticket(store, id);
        asked = m_setup.settings.printer.kind != "none" && point::ask_reprint(store, m_setup.settings, id);
    });
    if (!ticket)
        return failed(visit, 404, "not_found");
    if (!asked)
        return failed(visit, 409, "no_paper", {{"label", ticket->label}});
    return changed(visit, m_texts.say(visit.language, "done.reprint", {{"label", ticket->label}}));
}

// The page as it is now, and the sentence that says what was done.
Reply Desk::changed(const Visit& visit, const std::string& done) {
    return json_reply(fmt::format("{{\"now_ms\":{},\"state\":{},\"done\":{}}}", m_clock.wall_ms(),
                                  desk_state(visit.language, *visit.session), dump(done)));
}

} // namespace accanto::desk

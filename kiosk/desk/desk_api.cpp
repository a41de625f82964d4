#include "kiosk/desk/asked.h"
#include "kiosk/desk/desk.h"
#include "kiosk/desk/snapshot.h"
#include "kiosk/desk/snapshot_parts.h"

#include "kiosk/point/mentor_care.h"
#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace accanto::desk {

namespace {

using point::Moved;

point::DeskUser user_of(const Session& session) {
    return {session.mentor, session.desk};
}

// The sentence for a change that could not be made.
std::string code_of(const point::Conflict& conflict) {
    return conflict.why == point::Conflict::Why::too_many_calls ? "too_many" : point::to_text(conflict.why);
}

} // namespace

Reply Desk::api(const Visit& visit) {
    const std::string& path = visit.request.path;
    const bool posted = visit.request.method == "POST";
    if (path == "/api/display/events" && !posted)
        return stream(visit, [this, language = display_language(visit)]() -> std::optional<std::string> {
            return display_state(language);
        });
    if (path == "/api/display" && !posted)
        return json_reply(display_state(display_language(visit)));
    if (path == "/api/sign-in" && posted)
        return sign_in(visit);
    if (!visit.session)
        return failed(visit, 401, "signed_out");
    if (path == "/api/state" && !posted)
        return json_reply(desk_state(visit.language, *visit.session));
    if (path == "/api/events" && !posted)
        return stream(
            visit, [this, language = visit.language, cookie = visit.cookie]() -> std::optional<std::string> {
                const auto session = m_sessions.find(cookie, false);
                return session ? std::optional(desk_state(language, *session)) : std::nullopt;
            });
    if (!posted)
        return failed(visit, 404, "unknown_page");
    if (path == "/api/sign-out")
        return sign_out(visit);
    if (path == "/api/presence")
        return set_presence(visit);
    if (path == "/api/heartbeat")
        return heartbeat(visit);
    if (path == "/api/call-next")
        return call_next(visit);
    constexpr std::string_view tickets = "/api/tickets/";
    const size_t slash = path.rfind('/');
    if (path.starts_with(tickets) && slash > tickets.size())
        return ticket_action(visit, path.substr(tickets.size(), slash - tickets.size()),
                             path.substr(slash + 1));
    return failed(visit, 404, "unknown_page");
}

Reply Desk::sign_in(const Visit& visit) {
    const auto wrong = [&](int status, const std::string& key, const content::Arguments& arguments = {}) {
        return problem(status, key, m_texts.say(visit.language, "problem.title"),
                       m_texts.say(visit.language, key, arguments));
    };
    const auto read = read_sign_in(visit.request.body);
    if (const auto* bad = std::get_if<Wrong>(&read))
        return wrong(422, bad->key);
    const auto& asked = std::get<SignInAsked>(read);
    if (!m_throttle.allow(visit.request.from))
        return failed(visit, 429, "throttled");

    point::SignInResult result;
    std::optional<point::Present> other;
    change([&](store::Store& store) {
        const auto known = point::mentors(store);
        const auto who =
            std::find_if(known.begin(), known.end(), [&](const auto& m) { return m.id == asked.mentor; });
        if (who == known.end())
            return;
        result = point::sign_in(store, who->name, asked.pin);
        if (result.what != point::SignIn::ok)
            return;
        for (const point::Present& present : point::present(store))
            if (present.desk == asked.desk && present.mentor.id != asked.mentor)
                other = present;
        if (!other)
            point::set_presence(store, asked.mentor, asked.desk, point::Presence::on);
    });
    if (result.what == point::SignIn::locked)
        return wrong(423, "sign_in.locked");
    if (result.what != point::SignIn::ok || !result.mentor)
        return wrong(403, "sign_in.wrong");
    if (other)
        return wrong(409, "sign_in.desk_taken", {{"name", other->mentor.name}, {"desk", asked.desk}});

    if (visit.session)
        m_sessions.end(visit.cookie);
    Reply reply = json_reply(dump({{"next", "/"}}));
    const std::string cookie = m_sessions.begin(result.mentor->id, result.mentor->name, asked.desk);
    reply.headers.emplace_back("Set-Cookie", set_cookie(cookie_name("desk"), cookie, false));
    return reply;
}

Reply Desk::sign_out(const Visit& visit) {
    const Session& session = *visit.session;
    m_sessions.end(visit.cookie);
    change([&](store::Store& store) {
        point::set_presence(store, session.mentor, session.desk, point::Presence::off);
    });
    Reply reply = json_reply(dump({{"next", "/?why=ended"}}));
    reply.headers.emplace_back("Set-Cookie", set_cookie(cookie_name("desk"), "", true));
    return reply;
}

Reply Desk::set_presence(const Visit& visit) {
    const auto read = read_presence(visit.request.body);
    if (std::holds_alternative<Wrong>(read))
        return failed(visit, 422, "bad_request");
    const auto wanted = std::get<point::Presence>(read);
    change([&](store::Store& store) {
        point::set_presence(store, visit.session->mentor, visit.session->desk, wanted);
    });
    return changed(visit, "");
}

// The page lives: the mentor still counts as present. Who has gone off, or was away too long, is not brought
// back; who was locked by a technician is signed out.
Reply Desk::heartbeat(const Visit& visit) {
    bool barred = false;
    m_keeper.with([&](store::Store& store) {
        barred = point::is_barred(store, visit.session->mentor);
        if (barred)
            return;
        for (const point::Present& present : point::present(store))
            if (present.mentor.id == visit.session->mentor)
                point::set_presence(store, visit.session->mentor, visit.session->desk, present.presence);
    });
    if (!barred)
        return json_reply("{}");
    m_sessions.end(visit.cookie);
    m_feed.changed();
    return failed(visit, 401, "signed_out");
}

Reply Desk::call_next(const Visit& visit) {
    std::optional<point::Ticket> called;
    bool busy = false;
    change([&](store::Store& store) {
        const auto result = point::call_next(store, m_setup.settings, user_of(*visit.session));
        if (const auto* ticket = std::get_if<point::Ticket>(&result)) {
            called = *ticket;
            return;
        }
        for (const point::Ticket& ticket : point::now_serving(store, m_setup.settings))
            busy = busy || ticket.desk == visit.session->desk;
    });
    if (!called)
        return failed(visit, 409, busy ? "desk_busy" : "nobody");
    return changed(visit, "");
}

Reply Desk::ticket_action(const Visit& visit, const std::string& id, const std::string& action) {
    using Action = std::function<Moved(store::Store&, const Settings&, const point::DeskUser&)>;
    const std::map<std::string, Action> actions = {
        {"call", [&](auto& s, auto& t, auto& who) { return point::call(s, t, who, id); }},
        {"call-again", [&](auto& s, auto& t, auto& who) { return point::call_again(s, t, who, id); }},
        {"here", [&](auto& s, auto& t, auto& who) { return point::here(s, t, who, id); }},
        {"not-here", [&](auto& s, auto& t, auto& who) { return point::not_here(s, t, who, id); }},
        {"left", [&](auto& s, auto& t, auto&) { return point::leave(s, t, id); }},
        {"void", [&](auto& s, auto& t, auto& who) { return point::void_ticket(s, t, who, id); }},
    };
    Action run;
    if (action == "finish") {
        const auto read = read_record(visit.request.body, m_texts.topics());
        if (const auto* bad = std::get_if<Wrong>(&read))
            return problem(422, bad->key, m_texts.say(visit.language, "problem.title"),
                           m_texts.say(visit.language, bad->key));
        run = [&, record = std::get<point::ServiceRecord>(read)](auto& s, auto& t, auto& who) {
            return point::finish(s, t, who, id, record);
        };
    } else if (const auto known = actions.find(action); known != actions.end()) {
        run = known->second;
    } else {
        return failed(visit, 404, "unknown_page");
    }
    std::optional<point::Conflict> conflict;
    point::Ticket after;
    change([&](store::Store& store) {
        const Moved moved = run(store, m_setup.settings, user_of(*visit.session));
        if (const auto* no = std::get_if<point::Conflict>(&moved))
            conflict = *no;
        else
            after = std::get<point::Ticket>(moved);
    });
    if (conflict)
        return failed(visit, conflict->why == point::Conflict::Why::not_found ? 404 : 409, code_of(*conflict),
                      {{"label", conflict->ticket.label}, {"desk", conflict->ticket.desk}});
    static const std::map<std::string, std::string> sentences = {{"finish", "record.saved"},
                                                                 {"left", "done.left"},
                                                                 {"void", "done.void"},
                                                                 {"not-here", "done.not_here"}};
    const auto sentence = sentences.find(action);
    return changed(visit, sentence == sentences.end()
                              ? ""
                              : m_texts.say(visit.language, sentence->second, {{"label", after.label}}));
}

// The page as it is now, and the sentence that says what was done.
Reply Desk::changed(const Visit& visit, const std::string& done) {
    return json_reply(fmt::format("{{\"now_ms\":{},\"state\":{},\"done\":{}}}", m_clock.wall_ms(),
                                  desk_state(visit.language, *visit.session), dump(done)));
}

} // namespace accanto::desk

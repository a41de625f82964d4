#include "kiosk/desk/asked.h"
#include "kiosk/desk/desk.h"
#include "kiosk/desk/snapshot_parts.h"

#include "kiosk/point/mentor_care.h"
#include "kiosk/point/people.h"
#include "kiosk/point/quick_actions.h"

#include <algorithm>
#include <map>

namespace accanto::desk {

Reply Desk::api(const Visit& visit) {
    using Post = Reply (Desk::*)(const Visit&);
    static const std::map<std::string_view, Post> posts = {
        {"/api/sign-out", &Desk::sign_out},
        {"/api/presence", &Desk::set_presence},
        {"/api/heartbeat", &Desk::heartbeat},
        {"/api/call-next", &Desk::call_next},
        {"/api/kiosk/close", &Desk::close_kiosk},
        {"/api/kiosk/open", &Desk::open_kiosk},
        {"/api/kiosk/cleaning", &Desk::set_cleaning},
        {"/api/kiosk/paper-changed", &Desk::paper_changed},
        {"/api/colleague/want", &Desk::want_colleague},
        {"/api/colleague/end", &Desk::end_colleague},
        {"/api/colleague/go", &Desk::go_to_colleague},
        {"/api/mentors/credential", &Desk::set_credential},
    };
    const std::string& path = visit.request.path;
    if (visit.request.method != "POST")
        return api_get(visit);
    if (path == "/api/sign-in")
        return sign_in(visit);
    if (!visit.session)
        return failed(visit, 401, "signed_out");
    if (const auto post = posts.find(path); post != posts.end())
        return (this->*post->second)(visit);
    constexpr std::string_view bookings = "/api/bookings/", arrive = "/arrive";
    if (path.starts_with(bookings) && path.ends_with(arrive) && path.size() > bookings.size() + arrive.size())
        return booking_arrives(visit, path.substr(bookings.size(), path.size() - bookings.size() - arrive.size()));
    constexpr std::string_view tickets = "/api/tickets/";
    const size_t slash = path.rfind('/');
    if (path.starts_with(tickets) && slash > tickets.size())
        return ticket_action(visit, path.substr(tickets.size(), slash - tickets.size()),
                             path.substr(slash + 1));
    return failed(visit, 404, "unknown_page");
}

Reply Desk::api_get(const Visit& visit) {
    const std::string& path = visit.request.path;
    if (path == "/api/display/events")
        return stream(visit, [this, language = display_language(visit)]() -> std::optional<std::string> {
            return display_state(language);
        });
    if (path == "/api/display")
        return json_reply(display_state(display_language(visit)));
    if (!visit.session)
        return failed(visit, 401, "signed_out");
    if (path == "/api/state")
        return json_reply(desk_state(visit.language, *visit.session));
    if (path == "/api/events")
        return stream(
            visit, [this, language = visit.language, cookie = visit.cookie]() -> std::optional<std::string> {
                const auto session = m_sessions.find(cookie, false);
                return session ? std::optional(desk_state(language, *session)) : std::nullopt;
            });
    return failed(visit, 404, "unknown_page");
}

Reply Desk::sign_in(const Visit& visit) {
    const auto wrong = [&](int status, const std::string& key, const content::Arguments& arguments = {}) {
        return told(visit, status, key, arguments);
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
        point::end_colleague_wanted(store, session.desk);
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

} // namespace accanto::desk

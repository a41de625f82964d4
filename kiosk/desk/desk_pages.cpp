#include "kiosk/desk/desk.h"
#include "kiosk/desk/snapshot_parts.h"

#include "content/base/bytes.h"
#include "kiosk/point/people.h"

namespace accanto::desk {

namespace {

std::string picture(const std::string& path, const char* css) {
    return path.empty()
               ? ""
               : "<img class=\"" + std::string(css) + "\" src=\"" + escape_html(path) + "\" alt=\"\">";
}

// The first letters of the first and the last word of a name.
std::string initials(const std::string& name) {
    const auto letter = [&](size_t at) {
        size_t end = at + 1;
        while (end < name.size() && (name[end] & 0xC0) == 0x80)
            ++end;
        return name.substr(at, end - at);
    };
    const size_t last = name.rfind(' ');
    return letter(0) + (last == std::string::npos || last + 1 >= name.size() ? "" : letter(last + 1));
}

// One tile to choose a mentor by. Names come from whoever added the mentor: data.
std::string mentor_tile(const point::Mentor& mentor, const std::string& locked) {
    std::string tile = "<label class=\"tile person\"><input type=\"radio\" name=\"mentor\" value=\"" +
                       escape_html(mentor.id) +
                       "\"><span class=\"tile-face\"><span class=\"initials\" aria-hidden=\"true\">" +
                       escape_html(initials(mentor.name)) + "</span><span class=\"tile-text\" dir=\"auto\">" +
                       escape_html(mentor.name);
    if (mentor.locked)
        tile += " <small>(" + escape_html(locked) + ")</small>";
    return tile + "</span></span></label>";
}

std::string topic_tile(const Json& topic) {
    return "<label class=\"tile\"><input type=\"checkbox\" name=\"topic\" value=\"" +
           escape_html(topic["code"].get<std::string>()) + "\"><span class=\"tile-face\">" +
           picture(topic["picture"].get<std::string>(), "tile-picture") + "<span class=\"tile-text\">" +
           escape_html(topic["title"].get<std::string>()) + "</span></span></label>";
}

} // namespace

std::string Desk::page(const Visit& visit, const std::string& name,
                       std::map<std::string, std::string> values) const {
    std::string languages;
    for (const std::string& code : m_texts.languages())
        languages += "<li><a href=\"/language?to=" + escape_html(code) + "\" lang=\"" + escape_html(code) +
                     "\" hreflang=\"" + escape_html(code) + "\"" +
                     (code == visit.language ? " aria-current=\"true\"" : "") + ">" +
                     escape_html(m_texts.own_name(code)) + "</a></li>";
    values.try_emplace("lang", visit.language);
    values.try_emplace("dir", content::is_right_to_left(values["lang"]) ? "rtl" : "ltr");
    values.try_emplace("point", m_setup.settings.point.name);
    values.try_emplace("language_name", m_texts.own_name(visit.language));
    values.try_emplace("languages", languages);
    values.try_emplace("token", m_sessions.token(visit.cookie));
    return m_pages.fill(name, m_texts, values["lang"], values);
}

Reply Desk::home(const Visit& visit) {
    return visit.session ? desk_page(visit) : sign_in_page(visit);
}

Reply Desk::sign_in_page(const Visit& visit) {
    Visit visitor = visit;
    Reply reply;
    reply.type = "text/html; charset=utf-8";
    // The visitor's cookie ties the form's token to this browser.
    if (visitor.cookie.size() != 64) {
        visitor.cookie = to_hex(random_bytes(32));
        reply.headers.emplace_back("Set-Cookie", set_cookie(cookie_name("visitor"), visitor.cookie, false));
    }
    std::string tiles;
    m_keeper.with([&](store::Store& store) {
        for (const point::Mentor& mentor : point::mentors(store))
            tiles += mentor_tile(mentor, m_texts.say(visit.language, "sign_in.locked_tile"));
    });
    const auto why = visit.request.query.find("why");
    const bool ended = why != visit.request.query.end() && why->second == "ended";
    const bool expired = why != visit.request.query.end() && why->second == "expired";
    const std::string message = ended     ? m_texts.say(visit.language, "sign_in.ended")
                                : expired ? m_texts.say(visit.language, "sign_in.expired")
                                          : "";
    reply.body = page(visitor, "sign_in.html",
                      {{"mentors", tiles},
                       {"message", message},
                       {"form", tiles.empty() ? "hidden" : ""},
                       {"no_mentors", tiles.empty() ? "" : "hidden"}});
    return reply;
}

Reply Desk::desk_page(const Visit& visit) {
    std::string topics;
    for (const content::Topic& topic : m_texts.topics().topics)
        topics += topic_tile(topic_json(m_texts, visit.language, topic.code));
    Reply reply;
    reply.type = "text/html; charset=utf-8";
    reply.body = page(visit, "desk.html",
                      {{"topics", topics},
                       {"name", visit.session->name},
                       {"desk", m_texts.say(visit.language, "desk.number", {{"desk", visit.session->desk}})},
                       {"state", escape_json_in_html(desk_state(visit.language, *visit.session))}});
    return reply;
}

// The public display speaks the place's language, unless its address asks for another.
std::string Desk::display_language(const Visit& visit) const {
    const auto asked = visit.request.query.find("lang");
    return asked != visit.request.query.end() && m_texts.is_known(asked->second)
               ? asked->second
               : m_texts.official_language();
}

Reply Desk::display_page(const Visit& visit) {
    const std::string language = display_language(visit);
    Reply reply;
    reply.type = "text/html; charset=utf-8";
    reply.body = page(visit, "display.html",
                      {{"lang", language},
                       {"dir", content::is_right_to_left(language) ? "rtl" : "ltr"},
                       {"state", escape_json_in_html(display_state(language))}});
    return reply;
}

Reply Desk::change_language(const Visit& visit) const {
    const auto to = visit.request.query.find("to");
    if (to == visit.request.query.end() || !m_texts.is_known(to->second))
        return failed(visit, 404, "unknown_page");
    Reply reply = see_other("/");
    reply.headers.emplace_back("Set-Cookie",
                               set_cookie(cookie_name("language"), to->second, false) + "; Max-Age=31536000");
    return reply;
}

Reply Desk::file(const Visit& visit, const File* found) const {
    if (!found)
        return failed(visit, 404, "unknown_page");
    Reply reply;
    reply.headers.emplace_back("ETag", found->etag);
    reply.headers.emplace_back("Cache-Control",
                               "no-cache"); // kept, but asked for again: a renewed program shows at once
    if (visit.request.header("if-none-match") == found->etag) {
        reply.status = 304;
        return reply;
    }
    reply.type = found->type;
    reply.body = found->bytes;
    return reply;
}

} // namespace accanto::desk

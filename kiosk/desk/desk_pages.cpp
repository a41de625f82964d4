#include "kiosk/desk/desk.h"
#include "kiosk/desk/record_form.h"
#include "kiosk/desk/snapshot_parts.h"

#include "content/base/bytes.h"
#include "kiosk/point/people.h"
#include "kiosk/point/safe_tickets.h"

#include <spdlog/spdlog.h>

#include <array>

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
// `credential` is a word for their training, or "".
std::string mentor_tile(const point::Mentor& mentor, const std::string& locked, const std::string& credential) {
    std::string tile = "<label class=\"tile person\"><input type=\"radio\" name=\"mentor\" value=\"" +
                       escape_html(mentor.id) +
                       "\"><span class=\"tile-face\"><span class=\"initials\" aria-hidden=\"true\">" +
                       escape_html(initials(mentor.name)) + "</span><span class=\"tile-text\" dir=\"auto\">" +
                       escape_html(mentor.name);
    if (!credential.empty())
        tile += " <small class=\"credential\" dir=\"auto\">" + escape_html(credential) + "</small>";
    if (mentor.locked)
        tile += " <small>(" + escape_html(locked) + ")</small>";
    return tile + "</span></span></label>";
}

// `type`: "checkbox" or "radio".
std::string topic_tile(const Json& topic, const std::string& type, const std::string& name) {
    return "<label class=\"tile\"><input type=\"" + type + "\" name=\"" + name + "\" value=\"" +
           escape_html(topic["code"].get<std::string>()) + "\"><span class=\"tile-face\">" +
           picture(topic["picture"].get<std::string>(), "tile-picture") + "<span class=\"tile-text\">" +
           escape_html(topic["title"].get<std::string>()) + "</span></span></label>";
}

// One tile for what citizens read while the point is closed.
std::string reason_tile(const char* reason, const std::string& sentence) {
    return "<label class=\"tile\"><input type=\"radio\" name=\"reason\" value=\"" + escape_html(reason) +
           "\"><span class=\"tile-face\"><span class=\"tile-text\">" + escape_html(sentence) +
           "</span></span></label>";
}

// What mentors do while the store does not open: the numbers that the kiosk gave meanwhile, to be called aloud.
std::string numbers_without_store(const Texts& texts, const Settings& settings, const Clock& clock, const std::string& language) {
    std::string list;
    for (const store::SafeNumber& number : point::waiting_safe_numbers(nullptr, store::safe_places(settings.state), clock))
        list += (list.empty() ? "" : ", ") + number.label();
    return texts.say(language, "safe.store", {{"labels", texts.say(language, list.empty() ? "safe.none" : "safe.given", {{"list", list}})}});
}

// The sentences that the page itself puts numbers, desks and names into: "{label}" stands where the page
// replaces it.
std::string page_words(const Texts& texts, const std::string& language) {
    static constexpr std::array keys = {
        "card.call",          "card.call_next",    "card.waits_for_other",
        "card.left",          "card.left_ask",     "card.left_yes",
        "card.void",          "card.void_ask",     "card.void_yes",
        "card.put_back",      "card.back_ask",     "card.back_yes",
        "card.reprint",       "card.transfer",     "called.question",
        "called.by_mistake",  "missed.bring_back", "parked.go_on",
        "parked.call",        "record.title",      "switch.serving",
        "switch.serving_yes", "switch.called",     "switch.called_yes",
        "switch.park",        "transfer.title",    "transfer.stays",
        "transfer.to_desk",   "sign_out.ask",      "sign_out.yes",
        "cleaning.left",      "colleague.wanted",  "colleague.waiting",
        "colleague.comes",    "colleague.goes",    "colleague.go",
        "colleague.end",
    };
    content::Arguments arguments;
    for (const char* name : {"label", "next", "desk", "name", "seconds"})
        arguments.emplace_back(name, "{" + std::string(name) + "}");
    Json words = Json::object();
    for (const char* key : keys)
        words[key] = texts.say(language, key, arguments);
    return dump(words);
}

} // namespace

Reply Desk::page(const Visit& visit, const std::string& name, const std::string& title,
                 std::map<std::string, std::string> values) const {
    std::string languages;
    for (const std::string& code : m_texts.languages())
        languages += "<li><a href=\"/language?to=" + escape_html(code) + "\" lang=\"" + escape_html(code) +
                     "\" hreflang=\"" + escape_html(code) + "\"" +
                     (code == visit.language ? " aria-current=\"true\"" : "") + ">" +
                     escape_html(m_texts.own_name(code)) + "</a></li>";
    values.try_emplace("lang", visit.language);
    values.try_emplace("dir", content::is_right_to_left(values["lang"]) ? "rtl" : "ltr");
    values.try_emplace("title", m_texts.say(values["lang"], title));
    values.try_emplace("point", m_setup.settings.point.name);
    values.try_emplace("language_name", m_texts.own_name(visit.language));
    values.try_emplace("languages", languages);
    values.try_emplace("token", m_sessions.token(visit.cookie));
    Reply reply;
    reply.type = "text/html; charset=utf-8";
    reply.body = m_pages.fill(name, m_texts, values["lang"], values);
    return reply;
}

Reply Desk::home(const Visit& visit) {
    return visit.session ? desk_page(visit) : sign_in_page(visit);
}

Reply Desk::sign_in_page(const Visit& visit) {
    Visit visitor = visit;
    // The visitor's cookie ties the form's token to this browser.
    const bool is_new = visitor.cookie.size() != 64;
    if (is_new)
        visitor.cookie = to_hex(random_bytes(32));
    std::string tiles, trouble;
    try {
        m_keeper.with([&](store::Store& store) {
            for (const point::Mentor& mentor : point::mentors(store))
                tiles += mentor_tile(mentor, m_texts.say(visit.language, "sign_in.locked_tile"),
                                     mentor.credential.kind.empty() ? "" : m_texts.say(visit.language, "mentors." + mentor.credential.kind));
        });
    } catch (const store::StoreError& e) {
        spdlog::error("the desk cannot be opened: {}", e.what());
        trouble = numbers_without_store(m_texts, m_setup.settings, m_clock, visit.language);
        tiles.clear();
    }
    const auto why = visit.request.query.find("why");
    const bool ended = why != visit.request.query.end() && why->second == "ended";
    const bool expired = why != visit.request.query.end() && why->second == "expired";
    const std::string message = ended     ? m_texts.say(visit.language, "sign_in.ended")
                                : expired ? m_texts.say(visit.language, "sign_in.expired")
                                          : trouble;
    Reply reply = page(visitor, "sign_in.html", "sign_in.page",
                       {{"mentors", tiles},
                        {"message", message},
                        {"form", tiles.empty() ? "hidden" : ""},
                        {"no_mentors", tiles.empty() && trouble.empty() ? "" : "hidden"}});
    if (!trouble.empty())
        reply.status = 503;
    if (is_new)
        reply.headers.emplace_back("Set-Cookie", set_cookie(cookie_name("visitor"), visitor.cookie, false));
    return reply;
}

Reply Desk::desk_page(const Visit& visit) {
    std::string topics, topic_choices;
    for (const content::Topic& topic : m_texts.topics().topics) {
        const Json json = topic_json(m_texts, visit.language, topic.code);
        topics += topic_tile(json, "checkbox", "topic");
        topic_choices += topic_tile(json, "radio", "to-topic");
    }
    std::string reasons;
    for (const char* reason : point::closing_reasons)
        reasons += reason_tile(reason, m_texts.kiosk_word(visit.language, std::string("closed.") + reason));
    return page(visit, "desk.html", "desk.page",
                {{"topics", topics},
                 {"topic_choices", topic_choices},
                 {"further", further_fields(m_texts, visit.language)},
                 {"reasons", reasons},
                 {"words", escape_json_in_html(page_words(m_texts, visit.language))},
                 {"today", local_date(m_clock.wall_ms(), m_setup.settings.point.time_zone)},
                 {"name", visit.session->name},
                 {"desk", m_texts.say(visit.language, "desk.number", {{"desk", visit.session->desk}})},
                 {"state", escape_json_in_html(desk_state(visit.language, *visit.session))}});
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

#include "sync/hub/pages.h"

#include "sync/hub/html.h"
#include "sync/hub/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace accanto::hub {

namespace {

// Nothing runs, nothing is fetched from elsewhere, nobody frames us.
constexpr std::string_view policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

void add_safety(HttpAnswer& answer) {
    answer.fields.emplace_back("content-security-policy", policy);
    answer.fields.emplace_back("x-content-type-options", "nosniff");
    answer.fields.emplace_back("referrer-policy", "no-referrer");
    answer.fields.emplace_back("cross-origin-opener-policy", "same-origin");
    answer.fields.emplace_back("permissions-policy", "camera=(), microphone=(), geolocation=()");
}

HttpAnswer redirect(const std::string& to) { return {303, {{"location", to}, {"cache-control", "no-store"}}, "", {}}; }

// The first language of Accept-Language that we speak. Weights are taken as sorted, which is how browsers send them.
std::optional<std::string> accepted(std::string_view field, const std::vector<std::string>& spoken) {
    while (!field.empty()) {
        size_t end = std::min(field.find(','), field.size());
        std::string_view one = field.substr(0, end);
        while (one.starts_with(' '))
            one.remove_prefix(1);
        std::string tag(one.substr(0, one.find_first_of("-;")));
        if (std::find(spoken.begin(), spoken.end(), tag) != spoken.end())
            return tag;
        field.remove_prefix(std::min(end + 1, field.size()));
    }
    return std::nullopt;
}

} // namespace

Pages::Pages(Storage& storage, Access& access, const Clock& clock, const std::filesystem::path& content, std::string zone)
    : m_storage(storage), m_access(access), m_clock(clock), m_words(content::Words::load(content / "words" / "hub", "en")),
      m_library(content::load_library({content / "tutorials"}, "")), m_zone(std::move(zone)) {}

Viewer Pages::viewer_of(const wire::Message& request) const {
    Viewer out;
    const auto& spoken = m_words->languages();
    auto asked = query_value(request.query, "lang");
    if (asked && std::find(spoken.begin(), spoken.end(), *asked) != spoken.end())
        out.language = *asked;
    else
        out.language = accepted(request.field("accept-language").value_or(""), spoken).value_or("en");
    out.right_to_left = content::is_right_to_left(out.language);
    std::string days = query_value(request.query, "days").value_or("1");
    int value = 1;
    std::from_chars(days.data(), days.data() + days.size(), value);
    out.days = std::clamp(value, 1, 366);
    if (auto point = query_value(request.query, "point"); point && is_point_id(*point))
        out.point = *point;
    return out;
}

std::string Pages::language_links(const Viewer& viewer) const {
    std::string out;
    for (const std::string& language : m_words->languages())
        out += fmt::format(R"(<a lang="{0}" hreflang="{0}" href="/?days={1}{2}&amp;lang={0}"{3}>{4}</a>)", escaped(language), viewer.days,
                           viewer.point.empty() ? "" : "&amp;point=" + query_encode(viewer.point),
                           language == viewer.language ? R"( aria-current="true")" : "", escaped(content::own_name(*m_words, language)));
    return out;
}

HttpAnswer Pages::page(int status, const Viewer& viewer, const std::string& title_key, const std::string& main, bool signed_in) const {
    Speaker say(*m_words, viewer);
    std::string foot = signed_in ? fmt::format(R"(<a href="/v1/export/events.jsonl" download>{}</a><form method="post" action="/sign-out?lang={}"><button class="plain" type="submit">{}</button></form>)",
                                               say("foot.export"), query_encode(viewer.language), say("foot.sign_out"))
                                 : "";
    HttpAnswer out;
    out.status = status;
    out.body = fmt::format(
        R"(<!doctype html><html lang="{}" dir="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{} · Accanto</title><link rel="stylesheet" href="/style.css"></head><body><a class="skip" href="#main">{}</a><header><div class="inner"><p class="brand">{}<span>Accanto</span></p><h1>{}</h1><nav class="languages" aria-label="{}">{}</nav></div></header><main id="main">{}</main><footer><div class="inner"><p>{}</p>{}</div></footer></body></html>)",
        escaped(viewer.language), viewer.right_to_left ? "rtl" : "ltr", say(title_key), say("page.skip"), picture("mark"), say(title_key),
        say("page.languages"), language_links(viewer), main, say("foot.note"), foot);
    out.fields = {{"content-type", "text/html; charset=utf-8"}, {"cache-control", "no-store"}, {"content-language", viewer.language}};
    add_safety(out);
    return out;
}

HttpAnswer Pages::sign_in(HttpRequest& request) {
    Viewer viewer = viewer_of(request.message);
    Speaker say(*m_words, viewer);
    auto body = request.read_body(4096);
    auto token = body ? query_value(*body, "token") : std::nullopt;
    switch (m_access.sign_in(token.value_or(""))) {
    case Access::SignIn::ok: {
        HttpAnswer out = redirect("/?lang=" + query_encode(viewer.language));
        out.fields.emplace_back("set-cookie", m_access.session_cookie(request.message.scheme == "https"));
        return out;
    }
    case Access::SignIn::too_many: return page(429, viewer, "sign_in.title", sign_in_page(say, "sign_in.too_many"), false);
    case Access::SignIn::wrong: break;
    }
    return page(403, viewer, "sign_in.title", sign_in_page(say, "sign_in.wrong"), false);
}

HttpAnswer Pages::answer(HttpRequest& request) {
    const wire::Message& m = request.message;
    const std::string what = m.method + " " + m.path;
    if (what == "GET /style.css") {
        HttpAnswer out{200, {{"content-type", "text/css; charset=utf-8"}, {"cache-control", "max-age=300"}}, style_sheet(), {}};
        add_safety(out);
        return out;
    }
    if (what == "POST /sign-in")
        return sign_in(request);
    Viewer viewer = viewer_of(m);
    Speaker say(*m_words, viewer);
    if (what == "POST /sign-out") {
        HttpAnswer out = redirect("/?lang=" + query_encode(viewer.language));
        out.fields.emplace_back("set-cookie", Access::no_cookie());
        return out;
    }
    if (what != "GET /")
        return page(404, viewer, "page.not_found", fmt::format(R"(<p class="card calm"><a href="/">{}</a></p>)", say("page.to_first")), false);
    if (!m_access.allows(m))
        return page(200, viewer, "sign_in.title", sign_in_page(say, nullptr), false);
    OverviewRequest asked;
    asked.now_ms = m_clock.wall_ms();
    asked.zone = m_zone;
    asked.selection.to = local_date(asked.now_ms, m_zone);
    asked.selection.from = days_after(asked.selection.to, 1 - viewer.days).value();
    asked.selection.point = viewer.point;
    asked.library = &m_library;
    asked.with_point_waits = true;
    Overview o = overview(m_storage, asked);
    return page(200, viewer, "page.title", first_page(say, o, m_library), true);
}

} // namespace accanto::hub

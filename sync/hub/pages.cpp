#include "sync/hub/pages.h"

#include "content/base/clock.h"
#include "sync/hub/event_data.h"
#include "sync/hub/html.h"
#include "sync/hub/offices.h"
#include "sync/hub/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace accanto::hub {

namespace {

constexpr int most_days = 3660;

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

Pages::Pages(Storage& storage, Access& access, const Clock& clock, PageOptions options)
    : m_storage(storage), m_access(access), m_clock(clock), m_options(std::move(options)),
      m_words(content::Words::load(m_options.content / "words" / "hub", "en")), m_kiosk_words(content::Words::load(m_options.content / "words", "en")),
      m_library(content::load_library({m_options.content / "tutorials"}, "")), m_offices(std::make_unique<Offices>(storage, clock, *m_kiosk_words, m_options.zone)) {}

Pages::~Pages() = default;

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
    out.days = std::clamp(value, 1, most_days);
    out.selection = selection_of(request, out);
    return out;
}

// What is no code, no point and no day limits nothing.
Selection Pages::selection_of(const wire::Message& request, Viewer& viewer) const {
    Selection out;
    for (auto [name, part] : {std::pair("organisation", &out.organisation), std::pair("neighbourhood", &out.neighbourhood),
                              std::pair("language", &out.language), std::pair("topic", &out.topic)})
        if (auto value = query_value(request.query, name); value && is_code(*value))
            *part = *value;
    if (auto point = query_value(request.query, "point"); point && is_point_id(*point))
        out.point = *point;
    const std::string today = local_date(m_clock.wall_ms(), m_options.zone);
    const std::string from = query_value(request.query, "from").value_or(""), to = query_value(request.query, "to").value_or("");
    const auto length = days_between(from, to);
    if (length && *length >= 0 && *length < most_days) {
        viewer.days = 0;
        out.from = from;
        out.to = to;
    } else {
        out.to = today;
        out.from = days_after(today, 1 - viewer.days).value_or(today);
    }
    return out;
}

// The same page in the other languages.
std::string Pages::language_links(const wire::Message& request, const Viewer& viewer) const {
    std::string out;
    const std::string month = query_value(request.query, "month").value_or("");
    for (const std::string& language : m_words->languages()) {
        Viewer other = viewer;
        other.language = language;
        out += fmt::format(R"(<a lang="{0}" hreflang="{0}" href="?{1}{2}"{3}>{4}</a>)", escaped(language), query_of(other),
                           month.empty() ? "" : "&amp;month=" + query_encode(month), language == viewer.language ? R"( aria-current="true")" : "",
                           escaped(content::own_name(*m_words, language)));
    }
    return out;
}

// Who belongs to an organisation sees its points alone, and nothing of the others to choose from.
Overview Pages::overview_of(const Viewer& viewer, const Visitor& visitor, bool with_point_waits) const {
    static const std::vector<Target> none;
    OverviewRequest asked;
    asked.now_ms = m_clock.wall_ms();
    asked.zone = m_options.zone;
    asked.organisation = visitor.organisation;
    asked.selection = viewer.selection;
    asked.library = &m_library;
    asked.targets = visitor.organisation.empty() ? &m_options.targets : &none;
    asked.with_point_waits = with_point_waits;
    return overview(m_storage, asked);
}

// "/figures/ages.csv"
HttpAnswer Pages::figure_file(const wire::Message& request, const Viewer& viewer, const Visitor& visitor) const {
    const std::string file = request.path.substr(std::string_view("/figures/").size());
    const bool csv = file.ends_with(".csv"), json = file.ends_with(".json");
    const std::string name = file.substr(0, file.rfind('.'));
    if ((!csv && !json) || !is_table_name(name))
        return {404, {{"content-type", "text/plain; charset=utf-8"}}, "There is no such figure.\n", {}};
    const auto tables = tables_of(overview_of(viewer, visitor, false), true);
    const FigureTable& table = *find_table(tables, name);
    HttpAnswer out;
    out.body = csv ? to_csv(table) : to_json(table, viewer.selection);
    out.fields = {{"content-type", csv ? "text/csv; charset=utf-8; header=present" : "application/json; charset=utf-8"},
                  {"content-disposition", fmt::format("{}; filename=\"{}-{}-{}.{}\"", csv ? "attachment" : "inline", name, viewer.selection.from,
                                                      viewer.selection.to, csv ? "csv" : "json")},
                  {"cache-control", "no-store"}};
    add_safety(out);
    return out;
}

// Of a calendar month: "month=2026-11". Else of the period that is selected.
HttpAnswer Pages::report(const wire::Message& request, Viewer viewer, const Visitor& visitor) const {
    const std::string first = query_value(request.query, "month").value_or("") + "-01";
    if (days_after(first, 0)) {
        viewer.days = 0;
        viewer.selection.from = viewer.selection.to = first;
        while (days_after(viewer.selection.to, 1)->substr(8) != "01")
            viewer.selection.to = *days_after(viewer.selection.to, 1);
    }
    Speaker say(*m_words, viewer);
    const Overview o = overview_of(viewer, visitor, false);
    return page(request, 200, viewer, "report.title",
                report_page(Names(say, *m_kiosk_words, m_library), o, local_date(m_clock.wall_ms(), m_options.zone)), visitor);
}

// Where this visitor may go.
std::string Pages::ways(const wire::Message& request, const Viewer& viewer, const Visitor& visitor) const {
    struct Way {
        const char *path, *key;
        Right right;
    };
    static constexpr Way all[] = {{"/", "ways.figures", Right::look},   {"/points", "ways.points", Right::look}, {"/kiosks", "kiosks.title", Right::fleet},
                                  {"/orders", "orders.title", Right::arrange},   {"/content", "content.title", Right::publish}, {"/people", "people.title", Right::govern}, {"/log", "log.title", Right::network}};
    Speaker say(*m_words, viewer);
    std::string out;
    const auto add = [&](const std::string& path, const std::string& text) {
        out += fmt::format(R"(<a href="{}?lang={}"{}>{}</a>)", path, query_encode(viewer.language), request.path == path ? R"( aria-current="page")" : "", text);
    };
    if (!visitor.must_change)
        for (const Way& way : all)
            if (visitor.may(way.right))
                add(way.path, say(way.key));
    if (visitor.has_account())
        add("/account", say("account.title"));
    return fmt::format(R"(<nav class="offices" aria-label="{}">{}</nav>)", say("ways.title"), out);
}

HttpAnswer Pages::page(const wire::Message& request, int status, const Viewer& viewer, const std::string& title_key, const std::string& main,
                       const std::optional<Visitor>& visitor) const {
    Speaker say(*m_words, viewer);
    std::string foot;
    if (visitor && !visitor->must_change && visitor->may(Right::raw))
        foot = fmt::format(R"(<a href="/v1/export/events.jsonl" download>{}</a><form method="post" action="/v1/contacts"><button class="plain" type="submit">{}</button></form>)",
                           say("foot.export"), say("foot.contacts"));
    if (visitor)
        foot += fmt::format(R"(<form method="post" action="/sign-out?lang={}"><button class="plain" type="submit">{}</button></form>)",
                            query_encode(viewer.language), say("foot.sign_out"));
    HttpAnswer out;
    out.status = status;
    out.body = fmt::format(
        R"(<!doctype html><html lang="{}" dir="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{} · Accanto</title><link rel="stylesheet" href="/style.css"></head><body><a class="skip" href="#main">{}</a><header><div class="inner"><p class="brand">{}<span>Accanto</span></p><h1>{}</h1><nav class="languages" aria-label="{}">{}</nav></div></header>{}<main id="main">{}</main><footer><div class="inner"><p>{}</p>{}</div></footer></body></html>)",
        escaped(viewer.language), viewer.right_to_left ? "rtl" : "ltr", say(title_key), say("page.skip"), picture("mark"), say(title_key),
        say("page.languages"), language_links(request, viewer), visitor ? ways(request, viewer, *visitor) : "", main, say("foot.note"), foot);
    out.fields = {{"content-type", "text/html; charset=utf-8"}, {"cache-control", "no-store"}, {"content-language", viewer.language}};
    add_safety(out);
    return out;
}

HttpAnswer Pages::sign_in(HttpRequest& request) {
    Viewer viewer = viewer_of(request.message);
    Speaker say(*m_words, viewer);
    const std::string body = request.read_body(4096).value_or("");
    const std::string name = query_value(body, "name").value_or("");
    std::optional<Person> person;
    const auto became = name.empty() ? m_access.sign_in(request, query_value(body, "token").value_or(""))
                                     : m_access.sign_in(request, name, query_value(body, "password").value_or(""), person);
    switch (became) {
    case Access::SignIn::ok: {
        m_storage.people().note({m_clock.wall_ms(), person ? person->name : std::string(Visitor::by_key), "signed.in", ""});
        HttpAnswer out = redirect((person && person->temporary ? "/account?lang=" : "/?lang=") + query_encode(viewer.language));
        out.fields.emplace_back("set-cookie", m_access.session_cookie(request.message.scheme == "https", person));
        out.fields.emplace_back("set-cookie", m_access.known_cookie(request.message.scheme == "https", person));
        return out;
    }
    case Access::SignIn::too_many: return page(request.message, 429, viewer, "sign_in.title", sign_in_page(say, "sign_in.too_many"), {});
    case Access::SignIn::too_many_for_account: return page(request.message, 429, viewer, "sign_in.title", sign_in_page(say, "sign_in.too_many_for_account"), {});
    case Access::SignIn::wrong: break;
    }
    return page(request.message, 403, viewer, "sign_in.title", sign_in_page(say, name.empty() ? "sign_in.wrong" : "sign_in.wrong_password"), {});
}

HttpAnswer Pages::sign_out(const Viewer& viewer) const {
    HttpAnswer out = redirect("/?lang=" + query_encode(viewer.language));
    out.fields.emplace_back("set-cookie", Access::no_cookie());
    return out;
}

HttpAnswer Pages::not_found(const wire::Message& request, const Viewer& viewer, const std::optional<Visitor>& visitor) const {
    Speaker say(*m_words, viewer);
    return page(request, 404, viewer, "page.not_found", fmt::format(R"(<p class="card calm"><a href="/">{}</a></p>)", say("page.to_first")), visitor);
}

// Whoever chooses a password is signed in with it: the session of before ended with the one of before.
HttpAnswer Pages::office(HttpRequest& request, const Viewer& viewer, const Visitor& visitor) {
    Speaker say(*m_words, viewer);
    const Sheet sheet = m_offices->answer(request, visitor, say);
    if (sheet.status != 303)
        return page(request.message, sheet.status, viewer, sheet.title_key, sheet.main, visitor);
    HttpAnswer out = redirect("/?lang=" + query_encode(viewer.language));
    out.fields.emplace_back("set-cookie", m_access.session_cookie(request.message.scheme == "https", m_storage.people().person(visitor.name)));
    return out;
}

HttpAnswer Pages::figures(const wire::Message& request, Viewer viewer, const Visitor& visitor) const {
    if (!visitor.organisation.empty())
        viewer.selection.organisation = visitor.organisation;
    if (request.path.starts_with("/figures/"))
        return figure_file(request, viewer, visitor);
    if (request.path == "/report")
        return report(request, viewer, visitor);
    Speaker say(*m_words, viewer);
    const bool points = request.path == "/points";
    const Overview o = overview_of(viewer, visitor, points);
    const Names names(say, *m_kiosk_words, m_library);
    return page(request, 200, viewer, points ? "points.title" : "page.title", points ? points_page(names, o) : first_page(names, o), visitor);
}

HttpAnswer Pages::answer(HttpRequest& request, const std::optional<Visitor>& visitor) {
    const wire::Message& m = request.message;
    const std::string what = m.method + " " + m.path;
    if (what == "GET /style.css") {
        HttpAnswer out{200, {{"content-type", "text/css; charset=utf-8"}, {"cache-control", "max-age=300"}}, style_sheet(), {}};
        add_safety(out);
        return out;
    }
    const Viewer viewer = viewer_of(m);
    Speaker say(*m_words, viewer);
    const auto calm = [&](const char* key) { return fmt::format(R"(<p class="card calm">{}</p>)", say(key)); };
    if (m.method == "POST" && is_from_elsewhere(m))
        return page(m, 403, viewer, "page.not_yours", calm("page.from_elsewhere"), {});
    if (what == "POST /sign-in")
        return sign_in(request);
    if (what == "POST /sign-out")
        return sign_out(viewer);
    const auto needed = right_for(m);
    if (!needed && !is_for_accounts(m))
        return not_found(m, viewer, visitor);
    if (!visitor)
        return page(m, m.path.starts_with("/figures/") || m.method == "POST" ? 401 : 200, viewer, "sign_in.title", sign_in_page(say, nullptr), {});
    if (visitor->must_change && !is_for_accounts(m))
        return redirect("/account?lang=" + query_encode(viewer.language));
    if (needed && !visitor->may(*needed))
        return page(m, 403, viewer, "page.not_yours", calm("page.not_yours_text"), visitor);
    return Offices::is_asked(m) ? office(request, viewer, *visitor) : figures(m, viewer, *visitor);
}

} // namespace accanto::hub

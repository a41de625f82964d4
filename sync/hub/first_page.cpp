// The first page: is everything well, how many came, how long did they wait, where do they need more help.
#include "sync/hub/html.h"
#include "sync/hub/query.h"

#include <fmt/format.h>

#include <array>

namespace accanto::hub {

namespace {

std::string link(const Viewer& viewer, int days, const std::string& point) {
    std::string out = fmt::format("/?days={}", days);
    if (!point.empty())
        out += "&amp;point=" + query_encode(point);
    return out + "&amp;lang=" + query_encode(viewer.language);
}

std::string banner(const Speaker& say, const Overview& o) {
    if (o.points.empty())
        return fmt::format(R"(<section class="banner empty">{}<div><p class="headline">{}</p><p>{}</p><p><code>accanto-hub code --point biblioteca-nord</code></p></div></section>)",
                           picture("help"), say("banner.no_points"), say("banner.no_points_how"));
    Light light = Light::green;
    for (const PointView& point : o.points)
        light = std::max(light, point.light);
    std::string headline = o.kiosks_need_care == 0
                               ? say("banner.all_well", {{"n", int64_t(o.kiosks)}})
                               : say("banner.need_care", {{"care", int64_t(o.kiosks_need_care)}, {"n", int64_t(o.kiosks)}});
    return fmt::format(R"(<section class="banner {}">{}<p class="headline">{}</p></section>)", light_class(light), light_picture(light), headline);
}

std::string periods(const Speaker& say, const Overview& o) {
    static constexpr std::array<std::pair<int, const char*>, 3> all{{{1, "period.today"}, {7, "period.week"}, {30, "period.month"}}};
    const Viewer& viewer = say.viewer();
    std::string out = fmt::format(R"(<nav class="periods" aria-label="{}">)", say("period.label"));
    for (const auto& [days, key] : all)
        out += fmt::format(R"(<a href="{}"{}>{}</a>)", link(viewer, days, viewer.point),
                           days == viewer.days ? R"( aria-current="page")" : "", say(key));
    if (!viewer.point.empty())
        out += fmt::format(R"(<a class="all" href="{}">{}</a>)", link(viewer, viewer.days, ""), say("period.all_points"));
    return out + fmt::format(R"(<span class="dates"><bdi>{}</bdi></span></nav>)",
                             o.selection.from == o.selection.to ? o.selection.to : o.selection.from + " \u2013 " + o.selection.to);
}

std::string tile(const char* tint, const char* drawing, const std::string& label, const std::string& figure, const std::string& below_it) {
    return fmt::format(R"(<article class="tile {}"><h2>{}{}</h2><p class="figure">{}</p>{}</article>)", tint,
                       picture(drawing), label, figure, below_it);
}

std::string below(const std::string& sentence) { return "<p class=\"below\">" + sentence + "</p>"; }

int64_t of(const std::map<std::string, int64_t>& counts, const char* name) {
    auto at = counts.find(name);
    return at == counts.end() ? 0 : at->second;
}

// The three ways of helping, told apart, as one bar and three sentences.
std::string help_tile(const Speaker& say, const Overview& o) {
    static constexpr std::array<std::array<const char*, 3>, 3> ways{
        {{"alone", "help.alone", "#0B5A5E"}, {"with", "help.with", "#6BA3A0"}, {"for", "help.for", "#E2703A"}}};
    int64_t all = 0;
    for (const auto& way : ways)
        all += of(o.now.help, way[0]);
    if (all == 0)
        return tile("sky", "help", say("help.title"), say.number(0), below(say("help.none")));
    std::string bars, list;
    int64_t before = 0;
    for (const auto& way : ways) {
        int64_t n = of(o.now.help, way[0]), from = before * 1000 / all, to = (before + n) * 1000 / all;
        before += n;
        int64_t x = say.viewer().right_to_left ? 1000 - to : from;
        bars += fmt::format(R"(<rect x="{}" y="0" width="{}" height="20" fill="{}"/>)", x, to - from, way[2]);
        list += fmt::format(R"(<li><svg class="key" viewBox="0 0 10 10" width="12" height="12" aria-hidden="true"><rect width="10" height="10" rx="2" fill="{}"/></svg>{}</li>)",
                            way[2], say(way[1], {{"n", n}}));
    }
    return tile("sky", "help", say("help.title"), say.number(all),
                fmt::format(R"(<svg class="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg><ul class="keys">{}</ul>)",
                            bars, list));
}

std::string tiles(const Speaker& say, const Overview& o) {
    std::string tickets = o.now.missed + o.now.left > 0 ? say("tickets.missed", {{"missed", o.now.missed}, {"left", o.now.left}}) : say("tickets.all_kept");
    std::string waits = o.now.waits.people == 0 ? tile("lavender", "waits", say("waits.title"), "\u2013", below(say("waits.none")))
                                            : tile("lavender", "waits", say("waits.title"), say.minutes(o.now.waits.median_s),
                                                   below(say("waits.nine_of_ten", {{"n", int64_t((o.now.waits.nine_of_ten_s + 59) / 60)}})));
    return fmt::format(R"(<section class="tiles" aria-label="{}">)", say("tiles.label")) +
           tile("mint", "visits", say("visits.title"), say.number(o.now.visits),
                below(o.now.visits ? say("visits.languages", {{"n", int64_t(o.now.languages.size())}}) : say("visits.none"))) +
           tile("peach", "tickets", say("tickets.title"), say.number(o.now.tickets), below(o.now.tickets ? tickets : say("tickets.none"))) + waits +
           help_tile(say, o) + "</section>";
}

std::string details(const Speaker& say, const KioskHealth& h) {
    std::string rows;
    auto row = [&](const char* key, const std::string& value) {
        rows += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", say(key), value);
    };
    if (h.health)
        row("detail.version", "<bdi>" + escaped(h.health->version) + "</bdi>");
    row("detail.records", say.number(h.stored));
    if (h.health)
        row("detail.disk", say("detail.gigabytes", {{"n", h.health->disk_free_mb / 1024}}));
    row("detail.key", "<bdi><code>" + h.kiosk.key.fingerprint() + "</code></bdi>");
    return fmt::format(R"(<details><summary>{}</summary><dl>{}</dl></details>)", say("detail.more"), rows);
}

std::string kiosk_item(const Speaker& say, const KioskView& kiosk, size_t number) {
    std::string said;
    for (const Said& one : kiosk.said)
        said += fmt::format(R"(<li class="{}">{}{}</li>)", light_class(one.light), light_picture(one.light), say(one.key, one.arguments));
    std::string name = kiosk.health.kiosk.name.empty() ? say("kiosk.unnamed", {{"n", int64_t(number)}})
                                                       : "<bdi>" + escaped(kiosk.health.kiosk.name) + "</bdi>";
    return fmt::format(R"(<li class="kiosk"><h4>{}</h4><ul class="said">{}</ul>{}</li>)", name, said, details(say, kiosk.health));
}

std::string point_card(const Speaker& say, const PointView& point) {
    const Viewer& viewer = say.viewer();
    std::string kiosks;
    for (size_t i = 0; i < point.kiosks.size(); ++i)
        kiosks += kiosk_item(say, point.kiosks[i], i + 1);
    if (kiosks.empty())
        kiosks = fmt::format(R"(<li class="kiosk calm">{}</li>)", say("point.no_kiosk"));
    std::string wait = point.waits.people ? say.minutes(point.waits.median_s) : "\u2013";
    return fmt::format(R"(<article class="card point"><h3>{}<a href="{}"><bdi>{}</bdi></a></h3><dl class="small"><div><dt>{}</dt><dd>{}</dd></div>)"
                       R"(<div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div></dl><ul class="kiosks">{}</ul></article>)",
                       light_picture(point.light), link(viewer, viewer.days, point.point.id), escaped(point.point.name), say("visits.title"),
                       say.number(point.visits), say("tickets.title"), say.number(point.tickets), say("waits.title"), wait, kiosks);
}

} // namespace

std::string first_page(const Speaker& say, const Overview& o, const content::Library& library) {
    std::string out = banner(say, o);
    if (o.points.empty())
        return out;
    out += periods(say, o) + tiles(say, o);
    out += fmt::format(R"(<section><h2>{}</h2><div class="points">)", say("points.title"));
    for (const PointView& point : o.points)
        out += point_card(say, point);
    out += fmt::format(R"(</div></section><section><h2>{}</h2><p class="lead">{}</p><div class="funnels">)", say("stops.title"), say("stops.lead"));
    for (const Funnel& funnel : o.now.funnels)
        out += funnel_table(say, funnel, library.get(funnel.tutorial).get());
    if (o.now.funnels.empty())
        out += fmt::format(R"(<p class="card calm">{}</p>)", say("stops.no_tutorial"));
    return out + "</div></section>";
}

std::string sign_in_page(const Speaker& say, const char* fault_key) {
    std::string fault = fault_key ? fmt::format(R"(<p class="fault" role="alert">{}{}</p>)", light_picture(Light::red), say(fault_key)) : "";
    return fmt::format(R"(<section class="card sign-in"><h2>{}</h2>{}<form method="post" action="/sign-in?lang={}"><label for="token">{}</label>)"
                       R"(<input id="token" name="token" type="password" autocomplete="current-password" required><p class="calm">{}</p>)"
                       R"(<button type="submit">{}</button></form></section>)",
                       say("sign_in.title"), fault, query_encode(say.viewer().language), say("sign_in.token"), say("sign_in.where"),
                       say("sign_in.go"));
}

} // namespace accanto::hub

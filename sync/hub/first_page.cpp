// The first page: is everything well, how many came, how long did they wait, where do they need more help.
#include "sync/hub/html.h"
#include "sync/hub/query.h"

#include <fmt/format.h>

namespace accanto::hub {

namespace {

std::string banner(const Speaker& say, const Overview& o) {
    if (o.all_points.empty())
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

constexpr size_t most_cards = 12;   // points with all their kiosks on the first page

} // namespace

std::string point_card(const Speaker& say, const PointView& point) {
    Viewer viewer = say.viewer();
    viewer.selection.point = point.point.id;
    std::string kiosks;
    for (size_t i = 0; i < point.kiosks.size(); ++i)
        kiosks += kiosk_item(say, point.kiosks[i], i + 1);
    if (kiosks.empty())
        kiosks = fmt::format(R"(<li class="kiosk calm">{}</li>)", say("point.no_kiosk"));
    std::string closed = point.closed ? fmt::format(R"(<p class="calm">{}</p>)", say("point.closed")) : "";
    return fmt::format(R"(<article class="card point"><h3>{}<a href="/?{}"><bdi>{}</bdi></a></h3>{}<dl class="small"><div><dt>{}</dt><dd>{}</dd></div>)"
                       R"(<div><dt>{}</dt><dd>{}</dd></div><div><dt>{}</dt><dd>{}</dd></div></dl><ul class="kiosks">{}</ul></article>)",
                       light_picture(point.light), query_of(viewer), escaped(point.point.name), closed, say("visits.title"), say.number(point.visits),
                       say("tickets.title"), say.number(point.tickets), say("column.services"), say.number(point.services), kiosks);
}

std::string first_page(const Names& names, const Overview& o) {
    const Speaker& say = names.say();
    std::string out = banner(say, o);
    if (o.all_points.empty())
        return out;
    const std::string query = query_of(say.viewer());
    out += filter_form(names, o) + big_figures(names, o, false) + target_cards(names, o);
    out += fmt::format(R"(<section><h2>{}</h2>)", say("points.title"));
    // Of a large network those who need somebody; all of a small one.
    const bool few = o.points.size() <= most_cards;
    std::string cards;
    size_t drawn = 0;
    for (const PointView& point : o.points)
        if (drawn < (few ? most_cards : 4) && (few || point.light != Light::green)) {
            cards += point_card(say, point);
            ++drawn;
        }
    out += "<div class=\"points\">" + cards + "</div>";
    out += fmt::format(R"(<p class="ways"><a href="/points?{0}">{1}</a> <a href="/report?month={2}&amp;{0}">{3}</a></p></section>)", query,
                       say("points.all", {{"n", int64_t(o.points.size())}}), o.selection.to.substr(0, 7), say("report.link"));
    return out + figure_sections(names, o, false);
}

std::string sign_in_page(const Speaker& say, const char* fault_key) {
    const std::string fault = fault_key ? fmt::format(R"(<p class="fault" role="alert">{}{}</p>)", light_picture(Light::red), say(fault_key)) : "";
    const std::string language = query_encode(say.viewer().language);
    return fmt::format(R"(<section class="card sign-in"><h2>{}</h2>{}<form method="post" action="/sign-in?lang={}"><label for="name">{}</label>)"
                       R"(<input id="name" name="name" autocomplete="username" autocapitalize="none" required><label for="password">{}</label>)"
                       R"(<input id="password" name="password" type="password" autocomplete="current-password" required><button type="submit">{}</button></form>)",
                       say("sign_in.title"), fault, language, say("people.name"), say("sign_in.password"), say("sign_in.go")) +
           fmt::format(R"(<details><summary>{0}</summary><form method="post" action="/sign-in?lang={1}"><label for="token">{2}</label>)"
                       R"(<input id="token" name="token" type="password" autocomplete="off" required><p class="calm">{3}</p>)"
                       R"(<button type="submit">{4}</button></form></details></section>)",
                       say("sign_in.by_key"), language, say("sign_in.token"), say("sign_in.where"), say("sign_in.go"));
}

} // namespace accanto::hub

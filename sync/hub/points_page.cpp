// All points: by neighbourhood as on a map, and as a list.
#include "sync/hub/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace accanto::hub {

namespace {

std::string place(const Names& names, const PointView& point, int64_t most) {
    const Speaker& say = names.say();
    Viewer viewer = say.viewer();
    viewer.selection.point = point.point.id;
    // The disc's area is as the visits are.
    const double radius = 4 + 14 * std::sqrt(double(point.visits) / double(std::max<int64_t>(1, most)));
    return fmt::format(
        R"(<li><a href="/?{}"><svg class="disc" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false"><circle cx="20" cy="20" r="{:.1f}" fill="#0B5A5E"/></svg>)"
        R"(<span><bdi>{}</bdi><small>{}</small></span>{}</a></li>)",
        query_of(viewer), radius, escaped(point.point.name), say("points.visits", {{"n", point.visits}}),
        light_picture(point.light));
}

std::string map(const Names& names, const Overview& o) {
    std::map<std::string, std::vector<const PointView*>> quarters;
    int64_t most = 1;
    for (const PointView& point : o.points) {
        quarters[point.neighbourhood].push_back(&point);
        most = std::max(most, point.visits);
    }
    std::string out = fmt::format(R"(<section><h2>{}</h2><p class="lead">{}</p><div class="quarters">)",
                                  names.say()("points.map"), names.say()("points.map_text"));
    for (auto& [quarter, points] : quarters) {
        std::stable_sort(points.begin(), points.end(),
                         [](const PointView* a, const PointView* b) { return a->visits > b->visits; });
        std::string places;
        for (const PointView* point : points)
            places += place(names, *point, most);
        out += fmt::format(
            R"(<article class="card quarter"><h3>{}</h3><ul>{}</ul></article>)",
            quarter.empty() ? names.say()("points.elsewhere") : names.of("neighbourhood", quarter), places);
    }
    return out + "</div></section>";
}

std::string row(const Names& names, const PointView& point) {
    const Speaker& say = names.say();
    Viewer viewer = say.viewer();
    viewer.selection.point = point.point.id;
    return fmt::format(
        R"(<tr><th scope="row">{}<a href="/?{}"><bdi>{}</bdi></a></th><td>{}</td><td>{}</td><td class="n">{}</td><td class="n">{}</td><td class="n">{}</td></tr>)",
        light_picture(point.light), query_of(viewer), escaped(point.point.name),
        point.organisation.empty() ? "" : names.of("organisation", point.organisation),
        point.neighbourhood.empty() ? "" : names.of("neighbourhood", point.neighbourhood),
        say.number(point.visits), say.number(point.services),
        point.waits.people ? say.minutes(point.waits.median_s) : "\u2013");
}

} // namespace

std::string points_page(const Names& names, const Overview& o) {
    const Speaker& say = names.say();
    std::string rows;
    for (const PointView& point : o.points)
        rows += row(names, point);
    std::string head;
    for (const char* column : {"name", "organisation", "neighbourhood", "visits", "services", "wait"})
        head += fmt::format(R"(<th scope="col"{}>{}</th>)", std::string_view("visits services wait").find(column) == std::string_view::npos ? "" : R"( class="n")",
                            say(std::string("column.") + column));
    return fmt::format(R"(<p class="ways"><a href="/?{}">{}</a></p>)", query_of(say.viewer()),
                       say("page.to_first")) +
           filter_form(names, o) + map(names, o) +
           fmt::format(
               R"(<section><h2>{0}</h2><div class="card scroll" role="region" tabindex="0" aria-label="{0}"><table class="plain"><thead><tr>{1}</tr></thead><tbody>{2}</tbody></table>)"
               R"(<p class="files"><a href="/figures/points.csv?{3}" download aria-label="CSV: {0}">CSV</a> <a href="/figures/points.json?{3}" aria-label="JSON: {0}">JSON</a></p></div></section>)",
               say("points.list"), head, rows, query_of(say.viewer()));
}

std::string report_page(const Names& names, const Overview& o, const std::string& made_on) {
    const Speaker& say = names.say();
    std::string what;
    for (const auto& [column, code] :
         {std::pair("organisation", o.selection.organisation),
          std::pair("neighbourhood", o.selection.neighbourhood), std::pair("language", o.selection.language),
          std::pair("topic", o.selection.topic)})
        if (!code.empty())
            what += " \u00b7 " + names.of(column, code);
    for (const PointView& point : o.points)
        if (point.point.id == o.selection.point)
            what += " \u00b7 <bdi>" + escaped(point.point.name) + "</bdi>";
    return fmt::format(
               R"(<p class="lead"><bdi>{} – {}</bdi>{} · {}</p><p class="screen">{} <a href="/?{}">{}</a></p>)",
               o.selection.from, o.selection.to, what, say("report.made", {{"day", made_on}}),
               say("report.how"), query_of(say.viewer()), say("page.to_first")) +
           big_figures(names, o, true) + target_cards(names, o) + figure_sections(names, o, true) +
           "<p class=\"note\">" + say("foot.note") + "</p>";
}

} // namespace accanto::hub

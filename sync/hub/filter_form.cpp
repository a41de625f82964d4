// What is shown: a plain form whose address can be kept, sent and printed.
#include "sync/hub/charts.h"
#include "sync/hub/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace accanto::hub {

namespace {

std::string option(const std::string& value, const std::string& chosen, const std::string& label) {
    return fmt::format(R"(<option value="{}"{}>{}</option>)", escaped(value),
                       value == chosen ? " selected" : "", plain(label));
}

std::string choice(const Names& names, const char* name, const std::string& chosen,
                   const std::vector<std::pair<std::string, std::string>>& options) {
    if (options.empty())
        return chosen.empty()
                   ? ""
                   : fmt::format(R"(<input type="hidden" name="{}" value="{}">)", name, escaped(chosen));
    std::string out = fmt::format(R"(<div><label for="f-{0}">{1}</label><select id="f-{0}" name="{0}">)",
                                  name, names.say()(std::string("filter.") + name));
    out += option("", chosen, names.say()("filter.all"));
    for (const auto& [value, label] : options)
        out += option(value, chosen, label);
    return out + "</select></div>";
}

std::vector<std::pair<std::string, std::string>> named(const Names& names, const char* column,
                                                       const std::vector<std::string>& codes) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const std::string& code : codes)
        out.emplace_back(code, names.of(column, code));
    return out;
}

// The period that can be chosen with one tap.
std::string periods(const Names& names, const Overview& o) {
    static constexpr std::array<std::pair<int, const char*>, 4> all{
        {{1, "period.today"}, {7, "period.week"}, {30, "period.month"}, {365, "period.year"}}};
    const Speaker& say = names.say();
    std::string out = fmt::format(R"(<nav class="periods" aria-label="{}">)", say("period.label"));
    for (const auto& [days, key] : all) {
        Viewer other = say.viewer();
        other.days = days;
        out += fmt::format(R"(<a href="?{}"{}>{}</a>)", query_of(other),
                           days == say.viewer().days ? R"( aria-current="page")" : "", say(key));
    }
    if (!o.selection.point.empty()) {
        Viewer other = say.viewer();
        other.selection.point.clear();
        out += fmt::format(R"(<a class="all" href="?{}">{}</a>)", query_of(other), say("period.all_points"));
    }
    return out + fmt::format(R"(<span class="dates"><bdi>{}</bdi></span></nav>)",
                             o.selection.from == o.selection.to
                                 ? o.selection.to
                                 : o.selection.from + " \u2013 " + o.selection.to);
}

} // namespace

std::string filter_form(const Names& names, const Overview& o) {
    const Speaker& say = names.say();
    const Selection& s = o.selection;
    std::vector<std::pair<std::string, std::string>> points;
    for (const Point& point : o.all_points)
        points.emplace_back(point.id, escaped(point.name));
    std::vector<std::string> topics;
    for (const content::TutorialHead& head : names.library().heads())
        if (std::find(topics.begin(), topics.end(), head.topic) == topics.end())
            topics.push_back(head.topic);
    std::vector<std::string> languages = o.all_languages;
    if (!s.language.empty() && std::find(languages.begin(), languages.end(), s.language) == languages.end())
        languages.push_back(s.language);
    std::string fields = fmt::format(
        R"(<div><label for="f-from">{}</label><input id="f-from" type="date" name="from" value="{}"></div>)"
        R"(<div><label for="f-to">{}</label><input id="f-to" type="date" name="to" value="{}"></div>)",
        say("filter.from"), s.from, say("filter.to"), s.to);
    fields +=
        choice(names, "organisation", s.organisation, named(names, "organisation", o.all_organisations));
    fields +=
        choice(names, "neighbourhood", s.neighbourhood, named(names, "neighbourhood", o.all_neighbourhoods));
    fields += choice(names, "point", s.point, points);
    fields += choice(names, "language", s.language, named(names, "language", languages));
    fields += choice(names, "topic", s.topic, named(names, "topic", topics));
    const bool chosen = !s.whole_network() || !s.language.empty() || !s.topic.empty();
    std::string clear;
    if (chosen) {
        Viewer all = say.viewer();
        all.selection = {s.from, s.to, "", "", "", "", ""};
        clear = fmt::format(R"(<a href="?{}">{}</a>)", query_of(all), say("filter.clear"));
    }
    return periods(names, o) +
           fmt::format(
               R"(<details class="filters card"{}><summary>{}</summary><form method="get">{}<input type="hidden" name="lang" value="{}">)"
               R"(<div class="go"><button type="submit">{}</button>{}</div></form></details>)",
               chosen ? " open" : "", say("filter.title"), fields, escaped(say.viewer().language),
               say("filter.show"), clear);
}

} // namespace accanto::hub

// Where people stop in a tutorial: a table whose rows carry their bar, so that the chart and its numbers are one thing, for
// eyes and for screen readers.
#include "sync/hub/html.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr int full = 1000;   // width of the picture's own units

// The part that went on in deep, the part that stopped here in warm; both from the start edge.
std::string bar(const StepView& step, int64_t most, bool right_to_left) {
    auto width = [&](int64_t people) { return int(people * full / std::max<int64_t>(most, 1)); };
    int reached = width(step.reached), stopped = std::min(width(step.stopped), reached), went_on = reached - stopped;
    auto rect = [&](int from, int wide, const char* colour) {
        int x = right_to_left ? full - from - wide : from;
        return wide <= 0 ? std::string() : fmt::format(R"(<rect x="{}" y="0" width="{}" height="20" fill="{}"/>)", x, wide, colour);
    };
    return fmt::format(R"(<svg class="bar" viewBox="0 0 {} 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">)"
                       R"(<rect x="0" y="0" width="{}" height="20" fill="#EFE9DD"/>{}{}</svg>)",
                       full, full, rect(0, went_on, "#0B5A5E"), rect(went_on, stopped, "#E2703A"));
}

std::string step_title(const Speaker& say, const content::Tutorial* tutorial, int step) {
    if (!tutorial || step < 1 || size_t(step) > tutorial->steps.size())
        return {};
    auto title = content::words(*tutorial, say.viewer().language, "en").say(tutorial->steps[size_t(step) - 1].title);
    return fmt::format(R"(<span lang="{}">{}</span>)", escaped(title.language), escaped(title.text));
}

std::string row(const Speaker& say, const Funnel& funnel, const StepView& step, int64_t most, const content::Tutorial* tutorial) {
    bool hardest = step.step == funnel.hardest;
    return fmt::format(R"(<tr{}><th scope="row"><span class="step">{}</span> {}{}</th><td class="chart">{}</td><td class="n">{}</td>)"
                       R"(<td class="n stopped">{}</td></tr>)",
                       hardest ? R"( class="hardest")" : "", say.number(step.step), step_title(say, tutorial, step.step),
                       hardest ? fmt::format(R"( <strong class="here">{}</strong>)", say("stops.here")) : "",
                       bar(step, most, say.viewer().right_to_left), say.number(step.reached), say.number(step.stopped));
}

} // namespace

std::string funnel_table(const Names& names, const Funnel& funnel) {
    const Speaker& say = names.say();
    const auto tutorial_file = names.library().get(funnel.tutorial);
    const content::Tutorial* tutorial = tutorial_file.get();
    std::string lead = say("stops.counts", {{"opened", funnel.opened}, {"finished", funnel.finished}});
    std::string out = fmt::format(R"(<article class="card funnel"><h3>{}</h3><p class="lead">{}</p>)", names.tutorial(funnel.tutorial), lead);
    if (funnel.hardest == 0)
        return out + fmt::format(R"(<p class="calm">{}</p></article>)", say("stops.nobody"));
    int64_t most = funnel.steps.front().reached;
    std::string rows;
    for (const StepView& step : funnel.steps)
        rows += row(say, funnel, step, most, tutorial);
    out += fmt::format(R"(<p class="finding">{}</p>)",
                       say("stops.most", {{"step", int64_t(funnel.hardest)}, {"n", funnel.steps[size_t(funnel.hardest) - 1].stopped}}));
    out += fmt::format(R"(<table><thead><tr><th scope="col">{}</th><td class="chart"></td><th scope="col" class="n">{}</th>)"
                       R"(<th scope="col" class="n">{}</th></tr></thead><tbody>{}</tbody></table></article>)",
                       say("stops.step"), say("stops.reached"), say("stops.stopped"), rows);
    return out;
}

} // namespace accanto::hub

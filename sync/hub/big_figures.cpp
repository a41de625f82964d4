// What is understood in ten seconds: five figures in plain words, each with its trend; and the targets.
#include "content/library/exports/csv.h"
#include "sync/hub/charts.h"
#include "sync/hub/figures.h"
#include "sync/hub/html.h"

#include <fmt/format.h>

#include <cstdlib>

namespace accanto::hub {

namespace {

std::string below(const std::string& sentence) {
    return "<p class=\"below\">" + sentence + "</p>";
}
std::string trend(const std::string& sentence) {
    return "<p class=\"trend\">" + sentence + "</p>";
}

std::string tile(const char* tint, const char* drawing, const std::string& label, const std::string& figure,
                 const std::string& below_it) {
    // A large network's year in a tile of five beside each other.
    constexpr int64_t fit_in_large = 7;
    const char* size = content::characters(figure).value_or(0) > fit_in_large ? "figure long" : "figure";
    return fmt::format(R"(<article class="tile {}"><h2>{}{}</h2><p class="{}">{}</p>{}</article>)", tint, picture(drawing), label, size,
                       figure, below_it);
}

int64_t of(const Counts& counts, const char* name) {
    auto at = counts.find(name);
    return at == counts.end() ? 0 : at->second;
}

int64_t percent(int64_t part, int64_t whole) {
    return whole > 0 ? (part * 100 + whole / 2) / whole : 0;
}

class Big {
public:
    Big(const Names& names, const Overview& o, bool shared) : m_say(names.say()), m_o(o), m_shared(shared) {}

    std::string tiles() {
        return fmt::format(R"(<section class="tiles" aria-label="{}">)", m_say("tiles.label")) + visits() +
               helped() + waits() + alone() + glad() + "</section>";
    }

private:
    bool known(const char* what) const {
        return m_o.selection.topic.empty() || knows_topic(what);
    }
    std::string unknown(const char* tint, const char* drawing, const char* title) const {
        return tile(tint, drawing, m_say(title), "\u2013", below(m_say("note.not_apart")));
    }
    // In what is shared, neither of two parts may be so small that somebody is recognised by it.
    bool hides(int64_t part, int64_t whole, bool always = false) const {
        auto small = [](int64_t n) { return n > 0 && n < fewest_shown; };
        return (m_shared || always) && (small(part) || small(whole - part));
    }
    std::string hidden(const char* tint, const char* drawing, const char* title) const {
        return tile(tint, drawing, m_say(title), "\u2013", below(m_say("note.hidden")));
    }
    // More or less than in the period before, in whole percent.
    std::string more(int64_t now, int64_t before) const {
        if (!m_o.any_before || before < 20)
            return trend(m_say("trend.none"));
        const int64_t change = (now - before) * 100 / before;
        if (std::llabs(change) < 3)
            return trend(m_say("trend.same"));
        return trend(m_say(change > 0 ? "trend.more" : "trend.less", {{"n", std::llabs(change)}}));
    }

    std::string visits() const {
        if (!known(figure::visit))
            return unknown("mint", "visits", "visits.title");
        if (m_o.now.visits == 0)
            return tile("mint", "visits", m_say("visits.title"), m_say.number(0),
                        below(m_say("visits.none")));
        if (hides(m_o.now.visits, m_o.now.visits))
            return hidden("mint", "visits", "visits.title");
        return tile("mint", "visits", m_say("visits.title"), m_say.number(m_o.now.visits),
                    below(m_say("visits.languages", {{"n", int64_t(m_o.now.languages.size())}})) +
                        more(m_o.now.visits, m_o.before.visits));
    }
    std::string helped() const {
        if (m_o.now.services == 0)
            return tile("sky", "help", m_say("help.title"), m_say.number(0), below(m_say("help.none")));
        const int64_t themselves = of(m_o.now.help, "alone") + of(m_o.now.help, "with");
        if (hides(themselves, m_o.now.services))
            return hidden("sky", "help", "help.title");
        return tile("sky", "help", m_say("help.title"), m_say.number(m_o.now.services),
                    below(m_say("help.themselves", {{"n", percent(themselves, m_o.now.services)}})) +
                        more(m_o.now.services, m_o.before.services));
    }
    std::string waits() const {
        if (!known(figure::wait))
            return unknown("lavender", "waits", "waits.title");
        const Waits& now = m_o.now.waits;
        if (now.people == 0)
            return tile("lavender", "waits", m_say("waits.title"), "\u2013", below(m_say("waits.none")));
        if (hides(now.people, now.people))
            return hidden("lavender", "waits", "waits.title");
        std::string change = m_say("trend.none");
        if (m_o.before.waits.people >= 20) {
            const int64_t longer = (now.median_s + 30) / 60 - (m_o.before.waits.median_s + 30) / 60;
            change = longer == 0
                         ? m_say("trend.same_wait")
                         : m_say(longer > 0 ? "trend.longer" : "trend.shorter", {{"n", std::llabs(longer)}});
        }
        return tile("lavender", "waits", m_say("waits.title"), m_say.minutes(now.median_s),
                    below(m_say("waits.nine_of_ten", {{"n", int64_t((now.nine_of_ten_s + 59) / 60)}})) +
                        trend(change));
    }
    std::string alone() const {
        if (!known(figure::visit_ticket))
            return unknown("peach", "alone", "alone.title");
        if (m_o.now.visits == 0)
            return tile("peach", "alone", m_say("alone.title"), "\u2013", below(m_say("visits.none")));
        if (hides(m_o.now.visits_without_ticket(), m_o.now.visits))
            return hidden("peach", "alone", "alone.title");
        return tile(
            "peach", "alone", m_say("alone.title"),
            m_say("figure.percent", {{"n", percent(m_o.now.visits_without_ticket(), m_o.now.visits)}}),
            below(m_say("alone.text", {{"n", m_o.now.visits_without_ticket()}, {"all", m_o.now.visits}})));
    }
    std::string glad() const {
        if (!known(figure::face))
            return unknown("butter", "glad", "glad.title");
        const int64_t glad = of(m_o.now.faces, "3"),
                      all = glad + of(m_o.now.faces, "2") + of(m_o.now.faces, "1");
        if (all < fewest_shown)
            return tile("butter", "glad", m_say("glad.title"), "\u2013", below(m_say("glad.none")));
        if (hides(glad, all, true))
            return hidden("butter", "glad", "glad.title");
        return tile("butter", "glad", m_say("glad.title"),
                    m_say("figure.percent", {{"n", percent(glad, all)}}),
                    below(m_say("glad.text", {{"n", all}})));
    }

    const Speaker& m_say;
    const Overview& m_o;
    const bool m_shared;
};

} // namespace

std::string big_figures(const Names& names, const Overview& o, bool shared) {
    return Big(names, o, shared).tiles();
}

std::string target_cards(const Names& names, const Overview& o) {
    if (o.targets.empty())
        return "";
    const Speaker& say = names.say();
    std::string out =
        fmt::format(R"(<section aria-labelledby="targets"><h2 id="targets">{}</h2><div class="targets">)",
                    say("target.title"));
    int number = 0;
    for (const TargetView& view : o.targets) {
        const bool good = view.reached >= view.course;
        const std::string verdict = say(good ? "target.on_course" : "target.behind", {{"n", view.course}});
        const std::string title = say("target." + view.target.what);
        const std::string goal = say("target.goal", {{"n", view.goal}, {"day", view.target.by}});
        out += fmt::format(
            R"(<article class="card target"><h3>{}{}</h3><p class="figure">{}</p><p class="below">{}</p>{}<p class="{}">{}</p></article>)",
            light_picture(good ? Light::green : Light::amber), title, say.number(view.reached), goal,
            course_chart({fmt::format("target-{}", ++number), title,
                          say.number(view.reached) + "; " + goal + "; " + verdict,
                          say.viewer().right_to_left},
                         view.reached, view.course, view.goal),
            good ? "below" : "below behind", verdict);
    }
    return out + "</div></section>";
}

} // namespace accanto::hub

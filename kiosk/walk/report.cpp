#include "kiosk/walk/report.h"

#include "content/base/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::walk {

using ui::Theme;

namespace {

constexpr Theme themes[] = {Theme::day, Theme::evening, Theme::high_contrast};
constexpr size_t fullest_told = 3, least_told = 3;

bool is_among(const std::string& one, const std::vector<std::string>& list) {
    return list.empty() || std::find(list.begin(), list.end(), one) != list.end();
}

std::string joined(const std::vector<std::string>& list) {
    std::string out;
    for (const std::string& one : list)
        out += (out.empty() ? "" : " ") + one;
    return out;
}

// A page that stands low is laid out anew, and coloured as before: by day is enough.
std::vector<View> all_views() {
    std::vector<View> views;
    for (const Panel& panel : panels())
        for (const ui::TextSize size : panel.sizes) {
            for (const Theme theme : themes)
                views.push_back({&panel, size, theme});
            if (panel.free_above() > 0)
                views.push_back({&panel, size, Theme::day, {}, true});
        }
    return views;
}

const char* word_of(Evidence::Kind kind) {
    switch (kind) {
    case Evidence::Kind::measure:
        return "measured";
    case Evidence::Kind::test:
        return "test";
    case Evidence::Kind::hardware:
        return "to look at";
    case Evidence::Kind::people:
        return "to do";
    }
    return "";
}

} // namespace

const char* to_text(Verdict verdict) {
    switch (verdict) {
    case Verdict::met:
        return "met";
    case Verdict::met_in_part:
        return "met in part";
    case Verdict::not_met:
        return "not met";
    case Verdict::needs_hardware:
        return "needs hardware";
    case Verdict::needs_people:
        return "needs people";
    }
    return "";
}

std::string trouble_with(const Wish& wish, const World& world) {
    std::vector<std::string> screens;
    for (const screens::Entry& entry : screens::all())
        screens.emplace_back(entry.name);
    for (const std::string& language : wish.languages)
        if (!is_among(language, world.languages))
            return "\"" + language + "\" is no language of the kiosk. There are: " + joined(world.languages);
    for (const std::string& screen : wish.screens)
        if (!is_among(screen, screens))
            return "\"" + screen + "\" is no screen of the kiosk. There are: " + joined(screens);
    return wish.one_in == 0 ? "a sample is one moment in so many, from 1 on" : "";
}

Report::Report(const std::filesystem::path& data, const World& world, const Wish& wish,
               const std::function<void(int)>& progress)
    : m_world(world), m_wish(wish) {
    Drawing drawing(world, data);
    Measures measures;
    walk(drawing, measures, progress);
    measures.end();
    m_measured = measures.results(data);
    m_fullest = measures.fullest(fullest_told);
    m_growth = measures.growth();
    m_frames = drawing.frames();
}

void Report::walk(Drawing& drawing, Measures& measures, const std::function<void(int)>& progress) {
    const std::vector<View> views = all_views();
    size_t done = 0;
    for (size_t at = 0; at < m_world.languages.size(); ++at) {
        const std::string& language = m_world.languages[at];
        std::vector<std::unique_ptr<Moment>> all;
        if (is_among(language, m_wish.languages))
            all = moments(m_world, language);
        std::erase_if(
            all, [&](const auto& m) { return !is_among(screens::entry(m->screen).name, m_wish.screens); });
        keep_sample(all, at, m_wish.one_in);
        for (View view : views) {
            view.language = language;
            for (const auto& moment : all)
                if (!view.low || moment->can_be_low())
                    drawing.each_page(*moment, view, [&](const ui::Semantics& frame) {
                        measures.look(frame, *moment, view, drawing.ui());
                    });
            drawing.ui().forget();
            progress(int(++done * 100 / (views.size() * m_world.languages.size())));
        }
    }
}

Judged Report::judge(const Clause& clause) const {
    Judged out;
    const auto worsen = [&](Verdict to) {
        if (out.verdict != Verdict::not_met)
            out.verdict = to;
    };
    for (const Evidence& one : clause.evidence) {
        std::string line = std::string(word_of(one.kind)) + ": ";
        if (one.kind == Evidence::Kind::measure) {
            const auto found = std::find_if(m_measured.begin(), m_measured.end(),
                                            [&](const Measured& m) { return m.name == one.what; });
            ACCANTO_ASSERT(found != m_measured.end());
            if (found->faults == 0) {
                if (found->in_part && out.verdict == Verdict::met)
                    out.verdict = Verdict::met_in_part;
                out.because.push_back(line + found->evidence);
                continue;
            }
            out.verdict = Verdict::not_met;
            out.because.push_back(line + fmt::format("{} times not so: {}", found->faults, found->evidence));
            for (const std::string& where : found->where)
                out.because.push_back("  " + where);
            continue;
        }
        line += one.what;
        if (!one.title.empty())
            line += ", \"" + one.title + "\"";
        out.because.push_back(line);
        if (one.kind == Evidence::Kind::hardware && out.verdict != Verdict::needs_people)
            worsen(Verdict::needs_hardware);
        if (one.kind == Evidence::Kind::people)
            worsen(Verdict::needs_people);
    }
    return out;
}

int Report::not_met() const {
    int count = 0;
    for (const Chapter& chapter : chapters())
        for (const Clause& clause : chapter.clauses)
            count += judge(clause).verdict == Verdict::not_met;
    return count;
}

// Only what is the same on every machine and does not change with each new screen.
std::string Report::walked() const {
    std::string shown;
    for (const Panel& panel : panels()) {
        shown += (shown.empty() ? "" : "; ") + panel.name() + " in";
        for (const ui::TextSize size : panel.sizes)
            shown += std::string(" ") + ui::to_text(size);
    }
    return fmt::format(
        "Walked: {}{}, in {}; {}; by day, in the evening and in high contrast; on tall panels also low.\n",
        m_wish.one_in > 1 ? fmt::format("one moment in {} of ", m_wish.one_in) : "",
        m_wish.screens.empty() ? "every screen" : "the screens " + joined(m_wish.screens),
        joined(m_wish.languages.empty() ? m_world.languages : m_wish.languages), shown);
}

std::string Report::text() const {
    std::string out = "What EN 301 549 V3.2.1 asks of a closed kiosk, and what its draft V4.1.0 asks beyond "
                      "it (\"V4.1\").\n" +
                      walked();
    int counts[5] = {};
    for (const Chapter& chapter : chapters()) {
        out += "\n" + chapter.name + "\n";
        for (const Clause& clause : chapter.clauses) {
            const Judged judged = judge(clause);
            ++counts[int(judged.verdict)];
            out += fmt::format("{:<15} {:<20} {}\n", to_text(judged.verdict), clause.number, clause.name);
            for (const std::string& line : judged.because)
                out += fmt::format("{:<36} {}\n", "", line);
        }
    }
    out += "\nWhere the largest words come closest to their limits:\n";
    for (const FullPage& page : m_fullest)
        out += fmt::format("{} ({}): smallest words {:.1f} mm, {} letters on the page\n", page.moment,
                           page.view, page.smallest_mm, page.letters);
    out += "\nWhere words grow least in the largest size:\n";
    for (const Grown& one : m_growth.least(least_told))
        out += fmt::format("{} ({}): {} is {:.1f} mm in the normal size and {:.1f} mm in the largest, {:.2f} "
                           "times as large\n",
                           one.moment, one.view, one.node, one.from_mm, one.to_mm, one.times());
    out += fmt::format("\n{} met, {} met in part, {} not met, {} need hardware, {} need people\n", counts[0],
                       counts[1], counts[2], counts[3], counts[4]);
    return out;
}

std::string Report::json() const {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Chapter& chapter : chapters())
        for (const Clause& clause : chapter.clauses) {
            const Judged judged = judge(clause);
            list.push_back({{"clause", clause.number},
                            {"chapter", chapter.name},
                            {"asks", clause.name},
                            {"verdict", to_text(judged.verdict)},
                            {"because", judged.because}});
        }
    nlohmann::ordered_json full = nlohmann::ordered_json::array();
    for (const FullPage& page : m_fullest)
        full.push_back({{"page", page.moment},
                        {"view", page.view},
                        {"smallest_mm", page.smallest_mm},
                        {"letters", page.letters}});
    nlohmann::ordered_json grown = nlohmann::ordered_json::array();
    for (const Grown& one : m_growth.least(least_told))
        grown.push_back({{"page", one.moment},
                         {"view", one.view},
                         {"node", one.node},
                         {"normal_mm", one.from_mm},
                         {"largest_mm", one.to_mm},
                         {"times", one.times()}});
    return nlohmann::ordered_json{{"whole", m_wish.whole()}, {"frames", m_frames}, {"not_met", not_met()},
                                  {"clauses", list},         {"fullest", full},    {"grown", grown}}
        .dump(1);
}

} // namespace accanto::walk

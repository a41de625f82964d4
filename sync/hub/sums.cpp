#include "sync/hub/sums.h"

#include "content/base/clock.h"
#include "sync/hub/figures.h"

#include <algorithm>
#include <charconv>

namespace accanto::hub {

namespace {

int64_t number(std::string_view text) {
    int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::string before(const std::string& text, char mark) {
    return text.substr(0, text.find(mark));
}
std::string after(const std::string& text, char mark) {
    size_t at = text.find(mark);
    return at == std::string::npos ? std::string() : text.substr(at + 1);
}

// What the figures of one tutorial add up to.
struct TutorialSums {
    int64_t opened = 0, finished = 0;
    int steps = 0;
    std::map<int, int64_t> stopped;
};

Funnel funnel_of(const std::string& tutorial, const TutorialSums& sums) {
    Funnel out{tutorial, sums.opened, sums.finished, {}, 0};
    int64_t stops = 0;
    for (const auto& [step, count] : sums.stopped)
        stops += count;
    // Who opened it before the first day and stopped since has not been counted as opening.
    int64_t here = std::max(sums.opened, sums.finished + stops);
    int64_t most = 0;
    for (int step = 1; step <= sums.steps; ++step) {
        auto stopped = sums.stopped.find(step);
        int64_t count = stopped == sums.stopped.end() ? 0 : stopped->second;
        out.steps.push_back({step, here, count});
        here = std::max<int64_t>(0, here - count);
        if (count > most) {
            most = count;
            out.hardest = step;
        }
    }
    return out;
}

// The order of the levels of the skills check, and what has no place in it.
int level(const std::string& code) {
    static constexpr std::array<const char*, 7> order{"I_DSK2_NA", "I_DSK2_X", "I_DSK2_LM", "I_DSK2_N",
                                                      "I_DSK2_LW", "I_DSK2_B", "I_DSK2_AB"};
    auto at = std::find(order.begin(), order.end(), code);
    return at == order.end() ? -1 : int(at - order.begin());
}

class Adder {
public:
    Adder(const Selection& selection, const content::Library* library)
        : m_selection(selection), m_library(library) {}

    void add(const FigureRow& row) {
        if (!m_selection.language.empty() && row.language != m_selection.language)
            return;
        if (!m_selection.topic.empty() && !of_topic(row))
            return;
        if (auto reader = readers().find(row.what); reader != readers().end())
            (this->*reader->second)(row);
    }

    Sums finish() {
        out.waits = waits_of(m_waits);
        out.first_success = waits_of(m_success);
        for (size_t hour = 0; hour < m_hours.size(); ++hour) {
            Waits waits = waits_of(m_hours[hour]);
            out.hours[hour] = {waits.people, waits.median_s / wait_step_s};
        }
        for (auto& [span, moment] : m_moments)
            out.moments.push_back(moment);
        for (const auto& [tutorial, of] : m_tutorials)
            out.funnels.push_back(funnel_of(tutorial, of));
        std::stable_sort(out.funnels.begin(), out.funnels.end(),
                         [](const Funnel& a, const Funnel& b) { return a.opened > b.opened; });
        return std::move(out);
    }

private:
    using Reader = void (Adder::*)(const FigureRow&);
    static const std::map<std::string_view, Reader>& readers();

    bool of_topic(const FigureRow& row) const {
        if (!knows_topic(row.what))
            return false;
        if (row.what.starts_with("tutorial_")) {
            const content::TutorialHead* head =
                m_library ? m_library->find(before(row.detail, '/')) : nullptr;
            return head && head->topic == m_selection.topic;
        }
        return (" " + row.topics + " ").find(" " + m_selection.topic + " ") != std::string::npos;
    }
    // Of a period that is longer than two months, months.
    Moment& moment(const FigureRow& row) {
        const bool months = days_between(m_selection.from, m_selection.to).value_or(0) > most_days_apart;
        const std::string span = months ? row.span.substr(0, 7) : row.span;
        Moment& at = m_moments[span];
        at.span = span;
        return at;
    }

    void visit(const FigureRow& row) {
        out.visits += row.count;
        out.languages[row.language] += row.count;
        if (!row.span.empty())
            moment(row).visits += row.count;
    }
    void visit_ticket(const FigureRow& row) { out.visits_with_ticket += row.count; }
    void first_success(const FigureRow& row) {
        for (const auto& [minutes, count] : row.spread)
            m_success[minutes * 60 / wait_step_s] += count;
    }
    void ticket(const FigureRow& row) { out.tickets += row.count; }
    void wait(const FigureRow& row) {
        for (const auto& [tens, count] : row.spread)
            m_waits[tens] += count;
    }
    // Minutes stand for tens of seconds here: waits_of() does not mind.
    void wait_hour(const FigureRow& row) {
        for (const auto& [value, count] : row.spread)
            if (const auto hour = size_t(value / most_wait_minutes); hour < m_hours.size())
                m_hours[hour][value % most_wait_minutes] += count;
    }
    void missed(const FigureRow& row) { out.missed += row.count; }
    void left(const FigureRow& row) { out.left += row.count; }
    void help(const FigureRow& row) {
        out.services += row.count;
        out.help[row.detail] += row.count;
        if (!row.span.empty())
            moment(row).services += row.count;
    }
    void outcome(const FigureRow& row) { out.outcome[row.detail] += row.count; }
    void repeat(const FigureRow& row) { out.newcomers += row.detail == "no" ? row.count : 0; }
    void age(const FigureRow& row) { out.ages[row.detail] += row.count; }
    void gender(const FigureRow& row) { out.genders[row.detail] += row.count; }
    void appointment(const FigureRow& row) { out.appointments[row.detail] += row.count; }
    void education(const FigureRow& row) { out.educations[row.detail] += row.count; }
    void occupation(const FigureRow& row) { out.occupations[row.detail] += row.count; }
    void citizenship(const FigureRow& row) { out.citizenships[row.detail] += row.count; }
    void confidence(const FigureRow& row) {
        out.confidence[before(row.detail, '/')][after(row.detail, '/')] += row.count;
    }
    void stars(const FigureRow& row) { out.stars[row.detail] += row.count; }
    void would_return(const FigureRow& row) { out.would_return[row.detail] += row.count; }
    void face(const FigureRow& row) { out.faces[row.detail] += row.count; }
    void reason(const FigureRow& row) { out.reasons[row.detail] += row.count; }
    void opened(const FigureRow& row) { m_tutorials[row.detail].opened += row.count; }
    void finished(const FigureRow& row) { m_tutorials[row.detail].finished += row.count; }
    // "create-email/4/8"
    void stopped(const FigureRow& row) {
        TutorialSums& sums = m_tutorials[before(row.detail, '/')];
        const std::string rest = after(row.detail, '/');
        int step = int(number(rest));
        sums.steps = std::max({sums.steps, step, int(number(after(rest, '/')))});
        sums.stopped[step] += row.count;
    }
    void practice(const FigureRow& row) {
        out.observed[before(row.detail, '/')][after(row.detail, '/')] += row.count;
    }
    void skills(const FigureRow& row) { out.skills[row.detail] += row.count; }
    void skills_area(const FigureRow& row) {
        out.skill_areas[before(row.detail, '/')][after(row.detail, '/')] += row.count;
    }
    // Who could not be assessed at one of the two moments has no change to tell.
    void skills_change(const FigureRow& row) {
        int from = level(before(row.detail, '>')), to = level(after(row.detail, '>'));
        if (from <= 0 || to <= 0)
            return;
        (to > from ? out.skills_better : to < from ? out.skills_worse : out.skills_same) += row.count;
    }

    Sums out;
    const Selection& m_selection;
    const content::Library* m_library;
    std::map<int64_t, int64_t> m_waits, m_success;
    std::array<std::map<int64_t, int64_t>, 168> m_hours;
    std::map<std::string, Moment> m_moments;
    std::map<std::string, TutorialSums> m_tutorials;
};

const std::map<std::string_view, Adder::Reader>& Adder::readers() {
    static const std::map<std::string_view, Reader> all{
        {figure::visit, &Adder::visit},
        {figure::visit_ticket, &Adder::visit_ticket},
        {figure::first_success, &Adder::first_success},
        {figure::ticket, &Adder::ticket},
        {figure::wait, &Adder::wait},
        {figure::wait_hour, &Adder::wait_hour},
        {figure::missed, &Adder::missed},
        {figure::left, &Adder::left},
        {figure::help, &Adder::help},
        {figure::outcome, &Adder::outcome},
        {figure::repeat, &Adder::repeat},
        {figure::age, &Adder::age},
        {figure::gender, &Adder::gender},
        {figure::appointment, &Adder::appointment},
        {figure::education, &Adder::education},
        {figure::occupation, &Adder::occupation},
        {figure::citizenship, &Adder::citizenship},
        {figure::confidence, &Adder::confidence},
        {figure::stars, &Adder::stars},
        {figure::would_return, &Adder::would_return},
        {figure::face, &Adder::face},
        {figure::reason, &Adder::reason},
        {figure::tutorial_opened, &Adder::opened},
        {figure::tutorial_finished, &Adder::finished},
        {figure::tutorial_stopped, &Adder::stopped},
        {figure::practice, &Adder::practice},
        {figure::skills, &Adder::skills},
        {figure::skills_area, &Adder::skills_area},
        {figure::skills_change, &Adder::skills_change},
    };
    return all;
}

int64_t of(const Counts& counts, const char* code) {
    auto at = counts.find(code);
    return at == counts.end() ? 0 : at->second;
}

bool one_of(std::string_view what, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), what) != list.end();
}

} // namespace

int64_t Sums::no_shows() const {
    return of(appointments, "missed");
}
int64_t Sums::appointments_due() const {
    return of(appointments, "kept") + no_shows();
}

bool knows_topic(std::string_view what) {
    return one_of(what, {figure::ticket, figure::wait, figure::wait_hour, figure::missed, figure::left,
                         figure::help, figure::outcome, figure::repeat, figure::age, figure::gender,
                         figure::appointment, figure::education, figure::occupation, figure::citizenship,
                         figure::confidence,
                         figure::tutorial_opened, figure::tutorial_finished, figure::tutorial_stopped});
}

Waits waits_of(const std::map<int64_t, int64_t>& tens) {
    Waits out;
    for (const auto& [ten, people] : tens)
        out.people += people;
    int64_t median_rank = (out.people + 1) / 2, ninth_rank = (out.people * 9 + 9) / 10, seen = 0;
    for (const auto& [ten, people] : tens) {
        if (seen < median_rank && seen + people >= median_rank)
            out.median_s = int(ten * wait_step_s);
        if (seen < ninth_rank && seen + people >= ninth_rank)
            out.nine_of_ten_s = int(ten * wait_step_s);
        seen += people;
    }
    return out;
}

Sums sums_of(const std::vector<FigureRow>& rows, const Selection& selection,
             const content::Library* library) {
    Adder adder(selection, library);
    for (const FigureRow& row : rows)
        adder.add(row);
    return adder.finish();
}

} // namespace accanto::hub

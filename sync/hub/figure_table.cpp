#include "sync/hub/figure_table.h"

#include "sync/hub/figures.h"

#include <algorithm>
#include <functional>

namespace accanto::hub {

namespace {

using Rows = std::vector<std::pair<std::string, int64_t>>;

TableCell word(std::string text) {
    return {std::move(text), {}, false};
}
TableCell number(int64_t n, bool hidden = false) {
    return {"", n, hidden};
}

int64_t of(const Counts& counts, const std::string& code) {
    auto at = counts.find(code);
    return at == counts.end() ? 0 : at->second;
}

// In this order, and then what else there is.
Rows in_order(const Counts& counts, std::initializer_list<const char*> order) {
    Rows out;
    for (const char* code : order)
        if (of(counts, code) > 0)
            out.emplace_back(code, of(counts, code));
    for (const auto& [code, count] : counts)
        if (count > 0 &&
            std::find_if(order.begin(), order.end(), [&code = code](const char* o) { return code == o; }) == order.end())
            out.emplace_back(code, count);
    return out;
}

Rows largest_first(const Counts& counts) {
    Rows out(counts.begin(), counts.end());
    std::erase_if(out, [](const auto& row) { return row.second <= 0; });
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
}

class Tables {
public:
    Tables(const Overview& o, bool shared) : m_o(o), m_shared(shared) {}

    std::vector<FigureTable> all() {
        summary();
        targets();
        times();
        distribution("help", "help", figure::help, in_order(m_o.now.help, {"alone", "with", "for"}),
                     m_shared);
        distribution("outcomes", "outcome", figure::outcome,
                     in_order(m_o.now.outcome, {"done", "partly", "not_done", "sent_elsewhere"}), m_shared);
        distribution("appointments", "appointment", figure::appointment,
                     in_order(m_o.now.appointments, {"kept", "missed", "cancelled", "booked"}), m_shared);
        hours();
        tutorials();
        steps();
        distribution("skills", "level", figure::skills,
                     in_order(m_o.now.skills, {"I_DSK2_NA", "I_DSK2_X", "I_DSK2_LM", "I_DSK2_N", "I_DSK2_LW",
                                               "I_DSK2_B", "I_DSK2_AB"}),
                     true);
        crossed("skill_areas", "area", figure::skills_area, m_o.now.skill_areas, {"none", "basic", "above"});
        distribution("skills_change", "change", figure::skills_change,
                     {{"better", m_o.now.skills_better},
                      {"same", m_o.now.skills_same},
                      {"worse", m_o.now.skills_worse}},
                     true);
        crossed("observed", "competence", figure::practice, m_o.now.observed,
                {"alone", "with_hint", "with_mentor", "not_done"});
        distribution("faces", "face", figure::face, in_order(m_o.now.faces, {"3", "2", "1"}), true);
        distribution("stars", "stars", figure::stars, in_order(m_o.now.stars, {"5", "4", "3", "2", "1"}),
                     true);
        distribution("languages", "language", figure::visit, largest_first(m_o.now.languages), true);
        distribution("ages", "age", figure::age,
                     in_order(m_o.now.ages, {"under_14", "14-15", "16-17", "18-24", "25-29", "30-54", "55-64",
                                             "65-74", "75+"}),
                     true);
        distribution("genders", "gender", figure::gender,
                     in_order(m_o.now.genders, {"female", "male", "non_binary", "undisclosed"}), true);
        distribution("education", "education", figure::education,
                     in_order(m_o.now.educations,
                              {"none", "primary", "lower_secondary", "upper_secondary", "vocational",
                               "post_secondary", "tertiary", "master", "doctorate", "undisclosed"}),
                     true);
        distribution("occupation", "occupation", figure::occupation, largest_first(m_o.now.occupations), true);
        distribution("citizenship", "citizenship", figure::citizenship,
                     in_order(m_o.now.citizenships, {"national", "eu", "non_eu"}), true);
        confidence();
        distribution("neighbourhoods", "neighbourhood", nullptr, largest_first(m_o.neighbourhoods), true);
        // Mentors are no visitors: they are told whatever language or topic is chosen, as help is.
        distribution("mentors", "credential", figure::help,
                     in_order(m_o.mentors, {"certified", "in_training"}), false);
        points();
        return std::move(m_out);
    }

private:
    bool known(const char* what) const {
        return (what || m_o.selection.language.empty()) &&
               (m_o.selection.topic.empty() || (what && knows_topic(what)));
    }
    FigureTable& add(std::string name, std::vector<std::string> columns, const char* what) {
        m_out.push_back({std::move(name), std::move(columns), {}, known(what), {}, false});
        return m_out.back();
    }

    void distribution(const char* name, const char* column, const char* what, const Rows& counts, bool hide) {
        FigureTable& table = add(name, {column, "count", "percent"}, what);
        if (!table.known)
            return;
        const Shares shares = shares_of(counts, hide);
        for (const Cell& cell : shares.cells)
            table.rows.push_back(
                {word(cell.code), number(cell.count, cell.hidden), number(cell.percent, cell.hidden)});
        table.hides = shares.hidden_count > 0;
        if (!shares.total_hidden)
            table.total = shares.total;
    }

    // One distribution a row.
    void crossed(const char* name, const char* column, const char* what,
                 const std::map<std::string, Counts>& rows, const std::vector<std::string>& codes) {
        std::vector<std::string> columns{column};
        columns.insert(columns.end(), codes.begin(), codes.end());
        FigureTable& table = add(name, columns, what);
        for (const auto& [code, counts] : rows) {
            Rows of_row;
            for (const std::string& one : codes)
                of_row.emplace_back(one, of(counts, one));
            const Shares shares = shares_of(of_row, true);
            std::vector<TableCell> cells{word(code)};
            for (const Cell& cell : shares.cells)
                cells.push_back(number(cell.count, cell.hidden));
            table.hides = table.hides || shares.hidden_count > 0;
            if (table.known)
                table.rows.push_back(std::move(cells));
        }
    }

    void confidence() {
        std::map<std::string, Counts> rows;
        for (const auto& [moment, counts] : m_o.now.confidence)
            rows[moment] = {{"not_sure", of(counts, "1")}, {"so_so", of(counts, "2")}, {"sure", of(counts, "3")}};
        crossed("confidence", "moment", figure::confidence, rows, {"not_sure", "so_so", "sure"});
        // As it went on: what was said before stands first.
        std::reverse(m_out.back().rows.begin(), m_out.back().rows.end());
    }

    void summary() {
        FigureTable& table = add("summary", {"indicator", "value"}, figure::visit);
        table.known = true;
        auto row = [&](const char* name, const char* what, int64_t value) {
            const bool small = m_shared && value > 0 && value < fewest_shown;
            table.hides = table.hides || small;
            if (known(what))
                table.rows.push_back({word(name), number(value, small)});
        };
        // Measures and machines, which tell of nobody.
        auto plain = [&](const char* name, int64_t value) {
            table.rows.push_back({word(name), number(value)});
        };
        const Sums& now = m_o.now;
        row("visits", figure::visit, now.visits);
        row("visits_without_ticket", figure::visit_ticket, now.visits_without_ticket());
        row("services", figure::help, now.services);
        row("newcomers", figure::repeat, now.newcomers);
        if (known(figure::visit) && known(figure::help) && now.visits > 0)
            plain("services_per_100_visits", (now.services * 100 + now.visits / 2) / now.visits);
        row("tickets", figure::ticket, now.tickets);
        row("missed", figure::missed, now.missed);
        row("left", figure::left, now.left);
        int64_t appointments = 0;
        for (const auto& [fate, count] : now.appointments)
            appointments += count;
        row("appointments", figure::appointment, appointments);
        row("appointments_missed", figure::appointment, now.no_shows());
        if (known(figure::wait) && now.waits.people >= (m_shared ? fewest_shown : 1)) {
            plain("wait_median_s", now.waits.median_s);
            plain("wait_nine_of_ten_s", now.waits.nine_of_ten_s);
        }
        if (known(figure::first_success) && now.first_success.people >= (m_shared ? fewest_shown : 1))
            plain("first_success_min", now.first_success.median_s / 60);
        plain("points_used", m_o.points_used);
        plain("points", int64_t(m_o.points.size()));
        plain("kiosks", m_o.kiosks);
        plain("kiosks_well", m_o.kiosks - m_o.kiosks_need_care);
    }

    void targets() {
        FigureTable& table = add("targets", {"target", "by", "goal", "reached", "course"}, nullptr);
        table.known = true;
        for (const TargetView& view : m_o.targets)
            table.rows.push_back({word(view.target.what), word(view.target.by), number(view.goal),
                                  number(view.reached), number(view.course)});
    }

    // Cells that stand in one column, hidden together where one is too small.
    std::vector<bool> hidden_in_column(FigureTable& table, size_t rows,
                                       const std::function<int64_t(size_t)>& value) const {
        Rows counts;
        for (size_t i = 0; i < rows; ++i)
            counts.emplace_back("", value(i));
        const Shares shares = shares_of(counts, m_shared);
        table.hides = table.hides || shares.hidden_count > 0;
        std::vector<bool> out;
        for (const Cell& cell : shares.cells)
            out.push_back(cell.hidden);
        return out;
    }

    void times() {
        FigureTable& table = add("time", {"span", "visits", "services"},
                                 m_o.selection.topic.empty() ? figure::visit : figure::help);
        const auto& moments = m_o.now.moments;
        const auto visits =
            hidden_in_column(table, moments.size(), [&](size_t i) { return moments[i].visits; });
        const auto services =
            hidden_in_column(table, moments.size(), [&](size_t i) { return moments[i].services; });
        for (size_t i = 0; i < moments.size(); ++i)
            table.rows.push_back({word(moments[i].span), number(moments[i].visits, visits[i]),
                                  number(moments[i].services, services[i])});
    }

    void hours() {
        FigureTable& table = add("hours", {"weekday", "hour", "people", "minutes"}, figure::wait_hour);
        const auto& hours = m_o.now.hours;
        const auto hidden = hidden_in_column(table, hours.size(), [&](size_t i) { return hours[i].people; });
        for (size_t i = 0; i < hours.size() && table.known; ++i)
            if (hours[i].people > 0)
                table.rows.push_back({number(int64_t(i / 24 + 1)), number(int64_t(i % 24)),
                                      number(hours[i].people, hidden[i]),
                                      number(hours[i].median_min, hidden[i])});
    }

    void tutorials() {
        FigureTable& table =
            add("tutorials", {"tutorial", "opened", "finished", "hardest_step"}, figure::tutorial_opened);
        for (const Funnel& funnel : m_o.now.funnels) {
            const Shares parts = shares_of(
                {{"", funnel.finished}, {"", std::max<int64_t>(0, funnel.opened - funnel.finished)}},
                m_shared);
            table.hides = table.hides || parts.hidden_count > 0;
            table.rows.push_back({word(funnel.tutorial), number(funnel.opened, parts.total_hidden),
                                  number(funnel.finished, parts.cells[0].hidden || parts.cells[1].hidden),
                                  number(funnel.hardest)});
        }
    }

    // Who reached a step is told by who stopped before it: shared, one of the two is left out.
    void steps() {
        FigureTable& table =
            m_shared ? add("steps", {"tutorial", "step", "stopped"}, figure::tutorial_stopped)
                     : add("steps", {"tutorial", "step", "reached", "stopped"}, figure::tutorial_stopped);
        for (const Funnel& funnel : m_o.now.funnels) {
            const auto hidden = hidden_in_column(table, funnel.steps.size(),
                                                 [&](size_t i) { return funnel.steps[i].stopped; });
            for (size_t i = 0; i < funnel.steps.size(); ++i) {
                const StepView& step = funnel.steps[i];
                std::vector<TableCell> row{word(funnel.tutorial), number(step.step)};
                if (!m_shared)
                    row.push_back(number(step.reached));
                row.push_back(number(step.stopped, hidden[i]));
                table.rows.push_back(std::move(row));
            }
        }
    }

    void points() {
        FigureTable& table = add("points",
                                 {"point", "name", "organisation", "kind", "neighbourhood", "visits",
                                  "tickets", "services", "kiosks"},
                                 nullptr);
        table.known = true; // they are counted whatever language or topic is chosen, and the page says so
        const auto& points = m_o.points;
        const auto visits =
            hidden_in_column(table, points.size(), [&](size_t i) { return points[i].visits; });
        const auto tickets =
            hidden_in_column(table, points.size(), [&](size_t i) { return points[i].tickets; });
        const auto services =
            hidden_in_column(table, points.size(), [&](size_t i) { return points[i].services; });
        for (size_t i = 0; i < points.size(); ++i) {
            const PointView& point = points[i];
            table.rows.push_back({word(point.point.id), word(point.point.name), word(point.organisation),
                                  word(point.organisation_kind), word(point.neighbourhood),
                                  number(point.visits, visits[i]), number(point.tickets, tickets[i]),
                                  number(point.services, services[i]), number(int64_t(point.kiosks.size()))});
        }
    }

    const Overview& m_o;
    const bool m_shared;
    std::vector<FigureTable> m_out;
};

} // namespace

std::vector<FigureTable> tables_of(const Overview& overview, bool shared) {
    return Tables(overview, shared).all();
}

const FigureTable* find_table(const std::vector<FigureTable>& tables, std::string_view name) {
    auto at = std::find_if(tables.begin(), tables.end(),
                           [&](const FigureTable& table) { return table.name == name; });
    return at == tables.end() ? nullptr : &*at;
}

bool is_table_name(std::string_view name) {
    static const std::vector<FigureTable> empty = tables_of(Overview(), true);
    return find_table(empty, name) != nullptr;
}

} // namespace accanto::hub

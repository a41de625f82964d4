// Every figure in its card: what it says, its chart, its table, its files.
#include "sync/hub/charts.h"
#include "sync/hub/html.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

constexpr size_t most_printed_rows = 20; // of a table whose chart says the same
constexpr size_t most_funnels = 3; // drawn in full; the others stand in the table

class Sections {
public:
    Sections(const Names& names, const Overview& o, bool shared)
        : m_names(names), m_say(names.say()), m_o(o), m_shared(shared), m_tables(tables_of(o, shared)) {}

    std::string all() {
        std::string out = group("group.use", card("summary", "", "") + card("time", times(), "") +
                                                 card("hours", week(), ""));
        out += group("group.help", card("help", bars("help", "help"), "") +
                                       card("outcomes", bars("outcomes", "outcome"), "") +
                                       card("appointments", no_shows() + bars("appointments", "appointment"),
                                            m_say("note.appointments")) +
                                       card("confidence", parts("confidence", "moment", {"sure"}),
                                            m_say("note.confidence")));
        out += lessons();
        out += group(
            "group.skills",
            card("skills", bars("skills", "level"), m_say("note.skills")) +
                card("skills_change", bars("skills_change", "change"), m_say("note.skills")) +
                card("skill_areas", parts("skill_areas", "area", {"above", "basic"}), m_say("note.skills")) +
                card("observed", parts("observed", "competence", {"alone", "with_hint"}),
                     m_say("note.observed")));
        out += group("group.said",
                     card("faces", bars("faces", "face"), "") + card("stars", bars("stars", "stars"), ""));
        out += group("group.who", card("languages", bars("languages", "language"), "") +
                                      card("ages", bars("ages", "age"), m_say("note.services")) +
                                      card("genders", bars("genders", "gender"), m_say("note.services")) +
                                      card("neighbourhoods", bars("neighbourhoods", "neighbourhood"),
                                           m_say("note.services")) +
                                      card("education", bars("education", "education"), m_say("note.services")) +
                                      card("occupation", bars("occupation", "occupation"), m_say("note.services")) +
                                      card("citizenship", bars("citizenship", "citizenship"),
                                           m_say("note.services")) +
                                      card("mentors", bars("mentors", "credential"), ""));
        return out;
    }

private:
    const FigureTable& table(const char* name) const { return *find_table(m_tables, name); }
    std::string heading(const char* name) const { return m_say(std::string("title.") + name); }

    std::string group(const char* key, const std::string& cards) const {
        return fmt::format(R"(<section><h2>{}</h2><div class="figures">{}</div></section>)", m_say(key),
                           cards);
    }

    std::string cell(const FigureTable& of, size_t column, const TableCell& cell) const {
        const std::string& name = of.columns[column];
        if (cell.hidden)
            return fmt::format(R"(<td class="n">{}</td>)", m_say("note.hidden_cell"));
        if (cell.number && name == "weekday")
            return "<td>" + m_say(fmt::format("weekday.{}", *cell.number)) + "</td>";
        if (cell.number)
            return "<td class=\"n\">" +
                   m_say(name == "percent" ? "figure.percent" : "figure.number", {{"n", *cell.number}}) +
                   "</td>";
        if (name == "name" || name == "by" || name == "span" || name == "point")
            return "<td><bdi>" + escaped(cell.text) + "</bdi></td>";
        return fmt::format(R"({}{}{})", column == 0 ? R"(<th scope="row">)" : "<td>",
                           m_names.of(name, cell.text), column == 0 ? "</th>" : "</td>");
    }

    static bool is_number(const FigureTable& of, size_t column) {
        return !of.rows.empty() && of.rows[0][column].number && of.columns[column] != "weekday";
    }

    std::string html(const FigureTable& of) const {
        std::string out = fmt::format(
            R"(<div class="scroll" role="region" tabindex="0" aria-label="{0}"><table class="plain"><caption>{0}</caption><thead><tr>)",
            heading(of.name.c_str()));
        for (size_t i = 0; i < of.columns.size(); ++i)
            out += fmt::format(R"(<th scope="col"{}>{}</th>)", is_number(of, i) ? R"( class="n")" : "", m_say("column." + of.columns[i]));
        out += "</tr></thead><tbody>";
        for (const auto& row : of.rows) {
            out += "<tr>";
            for (size_t i = 0; i < row.size(); ++i)
                out += cell(of, i, row[i]);
            out += "</tr>";
        }
        return out + "</tbody></table></div>";
    }

    std::string files(const std::string& name) const {
        if (m_shared)
            return "";
        const std::string query = query_of(m_say.viewer());
        return fmt::format(
            R"(<p class="files"><a href="/figures/{0}.csv?{1}" download aria-label="CSV: {2}">CSV</a> <a href="/figures/{0}.json?{1}" aria-label="JSON: {2}">JSON</a></p>)",
            name, query, plain(heading(name.c_str())));
    }

    std::string card(const char* name, const std::string& chart, const std::string& note) const {
        const FigureTable& of = table(name);
        std::string inside;
        if (!of.known)
            inside = "<p class=\"calm\">" + m_say("note.not_apart") + "</p>";
        else if (of.rows.empty())
            inside = "<p class=\"calm\">" + m_say("note.nothing") + "</p>";
        else {
            const bool open = chart.empty() || (m_shared && of.rows.size() <= most_printed_rows);
            inside = chart + (open ? html(of)
                                   : fmt::format("<details><summary>{}</summary>{}</details>",
                                                 m_say("note.table"), html(of)));
            if (of.hides)
                inside += "<p class=\"note\">" + m_say("note.hidden") + "</p>";
        }
        if (!note.empty())
            inside += "<p class=\"note\">" + note + "</p>";
        return fmt::format(R"(<article class="card one" id="{}"><h3>{}</h3>{}{}</article>)", name,
                           heading(name), inside, of.known ? files(name) : "");
    }

    ChartHead head(const char* name, std::string description) const {
        return {std::string("chart-") + name, heading(name), std::move(description),
                m_say.viewer().right_to_left};
    }

    std::string bars(const char* name, const char* column) const {
        const FigureTable& of = table(name);
        std::vector<Bar> out;
        std::string description;
        int64_t most = 1;
        for (const auto& row : of.rows)
            most = std::max(most, row[1].hidden ? 0 : *row[1].number);
        for (const auto& row : of.rows) {
            Bar bar{m_names.of(column, row[0].text), "", 0, "#0B5A5E", row[1].hidden};
            bar.value = bar.hidden
                            ? m_say("note.hidden_cell")
                            : m_say("figure.share", {{"n", *row[1].number}, {"percent", *row[2].number}});
            bar.share = bar.hidden ? 0 : double(*row[1].number) / double(most);
            description += (description.empty() ? "" : "; ") + plain(bar.label) + ": " + plain(bar.value);
            out.push_back(std::move(bar));
        }
        return out.empty() ? "" : bar_chart(head(name, description), out);
    }

    // The share of no-shows; not where one of its two parts is hidden or none is due.
    std::string no_shows() const {
        const int64_t due = m_o.now.appointments_due(), missed = m_o.now.no_shows();
        bool hidden = false;
        for (const auto& row : table("appointments").rows)
            hidden = hidden || row[1].hidden;
        if (due == 0 || hidden)
            return "";
        return "<p class=\"lead\">" +
               m_say("appointments.no_shows", {{"percent", (missed * 100 + due / 2) / due}, {"all", due}}) + "</p>";
    }

    // Of each row, the share of the `good` columns together.
    std::string parts(const char* name, const char* column, std::vector<std::string> good) const {
        const FigureTable& of = table(name);
        std::vector<Bar> out;
        std::string description, together;
        for (const std::string& one : good)
            together += (together.empty() ? "" : " + ") + plain(m_say("code." + one));
        for (const auto& row : of.rows) {
            int64_t all = 0, well = 0;
            bool hidden = false;
            for (size_t i = 1; i < row.size(); ++i) {
                all += *row[i].number;
                hidden = hidden || row[i].hidden;
                if (std::find(good.begin(), good.end(), of.columns[i]) != good.end())
                    well += *row[i].number;
            }
            const int64_t percent = all > 0 ? (well * 100 + all / 2) / all : 0;
            Bar bar{m_names.of(column, row[0].text),
                    hidden ? m_say("note.hidden_cell") : m_say("figure.percent", {{"n", percent}}),
                    double(percent) / 100, "#0B5A5E", hidden};
            description += (description.empty() ? "" : "; ") + plain(bar.label) + ": " + plain(bar.value);
            out.push_back(std::move(bar));
        }
        return out.empty()
                   ? ""
                   : "<p class=\"lead\">" + together + "</p>" + bar_chart(head(name, description), out);
    }

    std::string times() const {
        const FigureTable& of = table("time");
        std::vector<ChartColumn> columns;
        std::string description;
        for (const auto& row : of.rows) {
            const bool month = row[0].text.size() == 7;
            columns.push_back({month ? row[0].text.substr(5) + "/" + row[0].text.substr(2, 2)
                                     : row[0].text.substr(8) + "/" + row[0].text.substr(5, 2),
                               *row[1].number, *row[2].number, row[1].hidden || row[2].hidden});
        }
        if (columns.size() < 2)
            return "";
        description = plain(m_say("column.visits")) + ", " + plain(m_say("column.services"));
        return column_chart(head("time", description), columns) +
               fmt::format(R"(<ul class="keys"><li>{}{}</li><li>{}{}</li></ul>)", key("#9CC6C2"),
                           m_say("column.visits"), key("#0B5A5E"), m_say("column.services"));
    }
    static std::string key(const char* colour) {
        return fmt::format(
            R"(<svg class="key" viewBox="0 0 10 10" width="12" height="12" aria-hidden="true"><rect width="10" height="10" rx="2" fill="{}"/></svg>)",
            colour);
    }

    std::string week() const {
        const FigureTable& of = table("hours");
        int first = 23, last = 0, days = 0;
        for (const auto& row : of.rows) {
            first = std::min(first, int(*row[1].number));
            last = std::max(last, int(*row[1].number));
            days = std::max(days, int(*row[0].number));
        }
        if (of.rows.empty() || !of.known)
            return "";
        std::vector<std::vector<int>> minutes(size_t(days), std::vector<int>(size_t(last - first + 1), -1));
        for (const auto& row : of.rows)
            if (!row[2].hidden)
                minutes[size_t(*row[0].number - 1)][size_t(*row[1].number - first)] = int(*row[3].number);
        std::array<std::string, 7> weekdays;
        for (size_t i = 0; i < 7; ++i)
            weekdays[i] = m_say(fmt::format("weekday.{}", i + 1));
        return "<p class=\"lead\">" + m_say("note.week") + "</p>" +
               week_chart(head("hours", m_say("note.week")), weekdays, minutes, first);
    }

    std::string lessons() const {
        std::string out = fmt::format(R"(<section><h2>{}</h2><p class="lead">{}</p><div class="funnels">)",
                                      m_say("stops.title"), m_say("stops.lead"));
        const auto& funnels = m_o.now.funnels;
        if (funnels.empty())
            out += fmt::format(R"(<p class="card calm">{}</p>)",
                               m_say(table("steps").known ? "stops.no_tutorial" : "note.not_apart"));
        // Who reached a step tells who stopped: shared, there is the table alone.
        for (size_t i = 0; !m_shared && i < std::min(most_funnels, funnels.size()); ++i)
            out += funnel_table(m_names, funnels[i]);
        out += "</div>";
        if (!funnels.empty())
            out += "<div class=\"figures wide\">" + card("tutorials", "", "") +
                   card("steps", m_shared ? "" : " ", "") + "</div>";
        return out + "</section>";
    }

    const Names& m_names;
    const Speaker& m_say;
    const Overview& m_o;
    const bool m_shared;
    const std::vector<FigureTable> m_tables;
};

} // namespace

std::string figure_sections(const Names& names, const Overview& overview, bool shared) {
    return Sections(names, overview, shared).all();
}

} // namespace accanto::hub

#include "sync/hub/overview.h"

#include "content/base/clock.h"
#include "sync/hub/event_data.h"
#include "sync/hub/figures.h"
#include "sync/hub/sums.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace accanto::hub {

namespace {

using nlohmann::json;

class Builder {
public:
    Builder(Storage& storage, const OverviewRequest& request) : m_storage(storage), m_request(request) {
        out.selection = request.selection;
    }

    Overview build() {
        add_points();
        add_facts();
        select();
        add_kiosks();
        add_sums();
        add_tallies();
        if (m_request.with_point_waits)
            add_point_waits();
        if (m_request.targets)
            for (const Target& target : *m_request.targets)
                out.targets.push_back(view_of_target(target));
        // Who needs somebody stands first; within that, by name.
        std::stable_sort(out.points.begin(), out.points.end(),
                         [](const PointView& a, const PointView& b) { return a.light > b.light; });
        return std::move(out);
    }

private:
    std::string today() const { return local_date(m_request.now_ms, m_request.zone); }

    void add_points() {
        out.all_points = m_storage.points();
        for (const Point& point : out.all_points)
            out.points.push_back({point, "", "", "", false, Light::green, {}, 0, 0, 0, {}});
    }

    // Of facts that cannot be read nothing is made up: they came through the front door, but an older hub may
    // have let them in.
    void add_facts() {
        std::unordered_map<std::string, PointView*> points;
        for (PointView& point : out.points)
            points[point.point.id] = &point;
        for (const FactRow& fact : m_storage.facts()) {
            const json tree = json::parse(fact.value, nullptr, false);
            auto at = points.find(fact.point);
            if (!tree.is_object() || at == points.end())
                continue;
            PointView& point = *at->second;
            if (fact.what == "point") {
                point.organisation = text_in(tree, "organisation");
                point.organisation_kind = text_in(tree, "organisation_kind");
                point.neighbourhood = text_in(tree, "neighbourhood");
            } else if (fact.what == "doors") {
                auto open = tree.find("open");
                const bool shut = open != tree.end() && open->is_boolean() && !open->get<bool>();
                // Who closed for the rest of the day opens again with the next one, without a word.
                point.closed =
                    shut && (text_in(tree, "reason") != "rest_of_day" || text_in(tree, "day") == today());
            } else if (fact.what == "accepted") {
                m_accepted[fact.subject] = said_of_acceptance(tree);
            } else if (fact.what == "mentor") {
                m_mentors.push_back({fact.point, fact.subject, text_in(tree, "credential"), fact.at_ms});
            }
        }
    }

    // First of all: what there is to choose from is of the same points.
    void leave_out_others() {
        if (m_request.organisation.empty())
            return;
        std::set<std::string> own;
        for (const PointView& point : out.points)
            if (point.organisation == m_request.organisation)
                own.insert(point.point.id);
        std::erase_if(out.points, [&](const PointView& point) { return !own.contains(point.point.id); });
        std::erase_if(out.all_points, [&](const Point& point) { return !own.contains(point.id); });
        out.selection.organisation = m_request.organisation;
    }

    void select() {
        leave_out_others();
        std::set<std::string> organisations, neighbourhoods;
        for (const PointView& point : out.points) {
            organisations.insert(point.organisation);
            neighbourhoods.insert(point.neighbourhood);
        }
        organisations.erase("");
        neighbourhoods.erase("");
        out.all_organisations.assign(organisations.begin(), organisations.end());
        out.all_neighbourhoods.assign(neighbourhoods.begin(), neighbourhoods.end());
        const Selection& s = out.selection;
        auto is = [](const std::string& wanted, const std::string& value) {
            return wanted.empty() || wanted == value;
        };
        std::erase_if(out.points, [&](const PointView& point) {
            return !is(s.point, point.point.id) || !is(s.organisation, point.organisation) ||
                   !is(s.neighbourhood, point.neighbourhood);
        });
        for (PointView& point : out.points)
            m_points[point.point.id] = &point;
        // A mentor who moved is one mentor still: the newest word counts.
        std::stable_sort(m_mentors.begin(), m_mentors.end(),
                         [](const Mentor& a, const Mentor& b) { return a.at_ms < b.at_ms; });
        std::map<std::string, std::string> credentials;
        for (const Mentor& mentor : m_mentors)
            if (m_points.contains(mentor.point))
                credentials[mentor.id] = mentor.credential;
        for (const auto& [mentor, credential] : credentials)
            ++out.mentors[credential];
    }

    void add_kiosks() {
        for (const KioskHealth& health : m_storage.kiosks()) {
            auto at = m_points.find(health.kiosk.point);
            if (at == m_points.end())
                continue;
            PointView& point = *at->second;
            point.kiosks.push_back(view_of(health, m_request.now_ms));
            if (const auto accepted = m_accepted.find(health.kiosk.id);
                accepted != m_accepted.end() && !health.kiosk.revoked)
                point.kiosks.back().said.push_back(accepted->second);
            if (health.kiosk.revoked)
                continue;
            point.light = std::max(point.light, point.kiosks.back().light);
            ++out.kiosks;
            out.kiosks_need_care += point.kiosks.back().light != Light::green;
        }
    }

    FigureFilter filter(const std::string& from, const std::string& to) const {
        FigureFilter asked{from, to, {}, {}, {figure::visit, figure::help}};
        if (!out.selection.whole_network())
            for (const PointView& point : out.points)
                asked.points.push_back(point.point.id);
        return asked;
    }
    std::vector<FigureRow> rows(const FigureFilter& asked) const {
        const bool nowhere = !out.selection.whole_network() && asked.points.empty();
        return nowhere ? std::vector<FigureRow>() : m_storage.figures(asked);
    }

    void add_sums() {
        const Selection& s = out.selection;
        const int days = days_between(s.from, s.to).value_or(0) + 1;
        out.before_to = days_after(s.from, -1).value_or(s.from);
        out.before_from = days_after(s.from, -days).value_or(s.from);
        const auto found = rows(filter(s.from, s.to));
        std::set<std::string> languages;
        for (const FigureRow& row : found)
            if (row.what == figure::visit && !row.language.empty())
                languages.insert(row.language);
        out.all_languages.assign(languages.begin(), languages.end());
        out.now = sums_of(found, s, m_request.library);
        FigureFilter earlier = filter(out.before_from, out.before_to);
        earlier.whats = {figure::visit,  figure::visit_ticket, figure::ticket, figure::wait,   figure::help,
                         figure::repeat, figure::face,         figure::stars,  figure::missed, figure::left};
        earlier.in_time.clear();
        out.before = sums_of(rows(earlier), s, m_request.library);
        out.any_before = out.before.visits + out.before.services + out.before.tickets > 0;
    }

    void add_tallies() {
        for (const TallyRow& row : m_storage.tallies(out.selection.from, out.selection.to)) {
            auto at = m_points.find(row.point);
            if (at == m_points.end())
                continue;
            PointView& point = *at->second;
            if (row.what == "visit")
                point.visits += row.count;
            else if (row.what == "ticket")
                point.tickets += row.count;
            else if (row.what == "service")
                point.services += row.count;
        }
        for (const PointView& point : out.points) {
            out.points_used += point.visits + point.services > 0;
            if (point.services > 0)
                out.neighbourhoods[point.neighbourhood] += point.services;
        }
    }

    void add_point_waits() {
        const Selection& s = out.selection;
        if (s.language.empty() && s.topic.empty()) {
            for (const auto& [point, waits] : m_storage.point_waits(s.from, s.to))
                if (auto at = m_points.find(point); at != m_points.end())
                    at->second->waits = waits_of({waits.begin(), waits.end()});
            return;
        }
        for (PointView& point : out.points) {
            FigureFilter asked{out.selection.from, out.selection.to, {point.point.id}, {figure::wait}, {}};
            point.waits = sums_of(m_storage.figures(asked), out.selection, m_request.library).waits;
        }
    }

    TargetView view_of_target(const Target& target) const {
        TargetView view{target, target.goal, 0, 0};
        if (target.per_point > 0)
            view.goal = target.per_point * int64_t(out.all_points.size());
        const std::string until = std::min(today(), target.by);
        std::set<std::string> used;
        if (target.from <= until)
            for (const TallyRow& row : m_storage.tallies(target.from, until)) {
                if (row.count > 0 && (row.what == "visit" || row.what == "service"))
                    used.insert(row.point);
                if ((target.what == "people" && row.what == "newcomer") ||
                    (target.what == "services" && row.what == "service"))
                    view.reached += row.count;
            }
        if (target.what == "points")
            view.reached = int64_t(used.size());
        view.course = course(target, view.goal, today());
        return view;
    }

    struct Mentor {
        std::string point, id, credential;
        int64_t at_ms = 0;
    };

    Storage& m_storage;
    const OverviewRequest& m_request;
    Overview out;
    std::unordered_map<std::string, PointView*> m_points;
    std::vector<Mentor> m_mentors;
    std::unordered_map<std::string, Said> m_accepted; // by kiosk
};

} // namespace

Overview overview(Storage& storage, const OverviewRequest& request) {
    return Builder(storage, request).build();
}

std::set<std::string> points_of(Storage& storage, const std::string& organisation) {
    std::set<std::string> out;
    for (const FactRow& fact : storage.facts()) {
        const json tree = fact.what == "point" ? json::parse(fact.value, nullptr, false) : json();
        if (tree.is_object() && text_in(tree, "organisation") == organisation)
            out.insert(fact.point);
    }
    return out;
}

bool is_seen(Storage& storage, const std::string& organisation, const std::string& point) {
    return organisation.empty() || points_of(storage, organisation).contains(point);
}

} // namespace accanto::hub

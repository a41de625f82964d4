// What must hold on any day.

#include "tests/point/any_day.h"

#include "kiosk/store/outbox.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace accanto::tests {

using namespace point;

namespace {

constexpr int64_t overdue_ms = 30 * 60'000;

bool holds_label(TicketState s) {
    return is_open(s) || s == TicketState::missed;
}

} // namespace

void AnyDay::check_label(const std::string& label) const {
    for (const Person& p : m_people)
        need(p.over || !holds_label(p.state) || p.label != label,
             label + " was given while somebody holds it");
}

// One look at the store for all of them: each on its own would cost more than the day itself.
void AnyDay::notice_closed() {
    m_stores[2]->read([&] {
        const std::string today = local_date(m_clock.wall_ms(), "Europe/Madrid");
        for (Person& p : m_people)
            if (!p.over)
                notice_closed(p, today);
    });
}

void AnyDay::notice_closed(Person& p, const std::string& today) {
    if (m_stores[2]->db().integer("SELECT day_over FROM ticket WHERE id = ?", p.id) != 1)
        return;
    const int64_t age = m_clock.mono_ms() - p.taken_mono;
    need(local_date(m_clock.wall_ms() - age, "Europe/Madrid") != today,
         p.label + " was taken today and its day was ended");
    if (is_open(p.state))
        step(p, TicketState::closed_at_day_end);
    p.over = true;
}

int AnyDay::normals_called_since(int moment) const {
    for (const Person& p : m_people)
        if (!p.over && p.klass == TicketClass::priority)
            moment = std::max(moment, p.first_call);
    return int(std::count_if(m_people.begin(), m_people.end(), [&](const Person& p) {
        return !p.over && p.klass == TicketClass::normal && p.first_call > moment;
    }));
}

void AnyDay::check_turn(const Person& p, int i) {
    const Person* first[3] = {nullptr, nullptr, nullptr};
    for (const Person& o : m_people) {
        if (o.over || !is_waiting(o.state) || reserved_from(o, i))
            continue;
        if (o.first_call == 0 && !first[size_t(o.klass)])
            first[size_t(o.klass)] = &o;
        need(o.first_call == 0 || o.came >= p.came,
             p.label + " was called before " + o.label + ", who waits again and came earlier");
    }
    if (p.first_call != 0)
        return;
    auto [booked, priority, normal] = first;
    need(first[size_t(p.klass)] == &p, p.label + " was called before an earlier one of its class");
    need(!booked || &p == booked, p.label + " was called before somebody whose booked time has come");
    if (p.klass == TicketClass::normal && priority)
        need(normals_called_since(priority->came) < 2, "a priority was passed by a third normal: " + p.label);
    if (p.klass == TicketClass::priority && normal) {
        need(normals_called_since(0) >= 2, p.label + ": a second priority before two normals");
        const bool late = m_clock.wall_ms() - normal->taken_wall > overdue_ms && normal->came < p.came;
        need(!late || normals_called_since(p.came) >= 2,
             p.label + " passed somebody who has waited half an hour");
    }
}

// The store and the memory agree on everybody.
void AnyDay::compare() {
    notice_closed();
    std::set<std::string> labels, desks;
    m_stores[0]->read([&] {
        for (const Person& p : m_people) {
            auto t = find_ticket(*m_stores[0], p.id);
            need(t.has_value(), p.label + " is lost");
            need(t->label == p.label && t->state == p.state,
                 fmt::format("{} is {}, and should be {} {}", t->label, word(t->state), p.label,
                             word(p.state)));
            if (!p.over && holds_label(p.state))
                need(labels.insert(p.label).second, p.label + " is held by two");
            if (is_at_desk(p.state))
                need(desks.insert(t->desk).second, "two people at desk " + t->desk);
        }
    });
}

void AnyDay::look_back() {
    using nlohmann::json;
    std::vector<Step> told;
    int64_t seq = 0;
    for (const store::OutboxRow& row : store::pending(*m_stores[0], 1'000'000, 1LL << 30)) {
        need(row.seq == ++seq, "a gap in the events");
        if (!row.type.starts_with("org.accanto.ticket."))
            continue;
        const json data = json::parse(row.bytes).at("data");
        told.push_back(
            {data.at("ticket"), data.at("from").is_null() ? "" : data.at("from"), data.at("state")});
    }
    for (size_t i = 0; i < std::min(told.size(), m_steps.size()); ++i)
        need(told[i] == m_steps[i], fmt::format("event {} tells {}>{}, it was {}>{}", i, told[i].from,
                                                told[i].to, m_steps[i].from, m_steps[i].to));
    need(told.size() == m_steps.size(), fmt::format("{} events of {} steps", told.size(), m_steps.size()));
    need(!store::verify_chain(*m_stores[0]), "the chain of events is broken");
    for (const Person& p : m_people) {
        need(p.over && (!is_open(p.state)), p.label + " is still " + word(p.state) + " after its day");
        const auto ends = std::count_if(m_steps.begin(), m_steps.end(), [&](const Step& s) {
            return s.ticket == p.id &&
                   (s.to == "done" || s.to == "left" || s.to == "void" || s.to == "closed_at_day_end");
        });
        need(ends == (p.state == TicketState::missed ? 0 : 1),
             fmt::format("{} ended {} times", p.label, ends));
    }
}

} // namespace accanto::tests

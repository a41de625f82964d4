#include "tests/point/any_day.h"

#include "kiosk/store/outbox.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::tests {

using namespace point;

namespace {

constexpr int64_t minute_ms = 60'000, hour_ms = 60 * minute_ms, day_ms = 24 * hour_ms;
constexpr int64_t first_morning = 1'795'420'800'000; // 2026-11-23 09:00 in Madrid

} // namespace

AnyDay::AnyDay(unsigned seed)
    : m_seed(seed), m_random(seed), m_folder(std::make_unique<TemporaryFolder>()), m_clock(first_morning) {
    for (int i = 0; i < 2; ++i) {
        m_settings[i].point.time_zone = "Europe/Madrid";
        m_settings[i].kiosk.letter = i == 0 ? "B" : "C";
    }
    open();
    // Their PINs are nobody's matter here, and making one takes long.
    m_stores[2]->transaction([&] {
        for (int i = 0; i < 3; ++i) {
            m_mentors.push_back(m_stores[2]->new_id());
            m_stores[2]->db().run("INSERT INTO mentor (id, name, pin) VALUES (?, ?, '')", m_mentors.back(),
                                  std::to_string(i));
        }
    });
}

AnyDay::~AnyDay() = default;

void AnyDay::need(bool holds, const std::string& what) const {
    if (!holds)
        throw Broken(fmt::format("step {}: {}", m_steps.size(), what));
}

void AnyDay::open() {
    for (int i = 0; i < 3; ++i)
        m_stores.push_back(store::Store::open(m_folder->path(), m_clock));
}

// What is on the disk at this moment is all that the next programs find.
void AnyDay::crash() {
    auto next = std::make_unique<TemporaryFolder>();
    for (const auto& entry : std::filesystem::directory_iterator(m_folder->path()))
        if (entry.path().filename().string().starts_with("store."))
            std::filesystem::copy(entry.path(), next->path() / entry.path().filename());
    m_stores.clear();
    m_folder = std::move(next);
    open();
    if (one_in(2)) // and nobody told the time since
        m_stores[0]->transaction([&] { m_stores[0]->set_value("clock_trusted_boot", "another"); });
    compare();
}

void AnyDay::turn_clock() {
    switch (chance(5)) {
    case 0:
        m_clock.set_wall_ms(0);
        break; // a dead battery
    case 1:
        m_clock.set_wall_ms(m_clock.wall_ms() - (1 + chance(100)) * hour_ms);
        break;
    case 2:
        m_clock.set_wall_ms(m_clock.wall_ms() + (1 + chance(40)) * hour_ms);
        break;
    default: {
        // Set right: what the hub does.
        const int64_t right = first_morning + m_clock.mono_ms() - 1000;
        m_clock.set_wall_ms(right);
        store::trust_clock(any_store());
        break;
    }
    }
}

AnyDay::Person* AnyDay::any(std::initializer_list<TicketState> states) {
    std::vector<Person*> fit;
    for (Person& p : m_people)
        if (!p.over && std::find(states.begin(), states.end(), p.state) != states.end())
            fit.push_back(&p);
    return fit.empty() ? nullptr : fit[size_t(chance(int(fit.size())))];
}

AnyDay::Person& AnyDay::person(const std::string& id) {
    for (Person& p : m_people)
        if (p.id == id)
            return p;
    need(false, "a ticket nobody took");
    return m_people.front();
}

AnyDay::Person* AnyDay::at_desk(const std::string& name) {
    for (Person& p : m_people)
        if (is_at_desk(p.state) && p.desk == name)
            return &p;
    return nullptr;
}

bool AnyDay::reserved_from(const Person& p, int i) const {
    return p.state == TicketState::transferred && !p.to_desk.empty() && p.to_desk != desk(i).desk &&
           m_here[std::stoi(p.to_desk) - 1];
}

void AnyDay::step(Person& p, TicketState to) {
    m_steps.push_back({p.id, word(p.state), word(to)});
    p.state = to;
}

void AnyDay::take() {
    const int kiosk = chance(2);
    TicketRequest request;
    request.idempotency_key = fmt::format("{}.{}", m_seed, ++m_keys);
    request.visit_id = "visit";
    request.topic = one_in(2) ? "email" : "payments";
    request.language = "es";
    request.priority = one_in(5);
    auto taken = take_ticket(*m_stores[size_t(kiosk)], m_settings[kiosk], request);
    need(std::holds_alternative<Ticket>(taken), "no ticket was given");
    notice_closed();
    Ticket t = std::get<Ticket>(taken);
    if (one_in(12)) {
        m_stores[2]->transaction(
            [&] { m_stores[2]->db().run("UPDATE ticket SET class = 'booked' WHERE id = ?", t.id); });
        t.klass = TicketClass::booked;
    }
    check_label(t.label);
    need(t.label[0] == m_settings[kiosk].kiosk.letter[0], t.label + " has another kiosk's letter");
    Person p;
    p.key = request.idempotency_key, p.id = t.id, p.label = t.label, p.klass = t.klass;
    p.came = ++m_sequence;
    p.taken_mono = m_clock.mono_ms(), p.taken_wall = m_clock.wall_ms();
    m_people.push_back(p);
    m_steps.push_back({p.id, "", "waiting"});
}

// A double tap, or a crash before the screen said so: the same key.
void AnyDay::take_again() {
    if (m_people.empty())
        return;
    const Person& p = m_people[size_t(chance(int(m_people.size())))];
    TicketRequest request;
    request.idempotency_key = p.key;
    auto taken = take_ticket(any_store(), m_settings[chance(2)], request);
    need(std::holds_alternative<Ticket>(taken) && std::get<Ticket>(taken).id == p.id,
         "the same key gave another ticket");
}

void AnyDay::called(Person& p, const std::string& where) {
    need(!at_desk(where) || at_desk(where) == &p, "two people at desk " + where);
    step(p, TicketState::called);
    if (p.first_call == 0)
        p.first_call = ++m_sequence;
    p.desk = where;
    p.to_desk.clear();
}

void AnyDay::call_next(int i) {
    auto next = point::call_next(any_store(), m_settings[0], desk(i));
    notice_closed();
    if (auto* t = std::get_if<Ticket>(&next)) {
        Person& p = person(t->id);
        need(!p.over && is_waiting(p.state) && !reserved_from(p, i),
             p.label + " was called though it did not wait for this desk");
        check_turn(p, i);
        called(p, desk(i).desk);
        return;
    }
    for (const Person& p : m_people)
        need(p.over || !is_waiting(p.state) || reserved_from(p, i) || at_desk(desk(i).desk),
             p.label + " waits and was not called");
}

void AnyDay::moved(Person& p, const Moved& result, TicketState to, int i) {
    notice_closed();
    if (auto* no = std::get_if<Conflict>(&result)) {
        need(p.over || no->ticket.state == p.state, p.label + " was refused and changed");
        return;
    }
    need(!p.over, p.label + " moved after its day");
    if (to == TicketState::called && p.state == TicketState::called)
        step(p, to);
    else if (to == TicketState::called)
        called(p, desk(i).desk);
    else
        step(p, to);
    if (to == TicketState::serving)
        need(!at_desk(desk(i).desk) || at_desk(desk(i).desk) == &p || p.desk == desk(i).desk,
             "two people at desk " + desk(i).desk),
            p.desk = desk(i).desk;
    if (!is_at_desk(p.state))
        p.desk.clear();
    if (to != TicketState::transferred)
        p.to_desk.clear();
}

// What a mentor does out of turn.
void AnyDay::hand(int i) {
    using S = TicketState;
    store::Store& store = any_store();
    const Settings& s = m_settings[0];
    Person* p =
        any({S::waiting, S::called, S::serving, S::parked, S::missed, S::transferred, S::done, S::left});
    if (!p)
        return;
    switch (chance(7)) {
    case 0:
        moved(*p, call(store, s, desk(i), p->id), S::called, i);
        break;
    case 1:
        moved(*p, call_again(store, s, desk(i), p->id), S::called, i);
        break;
    case 2:
        moved(*p, take_up(store, s, desk(i), p->id), S::serving, i);
        break;
    case 3:
        moved(*p, put_back(store, s, desk(i), p->id), S::waiting, i);
        break;
    case 4:
        moved(*p, void_ticket(store, s, desk(i), p->id), S::void_, i);
        break;
    case 5:
        moved(*p, leave(store, s, p->id), S::left, i);
        break;
    default: {
        const std::string to = one_in(2) ? std::to_string(1 + chance(3)) : "";
        const S before = p->state;
        moved(*p, transfer(store, s, desk(i), p->id, {one_in(2) ? "payments" : "", {to, ""}}), S::transferred,
              i);
        if (p->state == S::transferred &&
            (before != S::transferred || find_ticket(store, p->id)->target.desk == to))
            p->to_desk = to;
        break;
    }
    }
}

// What a mentor does with the one who was called.
void AnyDay::comes_and_goes(int i) {
    using S = TicketState;
    store::Store& store = any_store();
    const Settings& s = m_settings[0];
    Person* p = at_desk(desk(i).desk);
    if (!p)
        return;
    ServiceRecord record;
    record.help = "with", record.outcome = "done";
    if (p->state == S::called)
        one_in(4) ? moved(*p, not_here(store, s, desk(i), p->id), S::missed, i)
                  : moved(*p, here(store, s, desk(i), p->id), S::serving, i);
    else
        one_in(4) ? moved(*p, park(store, s, desk(i), p->id), S::parked, i)
                  : moved(*p, finish(store, s, desk(i), p->id, record), S::done, i);
}

void AnyDay::presence() {
    m_renewed = m_clock.mono_ms();
    for (int i = 0; i < 3; ++i) {
        if (one_in(8))
            m_here[i] = !m_here[i];
        set_presence(*m_stores[2], m_mentors[size_t(i)], desk(i).desk,
                     m_here[i] ? Presence::on : Presence::off);
    }
}

// A day has 899 numbers: they begin again, past those that somebody holds.
void AnyDay::run_out_of_numbers() {
    store::Store& store = *m_stores[2];
    store.transaction([&] {
        store.db().run("UPDATE ticket SET number = 897 WHERE arrival = (SELECT max(arrival) FROM ticket "
                       "WHERE number < 800)");
    });
}

void AnyDay::something_happens() {
    m_clock.advance_ms(chance(5 * int(minute_ms)));
    const int i = chance(3), what = chance(100);
    if (m_clock.mono_ms() - m_renewed > 4 * minute_ms)
        presence(); // it holds for ten minutes
    if (what < 30)
        take();
    else if (what < 50)
        call_next(i);
    else if (what < 80)
        comes_and_goes(i);
    else if (what < 95)
        hand(i);
    else if (what < 97)
        take_again();
    else if (what < 98)
        turn_clock();
    else if (what < 99)
        crash();
    else
        compare();
}

void AnyDay::live(int days) {
    for (int day = 0; day < days; ++day) {
        presence();
        const int moments = 20 + chance(60), full = one_in(3) ? chance(moments) : -1;
        for (int i = 0; i < moments; ++i) {
            if (i == full)
                run_out_of_numbers();
            something_happens();
        }
        compare();
        // The next morning, by a clock that is right.
        const int64_t morning = first_morning + (day + 1) * day_ms;
        m_clock.advance_ms(morning - (first_morning + m_clock.mono_ms() - 1000));
        m_clock.set_wall_ms(morning);
        store::trust_clock(any_store());
        presence();
        if (one_in(2)) {
            end_earlier_days(any_store(), m_settings[0]);
            notice_closed();
        }
    }
    end_earlier_days(any_store(), m_settings[0]);
    compare();
    look_back();
}

} // namespace accanto::tests

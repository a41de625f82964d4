// Days at a point with three kiosks by chance, over a road that loses, repeats and delays whatever it
// carries, with machines that die and clocks that are off. ACCANTO_LONG=1 makes the long form; the seed is
// printed, ACCANTO_SEED repeats a run.

#include "tests/form.h"
#include "tests/point/two_kiosks.h"

#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <set>

using namespace accanto;
using namespace accanto::tests;
using point::Ticket;
using point::TicketState;

namespace {

class AnyRoad {
public:
    explicit AnyRoad(unsigned seed) : m_random(seed) {
        m_host.settings.guests = {{"C", "key"}, {"D", "another"}};
        for (const auto& guest : m_guests) {
            guest->settings.host.address = "http://192.0.2.1:8460";
            point::begin_as_guest(*guest->store, guest->settings);
        }
        for (int i = 0; i < 3; ++i)
            m_mentors.push_back(point::add_mentor(*m_host.store, fmt::format("Mentor {}", i), "271828").id);
    }

    void live(int steps) {
        for (int i = 0; i < steps; ++i) {
            if (below(200) == 0)
                advance((8 + below(12)) * hour_ms); // home
            else
                advance(below(90) * second_ms);
            something_happens();
            something_travels();
        }
        // Clocks that are minutes apart may disagree, for minutes, on who has waited for half an hour and on
        // the date.
        advance(40 * minute_ms);
        while (local_time(m_host.clock.wall_ms(), "Europe/Madrid").minute_of_day / 60 % 22 < 3)
            advance(hour_ms);
        together();
        look_back();
    }

private:
    static constexpr int64_t longest_under_way_ms = minute_ms; // then both ends have given up

    struct Letter {
        enum class Kind { told, receipt, news } kind;
        size_t guest;
        std::string body;
        int64_t sent_ms;
    };

    int below(int n) { return int(m_random() % unsigned(n)); }
    int64_t now() const { return m_host.clock.mono_ms(); }
    Machine& guest(size_t i) { return *m_guests[i]; }
    static std::string letter(const Machine& machine) { return machine.settings.kiosk.letter; }

    void advance(int64_t ms) {
        m_host.clock.advance_ms(ms);
        for (const auto& one : m_guests)
            one->clock.advance_ms(ms);
    }

    void something_happens() {
        const size_t who = size_t(below(2));
        const int desk = below(3);
        const point::DeskUser user{m_mentors[size_t(desk)], std::to_string(desk + 1)};
        switch (below(12)) {
        case 0:
        case 1:
        case 2:
            return take(guest(who));
        case 3:
            return take(m_host);
        case 4:
        case 5:
            point::call_next(*m_host.store, m_host.settings, user);
            return;
        case 6:
        case 7:
        case 8:
            return at_desk(user);
        case 9:
            return give_back(guest(who));
        case 10:
            // A correction of the clock, a dead machine.
            guest(who).clock.set_wall_ms(guest(who).clock.wall_ms() + (below(20) - 10) * second_ms);
            return reopen(below(3) == 0 ? m_host : guest(who));
        case 11:
            point::set_presence(*m_host.store, user.mentor, user.desk, point::Presence(below(3)));
            return;
        }
    }

    void take(Machine& machine) {
        Ticket ticket = machine.take("email", below(4) == 0);
        m_taken[ticket.id] = letter(machine);
    }

    void at_desk(const point::DeskUser& user) {
        for (const Ticket& t : point::now_serving(*m_host.store, m_host.settings)) {
            if (t.desk != user.desk)
                continue;
            auto& store = *m_host.store;
            const Settings& settings = m_host.settings;
            point::ServiceRecord record;
            record.help = "for";
            record.outcome = "done";
            const int what = below(5);
            if (t.state == TicketState::called)
                what < 3   ? point::here(store, settings, user, t.id)
                : what < 4 ? point::not_here(store, settings, user, t.id)
                           : point::put_back(store, settings, user, t.id);
            else
                what < 3   ? point::finish(store, settings, user, t.id, record)
                : what < 4 ? point::park(store, settings, user, t.id)
                           : point::transfer(store, settings, user, t.id,
                                             {"health", {std::to_string(1 + below(3)), ""}});
            return;
        }
        auto aside = point::in_state(*m_host.store, m_host.settings,
                                     below(2) ? TicketState::parked : TicketState::missed);
        if (!aside.empty())
            point::call(*m_host.store, m_host.settings, user, aside[size_t(below(int(aside.size())))].id);
    }

    void give_back(Machine& machine) {
        std::vector<Ticket> theirs;
        for (TicketState state : {TicketState::waiting, TicketState::called, TicketState::parked})
            for (Ticket& t : point::in_state(*machine.store, machine.settings, state))
                if (t.origin.empty())
                    theirs.push_back(std::move(t));
        if (!theirs.empty())
            point::leave(*machine.store, machine.settings, theirs[size_t(below(int(theirs.size())))].id);
    }

    void reopen(Machine& machine) {
        machine.store.reset();
        machine.store = store::Store::open(machine.folder.path(), machine.clock);
    }

    void something_travels() {
        const size_t who = size_t(below(2));
        if (below(2)) {
            const std::string body = point::tell_host(*guest(who).store);
            if (!body.empty())
                m_road.push_back({Letter::Kind::told, who, body, now()});
        }
        if (below(2))
            m_road.push_back({Letter::Kind::news, who, news_for(who), now()});
        while (m_road.size() > 12)
            m_road.erase(m_road.begin() + below(int(m_road.size()))); // lost
        for (int n = below(4); n > 0 && !m_road.empty(); --n) {
            const size_t at = size_t(below(int(m_road.size())));
            const Letter letter_now = m_road[at];
            if (below(4) != 0) // else it comes once more, later
                m_road.erase(m_road.begin() + int64_t(at));
            arrive(letter_now);
        }
    }

    std::string news_for(size_t who) {
        auto news = point::host_news(*m_host.store, m_host.settings, letter(guest(who)),
                                     point::ask_host(*guest(who).store, 0));
        REQUIRE(news);
        return news->body;
    }

    void arrive(const Letter& one) {
        if (now() - one.sent_ms > longest_under_way_ms)
            return;
        Machine& to = guest(one.guest);
        if (one.kind == Letter::Kind::told) {
            auto answer = point::hear_guest(*m_host.store, m_host.settings, letter(to), one.body);
            REQUIRE(answer);
            m_road.push_back({Letter::Kind::receipt, one.guest, *answer, now()});
        } else if (one.kind == Letter::Kind::receipt) {
            REQUIRE(point::hear_receipt(*to.store, to.settings, one.body));
        } else {
            REQUIRE(point::hear_news(*to.store, to.settings, one.body) != point::Heard::not_understood);
        }
    }

    // The network is well again. What was under way may still come, once more.
    void together() {
        for (const Letter& late : std::vector<Letter>(m_road))
            arrive(late);
        for (int round = 0; round < 3; ++round)
            for (size_t who = 0; who < m_guests.size(); ++who)
                for (bool more = true; more;) {
                    const std::string told = point::tell_host(*guest(who).store);
                    more = !told.empty();
                    if (more)
                        REQUIRE(point::hear_receipt(
                            *guest(who).store, guest(who).settings,
                            point::hear_guest(*m_host.store, m_host.settings, letter(guest(who)), told)
                                .value()));
                    more = point::hear_news(*guest(who).store, guest(who).settings, news_for(who)) !=
                               point::Heard::nothing_new ||
                           more;
                }
    }

    void look_back() {
        for (auto& [id, origin] : m_taken) {
            const auto at_host = m_host.find(id);
            REQUIRE(at_host);
            CAPTURE(at_host->label);
            for (const auto& one : m_guests) {
                const auto here = one->find(id);
                if (!here) { // taken and over while this kiosk heard nothing
                    CHECK(!point::is_open(at_host->state));
                    continue;
                }
                CHECK(std::string(to_text(here->state)) == to_text(at_host->state));
                CHECK(here->desk == at_host->desk);
                CHECK(here->topic == at_host->topic);
            }
        }
        for (const auto& one : m_guests) {
            CHECK(one->line() == m_host.line());
            CHECK(point::guest_state(*one->store).untold == 0);
            CHECK(point::guest_state(*one->store).refused == 0);
        }
        CHECK(m_host.store->db().integer("SELECT count(*) FROM ticket") == int64_t(m_taken.size()));
        count_events();
    }

    // Each thing is told to the hub once, by one kiosk.
    void count_events() {
        std::map<std::string, std::map<std::string, int>> told; // by ticket and type
        for (Machine* machine : {&m_host, m_guests[0].get(), m_guests[1].get()})
            for (const auto& row : store::pending(*machine->store, 1'000'000, 1LL << 30)) {
                const auto data = nlohmann::json::parse(row.bytes).at("data");
                if (!data.contains("ticket"))
                    continue;
                ++told[data["ticket"]][row.type];
                const bool taking = row.type == "org.accanto.ticket.taken.v1";
                CHECK(letter(*machine) == (taking ? m_taken.at(data["ticket"]) : "B"));
            }
        CHECK(told.size() == m_taken.size());
        for (auto& [id, types] : told) {
            CHECK(types["org.accanto.ticket.taken.v1"] == 1);
            int ends = 0;
            for (const char* end : {"left", "done", "void", "closed_at_day_end"})
                ends += types[fmt::format("org.accanto.ticket.{}.v1", end)];
            CHECK(ends ==
                  (point::is_open(m_host.find(id)->state) || m_host.find(id)->state == TicketState::missed
                       ? 0
                       : 1));
            CHECK(types["org.accanto.service.recorded.v1"] == types["org.accanto.ticket.done.v1"]);
        }
    }

    std::mt19937 m_random;
    Machine m_host{"B", monday_morning, 5 * hour_ms};
    std::vector<std::unique_ptr<Machine>> m_guests = [] {
        std::vector<std::unique_ptr<Machine>> out;
        out.push_back(std::make_unique<Machine>("C", monday_morning - 3 * minute_ms, 90 * second_ms));
        out.push_back(std::make_unique<Machine>("D", monday_morning + 2 * minute_ms, 400 * hour_ms));
        return out;
    }();
    std::vector<std::string> m_mentors;
    std::map<std::string, std::string> m_taken; // letter by ticket
    std::vector<Letter> m_road;
};

} // namespace

TEST_CASE("whatever the road does: one list, no number twice, nothing lost, nothing told twice") {
    const Quiet quiet;
    const char* given = getenv("ACCANTO_SEED");
    const unsigned first = given ? unsigned(std::atoi(given)) : 1;
    const unsigned days = given ? 1 : unsigned(how_many(6, 400));
    for (unsigned seed = first; seed < first + days; ++seed) {
        CAPTURE(seed);
        AnyRoad(seed).live(400);
    }
}

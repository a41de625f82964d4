// Any booking on any day: a seat is never sold twice and a promise is never lost, whatever people do, the hub
// sends, the clock says, and whenever the power goes.

#include "tests/form.h"
#include "tests/point/booking_fixture.h"

#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

namespace {

class AnyBooking {
public:
    explicit AnyBooking(unsigned seed) : m_random(seed) {}

    void live(int steps) {
        for (int i = 0; i < steps; ++i) {
            const auto before = m_taken;
            step();
            check(before);
        }
    }

private:
    // Whom it is taken from: a slot's beginning, or a course.
    using Taken = std::map<std::string, int>;

    int below(int n) { return int(m_random() % unsigned(n)); }
    const std::string& somebody() { return m_codes.at(size_t(below(int(m_codes.size())))); }
    const Schedule::Slot& some_slot() {
        return f.schedule.slots.at(size_t(below(int(f.schedule.slots.size()))));
    }

    void step() {
        const int what = m_codes.empty() ? below(4) : below(12);
        if (what < 2)
            confirm(f.wish(some_slot().day, some_slot().from_minute));
        else if (what == 2)
            confirm(f.course_wish());
        else if (what == 3)
            renew_schedule();
        else if (what < 6)
            move_booking(*f.store, f.settings, somebody(), some_slot().day, some_slot().from_minute);
        else if (what < 8)
            cancel_booking(*f.store, f.settings, somebody());
        else if (what == 8)
            f.arrives(somebody(), below(2) == 0);
        else if (what == 9)
            f.clock.advance_ms(below(10) * hour_ms);
        else if (what == 10)
            f.clock.set_wall_ms(f.clock.wall_ms() + (below(3) - 1) * day_ms);
        else
            f.clock.advance_ms(below(40) * minute_ms);
    }

    // Confirms, maybe while the power goes; whoever saw no answer confirms again.
    void confirm(const BookingRequest& request) {
        if (below(4) == 0)
            power_cut([&](store::Store& store) { book(store, f.settings, request); });
        const Booked out = book(*f.store, f.settings, request);
        if (const auto* booking = std::get_if<Booking>(&out))
            m_codes.push_back(booking->code);
        CHECK(told(book(*f.store, f.settings, request)) == told(out));
    }

    void renew_schedule() {
        for (Schedule::Slot& slot : f.schedule.slots)
            if (below(3) == 0)
                slot.seats = below(4);
        f.schedule.courses[0].seats = below(5);
        if (below(4) == 0)
            power_cut([&](store::Store& store) { import_schedule(store, f.settings, f.schedule); });
        f.import();
    }

    // Another process does the work and is killed at any moment of it.
    void power_cut(const std::function<void(store::Store&)>& work) {
        f.store.reset(); // a handle does not survive a fork
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            try {
                const auto store = store::Store::open(f.folder.path(), f.clock);
                work(*store);
            } catch (...) {
                _exit(1);
            }
            _exit(0);
        }
        usleep(unsigned(below(6000)));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        f.store = store::Store::open(f.folder.path(), f.clock);
    }

    void check(const Taken& before) {
        m_taken.clear();
        std::map<std::string, int> seats;
        store::Database& db = f.store->db();
        {
            auto rows = db.query("SELECT coalesce(course, day || ' ' || from_minute), count(*) FROM booking "
                                 "WHERE state IN ('booked', 'arrived') GROUP BY 1");
            while (rows.step())
                m_taken[rows.text(0)] = int(rows.integer(1));
        }
        {
            auto rows = db.query(
                "SELECT day || ' ' || from_minute, seats FROM slot UNION ALL SELECT id, seats FROM course");
            while (rows.step())
                seats[rows.text(0)] = int(rows.integer(1));
        }
        for (const auto& one : m_taken) {
            const auto was = before.find(one.first);
            if (one.second > (was == before.end() ? 0 : was->second))
                CHECK_MESSAGE(one.second <= seats[one.first], one.first);
        }
        // Nobody waits for a seat that is free.
        CHECK(db.integer("SELECT count(*) FROM course c WHERE c.seats > (SELECT count(*) FROM booking WHERE "
                         "course = c.id AND state = 'booked') "
                         "AND EXISTS (SELECT 1 FROM booking WHERE course = c.id AND state = 'waiting')") ==
              0);
        // Who has arrived has one ticket, and each ticket's booking knows it.
        CHECK(db.integer("SELECT count(*) FROM booking WHERE (state = 'arrived') <> (ticket IS NOT NULL)") ==
              0);
        CHECK(db.integer("SELECT count(*) FROM booking WHERE ticket IS NOT NULL AND ticket NOT IN (SELECT id "
                         "FROM ticket)") == 0);
        CHECK(db.integer("SELECT count(DISTINCT ticket) FROM booking WHERE ticket IS NOT NULL") ==
              db.integer("SELECT count(*) FROM booking WHERE state = 'arrived'"));
        // One event for each promise, and every promise that was told is there.
        CHECK(db.integer("SELECT count(*) FROM outbox WHERE type IN ('org.accanto.appointment.booked.v1', "
                         "'org.accanto.course.booked.v1')") == db.integer("SELECT count(*) FROM booking"));
        for (const std::string& code : m_codes)
            CHECK(find_booking(*f.store, code).has_value());
        CHECK(std::set<std::string>(m_codes.begin(), m_codes.end()).size() == m_codes.size());
    }

    BookingFixture f;
    std::mt19937 m_random;
    std::vector<std::string> m_codes; // told to somebody
    Taken m_taken;
};

} // namespace

TEST_CASE(
    "whatever happens, no seat is promised twice, no promise is lost, and nobody waits for a free seat") {
    spdlog::set_level(spdlog::level::off);
    const int lives = how_many(25, 2000);
    const unsigned first = getenv("ACCANTO_SEED") ? unsigned(atoi(getenv("ACCANTO_SEED"))) : 1;
    for (unsigned seed = first; seed < first + unsigned(lives); ++seed) {
        INFO("ACCANTO_SEED=" << seed);
        AnyBooking(seed).live(60);
    }
    spdlog::set_level(spdlog::level::info);
}

// Bookings at a point with several kiosks: a code holds at each of them, and no seat is sold twice.

#include "tests/form.h"
#include "tests/point/shared_bookings.h"

#include <fmt/format.h>

#include <cstdlib>
#include <random>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

TEST_CASE_FIXTURE(
    Bookings,
    "a code of one kiosk shows the booking at the other, and its seat is counted where it is leased") {
    const Booking of_guest = booked(guest, wish(guest)), of_host = booked(host, wish(host));
    CHECK(of_guest.code != of_host.code);
    CHECK(state(host, of_guest.code) == "unknown");
    meet();
    for (Machine* machine : {&host, &guest})
        for (const Booking& b : {of_guest, of_host}) {
            const auto found = find_booking(*machine->store, b.code);
            REQUIRE(found);
            CHECK(found->day == b.day);
            CHECK(found->from_minute == b.from_minute);
            CHECK(found->topic == "email");
            CHECK(found->language == "ca");
            CHECK(free_seats_at(*machine, b.day, b.from_minute) == 0);
            CHECK(free_seats_at(*machine, "2026-11-25", 12 * 60) == 1);
        }
    CHECK(appointments_of(*host.store, "2026-11-24").size() == 2); // on the mentors' page
    // Who waits elsewhere concerns no other kiosk.
    CHECK(host.store->db().text("SELECT visit FROM booking WHERE code = ?", of_guest.code) == "");
}

TEST_CASE_FIXTURE(Bookings,
                  "a booking of one kiosk is cancelled at the other, and its seat is free again at its own") {
    const Booking of_guest = booked(guest, wish(guest)), of_host = booked(host, wish(host));
    meet();
    REQUIRE(worked(cancel_booking(*host.store, host.settings, of_guest.code)));
    REQUIRE(worked(cancel_booking(*guest.store, guest.settings, of_host.code)));
    CHECK(free_seats_at(guest, "2026-11-24", 12 * 60) == 0); // nobody has told it yet
    meet();
    for (Machine* machine : {&host, &guest}) {
        CHECK(state(*machine, of_guest.code) == "cancelled");
        CHECK(state(*machine, of_host.code) == "cancelled");
        CHECK(free_seats_at(*machine, "2026-11-24", 12 * 60) == 1);
    }
    CHECK(host.events("appointment.cancelled").size() == 1);
    CHECK(guest.events("appointment.cancelled").size() == 1);
}

TEST_CASE_FIXTURE(Bookings,
                  "a booking moved at the other kiosk takes one of its seats and gives its own back") {
    const Booking b = booked(guest, wish(guest));
    meet();
    REQUIRE(worked(move_booking(*host.store, host.settings, b.code, "2026-11-25", 11 * 60)));
    CHECK(free_seats_at(host, "2026-11-25", 11 * 60) == 0);
    meet();
    CHECK(find_booking(*guest.store, b.code)->day == "2026-11-25");
    CHECK(free_seats_at(guest, "2026-11-24", 12 * 60) == 1);
    CHECK(free_seats_at(guest, "2026-11-25", 11 * 60) == 1); // the guest's own one
    CHECK(free_seats_at(host, "2026-11-25", 11 * 60) == 0);
    REQUIRE(worked(move_booking(*guest.store, guest.settings, b.code, "2026-11-24", 12 * 60)));
    meet();
    CHECK(free_seats_at(host, "2026-11-25", 11 * 60) == 1);
    CHECK(find_booking(*host.store, b.code)->lease == "C");
}

TEST_CASE_FIXTURE(Bookings, "who booked at one kiosk arrives at the other, and has one ticket at both") {
    const Booking b = booked(guest, wish(guest, "2026-11-23", 12 * 60));
    meet();
    advance(80 * minute_ms);
    const auto came = arrive(*host.store, host.settings, {b.code, "visit", "es"});
    REQUIRE(std::holds_alternative<Arrival>(came));
    const Ticket ticket = std::get<Arrival>(came).ticket;
    CHECK(ticket.klass == TicketClass::booked);
    meet();
    CHECK(state(guest, b.code) == "arrived");
    const auto again = arrive(*guest.store, guest.settings, {b.code, "visit", "es"});
    REQUIRE(std::holds_alternative<Arrival>(again));
    CHECK(std::get<Arrival>(again).ticket.id == ticket.id);
    CHECK(guest.events("ticket.taken").empty());
    CHECK(!worked(cancel_booking(*guest.store, guest.settings, b.code)));
}

TEST_CASE_FIXTURE(Bookings,
                  "what two kiosks do with one booking while they are apart becomes the same at both") {
    const Booking b = booked(guest, wish(guest));
    meet();
    SUBCASE("moved at one, cancelled at the other: cancelled") {
        REQUIRE(worked(move_booking(*guest.store, guest.settings, b.code, "2026-11-25", 12 * 60)));
        REQUIRE(worked(cancel_booking(*host.store, host.settings, b.code)));
        meet();
        CHECK(state(host, b.code) == "cancelled");
        CHECK(state(guest, b.code) == "cancelled");
    }
    SUBCASE("moved at both: to one of the two times") {
        REQUIRE(worked(move_booking(*guest.store, guest.settings, b.code, "2026-11-25", 12 * 60)));
        REQUIRE(worked(move_booking(*host.store, host.settings, b.code, "2026-11-25", 11 * 60)));
        meet();
        CHECK(find_booking(*host.store, b.code)->from_minute ==
              find_booking(*guest.store, b.code)->from_minute);
        CHECK(free_seats_at(guest, "2026-11-25", 12 * 60) + free_seats_at(host, "2026-11-25", 11 * 60) == 1);
    }
    CHECK(free_seats_at(guest, "2026-11-24", 12 * 60) == 1);
}

TEST_CASE_FIXTURE(Bookings, "a seat of a course given up at the other kiosk goes to who waits for it") {
    const Booking first = booked(guest, course_wish(guest, "telephone-C")),
                  second = booked(guest, course_wish(guest, "telephone-C"));
    CHECK(second.state == BookingState::waiting);
    meet();
    CHECK(state(host, second.code) == "waiting");
    const auto course = find_course(*host.store, "telephone-C");
    REQUIRE(course);
    CHECK(course->course.title.at("en") == "My first telephone");
    CHECK(!course->withdrawn);
    for (const CourseOffer& one : offer(*host.store, host.settings).courses)
        CHECK(one.course.id == "telephone-B"); // only its own seats are offered
    CHECK(!worked(book(*host.store, host.settings, course_wish(host, "telephone-C"))));
    REQUIRE(worked(cancel_booking(*host.store, host.settings, first.code)));
    meet();
    CHECK(state(guest, second.code) == "booked");
    CHECK(state(host, second.code) == "booked");
    CHECK(guest.events("course.promoted").size() == 1);
    CHECK(host.events("course.promoted").empty());
    Schedule without = schedule_for("C", 1);
    without.courses.clear();
    import_schedule(*guest.store, guest.settings, without);
    meet();
    CHECK(find_course(*host.store, "telephone-C")->withdrawn);
}

TEST_CASE_FIXTURE(Bookings,
                  "a kiosk whose store came back empty hears of its bookings again, and counts their seats") {
    const Booking b = booked(guest, wish(guest)), of_host = booked(host, wish(host));
    meet();
    const auto begin_empty = [](Machine& machine) {
        machine.store.reset();
        for (const auto& file : std::filesystem::directory_iterator(machine.folder.path()))
            std::filesystem::remove_all(file.path());
        machine.store = store::Store::open(machine.folder.path(), machine.clock);
        lease(machine, 1);
    };
    SUBCASE("the guest's") {
        begin_empty(guest);
    }
    SUBCASE("the host's") {
        begin_empty(host);
    }
    meet();
    for (Machine* machine : {&host, &guest}) {
        CHECK(state(*machine, b.code) == "booked");
        CHECK(state(*machine, of_host.code) == "booked");
        CHECK(free_seats_at(*machine, b.day, b.from_minute) == 0);
    }
}

namespace {

// Three kiosks, apart and together by chance; bodies are lost, come twice and come late.
class AnyPoint {
public:
    explicit AnyPoint(unsigned seed) : m_random(seed) {
        m_host.settings.guests = {{"C", "key"}, {"D", "another"}};
        for (Machine* guest : {&m_c, &m_d})
            guest->settings.host.address = "http://192.0.2.1:8460";
        for (Machine* machine : m_all)
            lease(*machine, 2);
    }

    void live(int steps) {
        for (int i = 0; i < steps; ++i) {
            something_happens(*m_all[size_t(below(3))]);
            if (below(3) == 0)
                something_travels(*m_all[size_t(1 + below(2))]);
            check_seats();
        }
        for (int i = 0; i < 40; ++i)
            for (Machine* guest : {&m_c, &m_d})
                exchange(*guest);
        check_seats();
        for (const std::string& code : m_codes) {
            const auto at_host = find_booking(*m_host.store, code);
            REQUIRE(at_host);
            for (Machine* guest : {&m_c, &m_d}) {
                const auto there = find_booking(*guest->store, code);
                REQUIRE_MESSAGE(there, code);
                CHECK(there->state == at_host->state);
                CHECK(there->ticket == at_host->ticket);
                CHECK(there->day == at_host->day);
                CHECK(there->from_minute == at_host->from_minute);
                CHECK(letter_of(*guest, *there) == letter_of(m_host, *at_host));
            }
        }
    }

private:
    int below(int n) { return int(m_random() % unsigned(n)); }
    static std::string letter_of(const Machine& machine, const Booking& booking) {
        return booking.lease.empty() ? machine.settings.kiosk.letter : booking.lease;
    }
    std::string some_day() { return fmt::format("2026-11-2{}", 3 + below(3)); }
    int some_minute() { return (11 + below(2)) * 60; }

    void something_happens(Machine& machine) {
        const int what = m_codes.empty() ? 0 : below(8);
        const std::string code = m_codes.empty() ? "" : m_codes[size_t(below(int(m_codes.size())))];
        if (what < 3) {
            const Booked made =
                book(*machine.store, machine.settings,
                     below(4) == 0 ? course_wish(machine, "telephone-" + machine.settings.kiosk.letter)
                                   : wish(machine, some_day(), some_minute()));
            if (const auto* booking = std::get_if<Booking>(&made))
                m_codes.push_back(booking->code);
        } else if (what < 5) {
            move_booking(*machine.store, machine.settings, code, some_day(), some_minute());
        } else if (what < 6) {
            cancel_booking(*machine.store, machine.settings, code);
        } else if (what < 7) {
            arrive(*machine.store, machine.settings, {code, "visit", "es", true});
        } else {
            for (Machine* one : m_all)
                one->clock.advance_ms(below(30) * minute_ms);
        }
    }

    void exchange(Machine& guest) {
        hear(guest, tell(guest));
        listen(guest, ask_host(*guest.store, 0));
    }
    std::string tell(Machine& guest) { return tell_host(*guest.store); }
    void hear(Machine& guest, const std::string& body, bool answered = true) {
        if (body.empty())
            return;
        const auto answer = hear_guest(*m_host.store, m_host.settings, guest.settings.kiosk.letter, body);
        REQUIRE(answer);
        if (answered)
            REQUIRE(hear_receipt(*guest.store, guest.settings, *answer));
    }
    void listen(Machine& guest, const std::string& question) {
        const auto news = host_news(*m_host.store, m_host.settings, guest.settings.kiosk.letter, question);
        REQUIRE(news);
        REQUIRE(hear_news(*guest.store, guest.settings, news->body) != Heard::not_understood);
    }

    void something_travels(Machine& guest) {
        switch (below(5)) {
        case 0:
            return exchange(guest);
        case 1: // the answer is lost
            return hear(guest, tell(guest), false);
        case 2: // held up, to come later
            m_held.emplace_back(&guest, tell(guest));
            return;
        case 3:
            if (m_held.empty())
                return;
            {
                const auto held = m_held[size_t(below(int(m_held.size())))]; // maybe again, another time
                return hear(*held.first, held.second);
            }
        case 4:
            return listen(guest, ask_host(*guest.store, 0));
        }
    }

    // Each kiosk sells no more than its own seats, and nobody else sells them: also while they are apart.
    void check_seats() {
        for (Machine* machine : m_all) {
            CHECK(machine->store->db().integer("SELECT count(*) FROM slot s WHERE seats < (SELECT count(*) "
                                               "FROM booking b WHERE b.day = s.day AND "
                                               "b.from_minute = s.from_minute AND b.lease = '' AND b.state "
                                               "IN ('booked', 'missed', 'arrived'))") == 0);
            CHECK(machine->store->db().integer("SELECT count(*) FROM course c WHERE seats < (SELECT count(*) "
                                               "FROM booking b WHERE b.course = c.id AND "
                                               "b.lease = '' AND b.state = 'booked')") == 0);
        }
    }

    Machine m_host{"B", monday_morning, 5 * hour_ms}, m_c{"C", monday_morning, 3 * hour_ms},
        m_d{"D", monday_morning, hour_ms};
    std::array<Machine*, 3> m_all{&m_host, &m_c, &m_d};
    std::mt19937 m_random;
    std::vector<std::string> m_codes;
    std::vector<std::pair<Machine*, std::string>> m_held;
};

} // namespace

TEST_CASE("whatever three kiosks do with the bookings of a point, apart and together, no seat is sold twice, "
          "and in the end "
          "they all know the same") {
    const Quiet quiet;
    const int lives = how_many(15, 400);
    const unsigned first = getenv("ACCANTO_SEED") ? unsigned(atoi(getenv("ACCANTO_SEED"))) : 1;
    for (unsigned seed = first; seed < first + unsigned(lives); ++seed) {
        INFO("ACCANTO_SEED=" << seed);
        AnyPoint(seed).live(120);
    }
}

#include "kiosk/point/wait.h"

#include "tests/point/point_fixture.h"

#include <cmath>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

namespace {

struct WaitFixture : PointFixture {
    std::vector<Mentor> team;

    // n people served for `length_ms` each, at a desk nobody is signed in at.
    void history(int n, int64_t length_ms, const std::string& topic = "email") {
        for (int i = 0; i < n; ++i)
            serve_one(topic, length_ms);
    }
    void mentors_on(int n) {
        for (int i = int(team.size()); i < n; ++i)
            team.push_back(add_mentor(*store, "Mentor " + std::to_string(i), "246813"));
        for (int i = 0; i < n; ++i)
            set_presence(*store, team[size_t(i)].id, "d" + std::to_string(i), Presence::on);
    }
    void busy(int i) {
        DeskUser who{team[size_t(i)].id, "d" + std::to_string(i)};
        REQUIRE(std::holds_alternative<Ticket>(call(*store, settings, who, take().id)));
    }
    // "10-35", or "-" for silence.
    std::string told(int before, const std::string& topic = "email") {
        auto estimate = wait_estimate(*store, settings, topic, before);
        return estimate ? std::to_string(estimate->from_minutes) + "-" + std::to_string(estimate->to_minutes)
                        : "-";
    }
};

} // namespace

// Worked out by hand from design/queue.md: slot = mean / mentors, latest = (k + 1 - free) slots, earliest =
// 0.8 (k - mentors
// + 1) slots, minutes outward to the next five.
TEST_CASE("the estimate, against vectors made by hand") {
    struct Vector {
        int before, mentors, free;
        double mean_minutes;
        int64_t served;
        const char* told;
    };
    const Vector vectors[] = {
        {0, 1, 1, 15, 10, "0-0"},     // free: at once
        {0, 1, 0, 15, 10, "0-15"},    // one slot at the latest
        {1, 1, 0, 15, 10, "10-30"},   // 0.8 * 15 = 12; 2 * 15
        {1, 1, 1, 15, 10, "10-15"},   // 12; 1 * 15
        {4, 1, 0, 15, 10, "45-75"},   // 0.8 * 60 = 48; 75
        {7, 1, 0, 15, 10, "80-120"},  // 0.8 * 105 = 84; 120: told in hours
        {8, 1, 0, 15, 10, "95-135"},  // 0.8 * 120 = 96; 135
        {0, 2, 0, 15, 10, "0-10"},    // slot 7.5
        {1, 2, 0, 15, 10, "0-15"},    // 0.8 * 0; 2 * 7.5
        {2, 2, 0, 15, 10, "5-25"},    // 0.8 * 7.5 = 6; 22.5
        {5, 3, 1, 12, 10, "5-20"},    // slot 4: 0.8 * 12 = 9.6; 20
        {5, 3, 0, 12, 10, "5-25"},    // 9.6; 24
        {20, 12, 4, 20, 10, "10-30"}, // slot 5/3: 0.8 * 15 = 12; 17 * 5/3 = 28.3
        {3, 1, 0, 6.25, 10, "15-25"}, // 0.8 * 18.75 = 15 exactly; 25 exactly
        {3, 1, 0, 6.26, 10, "15-30"}, // 15.02; 25.04
        {2, 5, 5, 15, 10, "0-0"},     // more free than people
        {3, 1, 0, 15, 9, "-"},        // nine were served: no basis
        {3, 0, 0, 15, 10, "-"},       // nobody is here
    };
    for (const Vector& v : vectors) {
        CAPTURE(v.told);
        CAPTURE(v.before);
        auto e = estimate_of({v.before, v.mentors, v.free, v.mean_minutes * 60, v.served});
        CHECK((e ? std::to_string(e->from_minutes) + "-" + std::to_string(e->to_minutes) : "-") == v.told);
    }
    CHECK(std::abs(smoothed_s(first_mean_s, 300) - 840) < 1e-9);
}

TEST_CASE_FIXTURE(WaitFixture, "missed and set aside people are left out, who waits again is counted") {
    history(10, 15 * minute_ms);
    mentors_on(1);
    const DeskUser who{team[0].id, "d0"};
    Ticket missed = take(), parked = take(), transferred = take(), me = take();
    call(*store, settings, who, missed.id);
    not_here(*store, settings, who, missed.id);
    call(*store, settings, who, parked.id);
    here(*store, settings, who, parked.id);
    park(*store, settings, who, parked.id);
    CHECK(people_before(*store, settings, me.id) == 1);
    call(*store, settings, who, transferred.id);
    transfer(*store, settings, who, transferred.id, {"payments", {}});
    CHECK(people_before(*store, settings, me.id) == 1);
    auto e = wait_estimate(*store, settings, now(me.id));
    REQUIRE(e);
    CHECK(e->from_minutes == 10);
    CHECK(e->to_minutes == 15);
    CHECK_FALSE(wait_estimate(*store, settings, now(parked.id)));
}

TEST_CASE_FIXTURE(WaitFixture, "no word before ten served people, nor with no mentor signed in") {
    mentors_on(1);
    history(9, 15 * minute_ms);
    mentors_on(1); // presence is renewed: two hours have passed
    CHECK(told(2) == "-");
    history(1, 15 * minute_ms);
    CHECK(told(2) == "-"); // it was not renewed for 15 minutes
    mentors_on(1);
    CHECK(told(2) == "20-30");
    clock.advance_ms(10 * minute_ms);
    CHECK(told(2) == "20-30");
    clock.advance_ms(1);
    CHECK(told(2) == "-");
    mentors_on(1);
    set_presence(*store, team[0].id, "d0", Presence::pause);
    CHECK(told(2) == "-");
    set_presence(*store, team[0].id, "d0", Presence::off);
    CHECK(told(2) == "-");
}

TEST_CASE_FIXTURE(
    WaitFixture,
    "the formula: latest (k + 1 - free) slots, earliest 0.8 (k - mentors + 1) slots, outward to 5 minutes") {
    history(10, 15 * minute_ms); // the mean is and stays 15 minutes
    mentors_on(1);
    CHECK(told(0) == "0-0");   // free at once
    CHECK(told(1) == "10-15"); // 0.8 * 1 * 15 = 12; 1 * 15
    CHECK(told(3) == "35-45"); // 0.8 * 3 * 15 = 36; 3 * 15
    busy(0);
    CHECK(told(0) == "0-15");  // 0.8 * 0; (0 + 1 - 0) * 15
    CHECK(told(3) == "35-60"); // 36; 4 * 15

    mentors_on(3);                // slot 5 minutes, two free
    CHECK(told(0) == "0-0");      // (0 + 1 - 2) is nobody before
    CHECK(told(2) == "0-5");      // 0.8 * max(0, 0); 1 * 5
    CHECK(told(5) == "10-20");    // 0.8 * 3 * 5 = 12; 4 * 5
    CHECK(told(40) == "150-195"); // 0.8 * 38 * 5 = 152; 39 * 5
}

TEST_CASE_FIXTURE(WaitFixture, "the mean is of the topic, smoothed from fifteen minutes") {
    history(3, 5 * minute_ms, "short");
    history(7, 25 * minute_ms, "long");
    double expected_short = 900, expected_long = 900;
    for (int i = 0; i < 3; ++i)
        expected_short = 0.9 * expected_short + 0.1 * 300;
    for (int i = 0; i < 7; ++i)
        expected_long = 0.9 * expected_long + 0.1 * 1500;
    auto mean = [&](const char* topic) {
        auto row = store->db().query("SELECT mean_s FROM topic_service WHERE topic = ?", topic);
        REQUIRE(row.step());
        return row.real(0);
    };
    CHECK(std::abs(mean("short") - expected_short) < 1e-6);
    CHECK(std::abs(mean("long") - expected_long) < 1e-6);
    mentors_on(1);
    CHECK(told(10, "never seen") == "120-150"); // 15 minutes: 0.8 * 150; 150
    CHECK(told(10, "short") == "95-125");       // 12.29 minutes: 98.3; 122.9
    CHECK(told(10, "long") == "160-205");       // 20.22 minutes: 161.7; 202.2
}

TEST_CASE_FIXTURE(WaitFixture, "a length that cannot be is not learned from") {
    Ticket t = take();
    DeskUser who{"m", "1"};
    call(*store, settings, who, t.id);
    here(*store, settings, who, t.id);
    store->transaction([&] { store->db().run("UPDATE ticket_change SET boot = 'before'"); });
    clock.set_wall_ms(0);
    REQUIRE(std::holds_alternative<Ticket>(finish(*store, settings, who, t.id, record())));
    CHECK(store->db().integer("SELECT count(*) FROM topic_service") == 0);
    CHECK(events("ticket.done").at(0)["served_s"].is_null());
    CHECK(events("service.recorded").at(0)["served_s"].is_null());
}

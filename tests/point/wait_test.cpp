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

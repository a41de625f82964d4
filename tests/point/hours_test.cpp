#include "tests/point/point_fixture.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

TEST_CASE_FIXTURE(PointFixture, "presence is told when it changes, not when it is renewed") {
    Mentor anna = add_mentor(*store, "Anna", "246813"), bruno = add_mentor(*store, "Bruno", "246813");
    CHECK(mentors_here(*store) == 0);
    set_presence(*store, anna.id, "1", Presence::on);
    set_presence(*store, bruno.id, "2", Presence::pause);
    CHECK(mentors_here(*store) == 1);
    auto who = present(*store);
    REQUIRE(who.size() == 2);
    CHECK(who[0].mentor.name == "Anna");
    CHECK(who[0].desk == "1");
    CHECK(who[1].presence == Presence::pause);
    CHECK(mentors_on_break(*store) == 1);
    clock.advance_ms(5 * minute_ms);
    set_presence(*store, anna.id, "1", Presence::on);
    CHECK(events("mentor.presence").size() == 2);
    clock.advance_ms(6 * minute_ms); // Bruno's page was closed without a word
    CHECK(present(*store).size() == 1);
    set_presence(*store, anna.id, "3", Presence::on);
    set_presence(*store, anna.id, "3", Presence::off);
    auto told = events("mentor.presence");
    REQUIRE(told.size() == 4);
    CHECK(told[0] == nlohmann::json{{"mentor", anna.id}, {"desk", "1"}, {"presence", "on"}});
    CHECK(told[2] == nlohmann::json{{"mentor", anna.id}, {"desk", "3"}, {"presence", "on"}});
    CHECK(told[3]["presence"] == "off");
    CHECK(mentors_here(*store) == 0);
}

TEST_CASE_FIXTURE(PointFixture, "who was here before the machine restarted is not, until the desk says so") {
    Mentor anna = add_mentor(*store, "Anna", "246813");
    set_presence(*store, anna.id, "1", Presence::on);
    store->transaction([&] { store->db().run("UPDATE mentor_presence SET renewed_boot = 'before'"); });
    CHECK(mentors_here(*store) == 0);
}

TEST_CASE_FIXTURE(PointFixture,
                  "open by the timetable at the point, always without one, never when staff closed it") {
    CHECK(is_open(*store, settings));
    settings.point.hours[0] = {{9 * 60, 14 * 60}, {16 * 60, 19 * 60}};
    auto at = [&](int hour, int minute) { // Monday, in Madrid
        clock.set_wall_ms(monday_morning + ((hour - 10) * 60 + minute - 35) * minute_ms);
        return is_open(*store, settings);
    };
    CHECK_FALSE(at(8, 59));
    CHECK(at(9, 0));
    CHECK(at(13, 59));
    CHECK_FALSE(at(14, 0));
    CHECK(at(16, 0));
    CHECK_FALSE(at(19, 0));
    clock.advance_ms(15 * hour_ms); // Tuesday, 10:00
    CHECK_FALSE(is_open(*store, settings));
    at(10, 0);
    close_point(*store, settings, "anna", {"", "Back on Thursday"});
    close_point(*store, settings, "anna", {"back_soon", "Back on Friday"});
    CHECK_FALSE(is_open(*store, settings));
    CHECK(closed_by_staff(*store, settings)->message == "Back on Friday");
    CHECK(closed_by_staff(*store, settings)->reason == "back_soon");
    open_point(*store, "anna");
    open_point(*store, "anna");
    CHECK(is_open(*store, settings));
    CHECK_FALSE(closed_by_staff(*store, settings));
    CHECK(events("point.closed").size() == 1);
    CHECK(events("point.opened").size() == 1);
}

TEST_CASE_FIXTURE(PointFixture, "the next opening, also over the weekend and a week ahead") {
    CHECK_FALSE(next_opening(settings, monday_morning));
    settings.point.hours[0] = {{16 * 60, 19 * 60}, {9 * 60, 14 * 60}};
    auto next = [&](int64_t from) {
        auto opening = next_opening(settings, from);
        REQUIRE(opening);
        return std::to_string(opening->weekday) + " " + std::to_string(opening->from_minute / 60) + "-" +
               std::to_string(opening->to_minute / 60) + " +" + std::to_string(opening->days_ahead);
    };
    CHECK(next(monday_morning) == "1 16-19 +0");
    CHECK(next(monday_morning - 3 * hour_ms) == "1 9-14 +0");
    CHECK(next(monday_morning + 6 * hour_ms) == "1 9-14 +7"); // next Monday
    settings.point.hours[3] = {{10 * 60, 12 * 60}};
    CHECK(next(monday_morning + 6 * hour_ms) == "4 10-12 +3");
    CHECK(next(monday_morning + 2 * day_ms) == "4 10-12 +1");
    CHECK(next(monday_morning + 4 * day_ms) == "1 9-14 +3"); // Friday
    CHECK(open_until(settings, monday_morning) == 14 * 60);
    CHECK_FALSE(open_until(settings, monday_morning + 4 * hour_ms));
    CHECK(open_until(settings, monday_morning + 6 * hour_ms) == 19 * 60);
}

TEST_CASE_FIXTURE(PointFixture, "closed for the rest of the day ends with the day; any other closing stays") {
    for (const char* reason : closing_reasons) {
        close_point(*store, settings, "anna", {reason, ""});
        CHECK_FALSE(is_open(*store, settings));
        clock.advance_ms(24 * hour_ms);
        const bool with_the_day = reason == std::string("rest_of_day");
        CHECK(is_open(*store, settings) == with_the_day);
        open_point(*store, "anna");
        CHECK(is_open(*store, settings));
    }
    CHECK_THROWS_AS(close_point(*store, settings, "anna", {"rain", ""}), std::invalid_argument);
    CHECK(is_open(*store, settings));
}

#include "kiosk/store/take_over.h"
#include "tests/point/point_fixture.h"

#include <fmt/format.h>

#include <set>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

TEST_CASE_FIXTURE(PointFixture, "a ticket says everything that was asked, and is found again") {
    TicketRequest r = request("health_record");
    r.needs = {true, false, true, false};
    r.stuck = StuckAt{"create-email", 4, 9, 2, true};
    Ticket t = take(r);
    CHECK(t.label == "B01");
    CHECK(t.service_day == "2026-11-23");
    CHECK(t.topic == "health_record");
    CHECK(t.language == "es");
    CHECK(t.visit_id == r.visit_id);
    CHECK(t.state == TicketState::waiting);
    CHECK(t.klass == TicketClass::normal);
    CHECK(t.taken_ms == monday_morning);
    CHECK_FALSE(t.clock_suspect);
    Ticket found = now(t.id);
    CHECK(found.label == t.label);
    CHECK(found.needs.sit);
    CHECK_FALSE(found.needs.speak_slowly);
    CHECK(found.needs.hearing_loop);
    REQUIRE(found.stuck);
    CHECK(found.stuck->tutorial == "create-email");
    CHECK(found.stuck->step == 4);
    CHECK(found.stuck->steps == 9);
    CHECK(found.stuck->hints_used == 2);
    CHECK(found.stuck->alone);
    CHECK(ticket_of_visit(*store, r.visit_id)->id == t.id);
    CHECK_FALSE(ticket_of_visit(*store, "another"));
    CHECK_FALSE(find_ticket(*store, "nothing"));
}

TEST_CASE_FIXTURE(PointFixture, "the event of a ticket has the fields of the contract") {
    take();
    TicketRequest r = request();
    r.priority = true;
    r.needs.interpreter = true;
    r.stuck = StuckAt{"create-email", 4, 9, 2, false};
    Ticket t = take(r);
    auto told = events("ticket.taken");
    REQUIRE(told.size() == 2);
    CHECK(
        told[1] ==
        nlohmann::json{
            {"ticket", t.id},
            {"label", "B02"},
            {"service_day", "2026-11-23"},
            {"topic", "email"},
            {"class", "priority"},
            {"state", "waiting"},
            {"from", nullptr},
            {"desk", ""},
            {"mentor", ""},
            {"visit", r.visit_id},
            {"language", "es"},
            {"needs",
             {{"sit", false}, {"speak_slowly", false}, {"hearing_loop", false}, {"interpreter", true}}},
            {"stuck",
             {{"tutorial", "create-email"}, {"step", 4}, {"steps", 9}, {"hints_used", 2}, {"alone", false}}},
            {"clock_suspect", false},
            {"people_before", 1}});
    CHECK(told[0]["stuck"].is_null());
}

TEST_CASE_FIXTURE(PointFixture,
                  "the same confirmation gives the same ticket, however often and whenever it comes") {
    TicketRequest r = request();
    Ticket first = take(r);
    CHECK(take(r).id == first.id);
    clock.advance_ms(2 * day_ms);
    settings.kiosk.daily_limit = 1;
    close_point(*store, settings, "", {"", "closed"});
    store.reset();
    store = store::Store::open(folder.path(), clock);
    CHECK(take(r).label == first.label);
    CHECK(events("ticket.taken").size() == 1);
    CHECK(store->db().integer("SELECT count(*) FROM ticket") == 1);
}

TEST_CASE_FIXTURE(PointFixture, "two digits, three from a hundred") {
    Ticket t;
    for (int i = 1; i <= 101; ++i) {
        t = take();
        if (i == 9)
            CHECK(t.label == "B09");
        if (i == 99)
            CHECK(t.label == "B99");
    }
    CHECK(t.label == "B101");
    settings.kiosk.letter = "C";
    CHECK(take().label == "C01");
}

TEST_CASE_FIXTURE(PointFixture, "after 899 the numbers begin again, and nobody's label is given to another") {
    std::set<std::string> waiting_labels;
    Ticket keeper = take(); // B01 keeps waiting
    // The day goes on: numbers up to 897 were given and their people have left.
    store->transaction([&] {
        store->db().run("UPDATE ticket SET state = 'left' WHERE id <> ?", keeper.id);
        for (int n = 2; n <= 897; ++n)
            store->db().run(
                "INSERT INTO ticket (arrival, id, idempotency_key, service_day, number, label, topic, "
                "language, "
                "visit, class, state, taken_ms) "
                "VALUES (?1, 'old-' || ?1, 'old-' || ?1, '2026-11-23', ?1, ?2, 'email', 'es', 'v', 'normal', "
                "?3, ?4)",
                n, fmt::format("B{:02}", n),
                n == 2   ? "serving"
                : n == 3 ? "missed"
                         : "done",
                monday_morning);
        // Tickets number themselves by their changes.
        store->db().run("UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'ticket_change'");
    });
    CHECK(take().label == "B898");
    CHECK(take().label == "B899");
    // 1 waits, 2 is being served, 3 may be brought back.
    CHECK(take().label == "B04");
    CHECK(take().label == "B05");
    for (const Ticket& t : waiting(*store, settings))
        CHECK(waiting_labels.insert(t.label).second);
    CHECK(waiting_labels.size() == 5);
}

TEST_CASE_FIXTURE(PointFixture, "numbers that begin again pass those of a day that the clock showed once before") {
    clock.set_wall_ms(monday_morning + day_ms); // a day ahead: Tuesday's first number, and nobody comes
    const Ticket early = take();
    call(*store, settings, {"m", "1"}, early.id);
    CHECK(told(not_here(*store, settings, {"m", "1"}, early.id)) == "missed");
    clock.set_wall_ms(monday_morning); // set right
    store::trust_clock(*store);
    end_earlier_days(*store, settings);
    clock.advance_ms(day_ms); // the true Tuesday
    clock.set_wall_ms(monday_morning + day_ms);
    const Ticket second = take();
    CHECK(second.label == "B02");
    CHECK(second.service_day == early.service_day);
    store->transaction([&] { store->db().run("UPDATE ticket SET number = 899 WHERE id = ?", second.id); });
    CHECK(take().label == "B03"); // not B01, which that day has had, nor B02
}

TEST_CASE_FIXTURE(PointFixture, "with all 899 numbers held there is a plain no") {
    store->transaction([&] {
        for (int n = 1; n <= 899; ++n)
            store->db().run(
                "INSERT INTO ticket (arrival, id, idempotency_key, service_day, number, label, topic, "
                "language, "
                "visit, class, state, taken_ms) "
                "VALUES (?1, 'old-' || ?1, 'old-' || ?1, '2026-11-23', ?1, ?2, 'email', 'es', 'v', 'normal', "
                "'waiting', ?3)",
                n, fmt::format("B{:02}", n), monday_morning);
    });
    auto refused = take_ticket(*store, settings, request());
    REQUIRE(std::holds_alternative<Refused>(refused));
    CHECK(std::get<Refused>(refused).why == Refused::Why::daily_limit);
}

TEST_CASE_FIXTURE(PointFixture, "the daily limit is of each topic, and a voided ticket does not count") {
    settings.kiosk.daily_limit = 2;
    Ticket mistake = take("email");
    take("email");
    auto refused = take_ticket(*store, settings, request("email"));
    REQUIRE(std::holds_alternative<Refused>(refused));
    CHECK(std::get<Refused>(refused).why == Refused::Why::daily_limit);
    take("video");
    void_ticket(*store, settings, {"m", "1"}, mistake.id);
    take("email");
    clock.advance_ms(day_ms);
    take("email");
}

TEST_CASE_FIXTURE(PointFixture, "a topic may have a limit of its own, or none where the others have one") {
    settings.kiosk.daily_limit = 1;
    settings.kiosk.daily_limits = {{"email", 2}, {"scam", 0}};
    CHECK(full_topics(*store, settings).empty());
    take("video");
    CHECK(full_topics(*store, settings) == std::vector<std::string>{"video"});
    take("email"), take("email");
    for (int i = 0; i < 4; ++i)
        take("scam");
    CHECK(full_topics(*store, settings) == std::vector<std::string>{"email", "video"});
    auto refused = take_ticket(*store, settings, request("email"));
    REQUIRE(std::holds_alternative<Refused>(refused));
    clock.advance_ms(day_ms);
    CHECK(full_topics(*store, settings).empty());
}

TEST_CASE_FIXTURE(PointFixture, "a closed point gives no tickets") {
    settings.point.hours[0] = {{9 * 60, 11 * 60}}; // Monday; it is 10:35
    take();
    clock.advance_ms(25 * minute_ms);
    auto refused = take_ticket(*store, settings, request());
    REQUIRE(std::holds_alternative<Refused>(refused));
    CHECK(std::get<Refused>(refused).why == Refused::Why::closed);
    CHECK(event_count() == 1);
}

TEST_CASE_FIXTURE(PointFixture, "the service day is the date at the point, not in UTC") {
    clock.set_wall_ms(monday_morning + 13 * hour_ms); // 22:35 UTC, 23:35 in Madrid
    CHECK(take().service_day == "2026-11-23");
    clock.advance_ms(30 * minute_ms); // 23:05 UTC, 00:05 in Madrid
    Ticket t = take();
    CHECK(t.service_day == "2026-11-24");
    CHECK(t.label == "B01");
}

TEST_CASE_FIXTURE(PointFixture, "a new day closes what the day before left open, and tells the hub") {
    Ticket waiting_on = take(), called_on = take(), missed_on = take(), served = take();
    REQUIRE(std::holds_alternative<Ticket>(call(*store, settings, {"m", "1"}, missed_on.id)));
    REQUIRE(std::holds_alternative<Ticket>(not_here(*store, settings, {"m", "1"}, missed_on.id)));
    REQUIRE(std::holds_alternative<Ticket>(call(*store, settings, {"m", "1"}, called_on.id)));
    REQUIRE(std::holds_alternative<Ticket>(call(*store, settings, {"n", "2"}, served.id)));
    REQUIRE(std::holds_alternative<Ticket>(here(*store, settings, {"n", "2"}, served.id)));
    clock.advance_ms(day_ms);
    CHECK(waiting(*store, settings).empty());
    CHECK(now_serving(*store, settings).empty());
    Ticket today = take();
    CHECK(today.label == "B01");
    CHECK(now(waiting_on.id).state == TicketState::closed_at_day_end);
    CHECK(now(called_on.id).state == TicketState::closed_at_day_end);
    CHECK(now(served.id).state == TicketState::closed_at_day_end);
    CHECK(now(missed_on.id).state == TicketState::missed);
    CHECK(events("ticket.closed_at_day_end").size() == 3);
    // The desks are free again.
    CHECK(std::holds_alternative<Ticket>(call(*store, settings, {"m", "1"}, today.id)));
    // What was missed yesterday is history.
    auto back = call(*store, settings, {"n", "2"}, missed_on.id);
    REQUIRE(std::holds_alternative<Conflict>(back));
    CHECK(std::get<Conflict>(back).why == Conflict::Why::wrong_state);
}

TEST_CASE_FIXTURE(PointFixture, "a clock behind the last ticket keeps the day and marks the tickets") {
    take();
    take();
    clock.set_wall_ms(0); // a dead battery
    Ticket t = take();
    CHECK(t.clock_suspect);
    CHECK(t.service_day == "2026-11-23");
    CHECK(t.label == "B03");
    // The suspect ticket is not the new measure.
    clock.advance_ms(hour_ms);
    t = take();
    CHECK(t.clock_suspect);
    CHECK(t.label == "B04");
    CHECK(waiting(*store, settings).size() == 4);
    // The clock is right again, next day.
    clock.advance_ms(day_ms);
    clock.set_wall_ms(monday_morning + day_ms);
    t = take();
    CHECK_FALSE(t.clock_suspect);
    CHECK(t.service_day == "2026-11-24");
    CHECK(t.label == "B01");
}

TEST_CASE_FIXTURE(PointFixture,
                  "a clock set to the right day does not end the day of those who came just now") {
    clock.set_wall_ms(monday_morning - day_ms); // the battery kept the day before
    Ticket t = take(), other = take();
    CHECK(t.service_day == "2026-11-22");
    clock.advance_ms(10 * minute_ms);
    clock.set_wall_ms(monday_morning); // the hub's time
    CHECK(waiting(*store, settings).size() == 2);
    CHECK(end_earlier_days(*store, settings) == 0);
    CHECK(waiting(*store, settings).size() == 2);
    Ticket later = take();
    CHECK(later.service_day == "2026-11-23");
    CHECK(later.label == "B03"); // not one that somebody still holds
    CHECK(std::get<Ticket>(call_next(*store, settings, {"m", "1"})).id == t.id);
    here(*store, settings, {"m", "1"}, t.id);
    finish(*store, settings, {"m", "1"}, t.id, record());
    CHECK(take().label == "B04");
    // They are of today, and over with it.
    clock.advance_ms(day_ms);
    CHECK(waiting(*store, settings).empty());
    CHECK(end_earlier_days(*store, settings) == 3);
    CHECK(now(other.id).state == TicketState::closed_at_day_end);
}

TEST_CASE_FIXTURE(PointFixture, "a reader sees the day change before anybody wrote") {
    Ticket t = take(), missed = take();
    call(*store, settings, {"m", "1"}, missed.id);
    not_here(*store, settings, {"m", "1"}, missed.id);
    clock.advance_ms(day_ms);
    CHECK(waiting(*store, settings).empty());
    CHECK(in_state(*store, settings, TicketState::missed).empty());
    CHECK(last_called(*store, settings, 4).empty());
    CHECK(people_before(*store, settings, t.id) == 0);
    CHECK(objection(*store, settings, {"m", "1"}, TicketAction::call, t) == Conflict::Why::wrong_state);
    CHECK(now(t.id).state == TicketState::waiting); // reading wrote nothing
}

TEST_CASE_FIXTURE(PointFixture,
                  "a clock that was years ahead: labels stay unique, and the hub's time heals it") {
    clock.set_wall_ms(monday_morning + 20 * 365 * day_ms);
    Ticket future = take();
    clock.set_wall_ms(monday_morning);
    Ticket suspect = take();
    CHECK(suspect.clock_suspect);
    CHECK(suspect.service_day == future.service_day);
    CHECK(suspect.label == "B02");
    store::trust_clock(*store);
    Ticket healed = take();
    CHECK_FALSE(healed.clock_suspect);
    CHECK(healed.service_day == "2026-11-23");
    // Nobody who waits was forgotten.
    CHECK(waiting(*store, settings).size() == 3);
    // And it stays healed after the next boot.
    store->transaction([&] { store->set_value("clock_trusted_boot", "another boot"); });
    CHECK_FALSE(take().clock_suspect);
    // The next day ends it for all of them, whatever date they carry.
    clock.advance_ms(day_ms);
    CHECK(end_earlier_days(*store, settings) == 4);
    CHECK(waiting(*store, settings).empty());
}

TEST_CASE("on the day a kiosk takes another's place its numbers begin where the other's do not reach, and the next day at one") {
    PointFixture f;
    CHECK(f.take().label == "B01");
    store::note_take_over(*f.store, "019ac0de-0000-7000-8000-000000000001");
    CHECK(f.take().label == "B501");
    CHECK(f.take().label == "B502");
    f.clock.advance_ms(day_ms);
    CHECK(f.take().label == "B01");
}

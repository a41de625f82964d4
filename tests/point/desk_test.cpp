#include "tests/point/point_fixture.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

namespace {

const DeskUser one{"anna", "1"}, two{"bruno", "2"};

Ticket serving(PointFixture& f, const DeskUser& who) {
    Ticket t = f.take();
    REQUIRE(told(call(*f.store, f.settings, who, t.id)) == "called");
    REQUIRE(told(here(*f.store, f.settings, who, t.id)) == "serving");
    return f.now(t.id);
}

} // namespace

TEST_CASE_FIXTURE(PointFixture, "a desk has one person at a time") {
    Ticket a = take(), b = take();
    CHECK(told(call(*store, settings, one, a.id)) == "called");
    CHECK(told(call(*store, settings, one, b.id)) == "!desk_busy");
    CHECK(std::holds_alternative<std::monostate>(call_next(*store, settings, one)));
    CHECK(told(here(*store, settings, one, a.id)) == "serving");
    CHECK(told(call(*store, settings, one, b.id)) == "!desk_busy");
    CHECK(told(call(*store, settings, two, b.id)) == "called");
    CHECK(told(finish(*store, settings, one, a.id, record())) == "done");
    Ticket c = take();
    CHECK(std::get<Ticket>(call_next(*store, settings, one)).id == c.id);
    CHECK(std::holds_alternative<std::monostate>(call_next(*store, settings, DeskUser{"c", "3"})));
}

TEST_CASE_FIXTURE(PointFixture,
                  "three calls at most, five minutes apart on the clock that cannot be turned") {
    Ticket t = take();
    CHECK(told(call(*store, settings, one, t.id)) == "called");
    CHECK(told(call_again(*store, settings, one, t.id)) == "!too_soon");
    clock.set_wall_ms(monday_morning + day_ms / 4); // turning the clock helps nobody
    CHECK(told(call_again(*store, settings, one, t.id)) == "!too_soon");
    clock.advance_ms(5 * minute_ms - 1);
    CHECK(told(call_again(*store, settings, one, t.id)) == "!too_soon");
    clock.advance_ms(1);
    CHECK(told(call_again(*store, settings, one, t.id)) == "called");
    CHECK(now(t.id).calls == 2);
    CHECK(told(call_again(*store, settings, one, t.id)) == "!too_soon");
    clock.advance_ms(5 * minute_ms);
    CHECK(told(call_again(*store, settings, one, t.id)) == "called");
    clock.advance_ms(5 * minute_ms);
    CHECK(told(call_again(*store, settings, one, t.id)) == "!too_many_calls");
    CHECK(now(t.id).calls == 3);
    CHECK(told(not_here(*store, settings, one, t.id)) == "missed");
    // One tap brings back, at any desk, and the calls begin anew.
    CHECK(told(call(*store, settings, two, t.id)) == "called");
    CHECK(now(t.id).calls == 1);
    CHECK(now(t.id).desk == "2");
    CHECK_FALSE(now(t.id).closed_ms);
    auto called = events("ticket.called");
    REQUIRE(called.size() == 4);
    CHECK(called[2]["calls"] == 3);
    CHECK(called[2]["from"] == "called");
    CHECK(called[0]["first"] == true);
    CHECK(called[1]["first"] == false);
    CHECK(called[3]["first"] == false);
    CHECK(called[3]["from"] == "missed");
    CHECK(events("ticket.missed").at(0)["calls"] == 3);
}

TEST_CASE_FIXTURE(PointFixture, "after a restart of the machine the wall clock measures the five minutes") {
    Ticket t = take();
    CHECK(told(call(*store, settings, one, t.id)) == "called");
    store->transaction(
        [&] { store->db().run("UPDATE ticket_change SET boot = 'before', mono_ms = 999999999"); });
    clock.advance_ms(minute_ms);
    CHECK(told(call_again(*store, settings, one, t.id)) == "!too_soon");
    clock.advance_ms(4 * minute_ms);
    CHECK(told(call_again(*store, settings, one, t.id)) == "called");
}

TEST_CASE_FIXTURE(PointFixture, "a served person leaves times, changes, and events with the lengths") {
    Ticket t = take();
    clock.advance_ms(4 * minute_ms);
    call(*store, settings, one, t.id);
    clock.advance_ms(90 * second_ms);
    here(*store, settings, one, t.id);
    clock.set_wall_ms(5); // the wall clock goes mad meanwhile; lengths are of the other
    clock.advance_ms(10 * minute_ms);
    ServiceRecord r = record();
    r.topics = {"email", "password"};
    r.obstacle = "forgot_password";
    r.note = "A nice visit: \xc3\xa0\xc3\xa8";
    Moved moved = finish(*store, settings, one, t.id, r);
    REQUIRE(told(moved) == "done");
    Ticket done = std::get<Ticket>(moved);
    CHECK(done.called_ms == monday_morning + 4 * minute_ms);
    CHECK(done.serving_ms == monday_morning + 5 * minute_ms + 30 * second_ms);
    CHECK(done.desk == "1");
    CHECK(done.mentor == "anna");
    auto event = events("ticket.done").at(0);
    CHECK(event["waited_s"] == 240);
    CHECK(event["served_s"] == 600);
    CHECK(event["mentor"] == "anna");
    CHECK(event["from"] == "serving");
    auto service = events("service.recorded").at(0);
    CHECK(service["ticket"] == t.id);
    CHECK(service["visit"] == t.visit_id);
    CHECK(service["topics"] == nlohmann::json{"email", "password"});
    CHECK(service["help"] == "with");
    CHECK(service["outcome"] == "done");
    CHECK(service["obstacle"] == "forgot_password");
    CHECK(service["note"] == r.note);
    CHECK(service["waited_s"] == 240);
    CHECK(service["served_s"] == 600);
    CHECK(service["service"] == *store->db().text("SELECT id FROM service"));

    std::string path;
    auto rows = store->db().query(
        "SELECT coalesce(from_state, '-') || '>' || to_state || '@' || desk || '/' || mentor "
        "FROM ticket_change WHERE ticket = ? ORDER BY change",
        t.id);
    while (rows.step())
        path += rows.text(0) + " ";
    CHECK(path == "->waiting@/ waiting>called@1/anna called>serving@1/anna serving>done@1/anna ");
}

TEST_CASE_FIXTURE(PointFixture,
                  "a record without a topic is of the ticket's, and bytes that are no text do no harm") {
    Ticket t = serving(*this, one);
    ServiceRecord r = record();
    r.topics.clear();
    r.note = "broken \xff byte";
    CHECK(told(finish(*store, settings, one, t.id, r)) == "done");
    auto service = events("service.recorded").at(0);
    CHECK(service["topics"] == nlohmann::json{"email"});
    CHECK(service["note"] == "broken \xef\xbf\xbd byte");
}

TEST_CASE_FIXTURE(PointFixture,
                  "a record with other words than the fixed ones is refused, and the ticket stays") {
    Ticket t = serving(*this, one);
    auto refused = [&](ServiceRecord r) {
        CHECK_THROWS_AS(finish(*store, settings, one, t.id, r), std::invalid_argument);
    };
    ServiceRecord r = record();
    r.help = "somehow";
    refused(r);
    r = record();
    r.outcome = "";
    refused(r);
    r = record();
    r.obstacle = "rain";
    refused(r);
    r = record();
    for (int i = 0; i < 601; ++i)
        r.note += "\xc3\xa8";
    refused(r);
    r.note.resize(1200); // 600 characters
    CHECK(told(finish(*store, settings, one, t.id, r)) == "done");
    CHECK(events("service.recorded").size() == 1);
    CHECK_THROWS_AS(call(*store, settings, DeskUser{"anna", ""}, t.id), std::invalid_argument);
}

TEST_CASE_FIXTURE(PointFixture,
                  "the lists: in call order, now served newest first, last called newest first") {
    Ticket n1 = take(), n2 = take(), n3 = take(), p = take_priority();
    std::vector<std::string> labels;
    for (const Ticket& t : waiting(*store, settings))
        labels.push_back(t.label);
    CHECK(labels == std::vector<std::string>{"B01", "B02", "B04", "B03"});
    CHECK(people_before(*store, settings, n3.id) == 3);
    CHECK(people_before(*store, settings, p.id) == 2);
    CHECK(people_before(*store, settings, n1.id) == 0);

    CHECK(std::get<Ticket>(call_next(*store, settings, one)).id == n1.id);
    CHECK(std::get<Ticket>(call_next(*store, settings, two)).id == n2.id);
    // Two normals have been called: the priority is next, before a normal.
    CHECK(waiting(*store, settings).at(0).id == p.id);
    CHECK(people_before(*store, settings, n3.id) == 1);
    clock.set_wall_ms(monday_morning - hour_ms); // order does not lean on the clock
    not_here(*store, settings, one, n1.id);
    CHECK(std::get<Ticket>(call_next(*store, settings, one)).id == p.id);

    auto serving = now_serving(*store, settings);
    REQUIRE(serving.size() == 2);
    CHECK(serving[0].id == p.id);
    CHECK(serving[1].id == n2.id);
    here(*store, settings, two, n2.id);
    finish(*store, settings, two, n2.id, record());
    leave(*store, settings, n3.id); // never called: not shown
    auto last = last_called(*store, settings, 4);
    REQUIRE(last.size() == 2);
    CHECK(last[0].id == n2.id);
    CHECK(last[1].id == n1.id);
    CHECK(last_called(*store, settings, 1).size() == 1);
    CHECK(waiting(*store, settings).empty());
}

TEST_CASE_FIXTURE(PointFixture, "who is brought back from missed does not shift the turns of the others") {
    Ticket n1 = take();
    CHECK(told(call(*store, settings, one, n1.id)) == "called");
    not_here(*store, settings, one, n1.id);
    CHECK(told(call(*store, settings, one, n1.id)) == "called");
    take(), take();
    Ticket p = take_priority();
    // One normal was called, not two.
    CHECK(people_before(*store, settings, p.id) == 1);
}

TEST_CASE_FIXTURE(PointFixture,
                  "someone who waited half an hour is not passed by a priority that comes now") {
    for (int i = 0; i < 2; ++i)
        REQUIRE(std::holds_alternative<Ticket>(
            call(*store, settings, DeskUser{"m", std::to_string(i)}, take().id)));
    Ticket n = take();
    clock.advance_ms(30 * minute_ms);
    Ticket p = take_priority();
    CHECK(people_before(*store, settings, n.id) == 1); // exactly half an hour: not yet
    clock.advance_ms(1);
    CHECK(people_before(*store, settings, n.id) == 0);
    CHECK(people_before(*store, settings, p.id) == 1);
}

TEST_CASE_FIXTURE(PointFixture, "booked people whose time has come are before all others") {
    take();
    Ticket b = take();
    store->transaction([&] { store->db().run("UPDATE ticket SET class = 'booked' WHERE id = ?", b.id); });
    CHECK(people_before(*store, settings, b.id) == 0);
    CHECK(std::get<Ticket>(call_next(*store, settings, one)).id == b.id);
}

#include "tests/point/point_fixture.h"

#include <functional>
#include <map>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;
using Why = Conflict::Why;

namespace {

const DeskUser one{"anna", "1"}, two{"bruno", "2"};

// "called", or why not: "!desk_busy".
std::string told(const Moved& moved) {
    if (auto* ticket = std::get_if<Ticket>(&moved))
        return to_text(ticket->state);
    switch (std::get<Conflict>(moved).why) {
    case Why::not_found:
        return "!not_found";
    case Why::wrong_state:
        return "!wrong_state";
    case Why::taken_by_other:
        return "!taken_by_other";
    case Why::too_soon:
        return "!too_soon";
    case Why::desk_busy:
        return "!desk_busy";
    }
    return "?";
}

using Action = std::function<Moved(PointFixture&, const std::string&)>;

const std::map<std::string, Action> actions = {
    {"call", [](PointFixture& f, const std::string& id) { return call(*f.store, f.settings, one, id); }},
    {"call_again",
     [](PointFixture& f, const std::string& id) { return call_again(*f.store, f.settings, one, id); }},
    {"here", [](PointFixture& f, const std::string& id) { return here(*f.store, f.settings, one, id); }},
    {"not_here",
     [](PointFixture& f, const std::string& id) { return not_here(*f.store, f.settings, one, id); }},
    {"leave", [](PointFixture& f, const std::string& id) { return leave(*f.store, f.settings, id); }},
    {"void",
     [](PointFixture& f, const std::string& id) { return void_ticket(*f.store, f.settings, one, id); }},
    {"finish",
     [](PointFixture& f, const std::string& id) {
         return finish(*f.store, f.settings, one, id, PointFixture::record());
     }},
};

// Brings a ticket into a state in the way people do, at desk `who`; the states that no action reaches yet by
// hand.
Ticket bring(PointFixture& f, const std::string& state, const DeskUser& who) {
    Ticket t = f.take();
    auto must = [](const Moved& moved) { REQUIRE(std::holds_alternative<Ticket>(moved)); };
    if (state == "called" || state == "serving" || state == "done" || state == "missed")
        must(call(*f.store, f.settings, who, t.id));
    if (state == "serving" || state == "done")
        must(here(*f.store, f.settings, who, t.id));
    if (state == "done")
        must(finish(*f.store, f.settings, who, t.id, PointFixture::record()));
    if (state == "missed")
        must(not_here(*f.store, f.settings, who, t.id));
    if (state == "left")
        must(leave(*f.store, f.settings, t.id));
    if (state == "void")
        must(void_ticket(*f.store, f.settings, who, t.id));
    if (state == "parked" || state == "transferred" || state == "closed_at_day_end")
        f.store->transaction(
            [&] { f.store->db().run("UPDATE ticket SET state = ? WHERE id = ?", state, t.id); });
    return f.now(t.id);
}

// What every action does in every state, at the ticket's own desk six minutes later. Everything else is
// !wrong_state.
const std::map<std::string, std::map<std::string, std::string>> at_own_desk = {
    {"waiting", {{"call", "called"}, {"leave", "left"}, {"void", "void"}}},
    {"called",
     {{"call_again", "called"},
      {"here", "serving"},
      {"not_here", "missed"},
      {"leave", "left"},
      {"void", "void"}}},
    {"serving", {{"finish", "done"}}},
    {"done", {}},
    {"parked", {{"leave", "left"}, {"void", "void"}}},
    {"missed", {{"call", "called"}, {"void", "void"}}},
    {"left", {}},
    {"transferred", {}},
    {"closed_at_day_end", {}},
    {"void", {}},
};

int64_t changes(PointFixture& f) {
    return f.store->db().integer("SELECT count(*) FROM ticket_change").value();
}

} // namespace

TEST_CASE_FIXTURE(PointFixture, "every action in every state does what the table says, and nothing else") {
    for (const auto& [state, allowed] : at_own_desk)
        for (const auto& [name, action] : actions) {
            CAPTURE(state);
            CAPTURE(name);
            Ticket before = bring(*this, state, one);
            clock.advance_ms(6 * minute_ms);
            const int64_t events_before = event_count(), changes_before = changes(*this);
            auto expected = allowed.find(name);
            Moved moved = action(*this, before.id);
            if (expected == allowed.end()) {
                CHECK(told(moved) == "!wrong_state");
                CHECK(to_text(std::get<Conflict>(moved).ticket.state) == state);
                CHECK(to_text(now(before.id).state) == state);
                CHECK(event_count() == events_before);
                CHECK(changes(*this) == changes_before);
            } else {
                CHECK(told(moved) == expected->second);
                CHECK(to_text(now(before.id).state) == expected->second);
                CHECK(event_count() == events_before + (name == "finish" ? 2 : 1));
                CHECK(changes(*this) == changes_before + 1);
            }
            // The desk is free for the next round.
            store->transaction(
                [&] { store->db().run("UPDATE ticket SET state = 'left' WHERE state <> 'left'"); });
        }
}

TEST_CASE_FIXTURE(PointFixture, "at another desk, who is called or served there is taken") {
    for (const std::string state : {"called", "serving"})
        for (const auto& [name, action] : actions) {
            CAPTURE(state);
            CAPTURE(name);
            Ticket t = bring(*this, state, two);
            clock.advance_ms(6 * minute_ms);
            if (name == "leave") { // the citizen's own
                CHECK(told(action(*this, t.id)) == (state == "called" ? "left" : "!wrong_state"));
            } else {
                CHECK(told(action(*this, t.id)) == "!taken_by_other");
                CHECK(to_text(now(t.id).state) == state);
            }
            store->transaction(
                [&] { store->db().run("UPDATE ticket SET state = 'left' WHERE state <> 'left'"); });
        }
}

TEST_CASE_FIXTURE(PointFixture, "a ticket that does not exist is not found by any action") {
    for (const auto& [name, action] : actions) {
        CAPTURE(name);
        CHECK(told(action(*this, "01970000-0000-7000-8000-000000000000")) == "!not_found");
    }
    CHECK(event_count() == 0);
}

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
    CHECK(told(call_again(*store, settings, one, t.id)) == "!wrong_state");
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
    Ticket t = bring(*this, "serving", one);
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
    Ticket t = bring(*this, "serving", one);
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

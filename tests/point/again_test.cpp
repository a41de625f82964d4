// Set aside, transferred, put back: who waits a second time.

#include "tests/point/point_fixture.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

namespace {

const DeskUser one{"anna", "1"}, two{"bruno", "2"}, three{"carla", "3"};

struct AgainFixture : PointFixture {
    Ticket served_by(const DeskUser& who, Ticket t) {
        REQUIRE(told(call(*store, settings, who, t.id)) == "called");
        REQUIRE(told(here(*store, settings, who, t.id)) == "serving");
        return now(t.id);
    }
    std::string line() {
        std::string out;
        for (const Ticket& t : waiting(*store, settings))
            out += (out.empty() ? "" : " ") + t.label;
        return out;
    }
    std::string next(const DeskUser& who) {
        auto called = call_next(*store, settings, who);
        return std::holds_alternative<Ticket>(called) ? std::get<Ticket>(called).label : "-";
    }
};

} // namespace

TEST_CASE_FIXTURE(AgainFixture,
                  "who is set aside frees the desk, keeps the number, and is taken up by any desk") {
    Ticket t = served_by(one, take());
    clock.advance_ms(4 * minute_ms);
    CHECK(told(park(*store, settings, one, t.id)) == "parked");
    CHECK(now(t.id).desk == "1"); // where it was
    CHECK(in_state(*store, settings, TicketState::parked).size() == 1);
    Ticket other = served_by(one, take());
    CHECK(told(take_up(*store, settings, one, t.id)) == "!desk_busy");
    clock.advance_ms(20 * minute_ms);
    CHECK(told(take_up(*store, settings, two, t.id)) == "serving");
    CHECK(now(t.id).desk == "2");
    CHECK(now(t.id).mentor == "bruno");
    clock.advance_ms(5 * minute_ms);
    CHECK(told(finish(*store, settings, two, t.id, record())) == "done");
    // Both parts count, and the time between them does not.
    CHECK(events("ticket.done").at(0)["served_s"] == 9 * 60);
    CHECK(events("ticket.parked").at(0)["desk"] == "1");
    CHECK(events("service.recorded").at(0)["desk"] == "2");
}

TEST_CASE_FIXTURE(AgainFixture, "who is set aside may be called as well, with three calls anew") {
    Ticket t = served_by(one, take());
    park(*store, settings, one, t.id);
    CHECK(told(call(*store, settings, two, t.id)) == "called");
    CHECK(now(t.id).calls == 1);
    CHECK(now(t.id).desk == "2");
    CHECK(events("ticket.called").at(1)["first"] == false);
}

TEST_CASE_FIXTURE(AgainFixture, "a transferred person keeps the number and waits before all who came later") {
    Ticket t = served_by(one, take());
    take();
    take_priority();
    CHECK(told(transfer(*store, settings, one, t.id, {"payments", {}})) == "transferred");
    CHECK(now(t.id).label == "B01");
    CHECK(now(t.id).topic == "payments");
    CHECK(now(t.id).klass == TicketClass::normal);
    CHECK(line() == "B01 B02 B03");
    CHECK(people_before(*store, settings, t.id) == 0);
    auto told_hub = events("ticket.transferred").at(0);
    CHECK(told_hub["topic"] == "payments");
    CHECK(told_hub["topic_before"] == "email");
    CHECK(told_hub["to_desk"] == "");
    CHECK(told_hub["desk"] == "1");
    CHECK(next(two) == "B01");
    CHECK(now(t.id).desk == "2");
    CHECK(now(t.id).calls == 1);
}

TEST_CASE_FIXTURE(AgainFixture,
                  "who was called out of turn and is transferred does not pass those who came before") {
    for (int i = 0; i < 3; ++i)
        take();
    Ticket last = served_by(one, take());
    take();
    transfer(*store, settings, one, last.id, {});
    CHECK(line() == "B01 B02 B03 B04 B05");
}

TEST_CASE_FIXTURE(AgainFixture, "a transfer does not shift the turns of the others") {
    Ticket t = served_by(one, take()); // the first normal call
    transfer(*store, settings, one, t.id, {});
    take(), take();
    Ticket p = take_priority();
    CHECK(line() == "B01 B02 B04 B03"); // one normal was called: one more, then the priority
    CHECK(next(two) == "B01");
    CHECK(people_before(*store, settings, p.id) == 1); // its second call counts for nobody
}

TEST_CASE_FIXTURE(
    AgainFixture,
    "who waits for a desk or a mentor is left to them while they are here, and to all when they are not") {
    Mentor anna = add_mentor(*store, "Anna", "246813"), bruno = add_mentor(*store, "Bruno", "246813");
    const DeskUser at_one{anna.id, "1"}, at_two{bruno.id, "2"};
    set_presence(*store, anna.id, "1", Presence::on);
    set_presence(*store, bruno.id, "2", Presence::pause);
    Ticket for_bruno = served_by(at_one, take());
    transfer(*store, settings, at_one, for_bruno.id, {"", {"", bruno.id}});
    Ticket for_two = served_by(at_one, take());
    transfer(*store, settings, at_one, for_two.id, {"", {"2", ""}});
    Ticket normal = take();
    CHECK(line() == "B01 B02 B03");
    CHECK(people_before(*store, settings, normal.id) == 2);
    CHECK(told(call(*store, settings, at_one, for_bruno.id)) == "!waits_for_other");
    CHECK(told(call(*store, settings, at_one, for_two.id)) == "!waits_for_other");
    CHECK(objection(*store, settings, at_one, TicketAction::call, now(for_two.id)) ==
          Conflict::Why::waits_for_other);
    CHECK_FALSE(objection(*store, settings, at_two, TicketAction::call, now(for_two.id)));
    CHECK(next(at_one) == "B03");
    CHECK(next(at_two) == "B01");
    here(*store, settings, at_two, for_bruno.id);
    finish(*store, settings, at_two, for_bruno.id, record());
    // Bruno goes home: nobody is left waiting for him.
    set_presence(*store, bruno.id, "2", Presence::off);
    not_here(*store, settings, at_one, normal.id);
    CHECK(next(at_one) == "B02");
    CHECK(now(for_two.id).target.empty()); // it was for that wait only
}

TEST_CASE_FIXTURE(AgainFixture, "who waits for one desk counts only those whom that desk may call before") {
    Mentor anna = add_mentor(*store, "Anna", "246813"), bruno = add_mentor(*store, "Bruno", "246813");
    set_presence(*store, anna.id, "1", Presence::on);
    set_presence(*store, bruno.id, "2", Presence::on);
    const DeskUser at_three{"c", "3"};
    Ticket a = served_by(at_three, take());
    transfer(*store, settings, at_three, a.id, {"", {"1", ""}});
    Ticket b = served_by(at_three, take());
    transfer(*store, settings, at_three, b.id, {"", {"2", ""}});
    CHECK(people_before(*store, settings, b.id) == 0);
    CHECK_FALSE(wait_estimate(*store, settings, now(b.id)));
    CHECK(told(leave(*store, settings, a.id)) == "left");
}

TEST_CASE_FIXTURE(AgainFixture, "the length of a service begins anew with a transfer") {
    Ticket t = served_by(one, take());
    clock.advance_ms(10 * minute_ms);
    transfer(*store, settings, one, t.id, {"payments", {}});
    clock.advance_ms(30 * minute_ms);
    served_by(two, t);
    clock.advance_ms(3 * minute_ms);
    finish(*store, settings, two, t.id, record());
    CHECK(events("ticket.done").at(0)["served_s"] == 180);
    CHECK(events("ticket.done").at(0)["waited_s"] == 0); // to the first call
}

TEST_CASE_FIXTURE(AgainFixture,
                  "called by mistake or back too late: the number waits again before all who came later") {
    Ticket t = take();
    take();
    call(*store, settings, one, t.id);
    CHECK(told(put_back(*store, settings, one, t.id)) == "waiting");
    CHECK(now(t.id).desk == "");
    CHECK(line() == "B01 B02");
    CHECK(next(one) == "B01");
    not_here(*store, settings, one, t.id);
    take_priority();
    CHECK(told(put_back(*store, settings, two, t.id)) == "waiting");
    CHECK_FALSE(now(t.id).closed_ms);
    CHECK(line() == "B01 B02 B03");
    CHECK(events("ticket.waiting").size() == 2);
    CHECK(events("ticket.waiting").at(1)["from"] == "missed");
}

TEST_CASE_FIXTURE(AgainFixture, "a number that waits again is not given to anybody else") {
    Ticket t = served_by(one, take());
    transfer(*store, settings, one, t.id, {});
    store->transaction(
        [&] { store->db().run("UPDATE ticket SET number = 899, round = 0 WHERE id = ?", t.id); });
    CHECK(take().label == "B02");
}

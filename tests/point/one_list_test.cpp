// Two kiosks at one point, one list: what each tells the other, and what becomes of it.

#include "tests/point/two_kiosks.h"

#include "kiosk/point/quick_actions.h"

using namespace accanto;
using namespace accanto::tests;
using point::Ticket;

TEST_CASE("a number of either kiosk stands in one line, in the order of coming, whatever the clocks say") {
    for (int64_t off : {-7 * minute_ms, 3 * hour_ms, -20 * 365 * day_ms}) {
        TwoKiosks two(off);
        two.host.take();
        two.advance(minute_ms);
        two.guest.take();
        two.advance(minute_ms);
        two.host.take();
        two.advance(minute_ms);
        two.guest.take();
        two.meet();
        CHECK(two.host.line() == "B01 C01 B02 C02");
        CHECK(two.guest.line() == "B01 C01 B02 C02");
        CHECK(point::people_before(
                  *two.guest.store, two.guest.settings,
                  two.guest.find(point::waiting(*two.guest.store, two.guest.settings)[3].id)->id) == 3);
    }
}

TEST_CASE(
    "the desk knows of a guest's ticket all it needs to begin, and the guest nothing of people elsewhere") {
    TwoKiosks two;
    Ticket theirs = two.guest.take();
    Ticket ours = two.host.take("health");
    two.advance(10 * minute_ms);
    two.meet();
    Ticket at_desk = two.host.find(theirs.id).value();
    CHECK(at_desk.visit_id == "visit-C1");
    CHECK(at_desk.language == "ca");
    CHECK(at_desk.needs.sit);
    REQUIRE(at_desk.stuck);
    CHECK(at_desk.stuck->tutorial == "create-email");
    CHECK(at_desk.origin == "C");
    // Ten minutes ago by the host's own clock, not by the guest's.
    CHECK(at_desk.taken_ms == two.host.clock.wall_ms() - 10 * minute_ms);
    Ticket elsewhere = two.guest.find(ours.id).value();
    CHECK(elsewhere.visit_id.empty());
    CHECK(!elsewhere.needs.sit);
    CHECK(!elsewhere.stuck);
    CHECK(elsewhere.topic == "health");
}

TEST_CASE("what happens at the desk happens at the kiosk: called, not come, back, here, done") {
    TwoKiosks two;
    Ticket t = two.guest.take();
    two.meet();
    two.advance(4 * minute_ms);
    two.call(t, "2");
    two.meet();
    Ticket shown = two.guest.find(t.id).value();
    CHECK(shown.state == point::TicketState::called);
    CHECK(shown.desk == "2");
    REQUIRE(point::now_serving(*two.guest.store, two.guest.settings).size() == 1);
    const int64_t first_call = shown.call;
    CHECK(first_call > 0);
    two.listen();
    CHECK(two.guest.find(t.id)->call == first_call); // the same call is announced once
    two.not_here(t);
    two.meet();
    CHECK(two.guest.state_of(t) == "missed");
    // Called back at another desk, and the guest hears of it only after it was called twice.
    two.call(t, "3");
    two.advance(6 * minute_ms);
    TwoKiosks::moved(point::call_again(*two.host.store, two.host.settings, two.desk("3"), t.id));
    two.meet();
    shown = two.guest.find(t.id).value();
    CHECK(shown.desk == "3");
    CHECK(shown.calls == 2);
    CHECK(shown.call > first_call);
    two.here(t, "3");
    two.advance(8 * minute_ms);
    two.finish(t, "3");
    two.meet();
    CHECK(two.guest.state_of(t) == "done");
    // The kiosk tells the hub that it was taken; the desk tells the rest; the times are of one clock.
    CHECK(two.guest.events("ticket.taken").size() == 1);
    CHECK(two.host.events("ticket.taken").empty());
    for (const char* name :
         {"ticket.called", "ticket.missed", "ticket.serving", "ticket.done", "service.recorded"}) {
        CHECK(two.guest.events(name).empty());
        CHECK(!two.host.events(name).empty());
    }
    CHECK(two.host.events("ticket.called")[0].at("waited_s") == 4 * 60);
    CHECK(two.host.events("service.recorded")[0].at("served_s") == 8 * 60);
    CHECK(two.host.events("service.recorded")[0].at("visit") == "visit-C1");
    // And the guest's estimate rests on what the desk has learnt.
    CHECK(two.guest.store->db().integer("SELECT served FROM topic_service WHERE topic = 'email'") == 1);
}

TEST_CASE("apart, each goes on by itself; together again there is one list, and no number twice") {
    TwoKiosks two;
    std::vector<std::string> labels;
    for (int i = 0; i < 5; ++i) {
        two.advance(minute_ms);
        two.host.take();
        two.advance(minute_ms);
        two.guest.take();
    }
    CHECK(two.guest.line() == "C01 C02 C03 C04 C05");
    two.meet();
    CHECK(two.host.line() == "B01 C01 B02 C02 B03 C03 B04 C04 B05 C05");
    CHECK(two.guest.line() == two.host.line());
    CHECK(point::guest_state(*two.guest.store).untold == 0);
    two.meet();
    CHECK(two.counted("ticket.taken").size() == 10);
}

TEST_CASE("who came while the network was down does not go behind those who came later") {
    TwoKiosks two;
    two.host.take();
    two.advance(minute_ms);
    Ticket apart = two.guest.take();
    for (int i = 0; i < 3; ++i) {
        two.advance(minute_ms);
        two.host.take();
    }
    // The guest's machine is switched off and on meanwhile: only its wall clock tells.
    two.guest.store->transaction(
        [&] { two.guest.store->db().run("UPDATE ticket_change SET boot = 'before', mono_ms = 5"); });
    two.advance(minute_ms);
    two.meet();
    CHECK(two.host.line() == "B01 C01 B02 B03 B04");
    CHECK(two.guest.line() == two.host.line());
    CHECK(point::why(*two.guest.store, two.guest.settings, apart.id)->before == 1);
}

TEST_CASE("a message that was long under way puts nobody behind: told again, they stand where they came") {
    TwoKiosks two;
    two.host.take();
    two.advance(minute_ms);
    two.guest.take();
    two.guest.take();
    const std::string late = point::tell_host(*two.guest.store);
    two.advance(minute_ms);
    two.host.take();
    two.advance(minute_ms);
    REQUIRE(point::hear_guest(*two.host.store, two.host.settings, "C", late)); // its answer is lost
    CHECK(two.host.line() == "B01 B02 C01 C02");
    two.listen(); // the host has it, but where it does not belong
    CHECK(point::guest_state(*two.guest.store).untold == 2);
    two.meet();
    CHECK(two.host.line() == "B01 C01 C02 B02");
    CHECK(two.guest.line() == two.host.line());
    two.advance(minute_ms);
    Ticket first = point::waiting(*two.host.store, two.host.settings)[1];
    two.call(first);
    CHECK(two.host.events("ticket.called")[0].at("waited_s") == 3 * 60);
    // The late one once more changes nothing.
    REQUIRE(point::hear_guest(*two.host.store, two.host.settings, "C", late));
    CHECK(two.host.line() == "B01 C02 B02");
}

TEST_CASE("given back at the kiosk while called at the desk: the citizen is gone, and the desk is free") {
    TwoKiosks two;
    Ticket t = two.guest.take();
    two.meet();
    two.call(t);
    two.give_back(t); // has not heard of the call
    CHECK(two.guest.state_of(t) == "left");
    two.listen(); // the call comes late: it calls nobody back
    CHECK(two.guest.state_of(t) == "left");
    two.meet();
    CHECK(two.host.state_of(t) == "left");
    CHECK(two.guest.state_of(t) == "left");
    CHECK(point::now_serving(*two.host.store, two.host.settings).empty());
    CHECK(two.counted("ticket.left") == std::map<std::string, int>{{"C01", 1}});
    CHECK(two.guest.events("ticket.left").empty());
}

TEST_CASE(
    "given back at the kiosk while served at the desk: who is served is served, and the kiosk learns it") {
    TwoKiosks two;
    Ticket t = two.guest.take();
    two.meet();
    two.call(t);
    two.here(t);
    two.give_back(t);
    CHECK(two.guest.state_of(t) == "left");
    two.meet();
    CHECK(two.host.state_of(t) == "serving");
    CHECK(two.guest.state_of(t) == "serving");
    CHECK(two.counted("ticket.left").empty());
    // It was answered once: set aside later, nobody gives it back again by themselves. But the citizen may.
    TwoKiosks::moved(point::park(*two.host.store, two.host.settings, two.desk(), t.id));
    two.meet();
    CHECK(two.host.state_of(t) == "parked");
    CHECK(two.guest.state_of(t) == "parked");
    two.give_back(t);
    two.meet();
    CHECK(two.host.state_of(t) == "left");
    CHECK(two.guest.state_of(t) == "left");
}

TEST_CASE("a number taken and given back while apart is counted once each") {
    TwoKiosks two;
    Ticket t = two.guest.take();
    two.give_back(t);
    CHECK(two.guest.line().empty());
    two.meet();
    CHECK(two.host.state_of(t) == "left");
    CHECK(two.counted("ticket.taken") == std::map<std::string, int>{{"C01", 1}});
    CHECK(two.counted("ticket.left") == std::map<std::string, int>{{"C01", 1}});
}

TEST_CASE("a number whose day ended while the network was down is closed once, by the kiosk with the desk") {
    TwoKiosks two;
    Ticket t = two.guest.take();
    two.advance(16 * hour_ms);
    point::end_earlier_days(*two.guest.store, two.guest.settings);
    CHECK(two.guest.state_of(t) == "closed_at_day_end");
    Ticket today = two.guest.take();
    CHECK(today.label == "C01"); // another day, another paper
    two.advance(second_ms);
    two.host.take();
    two.meet();
    CHECK(two.host.state_of(t) == "closed_at_day_end");
    CHECK(two.guest.state_of(t) == "closed_at_day_end");
    CHECK(two.host.line() == "C01 B01");
    CHECK(two.guest.line() == "C01 B01");
    CHECK(two.host.events("ticket.closed_at_day_end").size() == 1);
    CHECK(two.guest.events("ticket.closed_at_day_end").empty());
    CHECK(!point::day_changed(*two.host.store, two.host.settings));
}

TEST_CASE(
    "mentors, opening and cleaning at the desk are so at the other kiosk, and are not believed for ever") {
    TwoKiosks two;
    two.meet();
    CHECK(point::mentors_here(*two.guest.store) == 0);
    point::set_presence(*two.host.store, two.ada, "2", point::Presence::on);
    two.meet();
    CHECK(point::mentors_here(*two.guest.store) == 1);
    point::set_presence(*two.host.store, two.ada, "2", point::Presence::pause);
    point::close_point(*two.host.store, two.host.settings, two.ada, {"back_soon", "Tornem a les 16"});
    point::start_cleaning(*two.host.store);
    two.meet();
    CHECK(point::mentors_on_break(*two.guest.store) == 1);
    const auto closed = point::closed_by_staff(*two.guest.store, two.guest.settings);
    REQUIRE(closed);
    CHECK(closed->reason == "back_soon");
    CHECK(closed->message == "Tornem a les 16");
    CHECK(!point::is_open(*two.guest.store, two.guest.settings));
    CHECK(point::cleaning_left_ms(*two.guest.store) == point::cleaning_ms);
    point::end_cleaning(*two.host.store);
    point::open_point(*two.host.store, two.ada);
    two.meet();
    CHECK(point::is_open(*two.guest.store, two.guest.settings));
    CHECK(point::cleaning_left_ms(*two.guest.store) == 0);
    CHECK(two.guest.events("point.closed").empty());
    CHECK(two.guest.events("mentor.presence").empty());

    // The network is down: for some hours what was said last holds, then nothing is known.
    two.advance(3 * hour_ms);
    CHECK(point::mentors_on_break(*two.guest.store) == 1);
    two.advance(2 * hour_ms);
    CHECK(point::mentors_on_break(*two.guest.store) == 0);
    two.meet();
    point::set_presence(*two.host.store, two.ada, "2", point::Presence::on);
    two.meet();
    CHECK(point::mentors_here(*two.guest.store) == 1);
    point::forget_host(*two.guest.store);
    CHECK(point::mentors_here(*two.guest.store) == 0);
}

TEST_CASE("a paper asked for at the desk comes out of the kiosk that gave the number, once") {
    TwoKiosks two;
    Ticket theirs = two.guest.take(), ours = two.host.take();
    two.meet();
    REQUIRE(point::ask_reprint(*two.host.store, two.host.settings, theirs.id));
    CHECK(!point::reprint_asked(*two.host.store, two.host.settings));
    two.advance(5 * second_ms);
    two.meet();
    auto papers = point::take_reprints(*two.guest.store, two.guest.settings);
    REQUIRE(papers.size() == 1);
    CHECK(papers[0].id == theirs.id);
    two.meet();
    CHECK(!point::reprint_asked(*two.guest.store, two.guest.settings));
    // Asked once more it comes once more; asked too long ago it never comes.
    two.advance(second_ms);
    REQUIRE(point::ask_reprint(*two.host.store, two.host.settings, theirs.id));
    two.meet();
    CHECK(point::take_reprints(*two.guest.store, two.guest.settings).size() == 1);
    REQUIRE(point::ask_reprint(*two.host.store, two.host.settings, ours.id));
    two.advance(31 * second_ms);
    two.meet();
    CHECK(!point::reprint_asked(*two.guest.store, two.guest.settings));
}

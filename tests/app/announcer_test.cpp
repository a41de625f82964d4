#include "kiosk/app/announcer.h"

#include <doctest/doctest.h>

using namespace accanto;
using app::Announcer;
using point::Ticket;
using point::TicketState;

namespace {

Ticket called(const std::string& label, int64_t call, TicketState state = TicketState::called) {
    Ticket t;
    t.id = "id of " + label;
    t.label = label, t.desk = "2", t.language = "ar", t.call = call, t.state = state;
    return t;
}

std::string label(const std::optional<app::Notice>& notice) { return notice ? notice->label : "-"; }

} // namespace

TEST_CASE("calls from before the kiosk began are no news, later ones are said once and shown for a while") {
    Announcer a;
    a.read({called("B01", 5)}, "B", "", 0);
    CHECK(label(a.shown(false)) == "-");
    a.read({called("B02", 9), called("B01", 5)}, "B", "", 1000);
    CHECK(label(a.shown(false)) == "B02");
    CHECK(label(a.to_say(false, 1000)) == "B02");
    CHECK(label(a.to_say(false, 1001)) == "-");
    a.read({called("B02", 9), called("B01", 5)}, "B", "", 2000);
    CHECK(label(a.to_say(false, 2000)) == "-");
    CHECK(a.deadline(false) == 1000 + Announcer::shown_ms);
    CHECK_FALSE(a.pass(999 + Announcer::shown_ms));
    CHECK(a.pass(1000 + Announcer::shown_ms));
    CHECK(label(a.shown(false)) == "-");
    CHECK_FALSE(a.deadline(false));
}

TEST_CASE("several calls come one after the other, in the order of the calls") {
    Announcer a;
    a.read({}, "B", "", 0);
    a.read({called("B03", 3), called("B02", 2)}, "B", "", 100);
    CHECK(label(a.to_say(false, 100)) == "B02");
    a.close(200);
    CHECK(label(a.shown(false)) == "B03");
    CHECK(label(a.to_say(false, 200)) == "B03");
}

TEST_CASE("the visit's own call, another kiosk's, and who is served already are not announced") {
    Announcer a;
    a.read({}, "B", "", 0);
    a.read({called("B01", 1), called("C01", 2), called("B02", 3, TicketState::serving)}, "B", "id of B01", 100);
    CHECK(label(a.shown(false)) == "-");
}

TEST_CASE("who has come to the desk is not called any more") {
    Announcer a;
    a.read({}, "B", "", 0);
    a.read({called("B01", 1)}, "B", "", 100);
    a.read({called("B01", 1, TicketState::serving)}, "B", "", 200);
    CHECK(label(a.shown(false)) == "-");
}

TEST_CASE("a page that is being read may come to its end, but not for ever") {
    Announcer a;
    a.read({}, "B", "", 0);
    a.read({called("B01", 1)}, "B", "", 100);
    CHECK(label(a.to_say(true, 100)) == "-");
    CHECK(a.deadline(true) == 100 + Announcer::patience_ms);
    CHECK_FALSE(a.pass(100 + Announcer::shown_ms)); // not before it was said
    CHECK(label(a.to_say(true, 100 + Announcer::patience_ms)) == "B01");
    CHECK(label(a.shown(true)) == "-"); // something as important is on the screen
    CHECK(label(a.shown(false)) == "B01");
}

// From the kiosk's screen to the mentor's hand and back.

#include "tests/app/point_run.h"

using namespace accanto;
using namespace accanto::tests;

TEST_CASE("somebody who learns while waiting is called, goes, and finds the same step afterwards") {
    Point point;
    auto kiosk = point.start(ticket + R"(
tap "Learn while I wait"
tap "Create an e-mail account"
see @bar.ticket
not "Ask a mentor"
tap "Next"
see "Step 2 of"
print "learns"
see "It is your turn" within 30s
see "Please go to desk 2"
not "Step 2 of"
print "called"
tap "I’m going"
see "Step 2 of"
see @bar.ticket
print "goes"
not @bar.ticket within 30s
see "Step 2 of"
)");
    std::string label = kiosk->wait_for("shown ").value_or("");
    CHECK(label == "B01");
    REQUIRE(kiosk->wait_for("learns"));
    CHECK(point.spoken().find("desk 2") == std::string::npos);
    point::Ticket called = point.desk.call();
    CHECK(called.label == label);
    REQUIRE(kiosk->wait_for("called"));
    REQUIRE(kiosk->wait_for("goes"));
    point.desk.here(called);
    point.desk.finish(called);
    point.done(*kiosk);
    // The call is spoken though nobody asked for the voice.
    CHECK(point.spoken().find("It is your turn") != std::string::npos);
    CHECK(point.spoken().find("desk 2") != std::string::npos);
}

TEST_CASE("a number is given back by its citizen, and only when they are sure") {
    Point point;
    auto kiosk = point.start(ticket + R"(
tap "Give my number back"
tap "No, keep it"
see @ticket.number
tap "Give my number back"
tap "Yes, give it back"
see "What would you like to do?"
not @bar.ticket
)");
    point.done(*kiosk);
    CHECK(point.desk.count("ticket.left") == 1);
    REQUIRE(point.desk.tickets().size() == 1);
    CHECK(point.desk.tickets()[0].state == point::TicketState::left);
}

TEST_CASE("who holds a number is shown it, and gets no second one") {
    Point point;
    auto kiosk = point.start(ticket + R"(
tap "Home"
see @bar.ticket
tap "Talk to a mentor"
shown @ticket.number
tap "Learn while I wait"
tap "Create an e-mail account"
not "Ask a mentor"
tap @bar.ticket
see @ticket.number
)");
    point.done(*kiosk);
    CHECK(point.desk.tickets().size() == 1);
}

TEST_CASE("a number asked for in a lesson carries the tutorial, the step and the hints") {
    Point point;
    auto kiosk = point.start(R"(
tap "English"
tap "Learn"
tap @learn.email
tap "Create an e-mail account"
tap "Next"
tap "Give me a hint"
see "Step 2 of"
tap "Ask a mentor"
tap "Continue"
see "The mentor will see"
tap "Take my number"
see @ticket.number
)");
    point.done(*kiosk);
    REQUIRE(point.desk.tickets().size() == 1);
    auto stuck = point.desk.tickets()[0].stuck;
    REQUIRE(stuck);
    CHECK(stuck->tutorial == "create-email");
    CHECK(stuck->step == 2);
    CHECK(stuck->hints_used == 1);
}

TEST_CASE("a double tap on every button of the way has one effect") {
    Point point;
    auto kiosk = point.start(R"(
see "English" within 20s
twice "English"
see "1 mentor is here now" within 20s
see "What would you like to do?"
twice "Learn"
see "What would you like to learn?"
twice @learn.email
twice "Create an e-mail account"
see "Step 1 of"
twice "Next"
see "Step 2 of"
twice "Give me a hint"
see "Step 2 of"
twice @option.address
twice "Next"
see "Step 3 of"
twice "Back"
see "Step 2 of"
twice "Ask a mentor"
see "Would any of this help you?"
twice "I need to sit"
chosen "I need to sit"
twice "Continue"
see "Take a number?"
twice "Take my number"
shown @ticket.number
twice "Print it again"
see @ticket.number
twice "Learn while I wait"
see "Step 2 of"
twice @bar.ticket
see @ticket.number
print "waits"
see "It is your turn" within 30s
twice "I’m going"
see @ticket.number
twice "Home"
see "What would you like to do?"
print "at the desk"
not @bar.ticket within 30s
twice "Talk to a mentor"
see "What do you need help with?"
twice @topic.email
twice "Continue"
twice "Take my number"
shown @ticket.number
twice "Give my number back"
see "Give your number back?"
twice "Yes, give it back"
see "What would you like to do?"
twice "Make it easier"
twice "Large"
chosen "Large"
twice "Language"
see "Choose your language"
twice "English"
see "Make it easier for you"
twice "Done"
see "What would you like to do?"
twice "Finish"
see "How was the help?"
twice @stars.4
see "Would you come here again?"
twice @again.yes
see "Do you want to finish?"
twice "Yes, finish"
see "Thank you. Goodbye!"
wait 300ms
see "Thank you. Goodbye!"
twice "Start again"
see "Touch your language to begin" within 60s
)");
    REQUIRE(kiosk->wait_for("waits"));
    point::Ticket called = point.desk.call();
    REQUIRE(kiosk->wait_for("at the desk"));
    point.desk.here(called);
    point.desk.finish(called);
    point.done(*kiosk);
    DeskHand& desk = point.desk;
    CHECK(desk.count("visit.started") == 1);
    CHECK(desk.count("tutorial.opened") == 1);
    CHECK(desk.count("ticket.taken") == 2);
    CHECK(desk.count("ticket.left") == 1);
    CHECK(desk.count("visit.ended") == 1);
    CHECK(desk.count("stars.given") == 1);
    REQUIRE(desk.tickets().size() == 2);
    CHECK(desk.tickets()[0].needs.sit);
    CHECK(desk.tickets()[0].stuck.value().hints_used == 1);
    // Step 1 was left once, step 2 once (it was gone back to and left for the mentor).
    CHECK(desk.count("tutorial.step") == 2);
}

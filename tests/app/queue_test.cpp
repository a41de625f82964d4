// What the kiosk says about the queue: honestly, to whom it concerns, and to nobody else.

#include "tests/app/point_run.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

// One who takes a number in Spanish, and goes to sit down.
const char* const takes_and_goes = R"(
see "Español" within 20s
tap "Español"
see "Ahora hay 1 mentor" within 20s
tap @home.mentor
tap @topic.email
tap @needs.continue
tap @ticket.take
shown @ticket.number within 20s
tap @bar.finish
tap @leave.yes
tap @finished.start
see "English"
)";

} // namespace

TEST_CASE("a missed number is said in words and voice, can be called again, and stands in nobody's way") {
    Point point;
    auto kiosk = point.start(ticket + R"(
print "waits"
see "It is your turn" within 30s
print "called"
see "Your number B01 was called" within 30s
see "Please ask at the desk. It can be called again."
print "missed"
tap "I understand"
see @ticket.number
see "Your number was called. Please ask at the desk"
print "asks"
see "It is your turn" within 30s
print "called again"
see "Your number B01 was called" within 30s
tap "Take a new number"
)" + std::string("tap @topic.email\ntap \"Continue\"\ntap @ticket.take\nshown @ticket.number\n"));
    REQUIRE(kiosk->wait_for("waits"));
    point::Ticket called = point.desk.call();
    REQUIRE(kiosk->wait_for("called"));
    point.desk.miss(called);
    REQUIRE(kiosk->wait_for("missed"));
    REQUIRE(kiosk->wait_for("asks"));
    point.desk.put_back(called);
    CHECK(point.desk.call().label == "B01");
    REQUIRE(kiosk->wait_for("called again"));
    point.desk.miss(called);
    CHECK(kiosk->wait_for("shown ").value_or("") == "B02");
    point.done(*kiosk);
    CHECK(point.desk.tickets().size() == 2);
    CHECK(point.desk.count("ticket.missed") == 2);
    // Nobody had asked for the voice.
    CHECK(point.spoken().find("Your number B01 was called") != std::string::npos);
}

TEST_CASE("a number that a desk took back is said to be void") {
    Point point;
    auto kiosk = point.start(ticket + "tap \"Home\"\nprint \"waits\"\nsee \"Your number B01 is not valid any more\" within 30s\n"
                                      "tap \"I understand\"\nsee \"What would you like to do?\"\nnot @bar.ticket\n");
    REQUIRE(kiosk->wait_for("waits"));
    point.desk.cancel(point.desk.tickets().at(0));
    point.done(*kiosk);
}

TEST_CASE("a number is called in its own language, over the visit of somebody else, who goes on undisturbed") {
    Point point;
    auto kiosk = point.start(std::string(takes_and_goes) + R"(
tap "English"
tap "Learn"
tap @learn.email
tap "Create an e-mail account"
tap "Next"
see "Step 2 of"
print "another one learns"
see @notice within 30s
see "B01. Vaya a la mesa 2, por favor"
see "Another number is called."
not @bar.finish
not @bar.ticket
see "Step 2 of"
tap @option.address
tap @notice.close
not @notice
see @bar.finish
tap "Next"
see "Step 3 of"
)");
    REQUIRE(kiosk->wait_for("another one learns"));
    CHECK(point.desk.call().label == "B01");
    point.done(*kiosk);
    // Said in Spanish, once, and nothing else: nobody asked for the voice.
    const std::string spoken = point.spoken();
    CHECK(spoken.starts_with("es\tB01. Es su turno. Vaya a la mesa 2"));
    CHECK(std::count(spoken.begin(), spoken.end(), '\n') == 1);
}

TEST_CASE("a number is called when nobody is at the kiosk, and the call leaves the screen by itself") {
    Point point;
    auto kiosk = point.start(std::string(takes_and_goes) + "print \"nobody\"\nsee @notice within 30s\nsee \"B01. Vaya a la mesa 2\"\n"
                                                           "not \"Another number is called.\"\nclock +16s\nnot @notice within 10s\n");
    REQUIRE(kiosk->wait_for("nobody"));
    point.desk.call();
    point.done(*kiosk);
    CHECK(point.spoken().starts_with("es\tB01. Es su turno."));
}

TEST_CASE("who took a number a moment ago is asked before a second one, also in a new visit") {
    Point point;
    auto kiosk = point.start(std::string(takes_and_goes) + R"(
tap "English"
tap "Talk to a mentor"
see "Is B01 your number?"
tap "Yes, print it again"
shown @ticket.number
not "Give my number back"
tap @bar.finish
tap @leave.yes
tap @finished.start
tap "English"
tap "Talk to a mentor"
see "Is B01 your number?"
tap "No, I need a number"
tap @topic.email
tap "Continue"
tap @ticket.take
shown @ticket.number within 20s
tap @bar.finish
tap @leave.yes
tap @finished.start
clock +61s
tap "English"
tap "Talk to a mentor"
see "What do you need help with?"
)");
    CHECK(kiosk->wait_for("shown ").value_or("") == "B01");
    CHECK(kiosk->wait_for("shown ").value_or("") == "B01");
    CHECK(kiosk->wait_for("shown ").value_or("") == "B02");
    point.done(*kiosk);
    CHECK(point.desk.tickets().size() == 2);
    std::vector<std::string> papers = point.papers();
    CHECK(std::count_if(papers.begin(), papers.end(), [](const std::string& p) { return p.starts_with("B01-"); }) == 2);
}

TEST_CASE("before a long line one is asked whether it is worth it") {
    Point point;
    for (int i = 0; i < 3; ++i)
        point.desk.somebody_waits();
    auto kiosk = point.start(R"(
see "English" within 20s
tap "English"
see "1 mentor is here now" within 20s
tap @home.mentor
see "What do you need help with?"
tap "Home"
print "three"
see "What would you like to do?"
wait 1s
tap @home.mentor
see "4 people are before you. Take a number?" within 20s
tap "Learn now"
see "What would you like to learn?"
tap "Back"
tap "Yes, take a number"
tap @topic.email
tap "Continue"
tap @ticket.take
shown @ticket.number within 20s
see "4 people are before you"
tap "Why not by number?"
see "4 people came before you."
see "Numbers with another letter come from another machine."
tap "Back to my number"
see @ticket.number
)");
    REQUIRE(kiosk->wait_for("three"));
    point.desk.somebody_waits();
    point.done(*kiosk);
    CHECK(point.desk.tickets().size() == 5);
}

TEST_CASE("who is set aside or transferred reads what they wait for") {
    Point point;
    auto kiosk = point.start(ticket + R"(
print "waits"
see "It is your turn" within 30s
tap "I’m going"
print "at the desk"
see "Your help is paused. Desk 2 goes on when you are back." within 30s
print "set aside"
see "You wait for help with: Payments. You keep your place." within 30s
see "Nobody is before you"
print "transferred"
see "It is your turn" within 30s
)");
    REQUIRE(kiosk->wait_for("waits"));
    point::Ticket t = point.desk.call();
    REQUIRE(kiosk->wait_for("at the desk"));
    point.desk.here(t);
    point.desk.park(t);
    REQUIRE(kiosk->wait_for("set aside"));
    point.desk.transfer(t, {"payments", {}});
    REQUIRE(kiosk->wait_for("transferred"));
    CHECK(point.desk.call().label == t.label);
    point.done(*kiosk);
}

TEST_CASE("with no mentor here the kiosk says so, promises no number, and gives the hours on paper") {
    Point point;
    point.desk.off();
    point.options.settings = std::string(KioskOptions::quick_settings) + "[point.hours]\nmon = \"00:00-24:00\"\ntue = \"00:00-24:00\"\nwed = \"00:00-24:00\"\n"
                             "thu = \"00:00-24:00\"\nfri = \"00:00-24:00\"\nsat = \"00:00-24:00\"\nsun = \"00:00-24:00\"\n";
    auto kiosk = point.start(R"(
see "English" within 20s
tap "English"
tap "Talk to a mentor"
see "No mentor is here now"
see "This place is open until 24:00. You can ask a person here."
see "Next: tomorrow, 00:00 to 24:00"
not @ticket.take
tap "Hours and phone on paper"
see "Here is your paper." within 20s
tap "Back"
see "No mentor is here now"
tap "Learn now"
see @learn.email
)");
    point.done(*kiosk);
    CHECK(point.desk.tickets().empty());
    REQUIRE(point.papers().size() == 1);
    CHECK(point.papers()[0].starts_with("hours"));
}

TEST_CASE("while the mentor is on a break the kiosk says so, and gives a number to who wants to wait") {
    Point point;
    point.desk.pause();
    auto kiosk = point.start(R"(
see "English" within 20s
tap "English"
see "The mentor is on a short break" within 20s
tap "Talk to a mentor"
see "You can take a number. It is called when the mentor is back."
tap "Take a number and wait"
tap @topic.email
tap "Continue"
tap @ticket.take
shown @ticket.number within 20s
)");
    point.done(*kiosk);
    CHECK(point.desk.tickets().size() == 1);
}

TEST_CASE("when a topic has no more numbers today, the kiosk says so before it asks anything else") {
    Point point;
    point.options.settings = std::string(KioskOptions::quick_settings) + "[kiosk.daily_limits]\nemail = 1\n";
    point.desk.somebody_waits();
    auto kiosk = point.start(R"(
see "English" within 20s
tap "English"
see "1 mentor is here now" within 20s
tap @home.mentor
tap @topic.email
see "There are no more numbers for this topic today."
tap "Another topic"
tap @topic.video_call
tap "Continue"
tap @ticket.take
shown @ticket.number within 20s
)");
    point.done(*kiosk);
    CHECK(point.desk.tickets().size() == 2);
}

TEST_CASE("while the screen is wiped nothing is touched, a number is called all the same, and the visit goes on") {
    Point point;
    auto kiosk = point.start(ticket + R"(
tap "Home"
tap "Learn"
see @learn.email
print "learns"
see "This screen is being cleaned" within 30s
not @learn.email
not @bar.finish
key escape
key home
print "wiped"
see @notice within 30s
print "called"
see "It is your turn" within 30s
tap "I’m going"
see @learn.email
)");
    REQUIRE(kiosk->wait_for("learns"));
    point.desk.start_cleaning();
    REQUIRE(kiosk->wait_for("wiped"));
    point.desk.call();
    REQUIRE(kiosk->wait_for("called"));
    point.desk.end_cleaning();
    point.done(*kiosk);
    CHECK(point.spoken().find("en\tB01. It is your turn.") != std::string::npos);
}

TEST_CASE(
    "when staff close the point, the kiosk says why, in its citizen's language and in their own words") {
    Point point;
    Settings settings;
    settings.point.time_zone = "Europe/Madrid";
    auto kiosk = point.start(R"(
tap "Italiano"
print "here"
see "Ora è chiuso" within 20s
tap @home.mentor
see "Torniamo tra pochi minuti." within 20s
see "Timbre <b>a la izquierda</b>"
print "read"
tap @bar.home
not "Ora è chiuso" within 20s
)");
    REQUIRE(kiosk->wait_for("here"));
    point::close_point(point.desk.store(), settings, "", {"back_soon", "Timbre <b>a la izquierda</b>"});
    REQUIRE_MESSAGE(kiosk->wait_for("read"), kiosk->errors());
    point::open_point(point.desk.store(), "");
    point.done(*kiosk);
}

TEST_CASE("a paper that a desk asks for comes out at the kiosk") {
    Point point;
    auto kiosk = point.start(std::string(takes_and_goes) + "print \"gone\"\nwait 60s\n");
    REQUIRE(kiosk->wait_for("gone"));
    const size_t before = point.papers().size();
    point.desk.reprint(point.desk.tickets().at(0));
    for (int i = 0; i < 300 && point.papers().size() == before; ++i)
        usleep(100'000);
    CHECK(point.papers().size() == before + 1);
    kiosk->kill();
}

TEST_CASE("the number is heard when one asks, and nothing else of the page") {
    Point point;
    auto kiosk = point.start(ticket + "tap \"Hear my number\"\nwait 200ms\n");
    point.done(*kiosk);
    CHECK(point.spoken().starts_with("en\tYour number is B01. Remember the picture:"));
    CHECK(point.spoken().find("Sit down") == std::string::npos);
}

TEST_CASE("the kiosk ends the day by itself, though nobody touches anything") {
    Point point;
    auto kiosk = point.start(std::string(takes_and_goes) + "print \"gone\"\nclock +24h\nwait 60s\n");
    REQUIRE(kiosk->wait_for("gone"));
    for (int i = 0; i < 300 && point.desk.count("ticket.closed_at_day_end") == 0; ++i)
        usleep(100'000);
    CHECK(point.desk.count("ticket.closed_at_day_end") == 1);
    kiosk->kill();
}

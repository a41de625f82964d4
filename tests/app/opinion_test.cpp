// What citizens say of the visit, of the help and to the community reaches the outbox, in every language, and
// nothing else does.

#include "tests/app/point_run.h"

#include "content/base/sealed.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

const char* const languages[] = {"en", "es", "ca", "it", "pt", "sv", "ar"};

// A network whose coordinator has the other half of the key.
struct Network {
    OpeningKey key = OpeningKey::generate();
    std::string settings() const {
        return std::string(KioskOptions::quick_settings) + "[contact]\nkey = \"" + key.sealing_key() + "\"\n";
    }
};

} // namespace

TEST_CASE("in every language a visit ends with a face and its reasons, skipped with no tap at all") {
    Point point;
    std::string visit;
    int face = 0;
    for (const std::string language : languages) {
        static constexpr const char* faces[] = {"bad", "ok", "good"};
        const bool good = face == 2;
        visit += "see @language." + language + " within 20s\ntap @language." + language +
                 "\ntap @home.community within 20s\ntap @bar.finish\ntap @leave.yes\n" + "tap @face." +
                 faces[face] + "\nsee @feedback.done\n" +
                 (good ? "not @reason.hard\ntap @reason.kind\ntap @reason.quick\ntap @reason.kind\n"
                       : "not @reason.easy\ntap @reason.waited\n") +
                 "tap @feedback.done\nnot @face.good\ntap @finished.start\n";
        face = (face + 1) % 3;
    }
    // Whoever goes on without a word, and who only touched a face and left.
    visit += "see @language.en\ntap @language.en\ntap @bar.finish within 20s\ntap @leave.yes\ntap "
             "@finished.start\n"
             "see @language.en\ntap @language.en\ntap @bar.finish within 20s\ntap @leave.yes\ntap "
             "@face.bad\nsee @feedback.done\nclock +30s\nsee @language.en\n";
    auto kiosk = point.start(visit);
    point.done(*kiosk);
    const auto told = point.desk.events("feedback.given");
    REQUIRE(told.size() == 8);
    for (size_t i = 0; i < 7; ++i) {
        CHECK(told[i]["language"] == languages[i]);
        CHECK(told[i]["face"] == int(i % 3) + 1);
        CHECK(told[i]["reasons"] == (i % 3 == 2 ? nlohmann::json{"quick"} : nlohmann::json{"waited"}));
        CHECK(told[i]["visit"] == point.desk.events("visit.ended")[i]["visit"]);
    }
    CHECK(told[7]["face"] == 1);
    CHECK(told[7]["reasons"] == nlohmann::json::array());
}

TEST_CASE("who left without a word is not asked one, and the farewell waits for nobody") {
    Point point;
    auto kiosk = point.start(R"(
see @language.es within 20s
tap @language.es
see @home.learn within 20s
clock +125s
see @idle.yes
clock +61s
see @finished.start
not @face.good
clock +13s
see @language.es
tap @language.es
tap @bar.finish within 20s
tap @leave.yes
see @face.good
clock +26s
see @language.es
)");
    point.done(*kiosk);
    CHECK(point.desk.count("feedback.given") == 0);
    CHECK(point.desk.count("visit.ended") == 2);
}

TEST_CASE("when the help ends while the number is on the screen, stars are asked for, and they count once") {
    Point point;
    auto kiosk = point.start(ticket + R"(
print "waits"
see "It is your turn" within 30s
print "called"
see "How was the help?" within 30s
see "Your number was B01."
tap "Very good"
see "Would you come here again?"
tap "Yes"
see "What would you like to do?"
not @home.helped
tap @bar.finish
see @leave.yes
)");
    REQUIRE(kiosk->wait_for("waits"));
    const point::Ticket called = point.desk.call();
    REQUIRE(kiosk->wait_for("called"));
    point.desk.here(called);
    point.desk.finish(called);
    point.done(*kiosk);
    const auto told = point.desk.events("stars.given");
    REQUIRE(told.size() == 1);
    CHECK(told[0]["ticket"] == called.id);
    CHECK(told[0]["stars"] == 5);
    CHECK(told[0]["would_return"] == "yes");
    CHECK(told[0]["language"] == "en");
}

TEST_CASE("who comes back from a mentor gives stars in any language, and whoever else is here goes on") {
    Point point;
    std::vector<point::Ticket> served;
    for (int i = 0; i < 3; ++i) {
        point::TicketRequest request;
        request.idempotency_key = "key " + std::to_string(i);
        request.visit_id = "visit " + std::to_string(i);
        request.topic = "email";
        request.language = "es";
        served.push_back(std::get<point::Ticket>(point::take_ticket(point.desk.store(), {}, request)));
        const point::Ticket called = point.desk.call();
        point.desk.here(called);
        point.desk.finish(called);
    }
    auto kiosk = point.start(R"(
see @language.ar within 20s
tap @language.ar
tap @home.helped within 20s
see @helped.B01
see @helped.B03
tap @helped.none
see @home.helped
tap @home.helped
tap @helped.B02
see @stars.3
tap @stars.2
tap @bar.back
tap @stars.3
tap @again.dont_know
tap @home.helped
not @helped.B02
tap @helped.B01
tap @stars.4
see @again.no
tap @bar.finish
tap @leave.yes
see @finished.start
tap @finished.start
see @language.sv
tap @language.sv
tap @home.helped within 20s
not @helped.B01
tap @helped.B03
tap @stars.skip
see @home.helped
)");
    point.done(*kiosk);
    const auto told = point.desk.events("stars.given");
    REQUIRE(told.size() == 2);
    CHECK(told[0]["ticket"] == served[1].id);
    CHECK(told[0]["stars"] == 3);
    CHECK(told[0]["would_return"] == "");
    CHECK(told[1]["ticket"] == served[0].id); // the visit ended before the second question was answered
    CHECK(told[1]["stars"] == 4);
}

TEST_CASE("of help that ended while somebody learned, Finish asks first, and lets go with one tap") {
    Point point;
    auto kiosk = point.start(ticket + R"(
tap @bar.home
tap @home.learn
print "learns"
see "It is your turn" within 30s
print "called"
tap "I’m going"
see @learn.email
print "waits"
not @bar.ticket within 30s
tap @bar.finish
see "How was the help?"
tap "Not now"
see @leave.yes
tap @leave.yes
see @face.good
)");
    REQUIRE(kiosk->wait_for("learns"));
    const point::Ticket called = point.desk.call();
    REQUIRE(kiosk->wait_for("called"));
    point.desk.here(called);
    REQUIRE(kiosk->wait_for("waits"));
    point.desk.finish(called);
    point.done(*kiosk);
    CHECK(point.desk.count("stars.given") == 0);
}

TEST_CASE("a suggestion is words, a number, both or a touch; in every language only the network reads it") {
    const Network network;
    Point point;
    point.options.settings = network.settings();
    std::string visit;
    for (const std::string language : languages) {
        const std::string letter = language == "ar" ? "م" : "m";
        visit += "see @language." + language + " within 20s\ntap @language." + language +
                 "\ntap @home.community within 20s\ntap @community.suggest\ntap @about.lessons\n" +
                 "see @words.text\ntap @key." + letter + "\ntap @key." + letter +
                 "\ntap @key.space\ntap @key." + letter + "\ntap @words.use\n" +
                 "see @contact.digits\ntype \"934203882\"\ntap @contact.use\nsee @sent.home within 10s\ntap "
                 "@sent.home\n" +
                 "tap @home.community\ntap @community.join\ntap @as.interpreter\ntap @contact.skip\nsee "
                 "@sent.home within 10s\n" +
                 "tap @bar.finish\ntap @leave.yes\ntap @finished.start\n";
    }
    visit += "see @language.en\ntap @language.en\ntap @home.community within 20s\ntap "
             "@community.suggest\ntap @about.other\ntap @key.o\ntap @words.skip\n"
             "tap @contact.skip\nsee @sent.home within 10s\n";
    auto kiosk = point.start(visit);
    const int code = kiosk->finish(180'000);
    INFO(kiosk->errors());
    CHECK(code == 0);
    CHECK(point.desk.broken_promises() == "");
    const auto told = point.desk.events("community.suggested"),
               joined = point.desk.events("community.joined");
    REQUIRE(told.size() == 8);
    REQUIRE(joined.size() == 7);
    for (size_t i = 0; i < 7; ++i) {
        CHECK(told[i]["language"] == languages[i]);
        CHECK(told[i]["about"] == "lessons");
        CHECK(told[i]["key"] == network.key.sealing_key());
        const auto opened = network.key.open(told[i]["sealed"].get<std::string>());
        CHECK(opened ==
              (languages[i] == std::string("ar") ? "مم م\nTel. 934203882" : "mm m\nTel. 934203882"));
        CHECK(joined[i]["as"] == "interpreter");
        CHECK(joined[i]["sealed"] == "");
        CHECK(joined[i]["key"] == "");
    }
    CHECK(told[7]["about"] == "other"); // what was typed and not wanted went nowhere
    CHECK(told[7]["sealed"] == "");
}

TEST_CASE("without the network's key nobody is asked for words, and the touch counts") {
    Point point;
    auto kiosk = point.start(R"(
see @language.it within 20s
tap @language.it
tap @home.community within 20s
tap @community.suggest
tap @about.hours
see @sent.home within 10s
not @words.text
tap @sent.home
tap @home.community
tap @community.join
tap @as.volunteer
see @sent.home within 10s
)");
    point.done(*kiosk);
    CHECK(point.desk.events("community.suggested").at(0)["sealed"] == "");
    CHECK(point.desk.events("community.joined").at(0)["as"] == "volunteer");
}

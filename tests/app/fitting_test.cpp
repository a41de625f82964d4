// A hand that lands beside what it means learns it in half a minute, hits from then on, and is forgotten with
// the visit.

#include "tests/app/point_run.h"

#include <fmt/format.h>

using namespace accanto;
using namespace accanto::tests;

namespace {

const std::string to_settings =
    "see @language.en within 20s\ntap @language.en\nsee @home.learn within 20s\ntap @bar.help\n";
const std::string begins = "tap @settings.fit\nsee \"Touch the mark\"\nsee \"Mark 1 of 5\"\n";
const std::string marks = "tap @fit.mark\ntap @fit.mark\nsee \"And now this one\"\nsee \"Mark 3 of 5\"\ntap "
                          "@fit.mark\ntap @fit.mark\ntap @fit.mark\n"
                          "see \"The screen now fits your hand\"\n";

const std::string fits = begins + marks;
// Keys of 16 mm: a finger that lands 14 mm below one is on the next.
const std::string beside = "off 0 14\n";
const std::string to_words = "tap @bar.home\ntap @home.learn\ntap @learn.email\ntap "
                             "@lesson.create-email\ntap @lesson.next\ntap @option.address\n"
                             "tap @lesson.next\ntap @device.mail\ntap @lesson.next\ntap @device.create\ntap "
                             "@lesson.next\ntap @device.first_name\n";

void plays(const std::string& visit) {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = visit;
    CHECK_NOTHROW(play(options));
}

} // namespace

TEST_CASE(
    "a hand that lands 14 mm below the keys writes something else, and after the fitting what it means") {
    plays(to_settings + to_words + beside + "tap @key.d\ntap @key.f\noff 0 0\nnot \"df\"\n");
    plays(to_settings + begins + beside + marks +
          "see \"Your finger lands a little beside what you mean. We now allow for that.\"\n" +
          "tap @fit.done\nsee @settings.done\n" + to_words + "tap @key.d\ntap @key.f\nsee \"df\"\n");
}

TEST_CASE("fitted to a hand that is 5 mm off, trembles and touches twice, each touch does what it means") {
    // "clumsy" has the player fail at the first touch that chose nothing, something else, or twice.
    for (const int seed : {3, 4})
        for (const char* off : {"5 0", "-3 4"})
            plays(to_settings + fmt::format("off {}\nclumsy {}\n", off, seed) + fits + "tap @fit.done\n" +
                  to_words + "tap @key.d\ntap @key.f\ntap @key.g\n");
}

TEST_CASE("what a hand was fitted to is forgotten with its visit") {
    plays(to_settings + begins + beside + marks +
          "tap @fit.done\ntap @bar.finish\ntap @leave.yes\nsee @finished.start\noff 0 0\ntap "
          "@finished.start\n" +
          to_settings + to_words + beside + "tap @key.d\ntap @key.f\noff 0 0\nnot \"df\"\n");
}

TEST_CASE("a fitting can be made once more, dropped, and left in the middle") {
    plays(to_settings + fits +
          "see \"Your touches land well. Nothing had to change.\"\nnot @fit.drop\ntap @fit.again\nsee \"Mark "
          "1 of 5\"\ntap @fit.mark\n"
          "see \"Mark 2 of 5\"\ntap @bar.back\nsee @settings.done\n" +
          begins + beside + marks + "tap @fit.drop\nsee @settings.done\noff 0 0\n" + to_words + beside +
          "tap @key.d\ntap @key.f\noff 0 0\nnot \"df\"\n");
}

TEST_CASE("who comes by keys is told that keys need no fitting, whenever they are used") {
    plays(to_settings + "reach @settings.fit\nkey enter\nsee \"You are using keys\"\nsee \"Keys need no "
                        "fitting. Everything here works with them.\"\n"
                        "reach @fit.done\nkey enter\nsee @settings.done\n"
                        "tap @settings.fit\nsee \"Touch the mark\"\nreach @fit.mark\nkey enter\nsee \"You "
                        "are using keys\"\n");
}

TEST_CASE("the fitting is spoken: the question, each mark, and what has changed") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = to_settings + "tap @voice.on\noff 0 6\n" + fits + "wait 500ms\n";
    play(options);
    const std::string spoken = read_file(options.speech_log()).value_or("");
    for (const char* words :
         {"Touch the mark. Touch as you always do, five times.", "And now this one. Mark 2 of 5.",
          "And now this one. Mark 5 of 5.",
          "The screen now fits your hand. Your finger lands a little beside what you mean."})
        CHECK_MESSAGE(spoken.find(words) != std::string::npos, words, " is not in ", spoken);
}

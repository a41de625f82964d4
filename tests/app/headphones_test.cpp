// Headphones: what only one person hears may say what nobody else should; pulled out, nothing is heard and
// all is as before.

#include "tests/app/point_run.h"

#include "tests/app/canary.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

// The voice is off: nothing is said but for the headphones.
const std::string home = "see @language.en within 20s\ntap @language.en\nsee @home.learn within 20s\n";
const std::string to_name =
    "tap @home.learn\ntap @learn.email\ntap @lesson.create-email\ntap @lesson.next\ntap @option.address\n"
    "tap @lesson.next\ntap @device.mail\ntap @lesson.next\ntap @device.create\ntap @lesson.next\n";

struct Played {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};

    std::string spoken(const std::string& visit) {
        options.visit = visit;
        play(options);
        return read_file(options.speech_log()).value_or("");
    }
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("plugging headphones in starts the voice, with what it does; pulling them out ends it") {
    const std::string spoken = Played().spoken(
        home +
        "plug in\nsee @bar.help\nwait 300ms\ntap @bar.help\nchosen @voice.on\nplug out\nchosen @voice.off\n"
        "tap @settings.done\nwait 300ms\n");
    CHECK(has(spoken, "Headphones are plugged in. Only you hear this. To use it without seeing, hold a "
                      "finger in a corner of the screen."));
    CHECK(has(spoken, "Make it easier for you"));
    const std::string after = spoken.substr(spoken.rfind("Make it easier for you"));
    CHECK_FALSE(has(after, "Learn")); // home, to which Done led back, was not read
}

TEST_CASE("who had the voice before has it after, and the volume is the point's own again each time") {
    const std::string spoken =
        Played().spoken(home + "tap @bar.help\ntap @voice.on\nkey louder\nkey louder\nplug usb\nkey "
                               "softer\nplug out\nchosen @voice.on\nkey softer\nwait 200ms\n");
    CHECK(has(spoken, "Volume: 90 of 100"));
    CHECK(has(spoken, "Volume: 60 of 100"));
    CHECK_FALSE(has(spoken, "Volume: 80 of 100\nen\tHeadphones"));
    // 70, and one step down, both times.
    CHECK(spoken.find("Volume: 60 of 100") != spoken.rfind("Volume: 60 of 100"));
}

TEST_CASE("on the loudspeaker what somebody writes is counted, with headphones it is said, and counted again "
          "without them") {
    const std::string name = canary();
    const std::string box = "reach @device.first_name\n";
    const std::string spoken = Played().spoken(
        home + "plug in\n" + to_name + "tap @device.first_name\n" + tapped(name) +
        "reach @device.last_name\n" + box +
        "wait 200ms\nplug out\ntap @bar.help\ntap @voice.on\ntap @settings.done\nreach @device.last_name\n" +
        box + "wait 200ms\n");
    CHECK(has(spoken, "First name. " + name + "."));
    const std::string after = spoken.substr(spoken.rfind(name) + name.size());
    CHECK(has(after, "First name. 24 characters."));
}

TEST_CASE("a telephone number and its keys are named in headphones, and to nobody on the loudspeaker") {
    // Once typed, the page is gone through by keys, from its question to its last key.
    std::string visit = "tap @key.6\ntap @key.1\nkey down\n";
    for (int i = 0; i < 16; ++i)
        visit += "key down\n";
    const auto spoken = [&](const std::string& plug) {
        Played played;
        played.options.settings =
            std::string(KioskOptions::quick_settings) + "[contact]\nkey = \"" + a_contact_key() + "\"\n";
        return played.spoken("see @language.en within 20s\ntap @language.en\ntap @home.community within 20s\n"
                             "tap @community.join\ntap @as.volunteer\nsee @contact.digits\n" +
                             plug + visit + "wait 200ms\n");
    };
    const std::string alone = spoken("plug in\n");
    CHECK(has(alone, " 6 1.\n"));
    CHECK(has(alone, "en\t7.\n"));
    const std::string aloud = spoken("");
    CHECK(has(aloud, " 2 characters.\n"));
    CHECK_FALSE(has(aloud, "6 1"));
    CHECK_FALSE(has(aloud, "en\t7.\n"));
}

TEST_CASE("headphones that are in already when somebody comes start the voice with the visit, and not for "
          "the next without them") {
    const std::string spoken =
        Played().spoken("see @language.en within 20s\nplug in\nwait 200ms\n" + home +
                        "wait 200ms\ntap @bar.finish\ntap @leave.yes\nsee @finished.start\nplug out\n"
                        "tap @finished.start\n" +
                        home + "tap @bar.help\nchosen @voice.off\n");
    CHECK(has(spoken, "es\tLos auriculares están conectados.")); // to whoever comes, as the greeting is
    CHECK(has(spoken, "en\tGood"));
}

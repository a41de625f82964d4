// What the voice does at the kiosk: how loud, when it speaks unasked, and what it never says.

#include "tests/app/point_run.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

const char* const to_settings = "see \"English\" within 20s\ntap \"English\"\ntap \"Make it easier\"\n";

size_t times(const std::string& all, const std::string& one) {
    size_t count = 0;
    for (size_t at = 0; (at = all.find(one, at)) != std::string::npos; at += one.size())
        ++count;
    return count;
}

} // namespace

TEST_CASE("the volume is chosen in steps that are said, by touch and by keys, and the next citizen has the point's own") {
    Point point;
    const std::string louder = std::string(to_settings) + "tap \"Louder\"\nkey louder\ntap \"Softer\"\n";
    const auto kiosk = point.start(louder + "tap \"Finish\"\ntap @leave.yes\ntap @finished.start\n" + louder);
    point.done(*kiosk);
    const std::string said = point.spoken();
    CHECK(times(said, "Volume: 80 of 100") == 4);
    CHECK(times(said, "Volume: 90 of 100") == 2);
}

TEST_CASE("the volume stays between what can be heard and what the loudspeaker has") {
    Point point;
    std::string visit = to_settings;
    for (int i = 0; i < 5; ++i)
        visit += "key louder\n";
    const auto kiosk = point.start(visit);
    point.done(*kiosk);
    CHECK(times(point.spoken(), "Volume: 100 of 100") == 3);
    CHECK(point.spoken().find("110") == std::string::npos);
}

TEST_CASE("whether somebody is still there is asked aloud, though nobody asked for the voice") {
    Point point;
    const auto kiosk = point.start("see \"English\" within 20s\ntap \"English\"\nclock +125s\nsee \"Are you still there?\"\nwait 200ms\n");
    point.done(*kiosk);
    CHECK(point.spoken().starts_with("en\tAre you still there?"));
}

TEST_CASE("what somebody writes is never said, but how much of it is written") {
    Point point;
    const auto kiosk = point.start(std::string(to_settings) +
                                   "tap \"Read aloud\"\nkey home\ntap \"Learn\"\ntap @learn.email\ntap @lesson.create-email\ntap @lesson.next\n"
                                   "tap @option.address\ntap @lesson.next\ntap @device.mail\ntap @lesson.next\ntap @device.create\ntap @lesson.next\n"
                                   "tap @device.first_name\ntype \"Quirijn\"\nreach @device.first_name\nwait 200ms\n");
    point.done(*kiosk);
    CHECK(point.spoken().find("Quirijn") == std::string::npos);
    CHECK(point.spoken().find("7 characters") != std::string::npos);
}

TEST_CASE("by ear a touch says what it is on, and touching that again chooses it") {
    Point point;
    const auto kiosk = point.start("see \"English\" within 20s\nhold where\ntap \"English\"\nwait 100ms\nsee \"Español\"\ntap \"English\"\n"
                                   "see \"Learn\"\ntap \"Learn\"\nsee \"Make it easier\"\ntap \"Talk to a mentor\"\nsee \"Make it easier\"\ntap \"Learn\"\n"
                                   "see \"Make it easier\"\ntap \"Learn\"\nsee \"What would you like to learn?\"\n");
    point.done(*kiosk);
    CHECK(times(point.spoken(), "To choose, touch it again.") == 1);
}

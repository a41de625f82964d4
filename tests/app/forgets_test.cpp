// What a citizen typed is in the kiosk's memory and in its files no longer than it must be: of what is sealed, nothing stays
// from that moment on. The ends of a visit: tests/faults/canary_test.cpp.

#include "tests/app/a_schedule.h"
#include "tests/app/canary.h"
#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include "content/library/taken_home.h"

#include <doctest/doctest.h>

#include <random>

using namespace accanto;
using namespace accanto::tests;

TEST_CASE("a telephone number is in no memory and no file once it is sealed, while its citizen is still here") {
    TemporaryFolder folder;
    const std::string number = canary_number();
    const Searched searched(number, piece_of_a_number);
    KioskOptions options{folder.path()};
    options.settings = std::string(KioskOptions::quick_settings) + "[contact]\nkey = \"" + a_contact_key() + "\"\n";
    options.visit = "clock 2026-11-23T08:00\nsee @language.en within 20s\ntap @language.en\ntap @home.book within 20s\ntap @bookings.book\n"
                    "tap @topic.email\ntap @day.2026-11-24\ntap @time.600\nsee @contact.digits\n" +
                    tapped(number) + "print \"typed\"\nwait 1s\ntap @contact.use\nsee @book.yes\nprint \"sealed\"\nwait 3s\ntap @book.yes\n" +
                    "see @booking.code\nprint \"booked\"\nwait 60s\n";
    point::import_schedule(DeskHand(options.state()).store(), {}, a_schedule());
    Kiosk kiosk(options);
    INFO(kiosk.errors());
    REQUIRE(kiosk.wait_for("typed", 60'000));
    CHECK(!found_in_process(kiosk.pid(), searched).empty());
    REQUIRE(kiosk.wait_for("sealed", 60'000));
    CHECK(found_in_process(kiosk.pid(), searched).text() == "");
    REQUIRE(kiosk.wait_for("booked", 60'000));
    CHECK(found_in_process(kiosk.pid(), searched).text() == "");
    kiosk.stop();
    CHECK(kiosk.finish() == 0);
    CHECK(found_in_files(folder.path(), searched).text() == "");
    CHECK(DeskHand(options.state()).count("contact.given") == 1);
}

TEST_CASE("after Finish, what was told in a skills check and the code that was typed are in no memory and no file") {
    TemporaryFolder folder;
    // Eight signs that are no code: they stay in their places until the visit ends.
    const std::string signs(content::taken_home_signs);
    std::random_device random;
    std::string code, taps;
    do {
        code.clear();
        while (code.size() < content::taken_home_length)
            code += signs[random() % signs.size()];
    } while (content::read_taken_home(code));
    for (const char sign : code)
        taps += std::string("tap @key.") + char(std::tolower(sign)) + "\n";
    const Searched searched(code, code.size());
    KioskOptions options{folder.path()};
    options.visit = "see @language.en within 20s\ntap @language.en\ntap @home.skills\ntap @skills.earlier\n" + taps +
                    "see \"That is not such a code. Look at your paper once more.\"\nprint \"typed\"\nwait 1s\ntap @bar.back\ntap @skills.begin\n"
                    "tap @skill.yes\ntap @skill.news\ntap @bar.finish\ntap @leave.yes\nsee @finished.start\nprint \"finished\"\nwait 3s\n";
    Kiosk kiosk(options);
    INFO(kiosk.errors());
    REQUIRE(kiosk.wait_for("typed", 60'000));
    CHECK(!found_in_process(kiosk.pid(), searched).empty());
    REQUIRE(kiosk.wait_for("finished", 60'000));
    CHECK(found_in_process(kiosk.pid(), searched).text() == "");
    kiosk.stop();
    CHECK(kiosk.finish() == 0);
    CHECK(found_in_files(folder.path(), searched).text() == "");
    // A check that was not answered to its end is told to nobody.
    CHECK(DeskHand(options.state()).count("skills.checked") == 0);
}

TEST_CASE("words for the community are in no memory and no file once they are sealed, or given up") {
    for (const bool sent : {true, false}) {
        TemporaryFolder folder;
        const std::string word = canary();
        const Searched searched(word);
        KioskOptions options{folder.path()};
        options.settings = std::string(KioskOptions::quick_settings) + "[contact]\nkey = \"" + a_contact_key() + "\"\n";
        options.visit = "see @language.en within 20s\ntap @language.en\ntap @home.settings\ntap @voice.on\ntap @settings.done\ntap @home.community within 20s\n"
                        "tap @community.suggest\ntap @about.place\nsee @words.text\n" + tapped(word) + "print \"typed\"\nwait 1s\n" +
                        (sent ? "tap @words.use\ntap @contact.skip\nsee @sent.home within 20s\n" : "tap @bar.finish\ntap @leave.yes\nsee @finished.start within 20s\n") +
                        "print \"over\"\nwait 60s\n";
        Kiosk kiosk(options);
        INFO(kiosk.errors());
        REQUIRE(kiosk.wait_for("typed", 60'000));
        CHECK(!found_in_process(kiosk.pid(), searched).empty());
        REQUIRE(kiosk.wait_for("over", 60'000));
        CHECK(found_in_process(kiosk.pid(), searched).text() == "");
        kiosk.stop();
        CHECK(kiosk.finish() == 0);
        CHECK(found_in_files(folder.path(), searched).text() == "");
        CHECK(DeskHand(options.state()).count("community.suggested") == int(sent));
    }
}

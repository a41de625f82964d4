// Leaving a lesson with four pictures, and coming back with them; taking the card home.

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/app/learn_visit.h"
#include "tests/app/shown_pictures.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"
#include "content/library/library.h"
#include "kiosk/point/kept_places.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace accanto;
using namespace accanto::tests;

namespace {

const std::string to_step_3 = R"(
see @language.en within 20s
tap @language.en
tap @home.learn
tap @learn.email
tap @lesson.create-email
see "Step 1 of"
tap "Next"
tap @option.address
tap "Next"
see "Step 3 of"
)";

} // namespace

TEST_CASE("who keeps the place comes back to the very step, in another language too") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = to_step_3 + R"(
tap @bar.finish
tap "Keep my place"
)" + shows_and_prints_pictures;
    std::vector<int> pictures;
    {
        Kiosk kiosk(options);
        pictures = shown_pictures(kiosk);
        int code = kiosk.finish();
        INFO(kiosk.errors());
        REQUIRE(code == 0);
    }
    REQUIRE(pictures.size() == 4);
    CHECK(std::filesystem::exists(options.state() / "printed" / "code.png"));

    std::string code_taps;
    for (int picture : pictures)
        code_taps += "tap @code." + std::to_string(picture) + "\n";
    options.visit = "see @language.it within 20s\ntap @language.it\ntap @home.learn\ntap @learn.resume\n" + code_taps +
                    "see \"Passo 3 di\"\nsee @device.mail\ntap @bar.back\nsee \"Passo 2 di\"\n";
    CHECK_NOTHROW(play(options));

    DeskHand desk(options.state());
    CHECK(desk.count("tutorial.kept") == 1);
    CHECK(desk.events("tutorial.resumed").at(0).at("step") == 3);
}

TEST_CASE("pictures nobody was given lead nowhere, are told so, and can be touched again") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = R"(
see @language.en within 20s
tap @language.en
tap @home.learn
tap @learn.resume
tap @code.0
tap @code.1
tap @resume.erase
tap @code.2
tap @code.3
tap @code.4
see "No lesson has these pictures."
tap @code.5
not "No lesson has these pictures."
see "Picture 1: bird"
see "Picture 2: not yet"
)";
    CHECK_NOTHROW(play(options));
}

TEST_CASE("the steps of a lesson can be taken home on paper") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    content::Library library = content::load_library({data_dir() / "content" / "tutorials"}, "ES-CT");
    std::string visit = learn_visit(*library.get("create-email"), "en");
    const std::string end = "tap @done.home\n";
    REQUIRE(visit.find(end) != std::string::npos);
    options.visit = visit.replace(visit.find(end), 0, R"(tap @done.card
see "1. Open the mail"
see @card.code
tap @card.print
see "Here is your paper." within 20s
tap @card.done
)");
    CHECK_NOTHROW(play(options));
    CHECK(std::filesystem::exists(options.state() / "printed" / "create-email.png"));
}

// Every tutorial can be learned to its very end, guided and alone, in every language, by touching what is on the screen.

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/app/learn_visit.h"

#include "content/library/library.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace accanto;
using namespace accanto::tests;

namespace {

void learn(const content::Tutorial& tutorial, const std::string& language, const std::string& size, const std::string& place) {
    CAPTURE(tutorial.id);
    CAPTURE(language);
    CAPTURE(place);
    CAPTURE(size);
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.size = size;
    kiosk.settings = "[point]\ntime_zone = \"Europe/Madrid\"\nplace = \"" + place + "\"\n[screen]\nmotion = false\n";
    kiosk.visit = learn_visit(tutorial, language);
    CHECK_NOTHROW(play(kiosk));

    DeskHand desk(kiosk.state());
    CHECK(desk.count("tutorial.opened") == 1);
    CHECK(desk.count("tutorial.finished") == 1);
    CHECK(desk.count("tutorial.stopped") == 0);
    std::vector<nlohmann::json> steps = desk.events("tutorial.step");
    CHECK(steps.size() >= tutorial.steps.size());   // a free try counts twice
    for (const nlohmann::json& step : steps) {
        CHECK(step.at("wrong") == 0);
        CHECK(step.at("hints") == 0);
        CHECK((step.at("result") == "done" || step.at("result") == "read"));
    }
    std::vector<nlohmann::json> ended = desk.events("visit.ended");
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].at("end") == "finished");
    CHECK(ended[0].at("language") == language);
}

// ctest runs the languages side by side: ACCANTO_LANGUAGE names one of them.
std::vector<std::string> languages() {
    if (const char* one = getenv("ACCANTO_LANGUAGE"))
        return {one};
    return {"en", "es", "ca", "it", "pt", "sv", "ar"};
}

} // namespace

// The long form takes every tutorial, in every place, in every language. The short one takes each tutorial in two languages;
// the rules of a lesson are tried on all of them without a screen (tests/library/starter_test.cpp).
TEST_CASE("every tutorial is learned to its very end, guided and alone, and nothing right is called wrong") {
    bool all = getenv("ACCANTO_LONG");
    const std::vector<std::string> seven = {"en", "es", "ca", "it", "pt", "sv", "ar"};
    const char* size = getenv("ACCANTO_SIZE") ? getenv("ACCANTO_SIZE") : "960x540";
    for (const char* place : {"ES-CT", "ES", "IT", "PT", "SE"}) {
        content::Library library = content::load_library({data_dir() / "content" / "tutorials"}, place);
        REQUIRE(!library.heads().empty());
        for (const std::string& language : languages()) {
            size_t turn = size_t(std::find(seven.begin(), seven.end(), language) - seven.begin());
            for (const content::TutorialHead& head : library.heads()) {
                bool its_turn = turn++ % seven.size() < 2;
                auto tutorial = library.get(head.id);
                REQUIRE(tutorial);
                if (all ? place == std::string("ES-CT") || !tutorial->place.empty() : its_turn && place == std::string("ES-CT"))
                    learn(*tutorial, language, size, place);
            }
        }
    }
}

TEST_CASE("every named mistake is explained on the screen, and the lesson still comes to its end") {
    if (languages().front() != "en")
        return; // what is said is in the tutorial's words: one language tells
    bool all = getenv("ACCANTO_LONG");
    content::Library library = content::load_library({data_dir() / "content" / "tutorials"}, "ES-CT");
    for (const content::TutorialHead& head : library.heads()) {
        if (!all && head.id != "create-email" && head.id != "scam-password")
            continue;
        CAPTURE(head.id);
        TemporaryFolder folder;
        KioskOptions kiosk{folder.path()};
        kiosk.visit = learn_visit(*library.get(head.id), "en", true);
        CHECK_NOTHROW(play(kiosk));
        CHECK(DeskHand(kiosk.state()).count("tutorial.finished") == 1);
    }
}

// Every tutorial can be learned to its very end, guided and alone, in every language, by touching what is on the screen.

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/app/learn_visit.h"
#include "tests/temporary_folder.h"

#include "content/base/file.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace accanto;
using namespace accanto::tests;

namespace {

void learn(const content::Tutorial& tutorial, const std::string& language, const std::string& size) {
    CAPTURE(tutorial.id);
    CAPTURE(language);
    CAPTURE(size);
    TemporaryFolder folder;
    KioskOptions kiosk{folder.path()};
    kiosk.size = size;
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

TEST_CASE("every tutorial is learned to its very end, guided and alone, and nothing right is called wrong") {
    content::Library library = content::load_library(data_dir() / "content" / "tutorials");
    REQUIRE(!library.tutorials().empty());
    for (const std::string& language : languages())
        for (const auto& tutorial : library.tutorials())
            learn(*tutorial, language, getenv("ACCANTO_SIZE") ? getenv("ACCANTO_SIZE") : "960x540");
}

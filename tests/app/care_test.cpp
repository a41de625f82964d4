// The kiosk looks after its store while nobody is there.

#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <unistd.h>

using namespace accanto::tests;

namespace {

size_t copies(const KioskOptions& options) {
    size_t count = 0;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(options.state() / "backup", none))
        count += entry.path().extension() == ".db";
    return count;
}

} // namespace

TEST_CASE("in a quiet night the store is copied, and the kiosk is there for who comes") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = R"(
see @language.en within 20s
clock 2026-11-24T02:30
print night
clock +11min
wait 2s
tap @language.en
see @home.learn
)";
    Kiosk kiosk(options);
    REQUIRE(kiosk.wait_for("night"));
    CHECK(copies(options) == 0);
    for (int i = 0; i < 2000 && copies(options) == 0; ++i)
        usleep(10'000);
    CHECK(copies(options) == 1);
    CHECK(kiosk.finish() == 0);
}

TEST_CASE("while somebody is there the store waits, whatever the hour") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.settings = "[point]\ntime_zone = \"Europe/Madrid\"\n[screen]\nmotion = false\n"
                       "[idle]\nask_after_s = 1800\nask_after_reading_s = 1800\n";
    options.visit = R"(
see @language.en within 20s
tap @language.en
see @home.learn
clock 2026-11-24T02:30
clock +25min
wait 1s
see @home.learn
)";
    play(options);
    CHECK(copies(options) == 0);
}

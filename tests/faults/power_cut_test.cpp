#include "tests/faults/fault_vfs.h"
#include "tests/faults/scripted_day.h"
#include "tests/form.h"

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>


using namespace accanto;
using namespace accanto::tests;

namespace {

const int64_t morning = 1'795'426'500'000;

// Changes on the disk of a day on which nothing happens.
int64_t changes_of_a_day() {
    TemporaryFolder folder;
    ManualClock clock(morning);
    FaultVfs vfs;
    Ledger ledger;
    live_through(folder.path(), clock, ledger);
    REQUIRE(ledger.shown.size() == 4);
    REQUIRE(ledger.done.size() == 2);
    return vfs.changes();
}

// What is broken after the power went at the k-th change.
std::vector<std::string> after_cut(int64_t k, unsigned seed, bool honest) {
    TemporaryFolder folder;
    ManualClock clock(morning);
    Ledger ledger;
    {
        FaultVfs vfs;
        if (!honest)
            vfs.lie_about_sync();
        vfs.cut_power_at(k);
        try {
            live_through(folder.path(), clock, ledger);
        } catch (const Error&) {
            // The power is off.
        }
        vfs.settle_power_cut(seed);
    }
    return broken_promises(folder.path(), clock, ledger);
}

} // namespace

TEST_CASE("the power may go at any write, sync and truncation of a day: every promise is kept") {
    spdlog::set_level(spdlog::level::off);
    const int64_t changes = changes_of_a_day();
    const bool all = is_long_form();
    const unsigned seeds = all ? 20 : 1;
    CHECK(changes > 100);
    for (unsigned seed = 1; seed <= seeds; ++seed)
        for (int64_t k = 1; k <= changes; k += one_in(3)) {
            auto wrong = after_cut(k, seed * 1000 + unsigned(k), true);
            if (!wrong.empty())
                FAIL_CHECK(
                    fmt::format("change {} of {}, seed {}: {}", k, changes, seed, fmt::join(wrong, "; ")));
        }
    spdlog::set_level(spdlog::level::info);
}

TEST_CASE("on a disk that does not sync the same test fails: it can tell") {
    spdlog::set_level(spdlog::level::off);
    const int64_t changes = changes_of_a_day();
    int caught = 0;
    for (int64_t k = changes / 2; k <= changes && caught == 0; k += 3)
        caught += !after_cut(k, unsigned(k), false).empty();
    CHECK(caught > 0);
    spdlog::set_level(spdlog::level::info);
}

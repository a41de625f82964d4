#include "kiosk/store/outbox.h"
#include "tests/faults/fault_vfs.h"
#include "tests/faults/scripted_day.h"
#include "tests/form.h"

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <sqlite3.h>


using namespace accanto;
using namespace accanto::tests;
using store::Store;
using store::StoreTrouble;

namespace {

const int64_t morning = 1'795'426'500'000;

int64_t calls_of_a_day() {
    TemporaryFolder folder;
    ManualClock clock(morning);
    FaultVfs vfs;
    Ledger ledger;
    live_through(folder.path(), clock, ledger);
    return vfs.calls();
}

struct Result {
    std::vector<std::string> wrong;
    bool happened = false;
    StoreTrouble trouble = StoreTrouble::none;
    size_t shown = 0;
};

Result after_error(int64_t k, int code, bool persistent) {
    TemporaryFolder folder;
    ManualClock clock(morning);
    Ledger ledger;
    Result result;
    FaultVfs vfs;
    vfs.fail_at(k, code, persistent);
    try {
        live_through(folder.path(), clock, ledger);
    } catch (const std::exception& e) {
        result.trouble = store::trouble_of(e);
    }
    result.happened = vfs.happened();
    vfs.heal();
    result.wrong = broken_promises(folder.path(), clock, ledger);
    result.shown = ledger.shown.size();
    return result;
}

} // namespace

TEST_CASE("a read, write, sync or open may fail at any call of a day, once or from then on: every promise is "
          "kept") {
    spdlog::set_level(spdlog::level::off);
    const int64_t calls = calls_of_a_day();
    const int64_t stride = one_in(7);
    for (bool persistent : {false, true})
        for (int64_t k = 1; k <= calls; k += stride) {
            Result result = after_error(k, SQLITE_IOERR, persistent);
            if (!result.wrong.empty())
                FAIL_CHECK(fmt::format("call {} of {}{}: {}", k, calls, persistent ? " and on" : "",
                                       fmt::join(result.wrong, "; ")));
            if (persistent)
                CHECK(result.happened);
        }
    spdlog::set_level(spdlog::level::info);
}

TEST_CASE("the disk may be full at any call of a day: it is called so, and every promise is kept") {
    spdlog::set_level(spdlog::level::off);
    const int64_t calls = calls_of_a_day();
    const int64_t stride = one_in(7);
    for (bool persistent : {false, true})
        for (int64_t k = 1; k <= calls; k += stride) {
            Result result = after_error(k, SQLITE_FULL, persistent);
            if (!result.wrong.empty())
                FAIL_CHECK(fmt::format("call {} of {}{}: {}", k, calls, persistent ? " and on" : "",
                                       fmt::join(result.wrong, "; ")));
            CHECK((result.trouble == StoreTrouble::none || result.trouble == StoreTrouble::disk_full));
            // With room made by the reserve the day goes on: once the store is open, no ticket is lost to one
            // refusal.
            if (!persistent && result.shown > 0)
                CHECK(result.shown == 4);
        }
    spdlog::set_level(spdlog::level::info);
}

TEST_CASE("a file that may not grow: old acknowledged rows go first, then the trouble has its name") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    auto store = Store::open(folder.path(), clock);
    const std::string data = fmt::format(R"({{"pad":"{}"}})", std::string(2000, 'x'));
    auto append = [&] {
        store->transaction([&] { store::append_event(*store, "org.accanto.test.v1", data); });
    };
    for (int i = 0; i < 100; ++i)
        append();
    store::acknowledge(*store, 1, 60);
    int64_t pages = store->db().integer("PRAGMA page_count").value();
    store->db().script(fmt::format("PRAGMA max_page_count = {}", pages + 2).c_str());
    for (int i = 0; i < 50; ++i)
        append(); // into the room of the sixty the hub holds
    CHECK(store->db().integer("SELECT count(*) FROM outbox WHERE state = 'acknowledged'") == 0);
    CHECK(store::pending_count(*store) == 90);
    CHECK_FALSE(std::filesystem::exists(folder / "store.reserve"));
    StoreTrouble trouble = StoreTrouble::none;
    int64_t before = 0;
    for (int i = 0; i < 50 && trouble == StoreTrouble::none; ++i) {
        before = store::pending_count(*store);
        try {
            append();
        } catch (const std::exception& e) {
            trouble = store::trouble_of(e);
        }
    }
    CHECK(trouble == StoreTrouble::disk_full);
    CHECK(store::pending_count(*store) == before);
    CHECK_FALSE(store::verify_chain(*store));
    store->db().script("PRAGMA max_page_count = 100000");
    append();
    CHECK(store::pending_count(*store) == before + 1);
}

TEST_CASE("the reserve is there, has its size, and comes back when there is room again") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    Store::open(folder.path(), clock);
    CHECK(std::filesystem::file_size(folder / "store.reserve") == 4 << 20);
    std::filesystem::remove(folder / "store.reserve");
    Store::open(folder.path(), clock);
    CHECK(std::filesystem::file_size(folder / "store.reserve") == 4 << 20);
}

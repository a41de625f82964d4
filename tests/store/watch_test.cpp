#include "kiosk/store/watch.h"

#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;
using namespace accanto::store;
using tests::TemporaryFolder;

namespace {

const int64_t morning = 1'795'426'500'000;

bool readable(const Watch& watch, int timeout_ms) {
    pollfd one{watch.fd(), POLLIN, 0};
    return poll(&one, 1, timeout_ms) == 1;
}

} // namespace

TEST_CASE("another process's commit wakes, and the store says that it is news") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    Store::open(folder.path(), clock);
    pid_t child = fork();
    if (child == 0) {
        usleep(100'000);
        auto store = Store::open(folder.path(), clock);
        store->transaction([&] { store->set_value("x", "1"); });
        store.reset();
        _exit(0);
    }
    auto store = Store::open(folder.path(), clock);
    Watch watch(folder.path());
    Changes changes;
    CHECK(changes.since_last(*store));
    CHECK_FALSE(changes.since_last(*store));
    bool news = false;
    for (int i = 0; i < 100 && !news; ++i)
        news =
            readable(watch, 5000) && watch.drain() && changes.since_last(*store) && store->value("x") == "1";
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(news);
}

TEST_CASE("our own commit wakes but is no news; other files do not count; at rest nothing wakes") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    auto store = Store::open(folder.path(), clock);
    Changes changes;
    changes.since_last(*store);
    Watch watch(folder.path());
    CHECK_FALSE(readable(watch, 0));
    store->transaction([&] { store->set_value("x", "1"); });
    CHECK(readable(watch, 1000));
    CHECK(watch.drain());
    CHECK_FALSE(changes.since_last(*store));
    std::ofstream(folder / "other") << "x";
    CHECK(readable(watch, 1000));
    CHECK_FALSE(watch.drain());
    CHECK_FALSE(readable(watch, 50));
}

TEST_CASE("reading does not wake: watchers do not wake each other for ever") {
    TemporaryFolder folder;
    ManualClock clock(morning);
    auto store = Store::open(folder.path(), clock);
    Watch watch(folder.path());
    store->value("x");
    store->data_version();
    store->read([&] { store->value("y"); });
    CHECK_FALSE(readable(watch, 50));
}

TEST_CASE("a folder that is not there is an error with its code") {
    TemporaryFolder folder;
    try {
        Watch watch(folder / "none");
        FAIL("it was watched");
    } catch (const StoreError& e) {
        CHECK(e.code() == ENOENT);
    }
}

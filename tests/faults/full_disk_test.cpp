// A disk that is really full: a small file system of the test's own. It takes the right to mount one; without
// it (no user namespaces, no root) the test says so, and disk_error_test.cpp still plays every full disk
// through the VFS.

#include "kiosk/store/last_trouble.h"
#include "kiosk/store/outbox.h"
#include "tests/faults/scripted_day.h"

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;
using namespace accanto::tests;
using store::Store;
using store::StoreTrouble;

namespace {

const int64_t morning = 1'795'426'500'000;

constexpr int cannot_mount = 77;

void fill(const std::filesystem::path& file) {
    std::ofstream out(file, std::ios::binary | std::ios::app);
    for (size_t size : {size_t(1) << 16, size_t(4096), size_t(64)}) {
        const std::string bytes(size, 'x');
        while (out.write(bytes.data(), std::streamsize(size)).flush())
            ;
        out.clear();
    }
}

// Takes tickets until one is refused by the disk or it has enough; returns how many were shown. Fails with -1
// for another trouble.
int take_until_full(Store& store, Ledger& ledger, const std::string& prefix, int at_most) {
    for (int n = 0; n < at_most; ++n) {
        std::string key = fmt::format("{}{}", prefix, n);
        try {
            ledger.shown[key] =
                std::get<point::Ticket>(point::take_ticket(store, point_settings(), confirmation(key))).label;
        } catch (const std::exception& e) {
            return store::trouble_of(e) == StoreTrouble::disk_full ? n : -1;
        }
    }
    return at_most;
}

// The lines after "what went wrong" are read by a person.
int wrong(const std::string& what) {
    fprintf(stderr, "full disk: %s\n", what.c_str());
    return 1;
}

int live_with_a_full_disk(const std::filesystem::path& disk) {
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=36m") != 0)
        return cannot_mount;
    ManualClock clock(morning);
    Ledger ledger;
    const auto folder = disk / "state", ballast = disk / "ballast";
    {
        auto store = Store::open(folder, clock);
        take_until_full(*store, ledger, "before-", 50);
        if (ledger.shown.size() != 50)
            return wrong("tickets were refused with room on the disk");
        fill(ballast);
        int given = take_until_full(*store, ledger, "full-", 150);
        if (given < 100)
            return wrong(fmt::format("the reserve gave room for {} tickets only", given));
        if (std::filesystem::exists(folder / "store.reserve"))
            return wrong("the reserve is still there");
        if (const std::string told = store::trouble_to_tell(*store); told != "disk_full")
            return wrong("the hub is told that the store is " + told);
        if (auto broken = broken_promises(folder, clock, ledger); !broken.empty())
            return wrong(broken.front());
    }
    // Starting works on a full disk, and what was promised is there.
    fill(ballast);
    if (auto broken = broken_promises(folder, clock, ledger); !broken.empty())
        return wrong("after starting on a full disk: " + broken.front());
    std::filesystem::remove(ballast);
    auto store = Store::open(folder, clock);
    std::get<point::Ticket>(point::take_ticket(*store, point_settings(), confirmation("after")));
    if (!std::filesystem::exists(folder / "store.reserve"))
        return wrong("the reserve did not come back");
    if (const std::string told = store::trouble_to_tell(*store); told != "ok")
        return wrong("with room again the hub is told that the store is " + told);
    return 0;
}

} // namespace

TEST_CASE("on a full disk tickets go on from the reserve, nothing shown is lost, and it starts again") {
    TemporaryFolder folder;
    pid_t child = fork();
    if (child == 0) {
        spdlog::set_level(spdlog::level::off);
        int result = 1;
        try {
            result = live_with_a_full_disk(folder.path());
        } catch (const std::exception& e) {
            result = wrong(e.what());
        }
        _exit(result);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == cannot_mount) {
        MESSAGE("no right to mount a small disk here: not tried");
        return;
    }
    CHECK(WEXITSTATUS(status) == 0);
}

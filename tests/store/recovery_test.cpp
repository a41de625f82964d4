#include "kiosk/store/recovery.h"

#include "content/base/file.h"
#include "kiosk/store/identity.h"
#include "kiosk/store/outbox.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;
using namespace accanto::store;
using tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

const int64_t morning = 1'795'426'500'000;

struct Fixture {
    TemporaryFolder folder;
    ManualClock clock{morning};

    std::unique_ptr<Store> open() { return Store::open(folder.path(), clock); }
    void append(Store& store, int count) {
        for (int i = 0; i < count; ++i)
            store.transaction([&] { append_event(store, "org.accanto.test.v1", "{}"); });
    }
    void overwrite(std::streamoff at, const std::string& bytes) {
        std::fstream file(folder / "store.db", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(at);
        file << bytes;
    }
    int moved_aside() {
        int count = 0;
        for (const auto& entry : fs::directory_iterator(folder.path()))
            count += entry.path().filename().string().starts_with("store-corrupt-") &&
                     entry.path().extension() == ".db";
        return count;
    }
    // What a process does that opens the store and is then killed.
    void leave_unclean() {
        pid_t child = fork();
        if (child == 0) {
            auto store = Store::open(folder.path(), clock);
            _exit(0);
        }
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WEXITSTATUS(status) == 0);
    }
};

StoreTrouble trouble_when_opened(const fs::path& folder, const Clock& clock) {
    try {
        Store::open(folder, clock);
        return StoreTrouble::none;
    } catch (const std::exception& e) {
        return trouble_of(e);
    }
}

} // namespace

TEST_CASE_FIXTURE(Fixture,
                  "a store that is no database is moved aside, and an empty one comes up in the next epoch") {
    std::string kiosk;
    {
        auto store = open();
        kiosk = *store->value("kiosk_id");
        append(*store, 3);
    }
    overwrite(0, std::string(100, 'x'));
    std::string broken = *read_file(folder / "store.db");
    auto store = open();
    CHECK(moved_aside() == 1);
    CHECK(store->value("kiosk_id") == kiosk);
    CHECK(outbox_state(*store).epoch == 2);
    CHECK(outbox_state(*store).next_seq == 1);
    append(*store, 2);
    CHECK(pending(*store, 10, 1 << 20).front().epoch == 2);
    for (const auto& entry : fs::directory_iterator(folder.path()))
        if (entry.path().filename().string().starts_with("store-corrupt-") &&
            entry.path().extension() == ".db")
            CHECK(read_file(entry.path()) == broken);
}

TEST_CASE_FIXTURE(Fixture, "the last of the stores that were moved aside is told by its number, whatever the clock did") {
    CHECK_FALSE(last_moved_aside(folder.path()));
    // By a program that gave no numbers, in a year that has not come.
    const fs::path unnumbered = folder / "store-corrupt-20451123T091500Z.db";
    write_file_durably(unnumbered, "", 0660);
    CHECK(last_moved_aside(folder.path()) == unnumbered);
    fs::path before;
    for (int n = 0; n < 3; ++n) {
        open();
        before = move_aside(folder.path(), clock);
        CHECK(last_moved_aside(folder.path()) == before);
        // Each was written to later than all that come after it.
        fs::last_write_time(before, fs::file_time_type::clock::now() + std::chrono::hours(100 - n));
        clock.set_wall_ms(clock.wall_ms() - 86'400'000);
    }
    CHECK(last_moved_aside(folder.path()) == before);
}

TEST_CASE_FIXTURE(Fixture, "damage inside the file is found before the first write after an unclean stop") {
    {
        auto store = open();
        append(*store, 200);
    }
    leave_unclean();
    // Page 1 stays whole, the rest does not: opening alone would not notice.
    auto size = std::streamoff(fs::file_size(folder / "store.db"));
    overwrite(4096, std::string(size_t(size) - 4096, '\x55'));
    auto store = open();
    CHECK(moved_aside() == 1);
    CHECK(outbox_state(*store).epoch == 2);
}

TEST_CASE_FIXTURE(Fixture, "the mark of an open store goes with its last orderly close") {
    {
        auto a = open();
        auto b = open();
        CHECK(fs::exists(folder / "store.open"));
        a.reset();
        CHECK(fs::exists(folder / "store.open"));
    }
    CHECK_FALSE(fs::exists(folder / "store.open"));
    leave_unclean();
    CHECK(fs::exists(folder / "store.open"));
    open();
    CHECK_FALSE(fs::exists(folder / "store.open"));
}

TEST_CASE_FIXTURE(Fixture, "the epoch grows with each loss, whatever is lost with it") {
    open();
    for (int64_t epoch = 2; epoch <= 4; ++epoch) {
        overwrite(0, std::string(4096, 'x'));
        CHECK(outbox_state(*open()).epoch == epoch);
    }
    fs::remove(folder / "store.db");
    CHECK(outbox_state(*open()).epoch == 5);
    // The file beside the store may be lost as long as the store is not.
    fs::remove(folder / "store.identity");
    std::string kiosk = *open()->value("kiosk_id");
    CHECK(outbox_state(*open()).epoch == 5);
    CHECK(read_identity(folder.path())->epoch == 5);
    CHECK(read_identity(folder.path())->kiosk_id == kiosk);
}

TEST_CASE_FIXTURE(Fixture, "an older copy put in place by hand begins an epoch that was never used") {
    append(*open(), 2);
    fs::copy_file(folder / "store.db", folder / "copy");
    overwrite(0, std::string(4096, 'x'));
    append(*open(), 2); // epoch 2
    fs::remove(folder / "store.db");
    fs::copy_file(folder / "copy", folder / "store.db");
    auto store = open();
    CHECK(outbox_state(*store).epoch == 3);
    // What the copy had not sent still goes out, in its old epoch and first.
    CHECK(pending(*store, 10, 1 << 20).front().epoch == 1);
    append(*store, 1);
    CHECK(pending(*store, 10, 1 << 20).back().epoch == 3);
    CHECK_FALSE(verify_chain(*store));
}

TEST_CASE_FIXTURE(Fixture, "the newest good backup comes back, in a new epoch") {
    {
        auto store = open();
        store->transaction([&] { store->set_value("point_message", "first"); });
        back_up(store->db(), folder.path(), clock);
        clock.advance_ms(1000);
        store->transaction([&] { store->set_value("point_message", "second"); });
        append(*store, 4);
        back_up(store->db(), folder.path(), clock);
        store->transaction([&] { store->set_value("point_message", "after"); });
    }
    SUBCASE("the newest") {
        overwrite(0, std::string(4096, 'x'));
        auto store = open();
        CHECK(store->value("point_message") == "second");
        CHECK(outbox_state(*store).epoch == 2);
        CHECK(outbox_state(*store).pending == 4);
    }
    SUBCASE("an older one when the newest is damaged too") {
        std::ofstream(backups(folder.path()).back(), std::ios::trunc) << "no database";
        overwrite(0, std::string(4096, 'x'));
        auto store = open();
        CHECK(store->value("point_message") == "first");
        CHECK(outbox_state(*store).epoch == 2);
    }
    SUBCASE("when the store was deleted") {
        fs::remove(folder / "store.db");
        auto store = open();
        CHECK(store->value("point_message") == "second");
        CHECK(outbox_state(*store).epoch == 2);
    }
    CHECK_FALSE(fs::exists(folder / "store.restoring"));
}

TEST_CASE_FIXTURE(Fixture, "three backups are kept, and each one opens by itself") {
    auto store = open();
    for (int i = 0; i < 5; ++i) {
        append(*store, 1);
        back_up(store->db(), folder.path(), clock); // the clock stands still: names must not collide
    }
    auto kept = backups(folder.path());
    REQUIRE(kept.size() == 3);
    for (const fs::path& one : kept) {
        Database copy(one, OpenMode::read_only);
        CHECK(copy.text("PRAGMA integrity_check") == "ok");
    }
    CHECK(Database(kept.back(), OpenMode::read_only).integer("SELECT count(*) FROM outbox") == 5);
}

TEST_CASE_FIXTURE(
    Fixture, "a program that still has the replaced file open cannot write to it, and finds the new one") {
    auto other = open();
    append(*other, 1);
    overwrite(0, std::string(100, 'x'));
    auto store = open(); // waits for the other, then goes on without it
    CHECK(outbox_state(*store).epoch == 2);
    try {
        append(*other, 1);
        FAIL("it was written to the file that was moved aside");
    } catch (const StoreError& e) {
        CHECK(e.trouble() == StoreTrouble::corrupt);
    }
    other.reset();
    other = open();
    append(*other, 1);
    CHECK(outbox_state(*store).next_seq == 2);
}

TEST_CASE_FIXTURE(Fixture, "a folder that cannot be written is told from a damaged store") {
    std::ofstream(folder / "file") << "not a folder";
    CHECK(trouble_when_opened(folder / "file", clock) == StoreTrouble::not_writable);
    CHECK(trouble_when_opened(folder / "file" / "below", clock) == StoreTrouble::not_writable);
    fs::create_directories(folder / "taken" / "store.db"); // a folder where the file should be
    CHECK(trouble_when_opened(folder / "taken", clock) == StoreTrouble::not_writable);
    CHECK(trouble_when_opened("/proc/accanto", clock) == StoreTrouble::not_writable);
}

TEST_CASE_FIXTURE(Fixture, "a folder that only others may write, as a program without privileges finds it") {
    append(*open(), 1);
    REQUIRE(chmod(folder.path().c_str(), 0555) == 0);
    for (const auto& entry : fs::directory_iterator(folder.path()))
        REQUIRE(chmod(entry.path().c_str(), 0444) == 0);
    pid_t child = fork();
    if (child == 0) {
        // Root may write anything; nobody may not.
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(100);
        _exit(int(trouble_when_opened(folder.path(), clock)));
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == int(StoreTrouble::not_writable));
    REQUIRE(chmod(folder.path().c_str(), 0755) == 0);
}

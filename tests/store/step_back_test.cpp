// A kiosk goes back to the version before: the store of the newer one, and what happened in it, are not lost.
#include "kiosk/store/step_back.h"

#include "kiosk/store/identity.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/recovery.h"
#include "kiosk/store/store.h"
#include "tests/store/damaged.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

using namespace accanto;
using namespace accanto::store;

namespace {

struct StepFixture {
    tests::TemporaryFolder folder;
    ManualClock clock{1'795'426'500'000};

    std::unique_ptr<Store> open() { return Store::open(folder.path(), clock); }
    void happen(Store& store, const std::string& what) const {
        store.transaction(
            [&] { append_event(store, "org.accanto.tried.v1", "{\"what\":\"" + what + "\"}"); });
    }
    // What a newer program makes of it: a schema of the future, and something that happened under it.
    void become_newer() {
        const auto store = open();
        happen(*store, "under the newer version");
        store->db().script("ALTER TABLE outbox ADD COLUMN of_the_future TEXT");
        const int64_t next = schemas_of(folder / "store.db").known + 1;
        store->db().script(("PRAGMA user_version = " + std::to_string(next)).c_str());
    }
    std::vector<std::string> waiting(Store& store) const {
        std::vector<std::string> out;
        Query row = store.db().query("SELECT json_extract(CAST(bytes AS TEXT), '$.data.what') FROM outbox "
                                     "WHERE state = 'pending' ORDER BY epoch, seq");
        while (row.step())
            out.push_back(row.text(0));
        return out;
    }
};

} // namespace

TEST_CASE("going back keeps what happened since the copy, in a new epoch") {
    StepFixture f;
    {
        const auto store = f.open();
        f.happen(*store, "before");
        back_up(store->db(), f.folder.path(), f.clock);
    }
    f.become_newer();
    CHECK_THROWS_AS(f.open(), StoreError);
    const int64_t epoch = read_identity(f.folder.path())->epoch;
    CHECK(step_back(f.folder.path(), f.clock));
    const auto store = f.open();
    CHECK(f.waiting(*store) == std::vector<std::string>{"before", "under the newer version"});
    CHECK(read_identity(f.folder.path())->epoch == epoch + 1);
    CHECK(last_moved_aside(f.folder.path()));
    CHECK(!step_back(f.folder.path(), f.clock)); // there is nothing more to do
}

TEST_CASE("a newer copy is passed over on the way back, and kept") {
    StepFixture f;
    {
        const auto store = f.open();
        f.happen(*store, "before");
        back_up(store->db(), f.folder.path(), f.clock);
    }
    f.become_newer();
    {
        Database newer(f.folder / "store.db", OpenMode::read_write);
        back_up(newer, f.folder.path(), f.clock);
    }
    CHECK(step_back(f.folder.path(), f.clock));
    CHECK(f.waiting(*f.open()).size() == 2);
    int kept = 0;
    for (const auto& entry : std::filesystem::directory_iterator(f.folder / "backup"))
        kept += entry.path().extension() == ".newer" ? 1 : 0;
    CHECK(kept == 1);
}

TEST_CASE("without a copy to go back to nothing is touched") {
    StepFixture f;
    f.open();
    f.become_newer();
    CHECK_THROWS_WITH_AS(
        step_back(f.folder.path(), f.clock),
        "there is no copy of the store that this version can read: install the newer program again",
        StoreError);
    CHECK(schemas_of(f.folder / "store.db").there == schemas_of(f.folder / "store.db").known + 1);
}

TEST_CASE("a store of this version, or none, is left alone on the way back") {
    StepFixture f;
    { f.happen(*f.open(), "before"); }
    const int64_t epoch = read_identity(f.folder.path())->epoch;
    CHECK(!step_back(f.folder.path(), f.clock));
    CHECK(f.waiting(*f.open()) == std::vector<std::string>{"before"});
    CHECK(read_identity(f.folder.path())->epoch == epoch);
}

TEST_CASE("a cut after the newer store was moved aside is gone on from") {
    StepFixture f;
    {
        const auto store = f.open();
        f.happen(*store, "before");
        back_up(store->db(), f.folder.path(), f.clock);
    }
    f.become_newer();
    move_aside(f.folder.path(), f.clock);
    step_back(f.folder.path(), f.clock);
    CHECK(f.waiting(*f.open()) == std::vector<std::string>{"before", "under the newer version"});
}

TEST_CASE("a store that is damaged on the way back is recovered from a copy of this version") {
    StepFixture f;
    {
        const auto store = f.open();
        f.happen(*store, "before");
        back_up(store->db(), f.folder.path(), f.clock);
    }
    f.become_newer();
    {
        Database newer(f.folder / "store.db", OpenMode::read_write);
        back_up(newer, f.folder.path(), f.clock);
        back_up(newer, f.folder.path(), f.clock);
    }
    tests::spoil_page(backups(f.folder.path()).back(), 1);
    tests::spoil_page(f.folder / "store.db", 1);
    CHECK(step_back(f.folder.path(), f.clock));
    CHECK(f.waiting(*f.open()) == std::vector<std::string>{"before"});
    CHECK(last_moved_aside(f.folder.path()));
}

TEST_CASE("a damaged copy is no copy to go back to") {
    StepFixture f;
    {
        const auto store = f.open();
        back_up(store->db(), f.folder.path(), f.clock);
    }
    f.become_newer();
    tests::spoil_page(backups(f.folder.path()).back(), 1);
    CHECK_THROWS_AS(step_back(f.folder.path(), f.clock), StoreError);
    CHECK(schemas_of(f.folder / "store.db").there == schemas_of(f.folder / "store.db").known + 1);
}

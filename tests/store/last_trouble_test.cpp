// What is told of the store's trouble, and for how long.

#include "kiosk/store/last_trouble.h"

#include "kiosk/store/care.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/recovery.h"
#include "tests/quiet.h"
#include "tests/store/damaged.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

using namespace accanto;
using namespace accanto::store;

namespace {

struct Fixture {
    tests::Quiet quiet;
    tests::TemporaryFolder folder;
    ManualClock clock{1'795'426'500'000};
    std::unique_ptr<Store> store = Store::open(folder.path(), clock);
    int nights = 0;

    void open_anew() {
        store.reset();
        store = Store::open(folder.path(), clock);
    }
    void lose() {
        store.reset();
        std::filesystem::remove(folder / "store.db");
        open_anew();
    }
    void night() {
        const std::atomic<bool> stop = false;
        CHECK(take_care(*store, std::to_string(++nights), stop) == Care::done);
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "a store that was lost is told of for seven nights, whatever the clock says, and another loss begins anew") {
    CHECK(trouble_to_tell(*store) == "ok");
    lose();
    for (int i = 0; i < 6; ++i) {
        CHECK(trouble_to_tell(*store) == "emptied");
        night();
        clock.set_wall_ms(i * 1'000'000'000'000);
    }
    lose();
    for (int i = 0; i < 7; ++i) {
        CHECK(trouble_to_tell(*store) == "restored");
        night();
    }
    CHECK(trouble_to_tell(*store) == "ok");
}

TEST_CASE_FIXTURE(Fixture, "damage in use is told until the store is opened anew, and an index that was made anew is told then") {
    store->transaction([&] { append_event(*store, "org.accanto.test.v1", "{}"); });
    mark_suspect(folder.path());
    CHECK(trouble_to_tell(*store) == "suspect");
    open_anew();
    CHECK(trouble_to_tell(*store) == "ok"); // nothing was found
    store.reset();
    {
        const tests::ForgottenIndex forgotten(folder / "store.db", "outbox_pending");
        tests::run_raw(folder / "store.db", "UPDATE outbox SET state = 'parked'");
    }
    mark_suspect(folder.path());
    store = Store::open(folder.path(), clock);
    CHECK(trouble_to_tell(*store) == "mended");
}

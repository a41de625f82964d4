#include "kiosk/store/store_thread.h"

#include "kiosk/store/outbox.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <fstream>
#include <mutex>

using namespace accanto;
using namespace accanto::store;
using tests::TemporaryFolder;

namespace {

const int64_t morning = 1'795'426'500'000;

// A loop that sleeps until it is woken, as the kiosk's does.
class Loop {
public:
    std::function<void()> wake() {
        return [this] {
            std::lock_guard lock(m_mutex);
            ++m_woken;
            m_changed.notify_all();
        };
    }
    // Delivers until `done` holds; false after 10 s.
    template <class Done>
    bool until(StoreThread& thread, Done done) {
        auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        for (;;) {
            thread.deliver();
            if (done())
                return true;
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait_until(lock, deadline, [&] { return m_woken > 0; }))
                return false;
            m_woken = 0;
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_woken = 0;
};

struct Fixture {
    TemporaryFolder folder;
    ManualClock clock{morning};
    Loop loop;
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "results come back on the asking thread, in the order of asking") {
    StoreThread thread(folder.path(), clock, loop.wake());
    std::vector<int> order;
    const auto here = std::this_thread::get_id();
    for (int i = 0; i < 20; ++i)
        thread.run(
            [i](Store& store) {
                store.transaction([&] { append_event(store, "org.accanto.test.v1", "{}"); });
                return std::pair(i, std::this_thread::get_id());
            },
            [&](Outcome<std::pair<int, std::thread::id>> outcome) {
                REQUIRE(outcome);
                CHECK(outcome.value->second != here);
                CHECK(std::this_thread::get_id() == here);
                order.push_back(outcome.value->first);
            });
    REQUIRE(loop.until(thread, [&] { return order.size() == 20; }));
    CHECK(std::is_sorted(order.begin(), order.end()));
    CHECK(thread.trouble() == StoreTrouble::none);
}

TEST_CASE_FIXTURE(Fixture, "what a job throws arrives as an outcome, and the next job runs") {
    StoreThread thread(folder.path(), clock, loop.wake());
    std::string message;
    bool after = false;
    thread.run([](Store&) -> int { throw std::invalid_argument("no such thing"); },
               [&](Outcome<int> outcome) {
                   CHECK_FALSE(outcome);
                   CHECK(outcome.trouble == StoreTrouble::failed);
                   message = outcome.message;
               });
    thread.run([](Store& store) { store.transaction([&] { store.set_value("x", "1"); }); },
               [&](Outcome<std::monostate> outcome) { after = bool(outcome); });
    REQUIRE(loop.until(thread, [&] { return after; }));
    CHECK(message == "no such thing");
    CHECK(thread.trouble() == StoreTrouble::none);
}

TEST_CASE_FIXTURE(Fixture, "with no store the jobs are told why, and reopening brings it up") {
    std::ofstream(folder / "state") << "in the way";
    StoreThread thread(folder / "state", clock, loop.wake());
    std::optional<StoreTrouble> first;
    bool ran = false;
    thread.run([&](Store&) { ran = true; },
               [&](Outcome<std::monostate> outcome) { first = outcome.trouble; });
    REQUIRE(loop.until(thread, [&] { return first.has_value(); }));
    CHECK_FALSE(ran);
    CHECK(*first == StoreTrouble::not_writable);
    CHECK(thread.trouble() == StoreTrouble::not_writable);
    CHECK_FALSE(thread.message().empty());

    thread.reopen();
    std::optional<StoreTrouble> second;
    thread.run([&](Store&) {}, [&](Outcome<std::monostate> outcome) { second = outcome.trouble; });
    REQUIRE(loop.until(thread, [&] { return second.has_value(); }));
    CHECK(*second == StoreTrouble::not_writable);

    std::filesystem::remove(folder / "state");
    thread.reopen();
    bool up = false;
    thread.run([](Store& store) { return store.value("kiosk_id").has_value(); },
               [&](Outcome<bool> outcome) { up = outcome && *outcome.value; });
    REQUIRE(loop.until(thread, [&] { return up; }));
    CHECK(thread.trouble() == StoreTrouble::none);
}

TEST_CASE_FIXTURE(Fixture, "a store that turns out corrupt is replaced under the running thread") {
    StoreThread thread(folder.path(), clock, loop.wake());
    bool ready = false;
    thread.run(
        [](Store& store) { store.transaction([&] { append_event(store, "org.accanto.test.v1", "{}"); }); },
        [&](Outcome<std::monostate>) { ready = true; });
    REQUIRE(loop.until(thread, [&] { return ready; }));
    {
        std::fstream file(folder / "store.db", std::ios::in | std::ios::out | std::ios::binary);
        file << std::string(100, 'x');
        file.seekp(24); // a changed counter, so that no cached page is believed
        file << "yyyy";
    }
    std::optional<StoreTrouble> failed;
    thread.run(
        [](Store& store) { store.transaction([&] { append_event(store, "org.accanto.test.v1", "{}"); }); },
        [&](Outcome<std::monostate> outcome) { failed = outcome.trouble; });
    REQUIRE(loop.until(thread, [&] { return failed.has_value(); }));
    CHECK(*failed == StoreTrouble::corrupt);
    int64_t epoch = 0;
    thread.run([](Store& store) { return outbox_state(store).epoch; },
               [&](Outcome<int64_t> outcome) { epoch = outcome.value.value_or(-1); });
    REQUIRE(loop.until(thread, [&] { return epoch != 0; }));
    CHECK(epoch == 2);
    CHECK(thread.trouble() == StoreTrouble::none);
}

TEST_CASE_FIXTURE(Fixture, "stopping runs everything that was given and closes in order") {
    int delivered = 0;
    {
        StoreThread thread(folder.path(), clock, loop.wake());
        for (int i = 0; i < 30; ++i)
            thread.post([](Store& store) {
                store.transaction([&] { append_event(store, "org.accanto.test.v1", "{}"); });
            });
        thread.run([](Store& store) { return pending_count(store); },
                   [&](Outcome<int64_t> outcome) { delivered = int(outcome.value.value_or(-1)); });
        thread.stop();
        thread.post([](Store& store) { store.transaction([&] { store.set_value("late", "1"); }); });
        CHECK(thread.deliver() == 1);
    }
    CHECK(delivered == 30);
    CHECK_FALSE(std::filesystem::exists(folder / "store.open"));
    auto store = Store::open(folder.path(), clock);
    CHECK(pending_count(*store) == 30);
    CHECK_FALSE(store->value("late"));
}

TEST_CASE_FIXTURE(Fixture, "many threads may ask at once, and a result may ask again") {
    StoreThread thread(folder.path(), clock, loop.wake());
    std::vector<std::thread> askers;
    int done = 0, again = 0;
    for (int t = 0; t < 4; ++t)
        askers.emplace_back([&] {
            for (int i = 0; i < 10; ++i)
                thread.run([](Store& store) { return outbox_state(store).next_seq; },
                           [&](Outcome<int64_t>) {
                               ++done;
                               thread.run([](Store&) {}, [&](Outcome<std::monostate>) { ++again; });
                           });
        });
    for (auto& asker : askers)
        asker.join();
    CHECK(loop.until(thread, [&] { return done == 40 && again == 40; }));
}

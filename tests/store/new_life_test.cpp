// What becomes of events when a kiosk's life begins anew, and when its hub was put back meanwhile.
#include "kiosk/store/new_life.h"

#include "kiosk/store/hub_orders.h"
#include "tests/store/outbox_fixture.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace accanto;
using namespace accanto::store;
using nlohmann::json;
using Fixture = tests::OutboxFixture;

TEST_CASE_FIXTURE(Fixture, "in a new life what was not sent goes on in order, under its own ids, and nothing else does") {
    append(6);
    acknowledge(*store, 1, 2);
    park(*store, 1, 4, R"({"type":"urn:accanto:problem:event-too-large"})");
    const std::vector<OutboxRow> before = pending(*store, 10, 1 << 20);
    REQUIRE(before.size() == 3);
    CHECK(begin_new_life(*store) == 3);
    const std::vector<OutboxRow> after = pending(*store, 10, 1 << 20);
    REQUIRE(after.size() == 3);
    for (size_t i = 0; i < 3; ++i) {
        CHECK(after[i].epoch == 2);
        CHECK(after[i].seq == int64_t(i) + 1);
        CHECK(after[i].id == before[i].id);
        CHECK(json::parse(after[i].bytes)["epoch"] == 2);
        CHECK(json::parse(after[i].bytes)["data"] == json::parse(before[i].bytes)["data"]);
    }
    CHECK_FALSE(verify_chain(*store));
    CHECK(outbox_state(*store).parked == 1);
    append(1);
    store.reset();
    store = Store::open(folder.path(), clock);   // the file beside it agrees: no third life
    CHECK(outbox_state(*store).epoch == 2);
    CHECK(outbox_state(*store).next_seq == 5);
}

TEST_CASE_FIXTURE(Fixture, "a suspect of an epoch that is over goes on in this one, under its own id") {
    append(3);
    const std::vector<OutboxRow> before = pending(*store, 10, 1 << 20);
    park(*store, 1, 2, R"({"detail":"the hub cannot take this event: connection reset"})");
    park(*store, 1, 3, R"({"type":"urn:accanto:problem:event-too-large"})");
    CHECK(bring_suspects_over(*store) == 0);
    begin_new_life(*store);
    CHECK(bring_suspects_over(*store) == 1);
    const std::vector<OutboxRow> after = pending(*store, 10, 1 << 20);
    REQUIRE(after.size() == 2);
    CHECK(after[1].epoch == 2);
    CHECK(after[1].id == before[1].id);
    CHECK(json::parse(after[1].bytes)["data"] == json::parse(before[1].bytes)["data"]);
    CHECK(outbox_state(*store).parked == 1);
    CHECK_FALSE(verify_chain(*store));
}

TEST_CASE_FIXTURE(
    Fixture,
    "what the hub lacks of an epoch that it closed goes on in this one, in order, under its own ids") {
    append(4);
    const std::vector<OutboxRow> before = pending(*store, 10, 1 << 20);
    acknowledge(*store, 1, 4);
    begin_new_life(*store);
    append(1);
    CHECK(bring_closed_over(*store, 1, 5) == 0);
    CHECK(bring_closed_over(*store, 1, 3) == 2);
    const std::vector<OutboxRow> after = pending(*store, 10, 1 << 20);
    REQUIRE(after.size() == 3);
    for (size_t i = 0; i < 2; ++i) {
        CHECK(after[i + 1].epoch == 2);
        CHECK(after[i + 1].seq == int64_t(i) + 2);
        CHECK(after[i + 1].id == before[i + 2].id);
        CHECK(json::parse(after[i + 1].bytes)["data"] == json::parse(before[i + 2].bytes)["data"]);
    }
    CHECK_FALSE(verify_chain(*store));
    CHECK(bring_closed_over(*store, 1, 3) == 0);
}

TEST_CASE_FIXTURE(
    Fixture, "a hub that was put back hears of its orders once more where that was let go of, and not else") {
    const auto open = [&] { return open_orders(*store).any(); };
    keep_hub_orders(*store, {{"settings", 2, "[voice]\nvolume_percent = 50\n"}}, {{"booking", "visit"}});
    keep_inherited(*store, {{"booking", "", "said", ""}});
    append(3);
    store->transaction([&] {
        inherited_taken(*store, {"booking", "", "said", ""});
        order_taken(*store, {"settings", 2, ""});
        erasure_done(*store, "booking");
    });
    acknowledge(*store, 1, 3);
    rewind(*store, 1, 2);
    CHECK_FALSE(open());
    trust_clock(*store);
    acknowledge(*store, 1, 3);
    clock.advance_ms(8LL * 24 * 3600 * 1000);
    REQUIRE(prune_acknowledged(*store) == 3);
    rewind(*store, 1, 4);
    CHECK_FALSE(open());
    rewind(*store, 1, 2);
    CHECK(open_orders(*store).orders.size() == 1);
    CHECK(open_orders(*store).erasures.size() == 1);
    CHECK(open_orders(*store).bookings);
}

TEST_CASE_FIXTURE(Fixture, "a booking to be taken over is open until it was, in this life, and while the hub speaks of it") {
    const auto open = [&] {
        std::vector<InheritedBooking> out;
        store->read([&] { out = open_inherited(*store); });
        return out;
    };
    const auto take = [&] {
        store->transaction([&] {
            for (const InheritedBooking& one : open_inherited(*store))
                inherited_taken(*store, one);
        });
    };
    const std::vector<InheritedBooking> said{{"booking-1", "", "one", ""}, {"booking-2", "telephone", "two", ""}};
    keep_inherited(*store, said);
    REQUIRE(open().size() == 1); // of the other no course is known
    CHECK(open()[0].said == "one");
    CHECK(open()[0].taken == "");
    const auto other = Store::open(folder.path(), clock);
    const int64_t version = other->data_version();
    keep_inherited(*store, said);
    CHECK(other->data_version() == version); // nothing is new, and nobody is woken
    take();
    CHECK(open().empty());
    keep_inherited(*store, {{"booking-1", "", "one more", ""}});
    REQUIRE(open().size() == 1);
    CHECK(open()[0].taken == "one");
    keep_inherited(*store, {});
    CHECK(open().empty());
    keep_inherited(*store, {{"booking-1", "", "one", ""}});
    CHECK(open().empty());
    begin_new_life(*store);
    CHECK(open().size() == 1);
    take();
    CHECK_FALSE(open_orders(*store).any());
}

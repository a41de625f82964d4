#include "kiosk/store/outbox.h"

#include "content/base/bytes.h"
#include "content/base/file.h"
#include "kiosk/store/hub_orders.h"
#include "tests/store/outbox_fixture.h"

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace accanto;
using namespace accanto::store;
using nlohmann::json;
using tests::day;
using tests::morning;
using Fixture = tests::OutboxFixture;

TEST_CASE_FIXTURE(Fixture,
                  "an event is a CloudEvents 1.0 object with our extensions and exactly these fields") {
    append(1, R"({"visit":"v","n":3})");
    OutboxRow row = pending(*store, 1, 1).at(0);
    json event = json::parse(row.bytes);
    CHECK(event.size() == 12);
    CHECK(event["specversion"] == "1.0");
    CHECK(event["id"] == row.id);
    CHECK(event["source"] == "/kiosks/" + *store->value("kiosk_id"));
    CHECK(event["type"] == "org.accanto.test.v1");
    CHECK(event["time"] == "2026-11-23T09:35:00.000Z");
    CHECK(event["datacontenttype"] == "application/json");
    CHECK(event["epoch"] == 1);
    CHECK(event["seq"] == 1);
    CHECK(event["bootid"] == boot_id());
    CHECK(event["monoms"] == clock.mono_ms());
    CHECK(event["clockquality"] == "carried");
    CHECK(event["data"] == json{{"visit", "v"}, {"n", 3}});
}

TEST_CASE_FIXTURE(Fixture, "the sequence has no gaps and the chain binds every byte to all before it") {
    append(20);
    auto rows = pending(*store, 100, 1 << 20);
    REQUIRE(rows.size() == 20);
    std::string chain(32, '\0');
    for (size_t i = 0; i < rows.size(); ++i) {
        CHECK(rows[i].epoch == 1);
        CHECK(rows[i].seq == int64_t(i) + 1);
        chain = view(sha256(chain + rows[i].bytes));
        CHECK(rows[i].chain == chain);
    }
    CHECK_FALSE(verify_chain(*store));
}

TEST_CASE_FIXTURE(Fixture, "one changed byte or one missing row breaks the chain where it is") {
    append(10);
    SUBCASE("a byte") {
        store->transaction(
            [&] { store->db().run("UPDATE outbox SET bytes = CAST(bytes || ' ' AS BLOB) WHERE seq = 4"); });
        auto broken = verify_chain(*store);
        REQUIRE(broken);
        CHECK(broken->seq == 4);
    }
    SUBCASE("a row") {
        store->transaction([&] { store->db().run("DELETE FROM outbox WHERE seq = 7"); });
        auto broken = verify_chain(*store);
        REQUIRE(broken);
        CHECK(broken->seq == 8);
    }
    SUBCASE("the first row") {
        store->transaction([&] { store->db().run("DELETE FROM outbox WHERE seq = 1"); });
        auto broken = verify_chain(*store);
        REQUIRE(broken);
        CHECK(broken->seq == 2);
    }
}

TEST_CASE_FIXTURE(Fixture, "pending gives the oldest first, within both limits, and one at least") {
    append(5, fmt::format(R"({{"pad":"{}"}})", std::string(1000, 'x')));
    auto size = int64_t(pending(*store, 1, 1).at(0).bytes.size());
    CHECK(pending(*store, 3, 1 << 20).size() == 3);
    CHECK(pending(*store, 100, 1).size() == 1);
    CHECK(pending(*store, 100, 2 * size).size() == 2);
    CHECK(pending(*store, 100, 2 * size - 1).size() == 1);
    CHECK(pending(*store, 100, 1 << 20).front().seq == 1);
    CHECK(pending_count(*store) == 5);
}

TEST_CASE_FIXTURE(Fixture,
                  "acknowledged rows are not sent again, stay seven days, then go; the sequence goes on") {
    append(6);
    trust_clock(*store);
    acknowledge(*store, 1, 4);
    CHECK(pending_seqs() == std::vector<int64_t>{5, 6});
    CHECK(outbox_state(*store).acknowledged_through == 4);
    clock.advance_ms(7 * day - 1000);
    acknowledge(*store, 1, 5);
    CHECK(store->db().integer("SELECT count(*) FROM outbox") == 6);
    clock.advance_ms(2000);
    acknowledge(*store, 1, 5);
    CHECK(store->db().integer("SELECT count(*) FROM outbox") == 2);
    clock.advance_ms(8 * day);
    acknowledge(*store, 1, 6);
    clock.advance_ms(8 * day);
    acknowledge(*store, 1, 6);
    CHECK(store->db().integer("SELECT count(*) FROM outbox") == 0);
    append(1);
    CHECK(pending_seqs() == std::vector<int64_t>{7});
    CHECK_FALSE(verify_chain(*store));
}

TEST_CASE_FIXTURE(Fixture, "a clock that was wrong costs no acknowledged row its seven days") {
    const auto kept = [&] { return *store->db().integer("SELECT count(*) FROM outbox"); };
    const int64_t right = clock.wall_ms();
    append(3);
    SUBCASE("in 1970") { clock.set_wall_ms(1000); }
    SUBCASE("in the future") { clock.set_wall_ms(right + 7000 * day); }
    SUBCASE("it runs away later") {
        trust_clock(*store);
        acknowledge(*store, 1, 1);
        clock.reboot();
        clock.set_wall_ms(right + 7000 * day);
    }
    acknowledge(*store, 1, 2);
    CHECK(prune_acknowledged(*store) == 0);
    clock.set_wall_ms(right);
    trust_clock(*store);
    CHECK(prune_acknowledged(*store) == 0);
    CHECK(kept() == 3);
    clock.advance_ms(7 * day + 1);
    CHECK(prune_acknowledged(*store) == 2);
    CHECK(kept() == 1);
}

TEST_CASE_FIXTURE(Fixture, "an acknowledgement never claims what was not yet written, nor goes back") {
    append(3);
    acknowledge(*store, 1, 1000);
    CHECK(outbox_state(*store).acknowledged_through == 3);
    append(1);
    CHECK(pending_seqs() == std::vector<int64_t>{4});
    acknowledge(*store, 1, 2);
    CHECK(outbox_state(*store).acknowledged_through == 3);
    acknowledge(*store, 9, 4);
    CHECK(pending_seqs() == std::vector<int64_t>{4});
}

TEST_CASE_FIXTURE(Fixture,
                  "a parked event is kept with its problem and never sent by itself; the rest goes on") {
    append(3);
    park(*store, 1, 2, R"({"title":"too large"})");
    CHECK(pending_seqs() == std::vector<int64_t>{1, 3});
    CHECK(outbox_state(*store).parked == 1);
    acknowledge(*store, 1, 3);
    CHECK(outbox_state(*store).parked == 1);
    CHECK(store->db().text("SELECT problem FROM outbox WHERE seq = 2") == R"({"title":"too large"})");
    rewind(*store, 1, 1);
    CHECK(pending_seqs() == std::vector<int64_t>{1, 3});
}

TEST_CASE_FIXTURE(Fixture, "a hub that lost its newest rows gets the same bytes again") {
    append(6);
    auto before = pending(*store, 100, 1 << 20);
    acknowledge(*store, 1, 6);
    rewind(*store, 1, 4);
    auto after = pending(*store, 100, 1 << 20);
    REQUIRE(after.size() == 3);
    for (size_t i = 0; i < 3; ++i) {
        CHECK(after[i].seq == before[i + 3].seq);
        CHECK(after[i].bytes == before[i + 3].bytes);
    }
    CHECK(outbox_state(*store).acknowledged_through == 3);
}

TEST_CASE_FIXTURE(Fixture, "the state tells the oldest that waits") {
    CHECK_FALSE(outbox_state(*store).oldest_pending_ms);
    append(1);
    clock.advance_ms(60'000);
    append(1);
    OutboxState state = outbox_state(*store);
    CHECK(state.epoch == 1);
    CHECK(state.next_seq == 3);
    CHECK(state.pending == 2);
    CHECK(state.oldest_pending_ms == morning);
    acknowledge(*store, 1, 1);
    CHECK(outbox_state(*store).oldest_pending_ms == morning + 60'000);
}

TEST_CASE_FIXTURE(
    Fixture, "the quality of the clock: carried, unknown behind what was seen, trusted once the hub agreed") {
    auto quality = [&] {
        append(1);
        return json::parse(pending(*store, 1000, 1 << 20).back().bytes)["clockquality"].get<std::string>();
    };
    CHECK(quality() == "carried");
    clock.set_wall_ms(morning - 30'000);
    CHECK(quality() == "carried");
    clock.set_wall_ms(0);
    CHECK(quality() == "unknown");
    clock.advance_ms(1000);
    CHECK(quality() == "unknown");
    clock.set_wall_ms(morning + 5 * day);
    CHECK(quality() == "carried");
    clock.set_wall_ms(morning + day);
    trust_clock(*store);
    CHECK(quality() == "trusted");
    store->transaction([&] { store->set_value("clock_trusted_boot", "another boot"); });
    CHECK(quality() == "carried");
}

namespace {

// One sealed event between two others.
struct Sealed : Fixture {
    Sealed() {
        append(1);
        store->transaction([&] {
            append_event(*store, "org.accanto.contact.given.v1", R"({"sealed":"canary"})",
                         Kept::until_acknowledged);
        });
        append(1);
    }
    bool canary_in_file() {
        const std::string file = read_file(folder.path() / "store.db").value();
        return file.find("canary") != std::string::npos;
    }
};

} // namespace

TEST_CASE_FIXTURE(Sealed, "what is sealed leaves the file with its acknowledgement, and the chain holds without it") {
    acknowledge(*store, 1, 1);
    CHECK(canary_in_file());
    acknowledge(*store, 1, 2);
    CHECK_FALSE(canary_in_file());
    CHECK_FALSE(verify_chain(*store));
    CHECK(pending_seqs() == std::vector<int64_t>{3});
    SUBCASE("a hub that lost its newest events gets all the others again") {
        acknowledge(*store, 1, 3);
        rewind(*store, 1, 1);
        CHECK(pending_seqs() == std::vector<int64_t>{1, 3});
        CHECK_FALSE(verify_chain(*store));
    }
    SUBCASE("the row behind it is still bound to it") {
        store->transaction(
            [&] { store->db().run("UPDATE outbox SET bytes = CAST(bytes || ' ' AS BLOB) WHERE seq = 3"); });
        CHECK(verify_chain(*store)->seq == 3);
    }
}

TEST_CASE_FIXTURE(Fixture, "erasing a ticket, and a booking of the same visit, keeps the record of the service") {
    const auto add = [&](const char* type, const char* data, Kept kept) {
        store->transaction([&] { append_event(*store, type, data, kept); });
    };
    const auto has_bytes = [&](int64_t seq) {
        return *store->db().integer("SELECT length(bytes) > 0 FROM outbox WHERE seq = ?", seq) != 0;
    };
    add("org.accanto.service.recorded.v1", R"({"ticket":"t","visit":"v","note":"n"})", Kept::a_week_longer);
    add("org.accanto.community.suggested.v1", R"({"visit":"v","sealed":"s"})", Kept::until_acknowledged);
    add("org.accanto.contact.given.v1", R"({"booking":"b","sealed":"s"})", Kept::until_acknowledged);
    add("org.accanto.contact.given.v1", R"({"booking":"other","visit":"v","sealed":"s"})",
        Kept::until_acknowledged);
    const auto erase_both = [&] {
        store->transaction([&] {
            erase_told(*store, {"t", "v"});
            erase_told(*store, {"b", "v"});
        });
    };
    erase_both();
    CHECK(has_bytes(1));
    CHECK(pending_seqs() == std::vector<int64_t>{1, 4});
    CHECK_FALSE(has_bytes(2));
    CHECK_FALSE(has_bytes(3));
    for (int night = 0; night < 100; ++night)
        store->transaction([&] { age_sealed(*store); });
    CHECK(pending_seqs() == std::vector<int64_t>{1});
    // A hub that is put back from an older copy asks for it again, whenever the ticket was erased.
    acknowledge(*store, 1, 4);
    erase_both();
    CHECK(has_bytes(1));
    rewind(*store, 1, 1);
    CHECK(pending_seqs() == std::vector<int64_t>{1});
    CHECK_FALSE(verify_chain(*store));
}

TEST_CASE_FIXTURE(Sealed, "what is sealed and cannot be sent is erased after 90 nights, whatever the clock says") {
    const auto a_night = [&] {
        int64_t erased = 0;
        store->transaction([&] { erased = age_sealed(*store); });
        return erased;
    };
    SUBCASE("pending") {}
    SUBCASE("parked") { park(*store, 1, 2, "{}"); }
    clock.set_wall_ms(morning + 3650 * day); // it was ten years slow
    for (int night = 0; night < 89; ++night)
        CHECK(a_night() == 0);
    CHECK(canary_in_file());
    CHECK(a_night() == 1);
    CHECK_FALSE(canary_in_file());
    CHECK(pending_seqs() == std::vector<int64_t>{1, 3});
    CHECK(outbox_state(*store).parked == 1);
    CHECK_FALSE(verify_chain(*store));
    CHECK(a_night() == 0);
}

TEST_CASE_FIXTURE(Fixture, "what was parked on suspicion is tried again, what the hub itself refused is not") {
    append(3);
    park(*store, 1, 1, R"({"detail":"the hub cannot take this event: connection reset"})");
    park(*store, 1, 2, R"({"type":"urn:accanto:problem:event-too-large"})");
    REQUIRE(suspect_behind(*store, {1, 0}));
    CHECK(suspect_behind(*store, {1, 0})->seq == 1);
    CHECK_FALSE(suspect_behind(*store, {1, 1}));
    CHECK_FALSE(suspect_behind(*store, {2, 0}));
    unpark(*store, 1, 1);
    CHECK(pending_seqs() == std::vector<int64_t>{1, 3});
    CHECK(outbox_state(*store).parked == 1);
}

TEST_CASE_FIXTURE(Fixture, "what the hub lacks of what it had acknowledged is set aside on suspicion, and nothing else is") {
    append(3);
    acknowledge(*store, 1, 2);
    const std::string why = R"({"detail":"the hub was put back"})";
    CHECK(hub_lacks(*store, 1, 1, why));
    CHECK_FALSE(hub_lacks(*store, 1, 1, why));
    CHECK_FALSE(hub_lacks(*store, 1, 3, why));
    CHECK_FALSE(hub_lacks(*store, 2, 2, why));
    CHECK(suspect_behind(*store, {1, 0})->seq == 1);
    CHECK(pending_seqs() == std::vector<int64_t>{3});
    CHECK(acknowledged_through(*store, 1) == 2);
}

TEST_CASE_FIXTURE(Fixture, "the hub's own word counts more than the suspicion that was there before it") {
    append(1);
    park(*store, 1, 1, R"({"detail":"the hub cannot take this event: connection reset"})");
    park(*store, 1, 1, R"({"type":"urn:accanto:problem:event-too-large"})");
    CHECK_FALSE(suspect_behind(*store, {1, 0}));
    CHECK(outbox_state(*store).parked == 1);
}

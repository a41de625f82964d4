// What is published, and keys that change, where several hubs have one PostgreSQL.
#include "content/base/error.h"
#include "sync/hub/desired_states.h"
#include "sync/hub/storage/key_changes.h"
#include "tests/agent/world.h"

#include <atomic>
#include <thread>

using namespace accanto;
using namespace accanto::test;

namespace {

std::string new_url() {
    static tests::Postgres one(tests::Postgres::Where::in_memory);
    return one.new_url();
}

hub::Kiosk enrol(hub::Storage& storage, const std::string& code, const std::string& kiosk, const PublicKey& key) {
    storage.add_code({code, {"biblio", "Biblioteca", ""}, "", start_ms, start_ms + 1});
    return std::get<hub::Kiosk>(storage.enrol(code, kiosk, key, start_ms));
}

// With one list for all of them.
void release(hub::Storage& storage, int version) {
    auto& publishing = storage.publishing();
    const hub::KeptCatalogue list{std::string(64, 'c'), 1, 3, std::string(64, '\xff')};
    CHECK(publishing.add_catalogue(list, {{"starter", version - 1}}));
    CHECK(publishing.release({"starter", version, "", "Starter", std::string(64, char('0' + version)), 7, list.sha256, start_ms, false, {"biblio"}, false}));
}

hub::Push one_absent(const hub::Kiosk& kiosk, int64_t seq) {
    hub::Push out;
    out.kiosk = kiosk;
    out.head = {1, seq, seq, {seq}, ""};
    out.received_ms = start_ms;
    out.clock = {start_ms, 5, "boot", wire::ClockQuality::trusted};
    return out;
}

} // namespace

TEST_CASE("what is published or taken back at one hub is what every other tells its kiosks next") {
    const std::string url = new_url();
    const auto one = hub::open_postgres(url), other = hub::open_postgres(url);
    const hub::Kiosk kiosk = enrol(*one, "code", uuid7(start_ms), SecretKey::generate().public_key());
    hub::DesiredStates here(*one), there(*other);
    CHECK(here.tag(kiosk) == "");
    CHECK(there.tag(kiosk) == "");
    release(*one, 1);
    CHECK(there.tag(kiosk) != "");
    CHECK(there.document(kiosk) == here.document(kiosk));
    release(*other, 2);
    const std::string tag = here.tag(kiosk);
    CHECK(tag == there.tag(kiosk));
    CHECK(here.length_of(std::string(64, '2')) == 7);
    one->publishing().withdraw("starter", 2);
    CHECK_FALSE(there.length_of(std::string(64, '2')));
    CHECK(there.tag(kiosk) != tag);
    CHECK(there.document(kiosk) == here.document(kiosk));
}

TEST_CASE("the same bytes brought through three hubs at once are kept once, and whole") {
    const std::string url = new_url(), bytes = random_bytes(3 * size_t(hub::piece_bytes) + 5), sha = to_hex(view(sha256(bytes)));
    std::vector<std::unique_ptr<hub::Storage>> hubs;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        hubs.push_back(hub::open_postgres(url));
    std::atomic<int> taken = 0;
    for (const auto& hub : hubs)
        threads.emplace_back([&] {
            for (int64_t kept = 0; (kept = hub->publishing().kept_bytes(sha)) < int64_t(bytes.size());)
                taken += hub->publishing().add_piece(sha, kept, std::string_view(bytes).substr(size_t(kept), size_t(hub::piece_bytes)));
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(taken == 4);
    std::string all;
    for (int64_t index = 0; const auto piece = hubs[0]->publishing().piece(sha, index); ++index)
        all += *piece;
    CHECK(all == bytes);
}

TEST_CASE("a kiosk's key that was offered at one hub is settled at another, and only while it is offered") {
    const std::string url = new_url(), id = uuid7(start_ms);
    const auto one = hub::open_postgres(url), other = hub::open_postgres(url);
    const PublicKey first = SecretKey::generate().public_key(), next = SecretKey::generate().public_key(), late = SecretKey::generate().public_key();
    enrol(*one, "code", id, first);
    one->key_changes().offer(id, next);
    CHECK(other->key_changes().offered(id) == next);
    other->key_changes().settle(id, late);
    CHECK(one->kiosk(id)->key == first);
    other->key_changes().settle(id, next);
    CHECK(one->kiosk(id)->key == next);
    CHECK_FALSE(one->key_changes().offered(id));
    one->key_changes().offer(id, late);
    SUBCASE("enrolled anew") { enrol(*other, "another code", id, first); }
    SUBCASE("revoked") { other->revoke(id); }
    one->key_changes().settle(id, late);
    CHECK(one->kiosk(id)->key != late);
    CHECK_FALSE(other->key_changes().offered(id));
}

TEST_CASE("a hub that changed its key keeps its database; one with the old key writes no more, one that is not vouched for never does") {
    const std::string url = new_url();
    const auto one = hub::open_postgres(url), other = hub::open_postgres(url);
    const hub::Kiosk kiosk = enrol(*one, "code", uuid7(start_ms), SecretKey::generate().public_key());
    one->claim("first", {});
    other->claim("first", {});
    CHECK(other->push(one_absent(kiosk, 1)).through == 1);
    one->claim("second", {"zeroth", "first"});
    CHECK(one->push(one_absent(kiosk, 2)).through == 2);
    CHECK_THROWS_WITH_AS(other->push(one_absent(kiosk, 3)), doctest::Contains("hub.keys"), Error);
    CHECK_THROWS_WITH_AS(other->claim("first", {}), doctest::Contains("is of the hub with the key second"), Error);
    CHECK_THROWS_AS(other->claim("another second", {"first"}), Error);
    other->claim("second", {"first"});
    CHECK(other->push(one_absent(kiosk, 3)).through == 3);
}

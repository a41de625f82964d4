// What is wrong with a kiosk's store is seen on the hub's page.
#include "kiosk/store/recovery.h"
#include "sync/hub/overview.h"
#include "tests/hub/town.h"
#include "tests/quiet.h"

#include <algorithm>

using namespace accanto;
using namespace accanto::test;

namespace {

struct TroubleFixture {
    tests::Quiet quiet;
    World world;

    std::string told() {
        CHECK(world.drain().next == agent::Step::Next::drained);
        const auto kiosks = world.hub().storage().kiosks();
        REQUIRE(kiosks.size() == 1);
        REQUIRE(kiosks[0].health);
        const auto said = hub::view_of(kiosks[0], world.clock.wall_ms()).said;
        const bool red = std::any_of(said.begin(), said.end(), [](const hub::Said& one) {
            return one.key == "kiosk.store_trouble" && one.light == hub::Light::red;
        });
        CHECK(red == (kiosks[0].health->store != "ok"));
        CHECK(red == is_on_page());
        return kiosks[0].health->store;
    }
    void open_anew(bool without_file = false) {
        world.pusher.reset();
        world.outbox.reset();
        world.store.reset();
        if (without_file)
            std::filesystem::remove(world.kiosk_folder.path / "store.db");
        world.store = store::Store::open(world.kiosk_folder.path, world.clock);
        world.outbox = agent::store_outbox(*world.store);
        world.restart_agent();
    }

private:
    bool is_on_page() {
        hub::HttpRequest request;
        request.message.method = "GET";
        request.message.path = "/";
        request.message.query = "?lang=en";
        request.message.fields = {{"authorization", "Bearer " + hub::read_or_make_token(world.hub_folder.path)}};
        const auto answer = world.hub().answer(request);
        CHECK(answer.status == 200);
        return answer.body.find("Its memory has trouble: call a technician") != std::string::npos;
    }
};

} // namespace

TEST_CASE_FIXTURE(TroubleFixture, "a store that came back from its copy is a red light on the hub's page") {
    CHECK(told() == "ok");
    store::back_up(world.store->db(), world.kiosk_folder.path, world.clock);
    open_anew(true);
    CHECK(told() == "restored");
}

TEST_CASE_FIXTURE(TroubleFixture, "so is one that began empty") {
    world.add_visits(1);
    CHECK(told() == "ok");
    open_anew(true);
    CHECK(told() == "emptied");
}

TEST_CASE_FIXTURE(TroubleFixture, "so is damage that was found, until the store was looked at") {
    store::mark_suspect(world.kiosk_folder.path);
    CHECK(told() == "suspect");
    open_anew();
    CHECK(told() == "ok");
}

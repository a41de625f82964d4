// What the hub wants a kiosk to have comes to it, over any road, and nothing else does.
#include "tests/agent/publisher.h"

using namespace accanto;
using namespace accanto::test;
using Next = agent::PullStep::Next;

namespace {

struct Scene {
    World world;
    Publisher publisher{world};
    PullingKiosk kiosk{world, publisher};
};

std::filesystem::path part_of(const World& world, const std::string& bytes) {
    return world.kiosk_folder.path / "sync" / "packs" / (sha_of(bytes) + ".part");
}

} // namespace

TEST_CASE("what is published is shown at the kiosk, and the hub hears of it") {
    Scene scene;
    scene.world.add_visits(1);
    CHECK(scene.world.drain().desired.empty());   // nothing was ever published: not a byte about it
    scene.publisher.publish(3);
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 3);
    CHECK(content::fault_of_installed(content::version_folder(scene.kiosk.content(), "sample-pack", 3),
                                      content::installed_packs(scene.kiosk.content()).packs.front().manifest) == "");
    CHECK(store::read_arrivals(*scene.world.store).empty());
    CHECK(std::filesystem::is_empty(scene.world.kiosk_folder.path / "sync" / "packs"));
    scene.world.drain();
    const auto spread = hub::spreading(scene.world.hub().storage());
    REQUIRE(spread.size() == 1);
    CHECK(spread[0].have == 1);
    CHECK(spread[0].kiosks == 1);
    CHECK(scene.world.hub().storage().kiosks().front().health->packs == "sample-pack=3");
}

TEST_CASE("a kiosk asks only when something changed, and gets a 304 when it knew") {
    Scene scene;
    scene.publisher.publish(1);
    scene.kiosk.sync();
    scene.kiosk.sync();
    CHECK(scene.kiosk.requests_of("GET /v1/desired") == 1);
    // An answer to a batch that was held up for long: of another tag than what is true by now.
    const int before = scene.world.road.requests;
    scene.kiosk.puller->hear("00000000000000000000000000000000");
    CHECK(scene.kiosk.pull().next == Next::idle);
    CHECK(scene.world.road.requests == before + 1);
    scene.kiosk.restart();
    scene.kiosk.sync();
    CHECK(scene.kiosk.requests_of("GET /v1/desired") == 2);
    CHECK(scene.kiosk.shown() == 1);
}

TEST_CASE("a pack goes on where it was cut, whenever the agent is killed") {
    Scene scene;
    const std::string bytes = long_pack(2, 900'000);
    scene.publisher.publish(2, {.everyone = true}, bytes);
    scene.kiosk.puller->hear(scene.world.drain().desired);
    int64_t came = 0, refused = 0;
    scene.world.road.always = [&](const wire::Message& request, auto&, auto& deliver) {
        if (++refused % 3 == 0)
            return agent::Reply{0, {}, "", "cut off"};
        agent::Reply reply = deliver();
        came += request.path.starts_with("/v1/packs/") ? int64_t(reply.body.size()) : 0;
        return reply;
    };
    for (int i = 0; i < 200 && scene.kiosk.shown() == 0; ++i) {
        scene.kiosk.puller->step();
        const std::string tag = scene.kiosk.puller->tag();
        scene.kiosk.restart();
        CHECK(scene.kiosk.puller->tag() == tag);
        if (tag.empty())
            scene.kiosk.puller->hear("anything");
    }
    CHECK(scene.kiosk.shown() == 2);
    const int64_t list = int64_t(std::filesystem::file_size(scene.publisher.station.catalogue()));
    CHECK(came == int64_t(bytes.size()) + list);   // not a byte twice
}

TEST_CASE("parts are sized by the road: large where it is quick, small where it is slow") {
    Scene scene;
    scene.publisher.publish(2, {.everyone = true}, long_pack(2, 1'500'000));
    scene.kiosk.puller->hear(scene.world.drain().desired);
    std::vector<size_t> parts;
    int64_t takes_ms = 100;
    scene.world.road.always = [&](auto&, auto&, auto& deliver) {
        scene.world.clock.advance_ms(takes_ms);
        agent::Reply reply = deliver();
        if (reply.status == 206)
            parts.push_back(reply.body.size());
        if (parts.size() == 5)
            takes_ms = 9'000;
        return reply;
    };
    scene.kiosk.pull();
    REQUIRE(parts.size() > 8);
    CHECK(*std::max_element(parts.begin(), parts.end()) == 256 << 10);
    CHECK(parts[8] < 64 << 10);
    CHECK(scene.kiosk.shown() == 2);
}

TEST_CASE("bytes that a power cut spoilt are found out, thrown away and fetched again") {
    Scene scene;
    const std::string bytes = long_pack(2, 300'000);
    scene.publisher.publish(2, {.everyone = true}, bytes);
    scene.kiosk.puller->hear(scene.world.drain().desired);
    while (!std::filesystem::exists(part_of(scene.world, bytes)))
        scene.kiosk.puller->step();
    const auto size = std::filesystem::file_size(part_of(scene.world, bytes));
    write_file_durably(part_of(scene.world, bytes), std::string(size, '\0'));
    scene.kiosk.restart();
    CHECK(scene.kiosk.pull(0).reason.find("another SHA-256") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(part_of(scene.world, bytes)));
    scene.kiosk.pull();
    CHECK(scene.kiosk.shown() == 2);
}

TEST_CASE("a full disk is said, costs no push, and the pack comes when there is room") {
    Scene scene;
    scene.kiosk.leave_bytes = int64_t(1) << 60;
    scene.kiosk.restart();
    scene.publisher.publish(2);
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 0);
    CHECK(scene.kiosk.set_aside() == "the disk has no room for 1 MB more");
    scene.world.add_visits(5);
    CHECK(scene.world.drain().next == agent::Step::Next::drained);
    CHECK(hub::spreading(scene.world.hub().storage())[0].troubles.front().find("sample-pack 2: the disk has no room") != std::string::npos);
    const int before = scene.world.road.requests;
    CHECK(scene.kiosk.pull().look_again_ms > 0);
    CHECK(scene.world.road.requests == before);   // not asked for again and again
    scene.kiosk.leave_bytes = 0;
    scene.kiosk.restart();
    scene.kiosk.pull();
    CHECK(scene.kiosk.shown() == 2);
    CHECK(scene.kiosk.set_aside().empty());
}

TEST_CASE("what the publisher did not sign is not even fetched, whatever the hub says") {
    Scene scene;
    write_file_durably(scene.publisher.key_file(), SecretKey::generate().public_key().pem());
    const auto release = scene.publisher.publish(2);
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 0);
    CHECK(scene.kiosk.set_aside().find("and this machine trusts") != std::string::npos);
    CHECK(scene.kiosk.requests_of("GET /v1/packs/" + release.sha256) == 0);
    std::filesystem::remove(scene.publisher.key_file());
    scene.kiosk.restart();
    scene.kiosk.pull();
    CHECK(scene.kiosk.set_aside().find("there is no key") != std::string::npos);
    CHECK(scene.kiosk.requests_of("GET /v1/packs/" + release.sha256) == 0);
}

TEST_CASE("a pack for a newer program is not fetched") {
    Scene scene;
    const auto release = scene.publisher.publish(2, {.everyone = true}, maker::good_pack(2), [](content::Catalogue& list) { list.packs[0].min_app = "99.0"; });
    scene.kiosk.sync();
    CHECK(scene.kiosk.set_aside().find("it needs Accanto 99.0 or newer") != std::string::npos);
    CHECK(scene.kiosk.requests_of("GET /v1/packs/" + release.sha256) == 0);
}

TEST_CASE("what stands on the road is believed in nothing") {
    Scene scene;
    scene.publisher.publish(2, {.everyone = true}, long_pack(2, 200'000));
    const std::string tag = scene.world.drain().desired;
    scene.kiosk.puller->hear(tag);
    const auto portal = [](int status) {
        return [=](const wire::Message&, const std::string&, const std::function<agent::Reply()>& deliver) {
            agent::Reply reply = deliver();
            reply.status = reply.message.status = status;
            return reply;
        };
    };
    const auto spoilt = [](const wire::Message&, const std::string&, const std::function<agent::Reply()>& deliver) {
        agent::Reply reply = deliver();
        if (!reply.body.empty())
            reply.body.back() = char(reply.body.back() ^ 1);
        return reply;
    };
    const auto elsewhere = [](const wire::Message&, const std::string&, const std::function<agent::Reply()>& deliver) {
        agent::Reply reply = deliver();
        reply.message.set("content-range", "bytes 0-9/10");
        return reply;
    };
    for (const auto& mishap : {Mishap(says(200)), Mishap(says(206)), Mishap(says(304, "")), Mishap(portal(304)), Mishap(portal(206)), Mishap(spoilt), Mishap(lost())}) {
        scene.world.road.always = mishap;
        CHECK(scene.kiosk.puller->step().next == Next::wait);
    }
    scene.world.road.always = nullptr;
    CHECK(scene.kiosk.puller->step().next == Next::go_on);   // the wish
    for (const auto& mishap : {Mishap(says(200)), Mishap(says(206)), Mishap(portal(200)), Mishap(portal(404)), Mishap(spoilt), Mishap(elsewhere)}) {
        scene.world.road.always = mishap;
        CHECK(scene.kiosk.puller->step().next == Next::wait);
    }
    scene.world.road.always = nullptr;
    scene.kiosk.pull();
    CHECK(scene.kiosk.shown() == 2);
}

TEST_CASE("a version that is taken back goes away where it is shown, and the one before is shown again") {
    Scene scene;
    scene.publisher.publish(1);
    scene.kiosk.sync();
    scene.publisher.publish(2);
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 2);
    const int fetched = scene.kiosk.requests_of("GET /v1/packs/");
    scene.publisher.take_back();
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 1);
    CHECK(scene.kiosk.requests_of("GET /v1/packs/") == fetched);   // it was still here
    scene.publisher.publish(3);
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 3);
    SUBCASE("for an older one than that the publisher must sign again") {
        scene.publisher.publish(4);
        scene.kiosk.sync();
        scene.publisher.take_back();
        scene.publisher.take_back();
        scene.kiosk.sync();
        CHECK(scene.kiosk.shown() == 0);
        CHECK(scene.kiosk.set_aside().find("get the newest one") != std::string::npos);
        scene.publisher.station.publish(1);
        hub::renew(scene.world.hub().storage(), scene.publisher.bring_list(), scene.world.clock.wall_ms(), "");
        scene.world.clock.advance_ms(3000);
        scene.kiosk.sync();
        CHECK(scene.kiosk.shown() == 1);
    }
    SUBCASE("with nothing before it, what came with the program is shown") {
        scene.publisher.take_back();
        scene.publisher.take_back();
        scene.kiosk.sync();
        CHECK(scene.kiosk.shown() == 0);
    }
}

TEST_CASE("what somebody brought on a stick, newer than the hub's, stays") {
    Scene scene;
    scene.publisher.publish(1);
    scene.kiosk.sync();
    scene.publisher.station.publish(7);
    CHECK(maker::Station::why(content::install_pack(scene.publisher.station.pack(), scene.publisher.station.catalogue(), scene.publisher.station.trust,
                                                    scene.kiosk.content())) == "");
    scene.publisher.publish(2);
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 7);
}

TEST_CASE("what somebody at the kiosk went back from does not come again") {
    Scene scene;
    scene.publisher.publish(1);
    scene.kiosk.sync();
    scene.publisher.publish(2);
    scene.kiosk.sync();
    CHECK(std::holds_alternative<content::Installed>(content::roll_back(scene.kiosk.content(), "sample-pack")));
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 1);
    CHECK(scene.kiosk.set_aside() == "somebody at this kiosk went back from version 2");
    scene.publisher.publish(3);
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 3);
}

TEST_CASE("a clock in 1970 signs with the hub's time, and the list counts by it too") {
    Scene scene;
    scene.world.hub_clock.emplace(start_ms, 1'000'000);
    scene.world.start_hub();
    scene.publisher.publish(2);
    scene.world.hub_clock->advance_ms(3000);
    scene.world.clock.set_wall_ms(1000);
    scene.kiosk.sync();
    CHECK(scene.kiosk.shown() == 2);
}

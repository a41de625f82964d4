// The same with the real programs: published beside a running hub, killed in the middle of a pack.
#include "content/library/install.h"
#include "kiosk/store/standing.h"
#include "kiosk/store/outbox.h"
#include "tests/agent/programs.h"
#include "tests/library/station.h"

#include <csignal>

using namespace accanto;
using namespace accanto::test;
namespace maker = content::maker;

namespace {

constexpr size_t pack_size = 24'000'000;

std::string today(int days) { return *days_after(local_date(SystemClock().wall_ms(), ""), days); }

// A pack that takes a while, and its list.
void put_on_stick(maker::Station& station, int version, size_t size) {
    auto files = maker::good_files("Version " + std::to_string(version));
    files["audio/es/intro.ogg"] = "OggS" + random_bytes(size);
    station.publish(maker::good_pack(version, files), version, [](content::Catalogue& list) {
        list.issued = today(-1);
        list.expires = today(30);
    });
}

struct Said {
    int code = 0;
    std::string text;
};

struct ContentScene : Scene {
    maker::Station station;
    std::filesystem::path content = content::installed_content(kiosk.path);

    Said run(const char* program, std::vector<std::string> arguments) const {
        std::filesystem::remove(kiosk.path / "said");
        const int code = Process(program, std::move(arguments), kiosk.path / "said").wait();
        return {code, read_file(kiosk.path / "said").value_or("")};
    }
    Said fleet(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "fleet");
        arguments.insert(arguments.end(), {"--data", hub.path.string()});
        return run(ACCANTO_HUB_PROGRAM, std::move(arguments));
    }
    void settle_in() {
        enrol();
        write_file_durably(kiosk.path / "content.pub", station.key().public_key().pem());
        write_file_durably(kiosk.path / "accanto.toml", "[sync]\nevery_s = 1\n");
    }
    std::vector<std::string> with_settings(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--settings", (kiosk.path / "accanto.toml").string()});
        return sync(std::move(arguments));
    }
    int64_t part_size() const {
        std::error_code failed;
        for (std::filesystem::directory_iterator it(kiosk.path / "sync" / "packs", failed), end; !failed && it != end; it.increment(failed))
            if (it->path().extension() == ".part")
                return int64_t(it->file_size(failed));
        return 0;
    }
    int shown() const {
        const auto installed = content::installed_packs(content);
        return installed.packs.empty() ? 0 : installed.packs.front().record.current;
    }
};

} // namespace

TEST_CASE("a pack arrives whole though agent and hub are killed in the middle of it, and pushes go on beside it") {
    ContentScene scene;
    put_on_stick(scene.station, 1, pack_size);
    auto hub = scene.start_hub();
    scene.settle_in();
    const Said published = scene.fleet({"publish", scene.station.pack().string(), "--all"});
    CHECK_MESSAGE(published.code == 0, published.text);
    CHECK(published.text.find("sample-pack 1 is out, for all points") != std::string::npos);
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    const auto service = [&] { return std::make_unique<Process>(ACCANTO_SYNC_PROGRAM, scene.with_settings({"run"}), scene.kiosk.path / "log"); };
    auto agent = service();
    int64_t before = 0;
    for (int64_t least : {int64_t(1'000'000), int64_t(4'000'000)}) {
        CHECK(waits_for([&] { return scene.part_size() > least; }));
        agent->end(SIGKILL);
        CHECK(scene.part_size() >= before);
        before = scene.part_size();
        CHECK(scene.shown() == 0);
        if (least > 1'000'000) {
            hub->end(SIGKILL);
            hub = scene.start_hub();
        }
        agent = service();
    }
    store->transaction([&] { store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":"1","language":"sv"})"); });
    CHECK(waits_for([&] { return scene.shown() == 1; }));
    CHECK(content::fault_of_installed(content::version_folder(scene.content, "sample-pack", 1), content::installed_packs(scene.content).packs.front().manifest) == "");
    CHECK(waits_for([&] { return store::pending_count(*store) == 0; }));
    CHECK(agent->end(SIGTERM) == 0);
    CHECK(hub->end(SIGTERM) == 0);
    const Said status = scene.run(ACCANTO_SYNC_PROGRAM, scene.sync({"status"}));
    CHECK(status.text.find("content   sample-pack 1 is shown\n") != std::string::npos);
}

TEST_CASE("published, rolled out and taken back beside a running hub or without one; a kiosk that is asked once follows") {
    ContentScene scene;
    put_on_stick(scene.station, 1, 100);
    auto hub = scene.start_hub();
    scene.settle_in();
    const auto once = [&] { return Process(ACCANTO_SYNC_PROGRAM, scene.with_settings({"once"}), scene.kiosk.path / "log").wait(); };
    CHECK(scene.fleet({"publish", scene.station.pack().string()}).text.find("who gets it? --canary 5%") != std::string::npos);
    CHECK(scene.fleet({"publish", scene.station.pack().string(), "--canary", "5%"}).text.find("1 of the points: biblio") != std::string::npos);
    CHECK(once() == 0);
    CHECK(scene.shown() == 1);
    put_on_stick(scene.station, 2, 100);
    CHECK(hub->end(SIGTERM) == 0);
    const Said alone = scene.run(ACCANTO_HUB_PROGRAM, {"publish", scene.station.pack().string(), "--points", "biblio", "--data", scene.hub.path.string()});
    CHECK_MESSAGE(alone.code == 0, alone.text);
    hub = scene.start_hub();
    CHECK(once() == 0);
    CHECK(scene.shown() == 2);
    CHECK(scene.fleet({"roll-out", "sample-pack", "--all"}).text == "sample-pack 2 is out, for all points\n");
    CHECK(scene.fleet({"publish", scene.station.pack().string(), "--points", "nowhere"}).text.find("the running hub says: nowhere: there is no such point") != std::string::npos);
    CHECK(once() == 0);   // with the next push the hub hears what is shown
    CHECK(scene.fleet({"packs"}).text == "sample-pack\t1\t1\t1 points\tshown by 0\tmeant for 0 kiosks of 0 points\n"
                                         "sample-pack\t2\t2\tall points\tshown by 1\tmeant for 1 kiosks of 1 points\n");
    CHECK(scene.fleet({"list"}).text.find("\tsample-pack=2\n") != std::string::npos);
    CHECK(scene.fleet({"roll-back", "sample-pack"}).text.starts_with("sample-pack 2 is taken back, for ever"));
    CHECK(once() == 0);
    CHECK(scene.shown() == 1);
    CHECK(scene.fleet({"roll-back", "nothing"}).text.find("no version of such a pack is out") != std::string::npos);
    CHECK(hub->end(SIGTERM) == 0);
}

TEST_CASE("a key that is turned by hand while the service runs: both go on, and the hub knows the new one alone") {
    ContentScene scene;
    auto hub = scene.start_hub();
    scene.settle_in();
    auto store = store::Store::open(scene.kiosk.path, scene.clock);
    Process service(ACCANTO_SYNC_PROGRAM, scene.with_settings({"run"}), scene.kiosk.path / "log");
    const auto sent = [&](const std::string& visit) {
        store->transaction([&] { store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":")" + visit + R"(","language":"sv"})"); });
        return waits_for([&] { return store::pending_count(*store) == 0; });
    };
    CHECK(sent("1"));
    const std::string before = read_file(scene.kiosk.path / "sync" / "kiosk.key").value();
    const Said turned = scene.run(ACCANTO_SYNC_PROGRAM, scene.with_settings({"rotate-key"}));
    CHECK_MESSAGE(turned.text.find("the old one is worth nothing any more") != std::string::npos, turned.text);
    CHECK(read_file(scene.kiosk.path / "sync" / "kiosk.key").value() != before);
    CHECK(sent("2"));
    CHECK(store::read_standing(*store, store::Peer::hub).state == "ok");
    CHECK(service.end(SIGTERM) == 0);
    CHECK(hub->end(SIGTERM) == 0);
}

TEST_CASE("a hub that was given a new key while it was stopped is followed by its kiosks") {
    ContentScene scene;
    auto hub = scene.start_hub();
    scene.settle_in();
    const auto rotate = [&] { return scene.run(ACCANTO_HUB_PROGRAM, {"rotate-key", "--data", scene.hub.path.string()}); };
    CHECK(rotate().text.find("a hub is running here; stop it first") != std::string::npos);
    CHECK(scene.once(0) == 0);
    CHECK(hub->end(SIGTERM) == 0);
    const Said turned = rotate();
    CHECK_MESSAGE(turned.code == 0, turned.text);
    hub = scene.start_hub();
    CHECK(scene.once(0) == 0);
    const std::string key = turned.text.substr(std::string("the hub's key is ").size(), 19);
    CHECK(scene.run(ACCANTO_SYNC_PROGRAM, scene.sync({"status"})).text.find("(key " + key + ")") != std::string::npos);
    CHECK(hub->end(SIGTERM) == 0);
}

// What commands at the hub's machine do is in its log, beside a running hub and without one; who cannot be told of
// it gets nothing, or is told so.
#include "content/base/folder_lock.h"
#include "kiosk/store/outbox.h"
#include "sync/hub/accounts.h"
#include "sync/hub/storage/storage.h"

#include <doctest/doctest.h>

#include "tests/agent/programs.h"

#include <csignal>

using namespace accanto;
using namespace accanto::test;

namespace {

namespace fs = std::filesystem;

struct HubScene : Scene {
    ProgramFolder out;
    std::string kiosk_id;

    std::pair<int, std::string> said(std::vector<std::string> arguments) {
        fs::remove(out.path / "said");
        arguments.insert(arguments.end(), {"--data", hub.path.string()});
        const int code = Process(ACCANTO_HUB_PROGRAM, arguments, out.path / "said").wait();
        return {code, read_file(out.path / "said").value_or("")};
    }
    void enrol_with_an_event() {
        enrol();
        auto store = store::Store::open(kiosk.path, clock);
        kiosk_id = store->value("kiosk_id").value();
        store->transaction([&] { store::append_event(*store, "org.accanto.visit.started.v1", R"({"visit":"1","language":"ca"})"); });
    }
    fs::path stick(const char* name) {
        fs::create_directories(out.path / name);
        REQUIRE(Process(ACCANTO_SYNC_PROGRAM, sync({"export", (out.path / name).string()}), out.path / "said").wait() == 0);
        return fs::directory_iterator(out.path / name)->path();
    }
    std::vector<std::string> told(int64_t behind) {
        auto storage = hub::open_sqlite_read_only(hub.path);
        CHECK_FALSE(hub::first_broken(storage->people()));
        std::vector<std::string> out;
        for (const hub::AuditEntry& one : storage->people().audit(behind, 100))
            out.push_back(one.deed.who + " " + one.deed.what + " " + one.deed.about);
        return out;
    }
    // Each command once; gives what the log is to tell of them.
    std::vector<std::string> do_all(const char* name) {
        fs::create_directories(out.path / name / "copies");
        const fs::path file = stick((std::string(name) + "-stick").c_str());
        CHECK(said({"events"}).first == 0);
        const auto exported = said({"export", "--profile", "open-data", "--from", "2026-11-01", "--to", "2026-11-30", "--out", (out.path / name).string()});
        CHECK_MESSAGE(exported.first == 0, exported.second);
        CHECK(said({"recover-pin", "--kiosk", kiosk_id, "12345678"}).first == 0);
        CHECK(said({"recover-pin", "--kiosk", "no-such-kiosk", "12345678"}).first == 1);
        const auto imported = said({"import", file.string()});
        CHECK_MESSAGE(imported.first == 0, imported.second);
        const auto copied = said({"backup", (out.path / name / "copies").string()});
        CHECK_MESSAGE(copied.first == 0, copied.second);
        const std::string copy = fs::directory_iterator(out.path / name / "copies")->path().filename().string();
        return {"*key events.taken ", "*key records.exported open-data-1 2026-11-01 2026-11-30", "*key pin.recovered " + kiosk_id,
                "*key stick.imported " + kiosk_id, "*key hub.backed_up " + copy};
    }
};

} // namespace

TEST_CASE("commands are in the log, whether a hub runs or not") {
    HubScene scene;
    auto hub = scene.start_hub();
    scene.enrol_with_an_event();
    CHECK(scene.told(0) == std::vector<std::string>{"*key code.made biblio", scene.kiosk_id + " kiosk.enrolled biblio"});
    const auto beside = scene.do_all("beside");
    CHECK(scene.told(2) == beside);
    CHECK(hub->end(SIGTERM) == 0);
    const auto without = scene.do_all("without");
    CHECK(scene.told(2 + int64_t(beside.size())) == without);

    const int64_t before = 2 + 2 * int64_t(beside.size());
    const auto turned = scene.said({"rotate-key"});
    CHECK_MESSAGE(turned.first == 0, turned.second);
    const auto key = scene.told(before);
    REQUIRE(key.size() == 1);
    CHECK(key[0].starts_with("*key key.changed "));
    CHECK(turned.second.find(key[0].substr(17)) != std::string::npos);

    const fs::path copy = fs::directory_iterator(scene.out.path / "without/copies")->path();
    fs::remove_all(scene.hub.path);
    CHECK(scene.said({"restore", copy.string()}).first == 0);
    hub = scene.start_hub();
    CHECK(hub->end(SIGTERM) == 0);
    CHECK(scene.told(before - 1) == std::vector<std::string>{"*key hub.restored "}); // the copy is of before it was told of
}

TEST_CASE("who cannot be told of gets nothing; a copy is kept, and the command says what the log lacks") {
    HubScene scene;
    auto hub = scene.start_hub();
    scene.enrol_with_an_event();
    CHECK(scene.once(20) == 0);
    CHECK(hub->end(SIGTERM) == 0);
    fs::remove(scene.hub.path / "address");
    const FolderLock starting(scene.hub.path); // as a hub that is not there yet
    REQUIRE(starting.held());
    const auto events = scene.said({"events"});
    CHECK(events.first == 1);
    CHECK(events.second.find("visit.started") == std::string::npos);
    CHECK(events.second.find("the hub's log cannot be told of it") != std::string::npos);
    const auto pin = scene.said({"recover-pin", "--kiosk", scene.kiosk_id, "12345678"});
    CHECK(pin.first == 1);
    CHECK(pin.second.find("to be typed") == std::string::npos);
    fs::create_directories(scene.out.path / "exported");
    CHECK(scene.said({"export", "--profile", "open-data", "--from", "2026-11-01", "--to", "2026-11-30", "--out", (scene.out.path / "exported").string()}).first == 1);
    CHECK(fs::is_empty(scene.out.path / "exported"));
    fs::create_directories(scene.out.path / "copies");
    const auto copied = scene.said({"backup", (scene.out.path / "copies").string()});
    CHECK(copied.first == 1);
    CHECK(copied.second.find("the copy is whole, but the hub's log cannot be told of it") != std::string::npos);
    CHECK(fs::exists(fs::directory_iterator(scene.out.path / "copies")->path() / "hub.db"));
    CHECK(scene.told(2).empty());
}

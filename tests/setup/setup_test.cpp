#include "kiosk/setup/setup.h"

#include "content/base/file.h"
#include "kiosk/point/technician.h"
#include "kiosk/store/take_over.h"
#include "sync/wire/provisioning.h"
#include "tests/point/point_fixture.h"

#include <fstream>

using namespace accanto;
using namespace accanto::tests;
using setup::Setup;
using setup::Verdict;

namespace {

SecretKey hub_key() { return SecretKey::from_seed(std::string(32, 'h')); }

struct Bare : PointFixture {
    TemporaryFolder stick;
    Bare() {
        settings.state = folder.path();
        settings.point.time_zone = "";
    }
    void pin() { point::set_technician_pin(*store, "135790"); }
    std::filesystem::path file(const std::string& name = "b.accanto", const std::function<void(wire::Provisioning&)>& change = {}) {
        wire::Provisioning p{"lecce-centro", "Biblioteca di Lecce", "Europe/Rome", "entrance", "C", "https://hub.example.org", {}, "ABCD3467", monday_morning + day_ms};
        if (change)
            change(p);
        write_file_durably(stick / name, wire::seal_provisioning(p, hub_key()));
        return stick / name;
    }
    Settings then() {
        LoadedSettings loaded{settings, {}};
        add_provisioned(loaded);
        REQUIRE(loaded.problems.empty());
        return loaded.settings;
    }
    bool there(const char* name) const { return std::filesystem::exists(folder / name); }
    // Nothing counts yet.
    bool untouched() const { return !there("provisioned.toml") && !there("provisioning.json") && !there("sync/first_contact.json"); }
};

} // namespace

TEST_CASE("fully offline: a point, a letter and a PIN make a kiosk, and it is provisional until a hub takes it up") {
    Bare f;
    Setup setup(f.settings, f.clock);
    CHECK(setup.missing() == std::vector<std::string>{"point.id", "point.name", "kiosk.letter", "technician.pin"});
    CHECK(setup.finish().sentence.find("point.id") != std::string::npos);
    CHECK(setup.decide({{"point.id", "lecce-centro"}, {"point.name", "Lecce"}, {"kiosk.letter", "C"}, {"point.hours.mon", "09:00-13:00"}}).empty());
    CHECK(f.untouched());
    f.pin();
    CHECK(setup.finish().empty());
    CHECK(f.then().point.id == "lecce-centro");
    CHECK(f.then().kiosk.letter == "C");
    const auto record = setup::provisioned(f.folder.path());
    REQUIRE(record);
    CHECK(record->mode == "offline");
    CHECK(record->kiosk == f.store->value("kiosk_id"));
    CHECK(f.there("sync/point.key"));
    CHECK_FALSE(f.there("provisioning.next.json"));
    CHECK(f.events("kiosk.provisioned").size() == 1);
}

TEST_CASE("a file of a kiosk that is replaced: this one takes its place when all is done, and not before") {
    Bare f;
    f.pin();
    const std::string old = "019ac0de-0000-7000-8000-000000000001";
    const auto file = f.file("c.accanto", [&](wire::Provisioning& p) { p.replaces = old; });
    CHECK(Setup(f.settings, f.clock).take_file(file, "").empty());
    CHECK_FALSE(store::took_over_ms(*f.store));
    CHECK(Setup(f.settings, f.clock).finish().empty());   // gone on with, by another call
    CHECK(store::took_over_ms(*f.store) == monday_morning);
    REQUIRE(f.events("kiosk.took_over").size() == 1);
    CHECK(f.events("kiosk.took_over")[0]["replaces"] == old);
}

TEST_CASE("a stick: point, letter, hub and code come from the hub's file, which is gone when all is done") {
    Bare f;
    f.pin();
    const auto file = f.file();
    Setup setup(f.settings, f.clock);
    CHECK(setup.take_stick(f.stick.path(), hub_key().public_key().fingerprint()).empty());
    CHECK(setup.missing().empty());
    CHECK(std::filesystem::exists(file));
    CHECK(setup.finish().empty());
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(f.then().sync.hub == "https://hub.example.org");
    CHECK(f.then().point.name == "Biblioteca di Lecce");
    const auto contact = nlohmann::json::parse(read_file(f.folder / "sync/first_contact.json").value());
    CHECK(contact["code"] == "ABCD3467");
    CHECK(contact["hub_key"] == hub_key().public_key().text());
    // Nobody else reads the code.
    CHECK((std::filesystem::status(f.folder / "sync/first_contact.json").permissions() & std::filesystem::perms(077)) == std::filesystem::perms::none);
}

TEST_CASE("each thing that can be wrong is told with what to do, changes nothing, and the right one goes on") {
    Bare f;
    f.pin();
    Setup setup(f.settings, f.clock);
    const auto refused = [&](const setup::Refusal& refusal, const char* part) {
        INFO(refusal.sentence);
        CHECK_FALSE(refusal.why.empty());
        CHECK(refusal.sentence.find(part) != std::string::npos);
        CHECK(f.untouched());
        CHECK_FALSE(setup.begun());
    };
    refused(setup.take_file(f.stick / "none.accanto", ""), "Is the stick in");
    refused(setup.take_stick(f.stick / "no-folder", ""), "Put the stick in again");
    refused(setup.take_stick(f.stick.path(), ""), "Copy it from the hub");
    const auto late = f.file("late.accanto", [](wire::Provisioning& p) { p.valid_until_ms = monday_morning - 1; });
    refused(setup.take_file(late, ""), "Ask the hub for a new one");
    std::string changed = read_file(f.file("changed.accanto")).value();
    changed.replace(changed.find("\"C\""), 3, "\"D\"");
    write_file_durably(f.stick / "changed.accanto", changed);
    refused(setup.take_file(f.stick / "changed.accanto", ""), "changed after the hub signed it");
    write_file_durably(f.stick / "half.accanto", changed.substr(0, 100));
    refused(setup.take_file(f.stick / "half.accanto", ""), "Copy it to the stick again");
    refused(setup.take_stick(f.stick.path(), ""), "Name this kiosk's with --file");
    refused(setup.take_file(f.file(), "1a2b-3c4d-5e6f-7081"), "Take the stick of your own network");
    refused(setup.decide({{"kiosk.letter", "O"}}), "look like digits");
    refused(setup.decide({{"point.hours.mon", "late"}}), "point.hours.mon");
    std::filesystem::create_directories(f.folder / "sync");
    write_file_durably(f.folder / "sync/hub.json", nlohmann::json{{"hub_key", SecretKey::from_seed(std::string(32, 'o')).public_key().text()}}.dump());
    refused(setup.take_file(f.file(), ""), "Take the stick of your own network");
    std::filesystem::remove(f.folder / "sync/hub.json");
    CHECK(setup.take_file(f.file(), "").empty());
    CHECK(setup.finish().empty());
}

TEST_CASE("stopped in the middle of deciding, it goes on with what was decided") {
    Bare f;
    {
        Setup first(f.settings, f.clock);
        CHECK(first.decide({{"point.id", "lecce-centro"}, {"screen.pitch_mm", 0.25}, {"point.languages", std::vector<std::string>{"it", "en"}}}).empty());
    }
    CHECK(f.untouched());
    Setup second(f.settings, f.clock);
    CHECK(second.begun());
    CHECK(second.missing() == std::vector<std::string>{"point.name", "kiosk.letter", "technician.pin"});
    CHECK(second.decide({{"point.name", "Lecce"}, {"kiosk.letter", "C"}}).empty());
    f.pin();
    CHECK(second.finish().empty());
    CHECK(f.then().screen.pitch_mm == 0.25);
    CHECK(f.then().point.languages == std::vector<std::string>{"it", "en"});
}

TEST_CASE("cut before any step of finishing, it ends in the same record when it is called again, and the file goes last") {
    for (const std::string cut : {"keys", "settings", "first contact", "record", "file", "draft"}) {
        INFO(cut);
        Bare f;
        f.pin();
        const auto file = f.file();
        {
            Setup setup(f.settings, f.clock);
            REQUIRE(setup.take_file(file, "").empty());
            CHECK_THROWS(setup.finish([&](std::string_view step) {
                if (step == cut)
                    throw std::runtime_error("the power went");
            }));
        }
        // Whatever was cut: the file is gone only when the record stands.
        CHECK((std::filesystem::exists(file) || f.there("provisioning.json")));
        Setup again(f.settings, f.clock);
        CHECK(again.begun());
        CHECK(again.finish().empty());
        CHECK(f.then().point.id == "lecce-centro");
        CHECK(f.there("provisioning.json"));
        CHECK(f.there("sync/first_contact.json"));
        CHECK_FALSE(std::filesystem::exists(file));
        CHECK_FALSE(f.there("provisioning.next.json"));
        CHECK_FALSE(Setup(f.settings, f.clock).begun());
    }
}

TEST_CASE("the verdict: what nobody can be served without decides") {
    using doctor::Finding;
    using doctor::Light;
    const auto verdict = [](std::vector<Finding> findings, bool done = true) { return setup::verdict_of(done, findings); };
    CHECK(verdict({{"store", Light::green, "x", {}, {}}}) == Verdict::ready);
    CHECK(verdict({{"printer", Light::red, "x", {}, {}}}) == Verdict::partly_ready);
    CHECK(verdict({{"sound", Light::red, "x", {}, {}}}) == Verdict::partly_ready);
    CHECK(verdict({{"sync", Light::amber, "x", {}, {}}}) == Verdict::partly_ready);
    CHECK(verdict({{"touch", Light::red, "x", {}, {}}, {"sync", Light::amber, "x", {}, {}}}) == Verdict::needs_setup);
    CHECK(verdict({{"store", Light::green, "x", {}, {}}}, false) == Verdict::needs_setup);
}

TEST_CASE("the acceptance sheet is signed by the kiosk, and a changed verdict is found") {
    Bare f;
    const setup::Record record{"offline", "kiosk-1", "lecce-centro", "C", monday_morning};
    const std::string sheet = setup::acceptance_sheet(f.settings, record, Verdict::partly_ready, {{"printer", doctor::Light::red, "doctor.printer_out", {}, {}}}, monday_morning);
    CHECK(setup::is_genuine_sheet(sheet));
    std::string better = sheet;
    better.replace(better.find("partly_ready"), 12, "ready");
    CHECK_FALSE(setup::is_genuine_sheet(better));
    CHECK_FALSE(setup::is_genuine_sheet("{}"));
    CHECK_FALSE(setup::is_genuine_sheet(""));
}

TEST_CASE("the acceptance sheet stays on the kiosk, and the hub is told it as it was signed") {
    Bare f;
    const setup::Record record{"offline", "kiosk-1", "lecce-centro", "C", monday_morning};
    const std::string sheet = setup::acceptance_sheet(f.settings, record, Verdict::ready, {}, monday_morning);
    setup::keep_acceptance(*f.store, sheet);
    CHECK(read_file(f.folder / "acceptance.json") == sheet);
    const auto told = f.events("kiosk.accepted");
    REQUIRE(told.size() == 1);
    CHECK(setup::is_genuine_sheet(told[0].dump()));
}

TEST_CASE("taken up with a code: hub and point are decided, and the record says how") {
    Bare f;
    f.pin();
    Setup setup(f.settings, f.clock);
    CHECK(setup.take_place("https://hub.example.org", "lecce-centro").empty());
    CHECK(setup.decide({{"point.name", "Lecce"}, {"kiosk.letter", "C"}}).empty());
    CHECK(setup.finish().empty());
    CHECK(setup::provisioned(f.folder.path())->mode == "code");
    CHECK(f.then().sync.hub == "https://hub.example.org");
    CHECK_FALSE(f.there("sync/first_contact.json"));
}

TEST_CASE("who takes a stick and then does without the hub has nothing of it") {
    Bare f;
    Setup setup(f.settings, f.clock);
    CHECK(setup.take_file(f.file(), "").empty());
    CHECK(setup.stay_offline().empty());
    CHECK(setup.missing() == std::vector<std::string>{"point.id", "point.name", "kiosk.letter", "technician.pin"});
    CHECK(Setup(f.settings, f.clock).settings_then().sync.hub.empty());
    CHECK(setup.decide({{"point.id", "lecce"}, {"point.name", "Lecce"}, {"kiosk.letter", "C"}}).empty());
    f.pin();
    CHECK(setup.finish().empty());
    CHECK_FALSE(f.there("sync/first_contact.json"));
    CHECK(setup::provisioned(f.folder.path())->mode == "offline");
}

TEST_CASE("a kiosk that was provisioned is not asked again what it is, and stays what it became") {
    Bare f;
    f.pin();
    {
        Setup first(f.settings, f.clock);
        REQUIRE(first.take_place("https://hub.example.org", "lecce-centro").empty());
        REQUIRE(first.decide({{"point.name", "Lecce"}, {"kiosk.letter", "C"}}).empty());
        REQUIRE(first.finish().empty());
    }
    Setup again(f.settings, f.clock);
    CHECK(again.missing().empty());
    CHECK(again.decide({{"point.hours.mon", "09:00-13:00"}}).empty());
    CHECK(again.finish().empty());
    CHECK(setup::provisioned(f.folder.path())->mode == "code");
    CHECK(f.then().kiosk.letter == "C");
}

// What a newer version of the programs must pass before it stays on a kiosk.
#include "kiosk/doctor/update.h"
#include "kiosk/point/visits.h"
#include "kiosk/store/migrations.h"
#include "kiosk/store/standing.h"
#include "tests/doctor/machine.h"
#include "tests/process.h"

using namespace accanto;
using namespace accanto::tests;
using doctor::Finding;
using doctor::Light;

namespace {

constexpr int open_from = 10 * 60, open_to = 18 * 60; // in Madrid; it is 10:35 on a Monday

struct UpdateFixture : MachineFixture {
    UpdateFixture() {
        for (auto& day : settings.point.hours)
            day = {{open_from, open_to}};
    }
    std::string why() { return doctor::why_not_now(*store, settings); }
    void later(int64_t by_ms) { clock.advance_ms(by_ms); }
};

} // namespace

TEST_CASE("a version is installed only while the point is closed for an hour or more") {
    UpdateFixture f;
    CHECK(f.why() == "the point is open");
    f.later(8 * hour_ms); // 18:35
    CHECK(f.why() == "");
    f.later(14 * hour_ms + 30 * minute_ms); // 9:05 the next day
    CHECK(f.why() == "the point opens within an hour");
    // Staff who closed it for a while come back.
    f.later(2 * hour_ms);
    point::close_point(*f.store, f.settings, "", {"back_soon", ""});
    CHECK(f.why() == "the point is open");
    f.settings.point.hours = {};
    CHECK(f.why() == "the point has no opening hours: it waits for the night, from one to five");
    f.later(15 * hour_ms); // 2:05
    CHECK(f.why() == "");
}

TEST_CASE("a version is not installed while somebody is at the screen, or a number is called") {
    UpdateFixture f;
    f.later(8 * hour_ms);
    const std::string visit = point::start_visit(*f.store, "es");
    CHECK(f.why() == "somebody is at the screen");
    point::end_visit(*f.store, visit, "es", point::VisitEnd::finished, 1000);
    CHECK(f.why() == "");
    point::start_visit(*f.store, "es"); // the power was cut in it
    f.later(2 * hour_ms + minute_ms);
    CHECK(f.why() == "");
    auto always = f.settings;
    always.point.hours = {};
    auto taken = point::take_ticket(*f.store, always, f.request());
    const std::string id = std::get<point::Ticket>(taken).id;
    CHECK(f.why() == "");
    REQUIRE(told(point::call(*f.store, always, {"", "desk"}, id)) == "called");
    CHECK(f.why() == "a number is called");
}

TEST_CASE("a version is tried on a copy, and the store stays as it was") {
    UpdateFixture f;
    f.settings.point.hours = {};
    f.take();
    const auto trial = doctor::try_store(f.here());
    CHECK(trial.why == "");
    CHECK(point::waiting(*f.store, f.settings).size() == 1);
    CHECK(!std::filesystem::exists(f.folder / "trial"));

    // A store that a program cannot bring to its schema, here because a table it will make is already there.
    auto& db = f.store->db();
    const int64_t last = int64_t(store::migrations().size()) - 1;
    db.script(("PRAGMA user_version = " + std::to_string(last)).c_str());
    db.script("CREATE TABLE booking_of_point (n INTEGER) STRICT");
    const auto bad = doctor::try_store(f.here());
    CHECK(bad.why != "");
    CHECK(!bad.not_tried);
    CHECK(store::schema_version(db) == last);
    CHECK(!std::filesystem::exists(f.folder / "trial"));
}

TEST_CASE("after a version all works that worked before, or it is named") {
    UpdateFixture f;
    doctor::Standing before;
    before.at_ms = f.clock.wall_ms();
    before.findings = {{"store", Light::green, "doctor.store_ok", {}, {}},
                       {"touch", Light::red, "doctor.touch_none", {}, {}},
                       {"printer", Light::green, "doctor.printer_ok", {}, {}}};
    before = doctor::standing_from(doctor::to_json(before)).value();
    doctor::Standing now = before;
    CHECK(doctor::what_is_worse(before, now) == "");
    now.findings[2] = {"printer", Light::red, "doctor.printer_out", {}, {}}; // a roll ends by itself
    now.findings.push_back({"novelty", Light::red, "doctor.store_failed", {}, {}});
    CHECK(doctor::what_is_worse(before, now) == "");
    now.findings[0] = {"store", Light::red, "doctor.store_failed", {}, "SQLITE_IOERR"};
    CHECK(doctor::what_is_worse(before, now) == "store worked before and does not work now: SQLITE_IOERR");
    CHECK(!doctor::standing_from("{}"));
    CHECK(!doctor::standing_from("[1]"));
}

TEST_CASE("a hub that was reached before a version and is not with it is missing, and nothing is worse") {
    UpdateFixture f;
    CHECK(!doctor::standing(f.here()).reached_hub);
    store::note(*f.store, store::Peer::hub, "ok", "");
    const doctor::Standing before = doctor::standing(f.here());
    CHECK(before.reached_hub);
    f.later(hour_ms);
    const doctor::Standing now = doctor::standing(f.here());
    CHECK(doctor::what_is_worse(before, now) == "");
    CHECK(doctor::hub_is_missing(before, now));
    CHECK(!doctor::hub_is_missing(now, before));
    CHECK(!doctor::hub_is_missing(before, before));
}

TEST_CASE("the doctor says how it stands with newer versions") {
    UpdateFixture f;
    CHECK(said(doctor::check_update(f.here())) ==
          "No source of newer versions is set: a technician installs them.");
    const auto finding = [&](const std::string& state) {
        f.write("var/lib/accanto-update/said", "state=" + state + "\nversion=1.2-1\nwhy=so\n");
        return doctor::check_update(f.here());
    };
    for (const char* state : {"current", "waiting", "watching", "refused", "no_way_back"})
        CHECK_MESSAGE(said(finding(state)).find("1.2-1") != std::string::npos, state);
    CHECK(finding("waiting").light == Light::green);
    CHECK(finding("refused").light == Light::amber);
    CHECK(finding("unsigned").light == Light::amber);
    CHECK(finding("failed").light == Light::red);
    CHECK(finding("refused").detail == "so");
}

TEST_CASE("the command says yes, later or no by its exit code") {
    UpdateFixture f;
    std::ofstream(f.folder / "accanto.toml")
        << "state = \"" << f.folder.path().string() << "\"\n[point]\nid = \"lecce\"\n";
    const std::string settings = (f.folder / "accanto.toml").string();
    f.store.reset();
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "update");
        words.insert(words.end(), {"--settings", settings});
        return Process(ACCANTO_TOOL_PROGRAM, words, f.folder / "log").wait();
    };
    CHECK(run({"point"}) == 0);
    CHECK(read_file(f.folder / "log").value().find("lecce\n") != std::string::npos);
    CHECK(run({"try-store"}) == 0);
    CHECK(run({"copy-store"}) == 0);
    CHECK(run({"take-store-back"}) == 0);
    std::ofstream(f.folder / "no.json") << "{}";
    CHECK(run({"compare", (f.folder / "no.json").string()}) == 1);
    const int now = run({"may-install"}); // by the clock of this machine
    CHECK((now == 0 || now == 3));
    CHECK(run({"nonsense"}) == 2);
}

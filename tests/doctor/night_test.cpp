#include "tests/doctor/machine.h"

#include "kiosk/point/visits.h"

using namespace accanto;
using namespace accanto::tests;
using doctor::Light;

TEST_CASE("the number that the night takes is seen, counted, used up and sent by nobody") {
    MachineFixture f;
    const point::Ticket before = f.take();
    const auto events = f.event_count();
    const auto found = doctor::rehearse_ticket(f.here(), *f.store);
    CHECK_MESSAGE(found.light == Light::green, found.detail);
    CHECK(f.event_count() == events);
    CHECK(f.store->db().integer("SELECT count(*) FROM ticket") == 1);
    CHECK(point::waiting(*f.store, f.settings).size() == 1);
    CHECK(point::now_serving(*f.store, f.settings).empty());
    const point::Ticket after = f.take();
    CHECK(before.label == "B01");
    CHECK(after.label == "B02");
    // Nothing of the copy is left.
    CHECK_FALSE(std::filesystem::exists(f.folder / "night"));
}

TEST_CASE("the night tries the queue whatever the hours, and though staff closed the point in the evening") {
    MachineFixture f;
    f.settings.point.hours[0] = {{16 * 60, 19 * 60}};
    point::close_point(*f.store, f.settings, "", {"trouble", ""});
    CHECK(doctor::rehearse_ticket(f.here(), *f.store).light == Light::green);
    CHECK(point::closed_by_staff(*f.store, f.settings));
}

TEST_CASE("what an earlier night left behind when the power went is cleared away") {
    MachineFixture f;
    std::filesystem::create_directories(f.folder / "night");
    std::ofstream(f.folder / "night/store.db") << "half a copy";
    CHECK(doctor::rehearse_ticket(f.here(), *f.store).light == Light::green);
    CHECK_FALSE(std::filesystem::exists(f.folder / "night"));
}

TEST_CASE("a queue that gives no number is red in the morning") {
    MachineFixture f;
    f.store->db().script("CREATE TRIGGER broken BEFORE INSERT ON ticket BEGIN SELECT RAISE(ABORT, 'no more'); END");
    const auto found = doctor::rehearse_ticket(f.here(), *f.store);
    CHECK(found.light == Light::red);
    CHECK(found.detail.find("no more") != std::string::npos);
    CHECK(said(found).starts_with("No number can be taken."));
}

TEST_CASE("a kiosk without a lesson that opens is red in the morning") {
    MachineFixture f;
    CHECK(doctor::rehearse_lesson(f.here()).light == Light::green);
    auto empty = f.here();
    empty.data = f.machine.path();
    const auto found = doctor::rehearse_lesson(empty);
    CHECK(found.light == Light::red);
    CHECK_FALSE(said(found).empty());
}

TEST_CASE("what the night found waits in the store, and in short for the hub") {
    MachineFixture f;
    f.settings.printer.kind = "none";
    CHECK_FALSE(doctor::last_night(*f.store));
    f.write("proc/bus/input/devices", MachineFixture::keyboard);
    const doctor::Night night{f.clock.wall_ms(), doctor::synthetic_visit(f.here())};
    CHECK(night.light() == Light::red);
    doctor::keep_night(*f.store, night);
    const auto read = doctor::last_night(*f.store);
    REQUIRE(read);
    CHECK(read->at_ms == monday_morning);
    CHECK(read->findings.size() == night.findings.size());
    CHECK(read->light() == Light::red);
    CHECK(f.store->value("night_light") == "red");
    CHECK(f.store->value("night_checks") == "mentors touch");
    CHECK(f.event_count() == 0);
}

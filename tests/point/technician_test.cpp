#include "tests/point/point_fixture.h"

#include "kiosk/point/technician.h"

#include <stdexcept>

using namespace accanto;
using namespace accanto::tests;
using point::TechnicianDoor;

namespace {

TechnicianDoor try_pin(PointFixture& f, const std::string& pin) { return point::try_technician_pin(*f.store, pin).door; }

} // namespace

TEST_CASE("a technician comes in with the PIN and with no other, and both are in the audit") {
    PointFixture f;
    CHECK(try_pin(f, "135790") == TechnicianDoor::no_pin);
    CHECK_THROWS_AS(point::set_technician_pin(*f.store, "12345"), std::invalid_argument);
    CHECK_THROWS_AS(point::set_technician_pin(*f.store, "1234567890123"), std::invalid_argument);
    point::set_technician_pin(*f.store, "135790");
    CHECK(point::has_technician_pin(*f.store));
    CHECK(f.store->value("technician_pin")->find("135790") == std::string::npos);
    CHECK(try_pin(f, "135791") == TechnicianDoor::wrong);
    CHECK(try_pin(f, "135790") == TechnicianDoor::open);
    point::note_technician(*f.store, "printer_test", "printed");
    std::vector<std::string> audit;
    for (const auto& event : f.events("technician.acted"))
        audit.push_back(event["what"].get<std::string>() + "/" + event["result"].get<std::string>());
    CHECK(audit == std::vector<std::string>{"pin_set/", "refused/", "signed_in/", "printer_test/printed"});
}

TEST_CASE("five wrong PINs close the door for a quarter of an hour, whatever is restarted meanwhile") {
    PointFixture f;
    point::set_technician_pin(*f.store, "135790");
    for (int i = 0; i < 4; ++i)
        CHECK(try_pin(f, "111112") == TechnicianDoor::wrong);
    const auto fifth = point::try_technician_pin(*f.store, "111112");
    CHECK(fifth.door == TechnicianDoor::locked);
    CHECK(fifth.locked_ms == 15 * minute_ms);
    f.store.reset();
    f.store = store::Store::open(f.folder.path(), f.clock);
    f.clock.advance_ms(14 * minute_ms);
    const auto right = point::try_technician_pin(*f.store, "135790");
    CHECK(right.door == TechnicianDoor::locked);
    CHECK(right.locked_ms == minute_ms);
    CHECK(f.events("technician.acted").back()["result"] == "locked");
    f.clock.advance_ms(minute_ms);
    CHECK(point::technician_locked_ms(*f.store) == 0);
    CHECK(try_pin(f, "111112") == TechnicianDoor::wrong); // and the count begins anew
    CHECK(try_pin(f, "135790") == TechnicianDoor::open);
}

TEST_CASE("pulling the plug of a machine whose clock forgets ends no lock") {
    PointFixture f;
    point::set_technician_pin(*f.store, "135790");
    for (int i = 0; i < 5; ++i)
        try_pin(f, "111112");
    // As another boot has left it.
    std::string kept = f.store->value("technician_tries").value();
    kept.replace(kept.find(boot_id()), boot_id().size(), "another-boot");
    f.store->transaction([&] { f.store->set_value("technician_tries", kept); });
    f.clock.set_wall_ms(0);
    CHECK(try_pin(f, "135790") == TechnicianDoor::locked);
    f.clock.advance_ms(14 * minute_ms);
    CHECK(try_pin(f, "135790") == TechnicianDoor::locked);
    f.clock.advance_ms(minute_ms);
    CHECK(try_pin(f, "135790") == TechnicianDoor::open);
}

TEST_CASE("who was right begins to count anew; the command on the machine ends a lock") {
    PointFixture f;
    point::set_technician_pin(*f.store, "135790");
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 4; ++j)
            CHECK(try_pin(f, "111112") == TechnicianDoor::wrong);
        CHECK(try_pin(f, "135790") == TechnicianDoor::open);
    }
    for (int j = 0; j < 5; ++j)
        try_pin(f, "111112");
    point::unlock_technician(*f.store);
    CHECK(try_pin(f, "135790") == TechnicianDoor::open);
}

TEST_CASE("a challenge stays until it is answered or a day old, and wrong answers lock as wrong PINs do") {
    PointFixture f;
    const std::string first = point::recovery_challenge(*f.store);
    CHECK(first.size() == 8);
    CHECK(point::recovery_challenge(*f.store) == first);
    for (int i = 0; i < 4; ++i)
        CHECK(point::try_recovery(*f.store, false).door == TechnicianDoor::wrong);
    CHECK(point::try_recovery(*f.store, false).door == TechnicianDoor::locked);
    CHECK(point::try_recovery(*f.store, true).door == TechnicianDoor::locked);
    CHECK(try_pin(f, "135790") == TechnicianDoor::no_pin);
    f.clock.advance_ms(15 * minute_ms);
    CHECK(point::recovery_challenge(*f.store) == first);
    CHECK(point::try_recovery(*f.store, true).door == TechnicianDoor::open);
    CHECK(f.events("technician.acted").back()["what"] == "recovered");
    const std::string second = point::recovery_challenge(*f.store);
    CHECK(second != first);
    f.clock.advance_ms(25 * hour_ms);
    CHECK(point::recovery_challenge(*f.store) != second);
}

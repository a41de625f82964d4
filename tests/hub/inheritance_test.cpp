// Who is the heir of which kiosk, and when it is to be told anew. What it is told:
// tests/agent/inheritance_test.cpp.
#include "sync/hub/inheritance.h"

#include "content/base/clock.h"

#include <doctest/doctest.h>

using namespace accanto;
using namespace accanto::hub;

namespace {

Kiosk kiosk(const std::string& id, const std::string& replaced_by = "") {
    Kiosk out;
    out.id = id;
    out.replaced_by = replaced_by;
    return out;
}

constexpr int64_t noon_ms = 1'795'521'600'000; // 2026-11-24

Push push_of(const Kiosk& by, int64_t epoch, const std::vector<std::string>& types) {
    Push out;
    out.kiosk = by;
    out.head = {epoch, 1, int64_t(types.size()), {}, ""};
    out.received_ms = noon_ms;
    for (const std::string& type : types) {
        Incoming event;
        event.type = type;
        out.events.push_back(std::move(event));
    }
    return out;
}

} // namespace

TEST_CASE("a kiosk is the heir of the one whose place it took, and of all before that one") {
    const std::vector<Kiosk> here{kiosk("a", "b"), kiosk("b", "c"), kiosk("c"), kiosk("d"), kiosk("e", "c")};
    CHECK(kiosks_before("c", here) == std::set<std::string>{"a", "b", "e"});
    CHECK(kiosks_before("b", here) == std::set<std::string>{"a"});
    CHECK(kiosks_before("a", here).empty());
    CHECK(kiosks_before("d", here).empty());
    // What could not be does no harm.
    const std::vector<Kiosk> round{kiosk("a", "b"), kiosk("b", "a")};
    CHECK(kiosks_before("a", round) == std::set<std::string>{"b"});
}

TEST_CASE("an heir is told anew after news of a booking, in a new life, and when a day has passed; else "
          "nothing is worked out") {
    Kiosk heir = kiosk("heir"), other = kiosk("other");
    heir.replaces = "old";
    const std::vector<std::string> visit{"org.accanto.visit.started.v1"},
        booking{"org.accanto.appointment.moved.v1"};
    CHECK(heirs_to_tell(push_of(heir, 1, visit), {}) == std::set<std::string>{"heir"});
    CHECK(heirs_to_tell(push_of(other, 1, booking), {}).empty());
    // Enrolled once more since, by a code that names no other.
    heir.replaces.clear();
    CHECK(heirs_to_tell(push_of(heir, 1, {"org.accanto.kiosk.took_over.v1"}), {}) ==
          std::set<std::string>{"heir"});
    std::map<std::string, Inheritance> known{{"heir", {1, {}}}};
    CHECK(heirs_to_tell(push_of(heir, 1, visit), known).empty());
    CHECK(heirs_to_tell(push_of(heir, 2, visit), known) == std::set<std::string>{"heir"});
    CHECK(heirs_to_tell(push_of(other, 1, visit), known).empty());
    CHECK(heirs_to_tell(push_of(other, 1, booking), known) == std::set<std::string>{"heir"});
    wire::DesiredBooking one{"booking-1", "K7MDX4", "",    "2026-11-24", "email", 570, 30,
                             "es",        false,    false, "booked",     "",      1,   1};
    known["heir"].bookings = {one};
    CHECK(heirs_to_tell(push_of(heir, 1, visit), known).empty());
    known["heir"].bookings[0].day = "2026-11-22";
    CHECK(heirs_to_tell(push_of(heir, 1, visit), known) == std::set<std::string>{"heir"});
}

TEST_CASE("what an heir is told is kept whole, and what is none is empty") {
    wire::DesiredBooking one{"booking-1", "K7MDX4", "",    "2026-11-24", "email", 570, 30,
                             "es",        false,    false, "booked",     "",      1,   1};
    const Inheritance kept = parse_inheritance(to_json(Inheritance{7, {one}}));
    CHECK(kept.epoch == 7);
    CHECK(kept.bookings == std::vector{one});
    for (const char* odd : {"", "{}", "[]", R"({"bookings":7})", R"({"epoch":1,"bookings":[7]})"})
        CHECK(parse_inheritance(odd).bookings.empty());
}

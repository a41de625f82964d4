#pragma once
// A kiosk at which people booked, the one that takes its place, and their hub.

#include "kiosk/point/booking_rows.h"
#include "kiosk/store/new_life.h"
#include "sync/hub/ingest.h"
#include "sync/hub/inheritance.h"
#include "tests/agent/ordered_kiosk.h"

#include <algorithm>

namespace accanto::test {

constexpr int half_past_ten = half_past_nine + 60;
constexpr const char *tuesday = "2026-11-24", *wednesday = "2026-11-25";

inline std::string agenda(int seats) {
    return fmt::format(
        "format = 1\npoint = \"biblio\"\n[[appointments]]\nday = {0}\ntimes = [\"09:30\", \"10:30\"]\n"
        "minutes = 30\nseats = {2}\n[[appointments]]\nday = {1}\ntimes = [\"09:30\"]\nminutes = 30\nseats = "
        "{2}\n"
        "[[course]]\nid = \"telephone\"\nlanguage = \"es\"\nplace = \"Room 2\"\nday = {1}\nfrom = \"17:00\"\n"
        "minutes = 90\nlevel = \"first_steps\"\nseats = 2\ntitle.en = \"My first telephone\"\n",
        tuesday, wednesday, seats);
}

struct Replacement {
    World world;
    Machine old;
    std::unique_ptr<Machine> next;

    explicit Replacement(int seats = 4) : old(world, "B") {
        by_anna(world).schedule("biblio", agenda(seats));
        world.hub().storage().revoke(*world.store->value("kiosk_id")); // the world's own asks for no seats
        hub::share_out_seats(world.hub().storage(), "biblio", world.clock.wall_ms(), false);
        settle(old);
    }
    // Everything the hub has reaches it, and what it says of that the hub. Time goes on meanwhile.
    void settle(Machine& machine) {
        for (int i = 0; i < 3; ++i) {
            world.clock.advance_ms(1000);
            machine.sync();
        }
    }
    void replace() {
        next = std::make_unique<Machine>(world, "B", old.id());
        settle(*next);
    }
    // What it had not sent when its place was taken was on its way to the hub, and is stored after that.
    void arrives_late(Machine& machine) {
        world.clock.advance_ms(1000);
        hub::Storage& storage = world.hub().storage();
        const auto rows = store::pending(*machine.store, 500, 1 << 20);
        REQUIRE(!rows.empty());
        hub::Push push;
        push.kiosk = storage.kiosk(machine.id()).value();
        push.head = {rows.front().epoch, rows.front().seq, rows.back().seq, {}, ""};
        push.received_ms = world.clock.wall_ms();
        push.clock = {push.received_ms, 5, "boot", wire::ClockQuality::trusted};
        const hub::Happened when{push.received_ms, push.received_ms};
        for (const store::OutboxRow& row : rows) {
            hub::Incoming event;
            event.seq = row.seq;
            event.bytes = row.bytes;
            hub::read_incoming(
                event, row.epoch, [&](const wire::Event&) { return when; }, "Europe/Madrid");
            push.events.push_back(std::move(event));
        }
        REQUIRE(storage.push(push).what == hub::PushResult::What::accepted);
        hub::DesiredStates desired(storage);
        hub::hear_push(storage, desired, push);
    }
    std::vector<wire::DesiredBooking> wished(Machine& of) {
        hub::DesiredStates desired(world.hub().storage());
        return wire::parse_desired(desired.document(*world.hub().storage().kiosk(of.id()))).value().bookings;
    }
    // How many events of this type a kiosk has told.
    int told(Machine& by, const std::string& what) {
        int out = 0;
        world.hub().storage().each_event({"biblio", {"org.accanto." + what + ".v1"}},
                                         [&](const hub::StoredEvent& event) {
                                             out += event.kiosk == by.id();
                                             return true;
                                         });
        return out;
    }
    int64_t counted(const std::string& fate) {
        int64_t out = 0;
        for (const auto& row :
             world.hub().storage().figures({"2000-01-01", "2100-01-01", {"biblio"}, {"appointment"}, {}}))
            out += fate.empty() || row.detail == fate ? row.count : 0;
        return out;
    }
};

inline std::string state_at(Machine& machine, const std::string& code) {
    const auto found = point::find_booking(*machine.store, code);
    return found ? to_text(found->state) : "unknown";
}
inline int free_at(Machine& machine, const std::string& day, int minute) {
    for (const point::FreeSlot& slot : point::offer(*machine.store, machine.settings).slots)
        if (slot.day == day && slot.from_minute == minute)
            return slot.free;
    return 0;
}
inline void cancel_at(Machine& machine, const std::string& code) {
    REQUIRE(std::holds_alternative<point::Booking>(
        point::cancel_booking(*machine.store, machine.settings, code)));
}
inline void move_at(Machine& machine, const std::string& code, const std::string& day, int minute) {
    REQUIRE(std::holds_alternative<point::Booking>(
        point::move_booking(*machine.store, machine.settings, code, day, minute)));
}
inline std::string sign_up_at(Machine& machine, const std::string& course, int wish) {
    point::BookingRequest request;
    request.idempotency_key = course + std::to_string(wish);
    request.visit_id = "visit";
    request.language = "es";
    request.course = course;
    const auto made = point::book(*machine.store, machine.settings, request);
    REQUIRE(std::holds_alternative<point::Booking>(made));
    return std::get<point::Booking>(made).code;
}

} // namespace accanto::test

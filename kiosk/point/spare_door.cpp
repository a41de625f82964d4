#include "kiosk/point/spare_door.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "content/base/error.h"
#include "kiosk/point/event.h"
#include "kiosk/point/pin.h"
#include "kiosk/store/spare_door.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::point {

namespace {

constexpr const char* told_key = "spare_notes_told";

int64_t left_of_lock(const Clock& clock, const store::SpareDoor& door) {
    return door.locked_boot.empty()
               ? 0
               : lock_left_ms(clock, door.locked_wall, door.locked_mono, door.locked_boot);
}

void lock_now(const Clock& clock, store::SpareDoor& door) {
    door.locked_wall = clock.wall_ms(), door.locked_mono = clock.mono_ms(), door.locked_boot = clock.boot();
}

} // namespace

TechnicianTry try_spare_door(const store::SafePlaces& places, const Clock& clock, const std::string& pin) {
    store::SpareDoor door = store::spare_door(places);
    if (door.hash.empty())
        return {TechnicianDoor::no_pin, 0};
    // Pulling the plug of a machine without a battery for its clock must not end a lock.
    if (!door.locked_boot.empty() && door.locked_boot != clock.boot() && clock.wall_ms() < door.locked_wall)
        lock_now(clock, door);
    if (const int64_t left = left_of_lock(clock, door); left > 0) {
        store::keep_spare_door(places, door);
        return {TechnicianDoor::locked, left};
    }
    if (!door.locked_boot.empty())
        door = {door.hash};
    if (++door.wrong >= tries_before_lock)
        lock_now(clock, door);
    store::keep_spare_door(places, door); // counted before it is looked at
    if (!pin_fits(door.hash, pin)) {
        const int64_t left = left_of_lock(clock, door);
        note_at_spare_door(places, clock, "refused", left > 0 ? "locked" : "");
        return {left > 0 ? TechnicianDoor::locked : TechnicianDoor::wrong, left};
    }
    store::keep_spare_door(places, {door.hash});
    note_at_spare_door(places, clock, "signed_in");
    return {TechnicianDoor::open, 0};
}

void note_at_spare_door(const store::SafePlaces& places, const Clock& clock, std::string_view what,
                        std::string_view result) {
    try {
        store::add_spare_note(places, nlohmann::json{{"id", uuid7(clock.wall_ms())},
                                                     {"what", what},
                                                     {"result", result},
                                                     {"happened", rfc3339(clock.wall_ms())}}
                                          .dump());
    } catch (const Error& e) {
        spdlog::error("{}: {}", what, e.what()); // the journal has it
    }
}

void settle_spare_door(store::Store& store, const store::SafePlaces& places) {
    const auto notes = store::spare_notes(places);
    if (!notes.empty()) {
        store.transaction([&] {
            const std::string told = store.value(told_key).value_or("");
            std::string now_told;
            for (const std::string& line : notes) {
                const auto note = nlohmann::json::parse(line, nullptr, false);
                if (!note.is_object()) // half a line of a torn disk
                    continue;
                const std::string id = note.value("id", "");
                now_told += id + " ";
                if (told.find(id) == std::string::npos)
                    tell(store, "technician.acted",
                         {{"what", note.value("what", "")},
                          {"result", note.value("result", "")},
                          {"happened", note.value("happened", "")}});
            }
            store.set_value(told_key, now_told);
        });
        store::forget_spare_notes(places);
    }
    const auto hash = technician_hash(store);
    store::SpareDoor door = store::spare_door(places);
    if (!hash)
        return;
    if (door.hash != *hash)
        door = {*hash};
    try {
        store::keep_spare_door(
            places, door); // also where it was: the run folder is empty after each start of the machine
    } catch (const Error& e) {
        spdlog::warn("{}", e.what());
    }
}

} // namespace accanto::point

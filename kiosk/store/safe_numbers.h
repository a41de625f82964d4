#pragma once
// Numbers that are given while the store cannot be opened. They are kept in a file of their own, so that each
// of them exists before it is shown, survives every restart, and becomes a ticket when the store is whole
// again (kiosk/point/safe_tickets.h).

#include "content/base/clock.h"
#include "kiosk/store/database.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace accanto::store {

// The store's own numbers end before these, so the two never meet.
inline constexpr int first_safe_number = 900, last_safe_number = 999,
                     safe_number_count = last_safe_number - first_safe_number + 1;

struct SafeNumber {
    int64_t count = 0; // from 1 and without end: what orders them, whatever the clock says
    std::string id;    // UUIDv7, of the ticket that it becomes
    std::string letter, language;
    int64_t wall_ms = 0, mono_ms = 0;
    std::string boot;

    int number() const { return first_safe_number + int((count - 1) % safe_number_count); }
    int round() const { return int((count - 1) / safe_number_count); }
    std::string label() const { return letter + std::to_string(number()); }
};

// Where they are kept: `state`; and, while nothing can be written there, `spare`, which lasts as long as the
// machine runs. Empty: nowhere.
struct SafePlaces {
    std::filesystem::path state, spare;
};
// `spare` is RUNTIME_DIRECTORY, else /run/accanto where it is there (RuntimeDirectory= of the unit).
SafePlaces safe_places(const std::filesystem::path& state);

// The next number, on the disk when this returns. They go on where they stopped, over nights and restarts.
// Nothing when the one a hundred before was given less than twelve hours ago: two people would have the same.
// Throws StoreError when it can be kept nowhere. For any thread that may wait for a disk.
std::optional<SafeNumber> give_safe_number(const SafePlaces& places, const std::string& letter,
                                           const std::string& language, const Clock& clock);

// All that were given, oldest first. What is unreadable of them is left out; never throws for it.
std::vector<SafeNumber> safe_numbers(const SafePlaces& places);

// Room for the next hundred is taken while there is some: a number needs none when the disk is full. Best
// effort.
void prepare_safe_numbers(const std::filesystem::path& state);

} // namespace accanto::store

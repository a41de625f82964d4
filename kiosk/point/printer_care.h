#pragma once
// How the printer is and what it did today: written by the kiosk, read by the desk and, as part of the
// kiosk's health, by the hub. Two named values: "printer_state", the word that the health carries
// (sync/README.md), and what goes with it.

#include "content/base/settings.h"
#include "kiosk/store/store.h"

namespace accanto::point {

struct PrinterStanding {
    std::string state = "unknown"; // "ok", "near_end", "out", "open", "off", "gone", "failed", "none"
    int64_t since_ms = 0;          // wall time of the last change of state; 0: never known
    int printed = 0, failed = 0;   // slips of today, at the point's date
};
PrinterStanding printer_standing(store::Store& store, const Settings& settings);

// What came of a job, or of a look without one.
struct PrinterNews {
    std::string state;
    int printed = 0, failed = 0;
};
// Writes only what changed: every write wakes the other programs.
void note_printer(store::Store& store, const Settings& settings, const PrinterNews& news);

} // namespace accanto::point

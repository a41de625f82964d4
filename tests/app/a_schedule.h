#pragma once
// What a point offers in the visits of tests/visits: they set the clock to Monday, 2026-11-23.

#include "kiosk/point/schedule.h"

namespace accanto::tests {

inline Schedule a_schedule() {
    Schedule s;
    s.point = "demo";
    s.kiosk = "B";
    s.help_phone = "900 10 20 30";
    for (const char* day : {"2026-11-23", "2026-11-24", "2026-11-26", "2026-11-30"})
        for (int minute : {10 * 60, 10 * 60 + 30, 11 * 60, 12 * 60})
            s.slots.push_back({day, minute, 30, 1});
    s.courses.push_back({"telephone",
                         {{"en", "My first smartphone"}, {"es", "Mi primer móvil"}},
                         "es",
                         "Sala 2",
                         "2026-12-02",
                         17 * 60,
                         90,
                         Schedule::Level::first_steps,
                         1});
    Schedule::Place place{"Centre Cívic Sant Antoni",
                          "Carrer del Comte Borrell, 44",
                          "934 43 20 60",
                          {},
                          {"mentor", "computer", "wifi", "print"},
                          8,
                          {{"en", "Beside the market."}, {"es", "Al lado del mercado."}}};
    for (size_t day = 0; day < 5; ++day)
        place.hours[day] = {{9 * 60, 14 * 60}, {16 * 60, 20 * 60}};
    s.places = {place, {"Farmàcia Vila", "Carrer Gran, 3", "", {}, {"eid"}, 0, {}}};
    return s;
}

} // namespace accanto::tests

#pragma once
// One day at one point: who came, what they learned, how long they waited, who helped them.

#include "sync/hub/demo/agenda.h"

namespace accanto::hub::demo {

// What a kiosk tells: the type without its beginning, and its data as JSON.
struct Happening {
    int64_t at_ms = 0;
    size_t kiosk = 0; // of the point
    const char* type = "";
    std::string data;
};

// In the order of time. `day` counts from the first of the period.
std::vector<Happening> live(const DemoWorld& world, const DemoPoint& point, int day, Agenda& agenda, Dice& dice);

} // namespace accanto::hub::demo

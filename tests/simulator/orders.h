#pragma once
// What is ordered from afar in a simulated life, and what must have come of it in the end.

#include "tests/simulator/simulated_kiosk.h"

namespace accanto::simulator {

constexpr int seats_at_a_time = 5;
// The schedule of the point: two times, for every life the same.
std::string seats_for_sale();

// Adds to life.broken, when all has come to rest:
// - every kiosk has the settings and the lease that the hub wishes, and the hub knows
// - `counts`: at no time more seats were sold than there are; not to be said of lives in which a store forgot
// what it sold
// - of what was erased nothing is at the hub, in its alarms, or at a kiosk
void check_orders(Life& life, SimulatedHub& hub, const std::vector<SimulatedKiosk*>& kiosks,
                  const std::vector<Sold>& sold, bool counts);

} // namespace accanto::simulator

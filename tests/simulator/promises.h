#pragma once
// What must hold when all has come to rest, whatever happened before.

#include "tests/simulator/simulated_kiosk.h"

namespace accanto::simulator {

// The tickets whose event the hub has stored.
std::set<std::string> tickets_at(hub::Storage& storage);

// Adds to life.broken:
// - every ticket that was shown is at the hub once, unless no disk was left that knew it; nothing is there that nobody was shown
// - no kiosk gave a label twice on a day, whatever became of its store; a copied disk, which can know nothing of its original, is
//   not asked
// - the events of a kiosk stand in the order in which they happened, none is missing below the watermark
// - nothing was counted twice: figures and counters are what the events add up to
// - what is said of when something happened is true
void check_promises(Life& life, hub::Storage& storage, const std::vector<Shown>& ledger);

} // namespace accanto::simulator

#pragma once
// What hub and kiosks of a simulation share: one dice, one disk below all of SQLite, one true time, one account of what happened.

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "tests/faults/fault_vfs.h"
#include "tests/simulator/dice.h"

#include <spdlog/spdlog.h>

#include <map>
#include <string>
#include <vector>

namespace accanto::simulator {

constexpr int64_t start_ms = 1'795'425'300'000;   // 2026-11-23 09:15 UTC

struct Life {
    explicit Life(uint64_t seed) : dice(seed) {}

    Dice dice;
    tests::FaultVfs disk;
    int64_t now_ms = start_ms;                // the true time
    std::map<std::string, int> faults;        // which there were, how often
    std::vector<std::string> broken;          // promises that did not hold
    Sha256 story{};                           // of all that was decided and answered

    void tell(const std::string& line) {
        spdlog::debug("{} {}", rfc3339(now_ms), line);
        story = sha256(view(story), line);
    }
    void fault(const std::string& what) {
        ++faults[what];
        tell(what);
    }
};

} // namespace accanto::simulator

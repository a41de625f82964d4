#pragma once
// Kiosks, their hub and all that may befall them, in one process, from one seed: the real code of agent and hub over a network,
// disks and clocks that fail (design/sync.md, "Proof").

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace accanto::simulator {

struct Outcome {
    std::vector<std::string> broken;       // promises that did not hold, in words
    std::map<std::string, int> faults;     // which there were, how often
    std::string story;                     // a digest of all that was decided: the same seed lives the same life
    int tickets = 0, lost = 0;             // shown to people; of these known to no disk that is left
    int stopped = 0;                       // how often a technician was called
};

// Lives the life of this seed from beginning to end. One at a time.
Outcome live(uint64_t seed);

} // namespace accanto::simulator

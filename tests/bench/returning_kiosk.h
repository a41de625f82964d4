#pragma once
// One of many kiosks that come back at the same time: the agent's own pusher and schedule over a connection
// of its own. Only its outbox has no disk. Here and there on its road a portal answers in the hub's place.

#include "sync/agent/identity.h"
#include "tests/bench/memory_outbox.h"

#include <atomic>
#include <chrono>

namespace accanto::bench {

using Steady = std::chrono::steady_clock;

// What its requests came to.
struct Heard {
    int acknowledged = 0, told = 0; // pushes; other questions
    int busy = 0;                   // 429
    int refused = 0;                // another status of the hub's
    int silent = 0;                 // nobody answered, or half
    int forged = 0;                 // a portal answered
    int believed = 0;               // ... and was believed: must be none
    std::vector<float> push_ms;     // of those acknowledged, from sending to the answer
    int all() const { return acknowledged + told + busy + refused + silent + forged; }
};

class ReturningKiosk {
public:
    ReturningKiosk(agent::Identity identity, std::vector<std::string> events)
        : m_identity(std::move(identity)), m_outbox(std::move(events)) {}

    // Everything begins with the mains coming back. Returns when the hub has all of it, or at `give_up`.
    // `every_s` as in a kiosk's settings. Throws nothing; trouble() tells.
    void come_back(int every_s, Steady::time_point give_up);

    const agent::Identity& identity() const { return m_identity; }
    const MemoryOutbox& outbox() const { return m_outbox; }
    const Heard& heard() const { return m_heard; }
    // Why it did not get through; empty: it did.
    const std::string& trouble() const { return m_trouble; }
    double drained_after_s() const { return m_drained_after_s; }

private:
    void come_back_or_throw(int every_s, Steady::time_point give_up);

    agent::Identity m_identity;
    MemoryOutbox m_outbox;
    Heard m_heard;
    std::string m_trouble = "it had no turn";
    double m_drained_after_s = 0;
};

} // namespace accanto::bench

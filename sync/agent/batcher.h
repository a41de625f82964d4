#pragma once
// How many events go into the next batch. Pure.

#include <cstdint>

namespace accanto::agent {

class Batcher {
public:
    // At least 1.
    int take() const;

    // The hub took `events` in `seconds`: aims at requests of about 5 s.
    void succeeded(int events, double seconds);
    // The hub's own wish (next.max_events).
    void allowed(int max_events);
    // 413: half of it next time. False when it was a single event, which cannot be halved.
    bool too_large(int events);

    // `events` were on their way when the time of a request was over: half of them next time, at least 1. On a line too slow for them
    // each further try would cost the whole time again.
    void timed_out(int events);

    // The same batch of `events` failed again and again while the hub is well: one of them is the culprit. Searches it by
    // halves; true when it is found, and is the one that was just sent alone.
    bool suspect(int events);
    bool searching() const { return m_suspects > 0; }

private:
    int m_limit = 500, m_allowed = 500;
    int m_suspects = 0;   // the culprit is among so many of the oldest events
};

} // namespace accanto::agent

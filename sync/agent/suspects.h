#pragma once
// When events that were parked on suspicion are tried again. Pure. A hub that dies sooner than a push takes
// looks like one that dies of a record, so suspicion is no verdict: each of them is sent again, alone, at
// once when the agent starts and some time after it was parked, and then at growing distances, a day at most.

#include <cstdint>

namespace accanto::agent {

class Suspects {
public:
    // Times are monotonic milliseconds.
    bool is_due(int64_t now_ms) const { return now_ms >= m_due_ms; }
    // The last of this epoch that was tried in this round; 0: none.
    int64_t tried_through(int64_t epoch) const { return epoch == m_epoch ? m_tried : 0; }

    void found(int64_t now_ms); // another one
    void taken(int64_t epoch, int64_t seq);
    void failed_again(int64_t epoch, int64_t seq);
    void round_is_over(int64_t now_ms);

private:
    static constexpr int64_t first_distance_ms = 15 * 60'000, longest_distance_ms = 24LL * 3'600'000;

    int64_t m_due_ms = 0, m_distance_ms = first_distance_ms;
    int64_t m_epoch = 0, m_tried = 0;
    bool m_some_taken = false; // in this round
    bool m_some_left = false;
};

} // namespace accanto::agent

#include "sync/agent/suspects.h"

#include <algorithm>

namespace accanto::agent {

// Those that were parked before are not tried later for it.
void Suspects::found(int64_t now_ms) {
    const int64_t soon = now_ms + first_distance_ms;
    m_due_ms = m_some_left ? std::min(m_due_ms, soon) : soon;
    m_distance_ms = first_distance_ms;
    m_some_left = true;
}

void Suspects::taken(int64_t epoch, int64_t seq) {
    m_epoch = epoch;
    m_tried = seq;
    m_some_taken = true;
}

void Suspects::failed_again(int64_t epoch, int64_t seq) {
    m_epoch = epoch;
    m_tried = seq;
    m_some_left = true;
}

// Where some were taken the road had been at fault, and may have been so again with the others. Where none
// was, the next time is further away.
void Suspects::round_is_over(int64_t now_ms) {
    m_due_ms = now_ms + m_distance_ms;
    m_distance_ms = m_some_taken ? first_distance_ms : std::min(2 * m_distance_ms, longest_distance_ms);
    m_tried = 0;
    m_some_taken = false;
}

} // namespace accanto::agent

#include "sync/agent/batcher.h"

#include "sync/wire/batch.h"

#include <algorithm>

namespace accanto::agent {

namespace {

constexpr int most = int(wire::max_batch_events);
constexpr double aim_s = 5.0;

} // namespace

int Batcher::take() const {
    int limit = std::max(1, std::min({m_limit, m_allowed, most}));
    return m_suspects > 0 ? std::clamp(m_suspects / 2, 1, limit) : limit;
}

void Batcher::succeeded(int events, double seconds) {
    if (m_suspects > 0) {
        m_suspects = std::max(0, m_suspects - events);
        return;
    }
    if (events < m_limit && seconds < aim_s)
        return;   // a small batch says nothing about a large one
    // At most doubled or halved at a time: one odd moment of the network is no trend.
    double factor = std::clamp(aim_s / std::max(seconds, 0.01), 0.5, 2.0);
    m_limit = std::clamp(int(std::max(events, 1) * factor), 1, most);
}

void Batcher::allowed(int max_events) { m_allowed = std::clamp(max_events, 1, most); }

bool Batcher::too_large(int events) {
    if (events <= 1)
        return false;
    m_limit = std::max(1, events / 2);
    return true;
}

// Of what was sent, not of the limit: where fewer were there, the line is too slow even for those.
void Batcher::timed_out(int events) { m_limit = std::max(1, events / 2); }

bool Batcher::suspect(int events) {
    m_suspects = events <= 1 ? 0 : events;
    return events == 1;
}

} // namespace accanto::agent

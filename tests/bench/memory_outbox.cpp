#include "tests/bench/memory_outbox.h"

#include "content/base/bytes.h"

#include <algorithm>

namespace accanto::bench {

MemoryOutbox::MemoryOutbox(std::vector<std::string> events) : m_events(std::move(events)) {
    std::string chain(32, '\0');
    for (const std::string& bytes : m_events) {
        chain = accanto::view(sha256(chain, bytes));
        m_chain.push_back(chain);
    }
}

std::vector<agent::Row> MemoryOutbox::pending(agent::Place after, int max_events, int64_t max_bytes) {
    std::vector<agent::Row> out;
    int64_t room = max_bytes;
    for (int64_t seq = std::max(m_through, after.seq) + 1;
         seq <= int64_t(m_events.size()) && int(out.size()) < max_events; ++seq) {
        const std::string& bytes = m_events[size_t(seq - 1)];
        room -= int64_t(bytes.size());
        if (!out.empty() && room < 0)
            break;
        if (!m_parked.contains(seq))
            out.push_back({1, seq, bytes, m_chain[size_t(seq - 1)]});
    }
    return out;
}

std::optional<std::string> MemoryOutbox::chain_at(agent::Place place) {
    const bool known = place.epoch == 1 && place.seq >= 1 && place.seq <= int64_t(m_chain.size());
    return known ? std::optional(m_chain[size_t(place.seq - 1)]) : std::nullopt;
}

void MemoryOutbox::acknowledge(int64_t epoch, int64_t through) {
    if (epoch == 1)
        m_through = std::max(m_through, through);
}

void MemoryOutbox::park(int64_t, int64_t seq, const std::string& problem_json) {
    m_parked[seq] = problem_json;
}

std::optional<agent::Row> MemoryOutbox::suspect_behind(agent::Place after) {
    for (auto one = m_parked.upper_bound(after.seq); one != m_parked.end(); ++one)
        if (one->second.find("\"type\"") == std::string::npos)
            return agent::Row{1, one->first, m_events[size_t(one->first - 1)], m_chain[size_t(one->first - 1)]};
    return std::nullopt;
}

void MemoryOutbox::unpark(int64_t, int64_t seq) {
    m_parked.erase(seq);
}

bool MemoryOutbox::hub_lacks(int64_t epoch, int64_t seq, const std::string& problem_json) {
    return epoch == 1 && seq <= m_through && m_parked.emplace(seq, problem_json).second;
}

void MemoryOutbox::rewind(int64_t epoch, int64_t seq) {
    if (epoch == 1)
        m_through = std::min(m_through, seq - 1);
}

wire::Health MemoryOutbox::health(int64_t on_the_way) {
    wire::Health out;
    out.version = ACCANTO_VERSION;
    out.pending = std::max<int64_t>(0, waiting() - on_the_way);
    out.parked = int64_t(m_parked.size());
    return out;
}

} // namespace accanto::bench

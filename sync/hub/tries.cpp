#include "sync/hub/tries.h"

#include <algorithm>

namespace accanto::hub {

int Tries::now(const Count& count, int64_t mono_ms) const {
    return mono_ms - count.since_ms < m_limits.window_ms ? count.failed : 0;
}

void Tries::add(Count& count, int64_t mono_ms) const {
    if (now(count, mono_ms) == 0)
        count = {mono_ms, 0};
    ++count.failed;
}

void Tries::forget_old(int64_t mono_ms) {
    std::erase_if(m_counts, [&](const auto& one) { return now(one.second, mono_ms) == 0; });
}

bool Tries::exhausted(const std::string& who, int64_t mono_ms) {
    std::lock_guard lock(m_mutex);
    const auto known = m_counts.find(who);
    if (known == m_counts.end() && m_counts.size() >= m_limits.known)
        return now(m_rest, mono_ms) >= std::max(m_limits.each, m_limits.all);
    const int failed = known == m_counts.end() ? 0 : now(known->second, mono_ms);
    const bool many = m_limits.all > 0 && now(m_all, mono_ms) >= m_limits.all;
    return failed >= (many ? 1 : m_limits.each);
}

void Tries::failed(const std::string& who, int64_t mono_ms) {
    std::lock_guard lock(m_mutex);
    add(m_all, mono_ms);
    if (m_counts.size() >= m_limits.known && !m_counts.contains(who))
        forget_old(mono_ms);
    const bool room = m_counts.contains(who) || m_counts.size() < m_limits.known;
    add(room ? m_counts[who] : m_rest, mono_ms);
}

} // namespace accanto::hub

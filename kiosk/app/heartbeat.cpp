#include "kiosk/app/heartbeat.h"

#include <algorithm>

namespace accanto::app {

Heartbeat::Heartbeat(store::StoreThread& store, std::optional<int64_t> watchdog_ms, std::function<void()> tell)
    : m_store(store), m_tell(std::move(tell)) {
    if (!watchdog_ms)
        return;
    // Four in each interval: a disk that is slow once costs nobody the screen.
    m_every_ms = std::max<int64_t>(*watchdog_ms / 4, 1);
    m_due_ms = 0;
}

bool Heartbeat::begin_if_due(int64_t now_ms) {
    if (now_ms < m_due_ms)
        return false;
    m_due_ms = now_ms + m_every_ms;
    if (m_waiting)   // for the store: it gets no second question, and systemd no word
        return false;
    m_waiting = true;
    m_drawn = m_answered = false;
    // A store in trouble answers too. The screen says so, and a restart would not mend it.
    m_store.run([](store::Store&) {}, [this](const auto&) {
        m_answered = true;
        tell_if_seen();
    });
    return true;
}

void Heartbeat::drawn() {
    m_drawn = true;
    tell_if_seen();
}

void Heartbeat::tell_if_seen() {
    if (!m_waiting || !m_drawn || !m_answered)
        return;
    m_waiting = false;
    m_tell();
}

} // namespace accanto::app

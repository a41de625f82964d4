#include "kiosk/app/announcer.h"

#include <algorithm>

namespace accanto::app {

void Announcer::read(const std::vector<point::Ticket>& serving, const std::string& letter, const std::string& here, int64_t now_ms) {
    std::vector<const point::Ticket*> fresh;
    int64_t latest = m_latest.value_or(0);
    for (const point::Ticket& ticket : serving) {
        latest = std::max(latest, ticket.call);
        if (m_latest && ticket.call > *m_latest && ticket.state == point::TicketState::called && ticket.label.starts_with(letter) && ticket.id != here)
            fresh.push_back(&ticket);
    }
    m_latest = latest;
    // Who has come to the desk, or was missed, is not called any more.
    const bool first_goes = !m_calls.empty() && std::none_of(serving.begin(), serving.end(), [&](const point::Ticket& t) {
        return t.id == m_calls.front().ticket && t.state == point::TicketState::called;
    });
    if (first_goes)
        next(now_ms);
    std::sort(fresh.begin(), fresh.end(), [](const auto* a, const auto* b) { return a->call < b->call; });
    for (const point::Ticket* ticket : fresh)
        m_calls.push_back({{ticket->label, ticket->desk, ticket->language}, ticket->id, now_ms, false});
}

void Announcer::next(int64_t now_ms) {
    m_calls.pop_front();
    if (!m_calls.empty())
        m_calls.front().since_ms = now_ms;
}

std::optional<Notice> Announcer::to_say(bool speaking, int64_t now_ms) {
    if (m_calls.empty() || m_calls.front().said || (speaking && now_ms < m_calls.front().since_ms + patience_ms))
        return std::nullopt;
    m_calls.front().said = true;
    return m_calls.front().notice;
}

std::optional<Notice> Announcer::shown(bool hidden) const {
    return m_calls.empty() || hidden ? std::nullopt : std::optional(m_calls.front().notice);
}

void Announcer::close(int64_t now_ms) {
    if (!m_calls.empty())
        next(now_ms);
}

bool Announcer::pass(int64_t now_ms) {
    if (m_calls.empty() || !m_calls.front().said || now_ms < m_calls.front().since_ms + shown_ms)
        return false;
    next(now_ms);
    return true;
}

std::optional<int64_t> Announcer::deadline(bool speaking) const {
    if (m_calls.empty())
        return std::nullopt;
    const Call& call = m_calls.front();
    if (call.said)
        return call.since_ms + shown_ms;
    return speaking ? call.since_ms + patience_ms : call.since_ms;
}

} // namespace accanto::app

#include "sync/hub/storage/replay.h"

namespace accanto::hub {

namespace {

// Of one kiosk, before its sums are written: bounds the memory of a replay.
constexpr size_t gathered_events = 50'000;

} // namespace

Replay::Replay(const std::vector<Point>& points, ReadAgain read, WriteSums write)
    : m_read(std::move(read)), m_write(std::move(write)) {
    for (const Point& point : points)
        m_points[point.id] = point;
}

void Replay::add(const StoredEvent& event) {
    if (event.disposition != "stored" && event.disposition != "quarantined")
        return;
    if (event.point != m_point || event.kiosk != m_kiosk || m_gathered >= gathered_events)
        write();
    m_point = event.point;
    m_kiosk = event.kiosk;
    ++m_gathered;
    Incoming now;
    now.seq = event.seq;
    now.bytes = event.bytes;
    now.happened = event.happened;
    m_read(event, m_points[event.point], now);
    if (now.disposition == wire::Disposition::stored)
        m_rollup.add(now);
    now.bytes = {};
    if (wire::to_text(now.disposition) != event.disposition)
        m_changes.push_back({event, std::move(now)});
}

void Replay::write() {
    if (m_gathered > 0)
        m_write(m_point, m_kiosk, std::move(m_rollup));
    m_rollup = {};
    m_gathered = 0;
}

std::vector<Changed> Replay::finish() {
    write();
    return std::move(m_changes);
}

} // namespace accanto::hub

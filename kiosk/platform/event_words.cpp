#include "kiosk/platform/event_words.h"

#include <ctime>

namespace accanto::platform {

namespace {

int64_t now_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return int64_t(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

} // namespace

Event plain(Event::Kind kind) {
    Event event;
    event.kind = kind;
    return event;
}

Event contact_at(Contact::Kind kind, int64_t finger, PointF place, const Panel& panel) {
    Event event = plain(Event::Kind::contact);
    const PointF seen = panel.turn.back().point(place, float(panel.width), float(panel.height));
    event.contact = {kind, finger, seen.x, seen.y, now_ms()};
    return event;
}

Event cancelled(int64_t finger) {
    Event event = plain(Event::Kind::contact);
    event.contact = {Contact::Kind::cancel, finger, 0, 0, now_ms()};
    return event;
}

} // namespace accanto::platform

#pragma once
// Events in the window's words, whoever heard them: SDL, or a device itself (inputs.h).

#include "kiosk/platform/turn.h"
#include "kiosk/platform/window.h"

namespace accanto::platform {

struct Panel {
    int width = 0, height = 0; // pixels
    Turn turn;                 // how it hangs
};

Event plain(Event::Kind kind);
// `place`: in the panel's own pixels, however it hangs.
Event contact_at(Contact::Kind kind, int64_t finger, PointF place, const Panel& panel);
// Nobody will report the release of this finger.
Event cancelled(int64_t finger);

constexpr int64_t mouse_finger = -1;

} // namespace accanto::platform

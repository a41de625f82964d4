#pragma once
// The word to systemd's watchdog that this kiosk lives. It is given only when both were seen: a frame that was drawn, and
// a store that answered. A kiosk that is silent for WatchdogSec= is restarted (deploy/systemd).

#include "kiosk/store/store_thread.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>

namespace accanto::app {

// Used by the drawing thread alone. Times are monotonic milliseconds.
class Heartbeat {
public:
    static constexpr int64_t never = std::numeric_limits<int64_t>::max();

    // `watchdog_ms`: how often the word is wanted (platform::watchdog_ms()); nothing: this does nothing. `tell` gives it.
    // `store` outlives this, and delivers to it.
    Heartbeat(store::StoreThread& store, std::optional<int64_t> watchdog_ms, std::function<void()> tell);

    // When begin_if_due() has something to do.
    int64_t due_ms() const { return m_due_ms; }
    // Asks the store, when it is time. True: draw a frame, though nothing has changed.
    bool begin_if_due(int64_t now_ms);
    // A frame was drawn and presented.
    void drawn();

private:
    void tell_if_seen();

    store::StoreThread& m_store;
    int64_t m_every_ms = 0;
    int64_t m_due_ms = never;
    std::function<void()> m_tell;
    bool m_waiting = false, m_drawn = false, m_answered = false;
};

} // namespace accanto::app

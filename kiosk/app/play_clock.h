#pragma once
// The system's clock with an offset that a scripted visit turns: time runs on as it does for a citizen, and 130 seconds
// pass at once when the script says so.

#include "content/base/clock.h"

#include <mutex>
#include <optional>

namespace accanto::app {

class PlayClock final : public Clock {
public:
    int64_t wall_ms() const override {
        const std::lock_guard lock(m_mutex);
        return now().wall + m_wall_offset;
    }
    int64_t mono_ms() const override {
        const std::lock_guard lock(m_mutex);
        return now().mono;
    }
    void advance_ms(int64_t by) {
        const std::lock_guard lock(m_mutex);
        m_offset += by;
    }
    void set_wall_ms(int64_t wall) {
        const std::lock_guard lock(m_mutex);
        m_wall_offset = wall - now().wall;
    }
    // Until it goes on, only what is told passes: what a played hand does in milliseconds then does not depend on how busy
    // the machine is. Nothing that fades comes to an end meanwhile.
    void stand_still() {
        const std::lock_guard lock(m_mutex);
        if (!m_still)
            m_still = Moment{m_system.wall_ms(), m_system.mono_ms()};
    }
    // From where it stood: neither clock jumps.
    void go_on() {
        const std::lock_guard lock(m_mutex);
        if (m_still)
            m_offset -= m_system.mono_ms() - m_still->mono;
        m_still.reset();
    }

private:
    struct Moment {
        int64_t wall = 0, mono = 0;
    };
    Moment now() const {
        const Moment system = m_still.value_or(Moment{m_system.wall_ms(), m_system.mono_ms()});
        return {system.wall + m_offset, system.mono + m_offset};
    }

    SystemClock m_system;
    mutable std::mutex m_mutex;   // of the rest: any thread may ask
    int64_t m_offset = 0, m_wall_offset = 0;
    std::optional<Moment> m_still;
};

} // namespace accanto::app

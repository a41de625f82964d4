#pragma once
// The system's clock with an offset that a scripted visit turns: time runs on as it does for a citizen, and 130 seconds
// pass at once when the script says so.

#include "content/base/clock.h"

namespace accanto::app {

class PlayClock final : public Clock {
public:
    int64_t wall_ms() const override { return m_system.wall_ms() + m_offset + m_wall_offset; }
    int64_t mono_ms() const override { return m_system.mono_ms() + m_offset; }
    void advance_ms(int64_t by) { m_offset += by; }
    void set_wall_ms(int64_t wall) { m_wall_offset += wall - wall_ms(); }

private:
    SystemClock m_system;
    std::atomic<int64_t> m_offset = 0, m_wall_offset = 0;
};

} // namespace accanto::app

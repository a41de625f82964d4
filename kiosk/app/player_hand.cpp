// The hand of a played visit: taps, corners and keys.
#include "kiosk/app/app.h"
#include "kiosk/app/player.h"
#include "kiosk/app/player_script.h"

namespace accanto::app {

namespace {

constexpr int64_t decides_ms = 600;   // between two touches of somebody who reads
constexpr float into_corner_mm = 8;   // where a finger lies that was led there by the frame

} // namespace

bool Player::tap(App& app, const std::string& label, bool twice) {
    using Kind = platform::Contact::Kind;
    switch (m_phase) {
    case Phase::begin: {
        if (!app.settled() && !m_second)
            return false;
        if (!m_second) {
            const ui::Node* node = find(app, label);
            if (!node || !node->can_touch())
                return false;
            m_x = node->hit.centre_x(), m_y = node->hit.centre_y();
            // Somebody who reads and decides: no second touch within the guard against trembling.
            if (!m_clock_is_real)
                app.clock().advance_ms(decides_ms);
            else if (real_ms() < std::max(m_released_ms, m_shown_ms) + decides_ms)
                return false;
        }
        app.contact({Kind::down, 0, m_x, m_y});
        m_phase = Phase::pressed;
        return false;
    }
    case Phase::pressed:
        app.contact({Kind::up, 0, m_x, m_y});
        m_released_ms = real_ms();
        m_phase = Phase::released;
        return false;
    default:
        if (twice && !m_second) {
            m_second = true;
            m_phase = Phase::begin;
            return false;
        }
        return app.settled();
    }
}

// What it leads to has been drawn and said when this is done.
bool Player::press_key(App& app, const std::string& name) {
    if (m_phase == Phase::begin) {
        app.key(*key_named(name));
        m_phase = Phase::released;
        return false;
    }
    return app.settled();
}

bool Player::touch_corner(App& app, const std::string& name, bool hold) {
    using Kind = platform::Contact::Kind;
    switch (m_phase) {
    case Phase::begin: {
        const float in = into_corner_mm * app.semantics().px_per_mm;
        const float width = float(app.window().width()), height = float(app.window().height());
        const Corners::Corner corner = *corner_named(name);
        m_x = corner == Corners::Corner::previous || corner == Corners::Corner::where ? in : width - in;
        m_y = corner == Corners::Corner::where || corner == Corners::Corner::choose ? in : height - in;
        app.clock().advance_ms(decides_ms);
        app.contact({Kind::down, 0, m_x, m_y});
        if (hold)
            app.clock().advance_ms(Corners::hold_ms + 1);
        m_phase = Phase::pressed;
        return false;
    }
    case Phase::pressed:
        app.contact({Kind::up, 0, m_x, m_y});
        m_phase = Phase::released;
        return false;
    default: return app.settled();
    }
}

bool Player::knock(App& app) {
    using Kind = platform::Contact::Kind;
    if (!app.settled())
        return false;
    for (int i = 0; i < CornerTaps::taps; ++i) {
        app.contact({Kind::down, 0, 4, 4});
        app.clock().advance_ms(i + 1 < CornerTaps::taps ? 100 : CornerTaps::held_ms);
        app.contact({Kind::up, 0, 4, 4});
        app.clock().advance_ms(500);
    }
    return true;
}

} // namespace accanto::app

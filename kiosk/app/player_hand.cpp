// The hand of a played visit: taps, corners and keys.
#include "kiosk/app/app.h"
#include "kiosk/app/player.h"
#include "kiosk/app/player_script.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace accanto::app {

namespace {

constexpr int64_t decides_ms = 600;   // between two touches of somebody who reads
constexpr float into_corner_mm = 8;   // where a finger lies that was led there by the frame

constexpr double misses_mm = 3, slides_mm = 5, shortest_ms = 30, longest_ms = 3000, doubles = 0.2;
constexpr double soonest_again_ms = 60, latest_again_ms = 380;   // a tremble; later it would be a wish

} // namespace

ClumsyTouch ClumsyHand::touch() {
    constexpr double turn = 6.283185307179586;
    ClumsyTouch out;
    // As likely at the edge of what it may miss by as anywhere: the hard cases are the worth of it.
    const double miss = misses_mm * std::sqrt(share()), where = turn * share(), slide = slides_mm * share(), whither = turn * share();
    out.miss_x = float(miss * std::cos(where)), out.miss_y = float(miss * std::sin(where));
    out.slide_x = float(slide * std::cos(whither)), out.slide_y = float(slide * std::sin(whither));
    out.press_ms = int64_t(shortest_ms * std::pow(longest_ms / shortest_ms, share()));
    out.again = share() < doubles;
    out.again_after_ms = int64_t(soonest_again_ms + (latest_again_ms - soonest_again_ms) * share());
    return out;
}

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
            m_meant = node->id;
            m_chosen_before = app.chosen().count;
            miss(app);
            // Somebody who reads and decides: no second touch within the guard against trembling.
            if (!m_clock_is_real)
                app.clock().advance_ms(decides_ms);
            else if (real_ms() < std::max(m_released_ms, m_shown_ms) + decides_ms)
                return false;
        }
        if (m_hand)
            app.clock().stand_still();
        app.contact({Kind::down, 0, m_x, m_y});
        m_phase = Phase::pressed;
        return false;
    }
    case Phase::pressed:
        if (m_hand && !std::exchange(m_slid, true)) {
            app.clock().advance_ms(m_touch.press_ms);
            m_x += m_touch.slide_x * app.semantics().px_per_mm, m_y += m_touch.slide_y * app.semantics().px_per_mm;
            app.contact({Kind::move, 0, m_x, m_y});
            return false;
        }
        app.contact({Kind::up, 0, m_x, m_y});
        m_released_ms = real_ms();
        m_phase = Phase::released;
        return false;
    default:
        if (m_hand && std::exchange(m_touch.again, false)) {
            app.clock().advance_ms(m_touch.again_after_ms);
            app.contact({Kind::down, 0, m_x, m_y});
            m_phase = Phase::pressed;
            return false;
        }
        if (twice && !m_second) {
            m_second = true;
            m_phase = Phase::begin;
            return false;
        }
        if (!app.settled())
            return false;
        if (m_hand)
            see_what_was_chosen(app);
        return m_failure.empty();
    }
}

void Player::miss(const App& app) {
    m_x += m_off_x_mm * app.semantics().px_per_mm, m_y += m_off_y_mm * app.semantics().px_per_mm;
    if (!m_hand)
        return;
    m_touch = m_hand->touch();
    m_slid = false;
    m_x += m_touch.miss_x * app.semantics().px_per_mm, m_y += m_touch.miss_y * app.semantics().px_per_mm;
}

// Once, and what was meant. The end of a visit forgets even that.
void Player::see_what_was_chosen(App& app) {
    app.clock().go_on();
    const ui::Chosen& chosen = app.chosen();
    if (chosen.count != m_chosen_before + 1 || (chosen.id != m_meant && !chosen.id.empty()))
        m_failure = fmt::format("meant {}, and {} times something was chosen, at last {}", m_meant, chosen.count - m_chosen_before, chosen.id);
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

#include "kiosk/platform/touch_fit.h"

#include <algorithm>
#include <cmath>

namespace accanto::platform {

namespace {

constexpr int64_t echo_ms = 1000; // later it is a touch of its own
constexpr float echo_mm = 15;
constexpr float least_offset_mm = 1.5f; // less is what every hand does
constexpr float steady =
    0.6f; // an offset counts when half of the touches are no further from it than this part of it
constexpr float plain_margin_mm = 3; // what every hand is forgiven anyway
constexpr float most_margin_mm = 6;
constexpr int64_t slow_press_ms =
    200; // whoever never touches more briefly than this has only brushed the glass with a fourth of it

float median(std::vector<float> values) {
    const auto middle = values.begin() + ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

float distance(PointF a, PointF b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

} // namespace

PointerRules TouchFit::rules(PointerRules of_point, float px_per_mm) const {
    of_point.double_tap_ms = std::max(of_point.double_tap_ms, double_tap_ms);
    of_point.margin_px = std::max(of_point.margin_px, margin_mm * px_per_mm);
    of_point.offset_x_px = offset_mm.x * px_per_mm;
    of_point.offset_y_px = offset_mm.y * px_per_mm;
    of_point.least_press_ms = least_press_ms;
    return of_point;
}

void TouchFitting::contact(const Contact& contact, PointF mark, float px_per_mm) {
    const PointF at{contact.x, contact.y};
    if (contact.kind == Contact::Kind::down) {
        if (m_finger || is_complete())
            return;
        if (touched() > 0 && contact.at_ms - m_up_ms < echo_ms &&
            distance(at, m_lifted) <= echo_mm * px_per_mm) {
            m_again_ms = std::max(m_again_ms, contact.at_ms - m_up_ms);
            return;
        }
        if (distance(at, mark) > reach_mm * px_per_mm)
            return;
        m_finger = contact.finger;
        m_off_mm = {(at.x - mark.x) / px_per_mm, (at.y - mark.y) / px_per_mm};
        m_down_ms = contact.at_ms;
        return;
    }
    if (m_finger != contact.finger || contact.kind == Contact::Kind::move)
        return;
    m_finger.reset();
    m_ended.reset();
    if (contact.kind == Contact::Kind::cancel)
        return;
    m_ended = {m_off_mm, contact.at_ms - m_down_ms};
    m_lifted = at;
    m_up_ms = contact.at_ms;
}

bool TouchFitting::accept() {
    if (!m_ended)
        return false;
    m_touches.push_back(*m_ended);
    m_ended.reset();
    return true;
}

TouchFit TouchFitting::fit() const {
    TouchFit fit;
    if (m_touches.empty())
        return fit;
    std::vector<float> x, y, beside;
    int64_t shortest = m_touches.front().press_ms;
    for (const Touch& touch : m_touches) {
        x.push_back(touch.off_mm.x);
        y.push_back(touch.off_mm.y);
        shortest = std::min(shortest, touch.press_ms);
    }
    const PointF usual{median(x), median(y)};
    const float length = std::hypot(usual.x, usual.y);
    for (const Touch& touch : m_touches)
        beside.push_back(distance(touch.off_mm, usual));
    if (length >= least_offset_mm && median(beside) <= steady * length)
        fit.offset_mm = usual;
    float furthest = 0;
    for (const Touch& touch : m_touches)
        furthest = std::max(furthest, distance(touch.off_mm, fit.offset_mm));
    if (furthest > plain_margin_mm)
        fit.margin_mm = std::min(furthest + 1, most_margin_mm);
    if (m_again_ms > 0)
        fit.double_tap_ms = std::min<int64_t>(m_again_ms * 3 / 2, echo_ms);
    if (shortest >= slow_press_ms)
        fit.least_press_ms = shortest / 4;
    return fit;
}

} // namespace accanto::platform

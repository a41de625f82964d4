// Fingers, keys and what else happens to the window.
#include "kiosk/app/app.h"

#include "kiosk/app/page_key.h"

#include <algorithm>

namespace accanto::app {

void App::contact(const platform::Contact& contact) {
    platform::Contact now = contact;
    now.at_ms = m_clock.mono_ms();
    m_key_last = false;
    m_pointer.set_rules(pointer_rules());
    measure_touch(now);
    m_speech->contact(now);
    if (m_corner.contact(now, m_look.px_per_mm))
        carry_out(OpenTechnician{});
    // A resting mouse or a hand's shadow is no sign of a person; a touch is.
    const bool edge = now.kind == platform::Contact::Kind::down || now.kind == platform::Contact::Kind::up;
    if (edge)
        m_visit.touched_ms = now.at_ms;
    if (edge || m_pointer.unsettled() || m_visit.by_ear != Visit::ByEar::no)
        m_dirty = true;
}

void App::key(platform::Key key) {
    using platform::Key;
    const bool speaks_now = !m_by_keys && m_speech->starts_by_ear(key);
    m_by_keys = m_key_last = true;
    m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
    if (speaks_now && m_speech->can_speak() && !is_cleaning())
        return m_speech->start_by_ear(Visit::ByEar::keys);
    // Words run the other way in a language that does.
    const int right = m_ui->right_to_left() ? -1 : 1;
    switch (key) {
    case Key::tab: m_ui->move_focus(1); break;
    case Key::back_tab: m_ui->move_focus(-1); break;
    case Key::down: m_speech->step_focus(1); break;
    case Key::up: m_speech->step_focus(-1); break;
    case Key::right: m_speech->step_focus(right); break;
    case Key::left: m_speech->step_focus(-right); break;
    case Key::enter: m_speech->choose_focused(); break;
    case Key::louder: m_speech->change_volume(10); break;
    case Key::softer: m_speech->change_volume(-10); break;
    case Key::escape:
        if (m_visit.busy.empty() && m_visit.is_active() && !m_visit.is_over() && !is_cleaning())
            carry_out(GoBack{});
        break;
    case Key::backspace: press_key({ui::KeyResult::What::backspace, {}}); break;
    case Key::f1:
        if (m_visit.by_ear != Visit::ByEar::no)
            m_speech->where_am_i();
        else
            carry_out(Listen{});
        break;
    case Key::home:
        if (!is_cleaning() && !m_visit.is_over())
            go_home();
        break;
    default: break;
    }
}

void App::type_text(const std::string& utf8) {
    const ui::KeyResult key{ui::KeyResult::What::text, utf8};
    if (!m_flows->mentors.type(key) && !m_flows->setting_up.type(key) && !m_flows->bookings.type(key) && !m_flows->skills.type(key) &&
        !m_flows->community.type(key))
        m_flows->lessons.type_text(utf8);
}

void App::press_key(const ui::KeyResult& key) {
    if (key.what == ui::KeyResult::What::order) {
        m_visit.keyboard.alphabetic = !m_visit.keyboard.alphabetic;
        return;
    }
    if (key.what == ui::KeyResult::What::aloud) {
        m_visit.keyboard.aloud = !m_visit.keyboard.aloud;
        m_box_aloud = box_key(m_visit, screen());
        return;
    }
    if (!m_flows->technician.type(key) && !m_flows->mentors.type(key) && !m_flows->setting_up.type(key) && !m_flows->bookings.type(key) &&
        !m_flows->skills.type(key) && !m_flows->community.type(key))
        m_flows->lessons.press_key(key);
}

void App::handle(const std::vector<platform::Event>& events) {
    for (const platform::Event& e : events) {
        switch (e.kind) {
        case platform::Event::Kind::contact: contact(e.contact); break;
        case platform::Event::Kind::key: key(e.key); break;
        case platform::Event::Kind::text: type_text(e.text); break;
        case platform::Event::Kind::resized: resized(); break;
        case platform::Event::Kind::exposed: m_dirty = true; break;
        case platform::Event::Kind::woken:
            m_speech->look_for_headphones();
            if (m_watch && m_watch->drain())
                request_reading();
            if (m_content_watch && m_content_watch->drain())
                content_changed();
            m_flows->stick.woken();
            m_flows->setting_up.woken();
            break;
        case platform::Event::Kind::quit: m_quit = true; break;
        }
    }
}

} // namespace accanto::app

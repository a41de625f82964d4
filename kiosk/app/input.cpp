// Fingers, keys and what else happens to the window.
#include "kiosk/app/app.h"

namespace accanto::app {

void App::contact(platform::Contact::Kind kind, float x, float y) {
    const platform::Contact made{kind, 0, x, y, m_clock.mono_ms()};
    m_pointer.contact(made);
    if (m_corner.contact(made, m_look.px_per_mm))
        carry_out(OpenTechnician{});
    m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
}

void App::key(platform::Key key) { handle_key(key); }

void App::handle_key(platform::Key key) {
    using platform::Key;
    m_by_keys = true;
    m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
    switch (key) {
    case Key::tab:
    case Key::down:
    case Key::right: m_ui->move_focus(1); break;
    case Key::back_tab:
    case Key::up:
    case Key::left: m_ui->move_focus(-1); break;
    case Key::enter: m_ui->activate_focus(); break;
    case Key::escape:
        if (m_visit.busy.empty() && m_visit.is_active() && !m_visit.is_over() && !is_cleaning())
            carry_out(GoBack{});
        break;
    case Key::backspace: press_key({ui::KeyResult::What::backspace, {}}); break;
    case Key::f1: carry_out(Listen{}); break;
    case Key::home:
        if (!is_cleaning() && !m_visit.is_over())
            carry_out(GoHome{});
        break;
    default: break;
    }
}

void App::handle(const std::vector<platform::Event>& events) {
    for (const platform::Event& e : events) {
        switch (e.kind) {
        case platform::Event::Kind::contact: {
            platform::Contact c = e.contact;
            c.at_ms = m_clock.mono_ms();
            m_pointer.contact(c);
            if (m_corner.contact(c, m_look.px_per_mm))
                carry_out(OpenTechnician{});
            // A resting mouse or a hand's shadow is no sign of a person; a touch is.
            if (c.kind == platform::Contact::Kind::down || c.kind == platform::Contact::Kind::up) {
                m_visit.touched_ms = c.at_ms;
                m_dirty = true;
            } else if (m_pointer.unsettled()) {
                m_dirty = true;
            }
            break;
        }
        case platform::Event::Kind::key: handle_key(e.key); break;
        case platform::Event::Kind::text: type_text(e.text); break;
        case platform::Event::Kind::resized: resized(); break;
        case platform::Event::Kind::exposed: m_dirty = true; break;
        case platform::Event::Kind::woken:
            if (m_watch && m_watch->drain())
                request_reading();
            if (m_content_watch && m_content_watch->drain())
                content_changed();
            break;
        case platform::Event::Kind::quit: m_quit = true; break;
        }
    }
}

} // namespace accanto::app

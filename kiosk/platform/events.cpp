#include "kiosk/platform/events.h"

#include <SDL.h>

#include <algorithm>

namespace accanto::platform {

namespace {

Key key_of(const SDL_Keysym& symbol) {
    switch (symbol.sym) {
    case SDLK_TAB:
        return symbol.mod & KMOD_SHIFT ? Key::back_tab : Key::tab;
    case SDLK_RETURN:
    case SDLK_RETURN2:
    case SDLK_KP_ENTER:
        return Key::enter;
    case SDLK_ESCAPE:
        return Key::escape;
    case SDLK_UP:
        return Key::up;
    case SDLK_DOWN:
        return Key::down;
    case SDLK_LEFT:
        return Key::left;
    case SDLK_RIGHT:
        return Key::right;
    case SDLK_BACKSPACE:
        return Key::backspace;
    case SDLK_PAGEUP:
        return Key::page_up;
    case SDLK_PAGEDOWN:
        return Key::page_down;
    case SDLK_HOME:
        return Key::home;
    case SDLK_F1:
        return Key::f1;
    case SDLK_VOLUMEUP:
        return Key::louder;
    case SDLK_VOLUMEDOWN:
        return Key::softer;
    default:
        return Key::other;
    }
}

} // namespace

void ignore_devices_of_sdl() {
    for (const Uint32 type : {SDL_FINGERDOWN, SDL_FINGERMOTION, SDL_FINGERUP, SDL_MOUSEBUTTONDOWN,
                              SDL_MOUSEBUTTONUP, SDL_MOUSEMOTION, SDL_KEYDOWN, SDL_KEYUP, SDL_TEXTINPUT})
        SDL_EventState(type, SDL_IGNORE);
}

void EventReader::read(SDL_Window* window, const Panel& panel, std::vector<Event>& events) {
    int window_width = panel.width, window_height = panel.height;
    SDL_GetWindowSize(window, &window_width, &window_height);
    m_panel = panel;
    m_scale_x = float(panel.width) / float(std::max(window_width, 1));
    m_scale_y = float(panel.height) / float(std::max(window_height, 1));
    SDL_Event event;
    while (SDL_PollEvent(&event))
        translate(event, events);
}

void EventReader::translate(const SDL_Event& event, std::vector<Event>& events) {
    switch (event.type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP: {
        show_cursor(false);
        const auto kind = event.type == SDL_FINGERDOWN ? Contact::Kind::down
                          : event.type == SDL_FINGERUP ? Contact::Kind::up
                                                       : Contact::Kind::move;
        const SDL_TouchFingerEvent& finger = event.tfinger;
        contact(kind, finger.fingerId, finger.x * float(m_panel.width), finger.y * float(m_panel.height),
                events);
        break;
    }
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (event.button.which != SDL_TOUCH_MOUSEID && event.button.button == SDL_BUTTON_LEFT)
            mouse(event.type == SDL_MOUSEBUTTONDOWN ? Contact::Kind::down : Contact::Kind::up, event.button.x,
                  event.button.y, events);
        break;
    case SDL_MOUSEMOTION:
        if (event.motion.which != SDL_TOUCH_MOUSEID)
            mouse(Contact::Kind::move, event.motion.x, event.motion.y, events);
        break;
    case SDL_KEYDOWN:
        key(event.key, events);
        break;
    case SDL_TEXTINPUT:
        if (!m_repeating) {
            events.push_back(plain(Event::Kind::text));
            events.back().text = event.text.text;
        }
        break;
    case SDL_WINDOWEVENT:
        window_event(event.window, events);
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        events.push_back(plain(Event::Kind::exposed));
        break;
    case SDL_QUIT:
        events.push_back(plain(Event::Kind::quit));
        break;
    default:
        break;
    }
}

void EventReader::contact(Contact::Kind kind, int64_t finger, float x, float y, std::vector<Event>& events) {
    if (kind == Contact::Kind::down &&
        std::find(m_fingers.begin(), m_fingers.end(), finger) == m_fingers.end())
        m_fingers.push_back(finger);
    else if (kind == Contact::Kind::up)
        std::erase(m_fingers, finger);
    events.push_back(contact_at(kind, finger, {x, y}, m_panel));
}

// Only a pressed mouse is a contact: a hovering one means nothing on a screen made for fingers.
void EventReader::mouse(Contact::Kind kind, int x, int y, std::vector<Event>& events) {
    show_cursor(true);
    const bool held = std::find(m_fingers.begin(), m_fingers.end(), mouse_finger) != m_fingers.end();
    if (kind == Contact::Kind::down || held)
        contact(kind, mouse_finger, float(x) * m_scale_x, float(y) * m_scale_y, events);
}

void EventReader::cancel_contacts(std::vector<Event>& events) {
    for (const int64_t finger : m_fingers)
        events.push_back(cancelled(finger));
    m_fingers.clear();
}

// A key held down counts once (EN 301 549, 5.7).
void EventReader::key(const SDL_KeyboardEvent& key, std::vector<Event>& events) {
    m_repeating = key.repeat != 0;
    if (m_repeating)
        return;
    events.push_back(plain(Event::Kind::key));
    events.back().key = key_of(key.keysym);
}

void EventReader::window_event(const SDL_WindowEvent& event, std::vector<Event>& events) {
    switch (event.event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        events.push_back(plain(Event::Kind::resized));
        break;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_RESTORED:
        events.push_back(plain(Event::Kind::exposed));
        break;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
    case SDL_WINDOWEVENT_FOCUS_LOST:
        cancel_contacts(events);
        break;
    default:
        break;
    }
}

void EventReader::show_cursor(bool shown) {
    if (m_cursor == shown)
        return;
    m_cursor = shown;
    SDL_ShowCursor(shown ? SDL_ENABLE : SDL_DISABLE);
}

} // namespace accanto::platform

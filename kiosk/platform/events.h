#pragma once
// SDL's events in our words.

#include "kiosk/platform/event_words.h"

#include <vector>

union SDL_Event;
struct SDL_Window;
struct SDL_KeyboardEvent;
struct SDL_WindowEvent;

namespace accanto::platform {

// From here on SDL reports the window alone. On the bare console it may read devices of its own (where it has
// udev), and what is heard there would come twice.
void ignore_devices_of_sdl();

// Keeps what must be known between two events: fingers on the glass, a key held down, whether a mouse is in
// use.
class EventReader {
public:
    // Everything SDL has.
    void read(SDL_Window* window, const Panel& panel, std::vector<Event>& events);

private:
    void translate(const SDL_Event& event, std::vector<Event>& events);
    void contact(Contact::Kind kind, int64_t finger, float x, float y, std::vector<Event>& events);
    void mouse(Contact::Kind kind, int x, int y, std::vector<Event>& events);
    void key(const SDL_KeyboardEvent& key, std::vector<Event>& events);
    void window_event(const SDL_WindowEvent& event, std::vector<Event>& events);
    void show_cursor(bool shown);
    void cancel_contacts(std::vector<Event>& events); // nobody will report their release

    Panel m_panel;
    float m_scale_x = 1, m_scale_y = 1; // pixels for each of SDL's window units
    std::vector<int64_t> m_fingers;     // now down
    bool m_repeating = false;           // the last key event was a repetition; so is the text after it
    bool m_cursor = true;
};

} // namespace accanto::platform

#pragma once
// SDL's events in our words.

#include "kiosk/platform/turn.h"
#include "kiosk/platform/window.h"

#include <vector>

union SDL_Event;
struct SDL_Window;
struct SDL_KeyboardEvent;
struct SDL_WindowEvent;

namespace accanto::platform {

// Keeps what must be known between two events: fingers on the glass, a key held down, whether a mouse is in
// use.
class EventReader {
public:
    // Everything SDL has. `width`, `height`: of the panel in pixels, which hangs turned so.
    void read(SDL_Window* window, int width, int height, Turn turn, std::vector<Event>& events);

    // Lets go of all fingers: their device is gone and nobody will report their release.
    void cancel_contacts(std::vector<Event>& events);

private:
    void translate(const SDL_Event& event, std::vector<Event>& events);
    void contact(Contact::Kind kind, int64_t finger, float x, float y, std::vector<Event>& events);
    void mouse(Contact::Kind kind, int x, int y, std::vector<Event>& events);
    void key(const SDL_KeyboardEvent& key, std::vector<Event>& events);
    void window_event(const SDL_WindowEvent& event, std::vector<Event>& events);
    void show_cursor(bool shown);

    int m_width = 0, m_height = 0; // pixels
    Turn m_turn;
    float m_scale_x = 1, m_scale_y = 1; // pixels for each of SDL's window units
    std::vector<int64_t> m_fingers;     // now down
    bool m_repeating = false;           // the last key event was a repetition; so is the text after it
    bool m_cursor = true;
};

} // namespace accanto::platform

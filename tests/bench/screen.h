#pragma once
// An X display seen from outside: what is on it now, and a finger (the core pointer) that touches it.

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <X11/extensions/XShm.h>

#include <cstdint>
#include <string>
#include <vector>

namespace accanto::bench {

struct Region {
    int x = 0, y = 0, width = 0, height = 0;
};

class Screen {
public:
    // The display of DISPLAY. Throws std::runtime_error without one, or without shared memory and XTEST.
    Screen();
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    Region whole() const { return {0, 0, m_width, m_height}; }

    // Waits until something was drawn anywhere, or for `at_most_ms`. Looking on costs nothing: reading the whole screen
    // again and again would take a processor from the program that is measured.
    bool drawn_on(int at_most_ms);
    // Reads the region into memory and compares it with the last read of the same region: true when a pixel
    // differs.
    bool changed(const Region& region);
    // Whether the last read shows one colour only: nothing has been drawn yet.
    bool blank() const;
    uint64_t digest() const; // of the last read

    void touch(int x, int y);
    void release();

private:
    void attach(const Region& region);
    void detach();

    Display* m_display;
    Damage m_damage = 0;
    int m_damage_event = 0;
    int m_width = 0, m_height = 0;
    Region m_region;
    XShmSegmentInfo m_shared{};
    XImage* m_image = nullptr;
    std::vector<char> m_last;
};

} // namespace accanto::bench

#pragma once
// Sleeping without polling: SDL 2's own wait looks every millisecond on kmsdrm and dummy, so the window
// sleeps here, in poll(2), on every video driver, and asks SDL only when something came.

#include <vector>

namespace accanto::platform {

// What ended a sleep. All false: the time is over.
struct Awakening {
    bool woken = false; // wake(), or a watched descriptor is readable
    bool quit = false;  // SIGTERM or SIGINT
    bool input = false; // where input comes from there is something
};

// Everything but wake() belongs to one thread. One at a time in a process: it owns the handlers of SIGTERM
// and SIGINT.
class Sleeper {
public:
    Sleeper(); // throws Error (errno)
    ~Sleeper();
    Sleeper(const Sleeper&) = delete;
    Sleeper& operator=(const Sleeper&) = delete;

    void watch(int descriptor); // not owned; must be read by its owner, else the next sleep ends at once
    void unwatch(int descriptor);
    void watch_input(int descriptor); // x11's or wayland's connection, or Inputs; not owned

    // Negative: for ever.
    Awakening sleep(int timeout_ms);
    void wake(); // any thread, signal handlers too

private:
    int m_wake = -1;
    int m_input = -1;
    std::vector<int> m_watched;
};

} // namespace accanto::platform

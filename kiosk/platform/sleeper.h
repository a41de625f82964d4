#pragma once
// Sleeping without polling: SDL 2's own wait looks every millisecond on kmsdrm and dummy, so the window
// sleeps here, in poll(2), on every video driver, and asks SDL only when something came.

#include <filesystem>
#include <vector>

namespace accanto::platform {

// What ended a sleep. All false: the time is over.
struct Awakening {
    bool woken = false;           // wake(), or a watched descriptor is readable
    bool quit = false;            // SIGTERM or SIGINT
    bool input = false;           // the display's connection or an input device has something for SDL
    bool devices_changed = false; // an input device came or went
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
    void watch_display(int descriptor); // x11's or wayland's connection; not owned
    // kmsdrm: all event* devices of the folder, now and later. Ours are second readers: what is read here SDL
    // reads too.
    void watch_inputs(const std::filesystem::path& folder);

    // Negative: for ever.
    Awakening sleep(int timeout_ms);
    void wake(); // any thread, signal handlers too

private:
    struct Device {
        int descriptor;
        std::filesystem::path path;
    };
    void scan();
    void drain_inputs(const std::vector<short>& revents, Awakening& awakening);
    void read_changes();

    int m_wake = -1;
    int m_changes = -1; // inotify of m_folder
    int m_display = -1;
    std::vector<int> m_watched;
    std::filesystem::path m_folder;
    std::vector<Device> m_devices;
};

} // namespace accanto::platform

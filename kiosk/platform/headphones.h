#pragma once
// Whether somebody listens alone (EN 301 549, 5.1.3.8 and 5.1.3.9): headphones in the socket, which is a
// switch of an input device, or on USB, which is a sound card that was not there when the kiosk began.

#include "kiosk/platform/device_watch.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace accanto::platform {

struct Headphones {
    bool in_socket = false;
    std::string usb_card; // its name, "Jabra EVOLVE 20"; empty: none
    bool any() const { return in_socket || !usb_card.empty(); }
    bool operator==(const Headphones&) const = default;
};

// Nothing is asked at intervals: its descriptor is readable when a plug was moved. One thread.
class HeadphonePort {
public:
    struct Places {
        std::filesystem::path inputs = "/dev/input";  // event*
        std::filesystem::path sounds = "/dev/snd";    // changes when a card comes or goes
        std::filesystem::path cards = "/proc/asound"; // what they are
    };
    // Whether the switch of an open input device is on; nothing where it has no switch for headphones. A
    // question to the kernel, which only a real device can answer: tests give their own.
    using AskSwitch = std::function<std::optional<bool>(int descriptor)>;
    static std::optional<bool> ask_kernel(int descriptor);

    // A place may be missing, as on a machine without sound. Throws Error (errno) when the kernel gives no
    // epoll or inotify at all.
    HeadphonePort(Places places, AskSwitch ask);
    HeadphonePort() : HeadphonePort(Places{}, ask_kernel) {}
    ~HeadphonePort();
    HeadphonePort(const HeadphonePort&) = delete;
    HeadphonePort& operator=(const HeadphonePort&) = delete;

    int descriptor() const { return m_epoll; }
    // Reads what came; whether now() is another than before.
    bool look();
    const Headphones& now() const { return m_now; }

private:
    struct Switch {
        int descriptor;
        std::filesystem::path device;
        bool on;
    };
    void open_new_inputs();
    bool read_events(Switch& one) const; // false: the device is gone
    void forget(const Switch& one);
    std::set<std::string> usb_cards() const;
    Headphones judge() const;

    Places m_places;
    AskSwitch m_ask;
    DeviceWatch m_folders;
    int m_epoll = -1;
    std::vector<Switch> m_switches;
    std::set<std::string> m_own_cards; // on USB too: some kiosks have their loudspeaker there
    Headphones m_now;
};

} // namespace accanto::platform

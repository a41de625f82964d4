#pragma once
// Touch panels, mice, keyboards and keypads on the bare console, read by ourselves: whenever they are plugged
// in, and without udev's messages, which a kiosk without any network does not get.

#include "kiosk/platform/contacts.h"
#include "kiosk/platform/device_watch.h"
#include "kiosk/platform/keys.h"

#include <functional>
#include <list>
#include <optional>

#include <sys/types.h>

namespace accanto::platform {

// Nothing is asked at intervals: its descriptor is readable when something came. One thread.
class Inputs {
public:
    using OpenDevice = std::function<std::unique_ptr<InputDevice>(const std::filesystem::path&)>;

    // The event* devices of the folder, now and later. Throws Error (errno) when the kernel gives no epoll or
    // inotify.
    Inputs(std::filesystem::path folder, KeyboardLayout layout, OpenDevice open);
    ~Inputs();
    Inputs(const Inputs&) = delete;
    Inputs& operator=(const Inputs&) = delete;

    int descriptor() const { return m_epoll; }
    // Everything that has come. A device that went lets go of its fingers.
    void read(const Panel& panel, std::vector<Event>& events);
    const Cursor& cursor() const { return m_cursor; }

private:
    struct Device {
        Device(std::filesystem::path its_path, ino_t its_node, std::unique_ptr<InputDevice> its,
               int64_t first_finger)
            : path(std::move(its_path)),
              node(its_node),
              device(std::move(its)),
              contacts(device->traits(), first_finger) {}
        std::filesystem::path path;
        ino_t node; // another device may stand there later
        std::unique_ptr<InputDevice> device;
        ContactReader contacts;
        std::optional<KeyReader> keys;
    };
    void open_new();
    void close_gone(std::vector<Event>& events);
    void add(const std::filesystem::path& path, ino_t node, std::unique_ptr<InputDevice> device);
    bool read_device(Device& one, const Panel& panel, std::vector<Event>& events); // false: it is gone
    std::shared_ptr<const Keymap> keymap();

    std::filesystem::path m_folder;
    KeyboardLayout m_layout;
    OpenDevice m_open;
    DeviceWatch m_watch;
    int m_epoll = -1;
    std::list<Device> m_devices;
    int64_t m_opened = 0;                   // so many: each gets finger ids of its own
    std::shared_ptr<const Keymap> m_keymap; // from the first keyboard on
    bool m_keyless = false;                 // there is none to be had
    Cursor m_cursor;
};

} // namespace accanto::platform

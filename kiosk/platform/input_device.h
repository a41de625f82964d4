#pragma once
// One of the kernel's input devices (/dev/input/event*). What its events mean is told elsewhere, from these
// words alone (contacts.h, keys.h), so that tests speak in the place of a device.

#include <filesystem>
#include <memory>
#include <vector>

struct input_event;
struct libevdev;

namespace accanto::platform {

enum class Pointing {
    none,
    fingers, // a touch panel that tells fingers apart, by slots
    finger,  // a touch panel that knows one place
    tablet,  // a mouse that says where it is, as virtual machines have them
    mouse    // a mouse that says how far it was moved
};

struct Axis {
    int least = 0, most = 0;
    float part(int value) const { return float(value - least) / float(most - least); } // 0 to 1
};

struct InputTraits {
    Pointing pointing = Pointing::none;
    bool keys = false;
    Axis x, y; // where it says a place
    // How it stood when it was opened: the kernel tells what changes.
    struct Place {
        int x = 0, y = 0;
    };
    std::vector<Place> places; // of each slot, or of the only one
    int slot = 0;              // the one spoken of

    bool any() const { return keys || pointing != Pointing::none; }
};

// From what it can do, as udev would judge it: what is neither for fingers nor for keys has no traits, and so
// have touchpads, pens and joysticks.
InputTraits traits_of(const libevdev* device);

class InputDevice {
public:
    enum class Read { event, nothing, gone };

    virtual ~InputDevice() = default;
    virtual const InputTraits& traits() const = 0;
    virtual int descriptor() const = 0; // readable when an event is there
    // Never waits. After events were lost, those that lead from what was told to how it stands.
    virtual Read read(input_event& event) = 0;
    virtual void light(int led, bool on) = 0; // LED_NUML, where it has it
};

// Null: it may not be opened (yet), or it is nothing for a kiosk.
std::unique_ptr<InputDevice> open_input_device(const std::filesystem::path& path);

} // namespace accanto::platform

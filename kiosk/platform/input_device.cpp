#include "kiosk/platform/input_device.h"

#include "content/base/release.h"

#include <cerrno>

#include <fcntl.h>
#include <libevdev/libevdev.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

using Evdev = std::unique_ptr<libevdev, Release<libevdev_free>>;

bool has(const libevdev* device, unsigned type, unsigned code) {
    return libevdev_has_event_code(device, type, code) == 1;
}

Axis axis_of(const libevdev* device, unsigned code) {
    return {libevdev_get_abs_minimum(device, code), libevdev_get_abs_maximum(device, code)};
}

// Everything from Esc to Delete, or the volume: not what has a key for power or for the brightness only.
bool has_keys(const libevdev* device) {
    for (unsigned code = KEY_ESC; code <= KEY_VOLUMEUP; ++code)
        if (has(device, EV_KEY, code))
            return true;
    return false;
}

Pointing pointing_of(const libevdev* device) {
    const bool touch = has(device, EV_KEY, BTN_TOUCH), left = has(device, EV_KEY, BTN_LEFT);
    const bool direct = libevdev_has_property(device, INPUT_PROP_DIRECT) == 1;
    const bool pen = has(device, EV_KEY, BTN_TOOL_PEN) || has(device, EV_KEY, BTN_STYLUS);
    const bool touchpad = has(device, EV_KEY, BTN_TOOL_FINGER) && !direct;
    if (pen || touchpad)
        return Pointing::none;
    if (has(device, EV_ABS, ABS_MT_POSITION_X) && has(device, EV_ABS, ABS_MT_POSITION_Y) &&
        libevdev_get_num_slots(device) > 0 && (touch || direct))
        return Pointing::fingers;
    if (has(device, EV_ABS, ABS_X) && has(device, EV_ABS, ABS_Y))
        return left ? Pointing::tablet : touch ? Pointing::finger : Pointing::none;
    if (has(device, EV_REL, REL_X) && has(device, EV_REL, REL_Y) && left)
        return Pointing::mouse;
    return Pointing::none;
}

class KernelDevice final : public InputDevice {
public:
    KernelDevice(int descriptor, Evdev device, InputTraits traits)
        : m_descriptor(descriptor), m_device(std::move(device)), m_traits(std::move(traits)) {}
    ~KernelDevice() override { ::close(m_descriptor); }

    const InputTraits& traits() const override { return m_traits; }
    int descriptor() const override { return m_descriptor; }

    Read read(input_event& event) override {
        int status = next(event);
        if (status == -EAGAIN && m_lost) {
            m_lost = false;
            status = next(event);
        }
        if (status == -EAGAIN)
            return Read::nothing;
        if (status < 0)
            return Read::gone;
        m_lost = status == LIBEVDEV_READ_STATUS_SYNC;
        return Read::event;
    }

    void light(int led, bool on) override {
        if (has(m_device.get(), EV_LED, unsigned(led)))
            libevdev_kernel_set_led_value(m_device.get(), unsigned(led),
                                          on ? LIBEVDEV_LED_ON : LIBEVDEV_LED_OFF);
    }

private:
    int next(input_event& event) {
        const unsigned how = m_lost ? LIBEVDEV_READ_FLAG_SYNC : LIBEVDEV_READ_FLAG_NORMAL;
        int status;
        do
            status = libevdev_next_event(m_device.get(), how, &event);
        while (status == -EINTR);
        return status;
    }

    int m_descriptor;
    Evdev m_device;
    InputTraits m_traits;
    bool m_lost = false; // the kernel had no room for all events: libevdev asks how it stands
};

} // namespace

InputTraits traits_of(const libevdev* device) {
    InputTraits traits;
    traits.pointing = pointing_of(device);
    traits.keys = has_keys(device);
    if (traits.pointing == Pointing::fingers) {
        traits.x = axis_of(device, ABS_MT_POSITION_X);
        traits.y = axis_of(device, ABS_MT_POSITION_Y);
        traits.slot = libevdev_get_current_slot(device);
        for (int slot = 0; slot < libevdev_get_num_slots(device); ++slot)
            traits.places.push_back({libevdev_get_slot_value(device, unsigned(slot), ABS_MT_POSITION_X),
                                     libevdev_get_slot_value(device, unsigned(slot), ABS_MT_POSITION_Y)});
    } else if (traits.pointing == Pointing::finger || traits.pointing == Pointing::tablet) {
        traits.x = axis_of(device, ABS_X);
        traits.y = axis_of(device, ABS_Y);
        traits.places = {{libevdev_get_event_value(device, EV_ABS, ABS_X),
                          libevdev_get_event_value(device, EV_ABS, ABS_Y)}};
    } else if (traits.pointing == Pointing::mouse) {
        traits.places.resize(1);
        return traits;
    }
    if (traits.x.least >= traits.x.most || traits.y.least >= traits.y.most)
        traits.pointing = Pointing::none; // it does not say how large it is
    return traits;
}

std::unique_ptr<InputDevice> open_input_device(const std::filesystem::path& path) {
    constexpr int how = O_NONBLOCK | O_CLOEXEC;
    int descriptor = ::open(path.c_str(), O_RDWR | how); // written to: its lights
    if (descriptor < 0)
        descriptor = ::open(path.c_str(), O_RDONLY | how);
    if (descriptor < 0)
        return nullptr;
    libevdev* made = nullptr;
    if (libevdev_new_from_fd(descriptor, &made) == 0) {
        Evdev device(made);
        InputTraits traits = traits_of(made);
        if (traits.any())
            return std::make_unique<KernelDevice>(descriptor, std::move(device), std::move(traits));
    }
    ::close(descriptor);
    return nullptr;
}

} // namespace accanto::platform

#pragma once
// Input devices as they are sold, each as the kernel describes it, and what they report.

#include "kiosk/platform/input_device.h"

#include <libevdev/libevdev.h>
#include <linux/input.h>

#include <initializer_list>

namespace accanto::tests {

// What a device can do, without the device.
class DeviceModel {
public:
    DeviceModel() : m_device(libevdev_new()) {}
    ~DeviceModel() { libevdev_free(m_device); }
    DeviceModel(const DeviceModel&) = delete;
    DeviceModel& operator=(const DeviceModel&) = delete;

    DeviceModel& keys(std::initializer_list<unsigned> codes) {
        for (const unsigned code : codes)
            libevdev_enable_event_code(m_device, EV_KEY, code, nullptr);
        return *this;
    }
    DeviceModel& keys_between(unsigned first, unsigned last) {
        for (unsigned code = first; code <= last; ++code)
            keys({code});
        return *this;
    }
    DeviceModel& moves(std::initializer_list<unsigned> codes) {
        for (const unsigned code : codes)
            libevdev_enable_event_code(m_device, EV_REL, code, nullptr);
        return *this;
    }
    DeviceModel& axis(unsigned code, int least, int most, int value = 0) {
        input_absinfo info{};
        info.minimum = least, info.maximum = most, info.value = value;
        libevdev_enable_event_code(m_device, EV_ABS, code, &info);
        return *this;
    }
    DeviceModel& with(unsigned property) {
        libevdev_enable_property(m_device, property);
        return *this;
    }
    DeviceModel& headphone_switch() {
        libevdev_enable_event_code(m_device, EV_SW, SW_HEADPHONE_INSERT, nullptr);
        return *this;
    }
    platform::InputTraits traits() const { return platform::traits_of(m_device); }
    libevdev* device() const { return m_device; }

private:
    libevdev* m_device;
};

// Ten fingers, 4000 by 2000 places, and the first finger a second time as if there were one.
inline platform::InputTraits panel_of_ten_fingers() {
    DeviceModel model;
    model.keys({BTN_TOUCH}).axis(ABS_X, 0, 4000).axis(ABS_Y, 0, 2000).axis(ABS_MT_SLOT, 0, 9);
    model.axis(ABS_MT_TRACKING_ID, 0, 65535)
        .axis(ABS_MT_POSITION_X, 0, 4000)
        .axis(ABS_MT_POSITION_Y, 0, 2000);
    return model.with(INPUT_PROP_DIRECT).traits();
}

// A resistive panel on a serial controller, whose places do not begin at 0.
inline platform::InputTraits panel_of_one_finger() {
    DeviceModel model;
    return model.keys({BTN_TOUCH}).axis(ABS_X, 100, 4100).axis(ABS_Y, 100, 2100).traits();
}

inline platform::InputTraits mouse_of_a_virtual_machine() {
    DeviceModel model;
    return model.keys({BTN_LEFT, BTN_RIGHT, BTN_MIDDLE})
        .moves({REL_WHEEL})
        .axis(ABS_X, 0, 32767)
        .axis(ABS_Y, 0, 32767)
        .traits();
}

inline platform::InputTraits mouse() {
    DeviceModel model;
    return model.keys({BTN_LEFT, BTN_RIGHT, BTN_MIDDLE}).moves({REL_X, REL_Y, REL_WHEEL}).traits();
}

// Arrows, Enter and F1.
inline platform::InputTraits keypad_of_six_keys() {
    DeviceModel model;
    return model.keys({KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_ENTER, KEY_F1}).traits();
}

inline input_event reported(int type, int code, int value) {
    input_event event{};
    event.type = uint16_t(type), event.code = uint16_t(code), event.value = value;
    return event;
}

inline const input_event end_of_report = reported(EV_SYN, SYN_REPORT, 0);

} // namespace accanto::tests

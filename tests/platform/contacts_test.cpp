// Touch panels and mice: what they report, event by event as the kernel does it, as contacts.

#include "kiosk/platform/contacts.h"
#include "tests/platform/device_models.h"
#include "tests/platform/event_list.h"

#include <doctest/doctest.h>

using namespace accanto::platform;
using namespace accanto::tests;

namespace {

// A panel of 400 by 200 pixels, on the glass of a device.
struct Reported {
    explicit Reported(const InputTraits& traits, int turned = 0)
        : reader(traits, 3000), panel{400, 200, Turn(turned)} {}
    Words hear(const std::vector<input_event>& reported) {
        std::vector<Event> events;
        for (const input_event& event : reported)
            reader.hear(event, panel, cursor, events);
        return words_of(events);
    }
    Words cancel() {
        std::vector<Event> events;
        reader.cancel(events);
        return words_of(events);
    }
    ContactReader reader;
    Panel panel;
    Cursor cursor;
};

input_event axis(int code, int value) {
    return reported(EV_ABS, code, value);
}

input_event pressing(int code, int value) {
    return reported(EV_KEY, code, value);
}

const std::vector<input_event> first_finger_down = {axis(ABS_MT_TRACKING_ID, 41),
                                                    axis(ABS_MT_POSITION_X, 1000),
                                                    axis(ABS_MT_POSITION_Y, 500),
                                                    pressing(BTN_TOUCH, 1),
                                                    axis(ABS_X, 1000),
                                                    axis(ABS_Y, 500),
                                                    end_of_report};
const std::vector<input_event> second_finger_down = {axis(ABS_MT_SLOT, 1), axis(ABS_MT_TRACKING_ID, 42),
                                                     axis(ABS_MT_POSITION_X, 3000),
                                                     axis(ABS_MT_POSITION_Y, 1500), end_of_report};

} // namespace

TEST_CASE("a device is what it can do: panels, mice and keypads are heard, everything else is not") {
    CHECK(panel_of_ten_fingers().pointing == Pointing::fingers);
    CHECK_FALSE(panel_of_ten_fingers().keys);
    CHECK(panel_of_ten_fingers().places.size() == 10);
    CHECK(panel_of_one_finger().pointing == Pointing::finger);
    CHECK(mouse_of_a_virtual_machine().pointing == Pointing::tablet);
    CHECK(mouse().pointing == Pointing::mouse);
    CHECK(keypad_of_six_keys().keys);
    CHECK(keypad_of_six_keys().pointing == Pointing::none);

    DeviceModel keyboard, volume, power, touchpad, pen, joystick, socket, sizeless;
    CHECK(keyboard.keys_between(KEY_ESC, KEY_COMPOSE).traits().keys);
    CHECK(volume.keys({KEY_VOLUMEDOWN, KEY_VOLUMEUP}).traits().keys);
    CHECK_FALSE(power.keys({KEY_POWER}).traits().any());
    touchpad.keys({BTN_LEFT, BTN_TOUCH, BTN_TOOL_FINGER})
        .axis(ABS_X, 0, 4000)
        .axis(ABS_Y, 0, 2000)
        .axis(ABS_MT_SLOT, 0, 4);
    touchpad.axis(ABS_MT_TRACKING_ID, 0, 65535)
        .axis(ABS_MT_POSITION_X, 0, 4000)
        .axis(ABS_MT_POSITION_Y, 0, 2000);
    CHECK_FALSE(touchpad.with(INPUT_PROP_POINTER).traits().any());
    CHECK_FALSE(pen.keys({BTN_TOOL_PEN, BTN_TOUCH, BTN_STYLUS})
                    .axis(ABS_X, 0, 4000)
                    .axis(ABS_Y, 0, 2000)
                    .traits()
                    .any());
    CHECK_FALSE(
        joystick.keys({BTN_TRIGGER, BTN_THUMB}).axis(ABS_X, 0, 255).axis(ABS_Y, 0, 255).traits().any());
    CHECK_FALSE(socket.headphone_switch().traits().any());
    CHECK_FALSE(sizeless.keys({BTN_TOUCH}).axis(ABS_X, 0, 0).axis(ABS_Y, 0, 0).traits().any());
}

TEST_CASE("two fingers on a panel are two contacts, each from its own place to its own release") {
    Reported glass(panel_of_ten_fingers());
    CHECK(glass.hear(first_finger_down) == Words{"down 3000 at 100,50"});
    CHECK(glass.hear(second_finger_down) == Words{"down 3001 at 300,150"});
    CHECK(glass.hear({axis(ABS_MT_SLOT, 0), axis(ABS_MT_POSITION_X, 1200), axis(ABS_MT_SLOT, 1),
                      axis(ABS_MT_POSITION_Y, 1600), axis(ABS_X, 1200), end_of_report}) ==
          Words{"move 3000 at 120,50", "move 3001 at 300,160"});
    CHECK(glass.hear({axis(ABS_MT_SLOT, 0), axis(ABS_MT_TRACKING_ID, -1), end_of_report}) ==
          Words{"up 3000 at 120,50"});
    CHECK(glass.hear({axis(ABS_MT_SLOT, 1), axis(ABS_MT_TRACKING_ID, -1), pressing(BTN_TOUCH, 0),
                      end_of_report}) == Words{"up 3001 at 300,160"});
    CHECK(glass.hear({end_of_report}).empty());
}

TEST_CASE("nothing is told before a report is whole, and a second tap at the same place, of which the kernel "
          "repeats nothing, "
          "is there") {
    Reported glass(panel_of_ten_fingers());
    auto halves = first_finger_down;
    halves.pop_back();
    CHECK(glass.hear(halves).empty());
    CHECK(glass.hear({end_of_report}) == Words{"down 3000 at 100,50"});
    CHECK(glass.hear({axis(ABS_MT_TRACKING_ID, -1), end_of_report}) == Words{"up 3000 at 100,50"});
    CHECK(glass.hear({axis(ABS_MT_TRACKING_ID, 43), end_of_report}) == Words{"down 3000 at 100,50"});
}

TEST_CASE("another touch in the same slot is a release and a press") {
    Reported glass(panel_of_ten_fingers());
    glass.hear(first_finger_down);
    CHECK(glass.hear({axis(ABS_MT_TRACKING_ID, 50), axis(ABS_MT_POSITION_X, 2000), end_of_report}) ==
          Words{"up 3000 at 100,50", "down 3000 at 200,50"});
}

TEST_CASE("after lost events a finger that went meanwhile is released, and one that came is there") {
    Reported glass(panel_of_ten_fingers());
    glass.hear(first_finger_down);
    // As libevdev leads from one to the other.
    CHECK(glass.hear({reported(EV_SYN, SYN_DROPPED, 0), axis(ABS_MT_SLOT, 0), axis(ABS_MT_TRACKING_ID, -1),
                      axis(ABS_MT_SLOT, 2), axis(ABS_MT_TRACKING_ID, 47), axis(ABS_MT_POSITION_X, 40),
                      axis(ABS_MT_POSITION_Y, 2000), axis(ABS_MT_SLOT, 2), end_of_report}) ==
          Words{"up 3000 at 100,50", "down 3002 at 4,200"});
    CHECK(glass.hear({axis(ABS_MT_TRACKING_ID, -1), end_of_report}) == Words{"up 3002 at 4,200"});
}

TEST_CASE("a finger that lay on the glass before the device was opened is none, the next one is where the "
          "kernel left the slot") {
    InputTraits traits = panel_of_ten_fingers();
    traits.slot = 1;
    traits.places[1] = {2000, 1000};
    Reported glass(traits);
    CHECK(glass.hear({axis(ABS_MT_POSITION_X, 2400), end_of_report}).empty());
    CHECK(glass.hear({axis(ABS_MT_TRACKING_ID, -1), end_of_report}).empty());
    CHECK(glass.hear({axis(ABS_MT_TRACKING_ID, 9), end_of_report}) == Words{"down 3001 at 240,100"});
}

TEST_CASE("a slot that the panel never spoke of is not written to") {
    Reported glass(panel_of_ten_fingers());
    CHECK(glass
              .hear({axis(ABS_MT_SLOT, 10), axis(ABS_MT_TRACKING_ID, 5), axis(ABS_MT_POSITION_X, 9),
                     end_of_report})
              .empty());
    CHECK(glass.hear({axis(ABS_MT_SLOT, -1), axis(ABS_MT_TRACKING_ID, 5), end_of_report}).empty());
    CHECK(glass.hear({axis(ABS_MT_SLOT, 9), axis(ABS_MT_TRACKING_ID, 5), end_of_report}) ==
          Words{"down 3009 at 0,0"});
}

TEST_CASE("a panel that knows one place is one finger, over the whole of its range") {
    Reported glass(panel_of_one_finger());
    CHECK(glass.hear({axis(ABS_X, 100), axis(ABS_Y, 100), end_of_report}).empty());
    CHECK(glass.hear({pressing(BTN_TOUCH, 1), end_of_report}) == Words{"down 3000 at 0,0"});
    CHECK(glass.hear({axis(ABS_X, 4100), axis(ABS_Y, 2100), end_of_report}) == Words{"move 3000 at 400,200"});
    CHECK(glass.hear({pressing(BTN_TOUCH, 0), end_of_report}) == Words{"up 3000 at 400,200"});
}

TEST_CASE("on a panel that hangs turned a contact is where the person sees it") {
    Reported quarter(panel_of_ten_fingers(), 90), half(panel_of_ten_fingers(), 180),
        three(panel_of_ten_fingers(), 270);
    CHECK(quarter.hear(first_finger_down) == Words{"down 3000 at 150,100"});
    CHECK(half.hear(first_finger_down) == Words{"down 3000 at 300,150"});
    CHECK(three.hear(first_finger_down) == Words{"down 3000 at 50,300"});
}

TEST_CASE("a device that goes lets go of every finger on it, once") {
    Reported glass(panel_of_ten_fingers());
    CHECK(glass.cancel().empty());
    glass.hear(first_finger_down);
    glass.hear(second_finger_down);
    CHECK(glass.cancel() == Words{"cancel 3000", "cancel 3001"});
    CHECK(glass.cancel().empty());
}

TEST_CASE(
    "a pressed mouse is finger -1, a hovering one moves the arrow alone, and a finger takes the arrow away") {
    Reported glass(mouse());
    CHECK_FALSE(glass.cursor.shown);
    CHECK(glass.hear({reported(EV_REL, REL_X, 100), reported(EV_REL, REL_Y, -50), end_of_report}).empty());
    CHECK(glass.cursor == Cursor{0.75f, 0.25f, true});
    CHECK(glass.hear({pressing(BTN_RIGHT, 1), end_of_report}).empty());
    CHECK(glass.hear({pressing(BTN_LEFT, 1), end_of_report}) == Words{"down -1 at 300,50"});
    CHECK(glass.hear({reported(EV_REL, REL_X, 1000), end_of_report}) == Words{"move -1 at 400,50"});
    CHECK(glass.hear({pressing(BTN_LEFT, 0), end_of_report}) == Words{"up -1 at 400,50"});

    Reported touched(panel_of_ten_fingers());
    touched.cursor = glass.cursor;
    touched.hear(first_finger_down);
    CHECK_FALSE(touched.cursor.shown);
}

TEST_CASE(
    "a virtual machine's mouse is a contact while its button is down, and the arrow is where it points") {
    Reported glass(mouse_of_a_virtual_machine());
    CHECK(glass.hear({axis(ABS_X, 32767), axis(ABS_Y, 0), end_of_report}).empty());
    CHECK(glass.cursor == Cursor{1, 0, true});
    CHECK(glass.hear({pressing(BTN_LEFT, 1), end_of_report}) == Words{"down -1 at 400,0"});
    CHECK(glass.hear({axis(ABS_Y, 32767), end_of_report}) == Words{"move -1 at 400,200"});
    CHECK(glass.hear({pressing(BTN_LEFT, 0), end_of_report}) == Words{"up -1 at 400,200"});
}

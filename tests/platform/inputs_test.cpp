// Devices that are plugged in, out and in again. Named pipes stand for /dev/input/event*; through them go the
// kernel's own events. Where the machine lets a test make real devices (uinput), one is made.

#include "kiosk/platform/inputs.h"
#include "tests/platform/device_models.h"
#include "tests/platform/event_list.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstring>
#include <map>

#include <fcntl.h>
#include <linux/uinput.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace accanto::platform;
using namespace accanto::tests;
namespace fs = std::filesystem;

namespace {

class PipeDevice final : public InputDevice {
public:
    PipeDevice(int descriptor, InputTraits traits, std::map<int, bool>& lights)
        : m_descriptor(descriptor), m_traits(std::move(traits)), m_lights(lights) {}
    ~PipeDevice() override { close(m_descriptor); }
    const InputTraits& traits() const override { return m_traits; }
    int descriptor() const override { return m_descriptor; }
    Read read(input_event& event) override {
        const ssize_t size = ::read(m_descriptor, &event, sizeof event);
        return size == sizeof event ? Read::event : size == 0 ? Read::gone : Read::nothing;
    }
    void light(int led, bool on) override { m_lights[led] = on; }

private:
    int m_descriptor;
    InputTraits m_traits;
    std::map<int, bool>& m_lights;
};

// A machine's folder of devices. What a device is, its name tells after the number: "touch", "keypad",
// "mouse", "other".
struct Sockets {
    TemporaryFolder folder;
    fs::path inputs = folder / "input";
    std::map<std::string, int> plugs;
    std::map<int, bool> lights;

    explicit Sockets(bool has_folder = true) {
        if (has_folder)
            fs::create_directory(inputs);
    }
    ~Sockets() {
        for (const auto& [name, plug] : plugs)
            close(plug);
    }
    // The pipe is open for both ways here, as a device that is there.
    void plug(const std::string& name, mode_t rights = 0600) {
        REQUIRE(mkfifo((inputs / name).c_str(), 0600) == 0);
        plugs[name] = open((inputs / name).c_str(), O_RDWR | O_CLOEXEC);
        REQUIRE(plugs[name] >= 0);
        if (rights != 0600)
            REQUIRE(chmod((inputs / name).c_str(), rights) == 0);
    }
    void unplug(const std::string& name) {
        fs::remove(inputs / name);
        close(plugs.at(name));
        plugs.erase(name);
    }
    void report(const std::string& name, std::vector<input_event> events) {
        events.push_back(end_of_report);
        const auto size = ssize_t(events.size() * sizeof events[0]);
        REQUIRE(write(plugs.at(name), events.data(), size_t(size)) == size);
    }
    void touch(const std::string& name, int number) {
        report(name, {reported(EV_ABS, ABS_MT_TRACKING_ID, number), reported(EV_ABS, ABS_MT_POSITION_X, 2000),
                      reported(EV_ABS, ABS_MT_POSITION_Y, 1000)});
    }
    void let_go(const std::string& name) { report(name, {reported(EV_ABS, ABS_MT_TRACKING_ID, -1)}); }

    // A kernel would ask for rights; who runs a test may have them all.
    std::unique_ptr<InputDevice> opened(const fs::path& path) {
        struct stat found {};
        if (stat(path.c_str(), &found) != 0 || (found.st_mode & 0777) == 0)
            return nullptr;
        const std::string kind = path.extension();
        const InputTraits traits = kind == ".touch"    ? panel_of_ten_fingers()
                                   : kind == ".keypad" ? keypad_of_six_keys()
                                   : kind == ".mouse"  ? mouse()
                                                       : InputTraits{};
        if (!traits.any())
            return nullptr;
        return std::make_unique<PipeDevice>(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC), traits,
                                            lights);
    }
    Inputs hear() {
        return {inputs, KeyboardLayout{}, [this](const fs::path& path) { return opened(path); }};
    }
};

const Panel upright_panel{400, 200, Turn()};

Words heard(Inputs& inputs) {
    std::vector<Event> events;
    inputs.read(upright_panel, events);
    return words_of(events);
}

bool is_ready(const Inputs& inputs) {
    pollfd polled{inputs.descriptor(), POLLIN, 0};
    return poll(&polled, 1, 0) > 0;
}

// A panel that the kernel itself makes, where it lets us.
class RealPanel {
public:
    RealPanel() : m_made(open("/dev/uinput", O_WRONLY | O_NONBLOCK | O_CLOEXEC)) {
        if (m_made < 0)
            return;
        for (const int type : {EV_KEY, EV_ABS})
            ioctl(m_made, UI_SET_EVBIT, type);
        ioctl(m_made, UI_SET_KEYBIT, BTN_TOUCH);
        ioctl(m_made, UI_SET_PROPBIT, INPUT_PROP_DIRECT);
        for (const auto& [code, most] :
             std::initializer_list<std::pair<int, int>>{{ABS_MT_SLOT, 9},
                                                        {ABS_MT_TRACKING_ID, 65535},
                                                        {ABS_MT_POSITION_X, 4000},
                                                        {ABS_MT_POSITION_Y, 2000}}) {
            uinput_abs_setup axis{};
            axis.code = uint16_t(code), axis.absinfo.maximum = most;
            ioctl(m_made, UI_ABS_SETUP, &axis);
        }
        uinput_setup setup{};
        setup.id.bustype = BUS_VIRTUAL;
        strcpy(setup.name, "Accanto test panel");
        ioctl(m_made, UI_DEV_SETUP, &setup);
        REQUIRE(ioctl(m_made, UI_DEV_CREATE) == 0);
    }
    ~RealPanel() { close(m_made); }
    bool is_there() const { return m_made >= 0; }
    void report(std::vector<input_event> events) {
        events.push_back(end_of_report);
        for (const input_event& event : events)
            CHECK(write(m_made, &event, sizeof event) == sizeof event);
    }
    void unplug() { ioctl(m_made, UI_DEV_DESTROY); }

private:
    int m_made;
};

// What comes within ten seconds; no longer than until so much is there.
Words read_until(Inputs& inputs, size_t count) {
    Words out;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (out.size() < count && std::chrono::steady_clock::now() < until) {
        pollfd polled{inputs.descriptor(), POLLIN, 0};
        poll(&polled, 1, 100);
        for (const std::string& word : heard(inputs))
            out.push_back(word);
    }
    return out;
}

} // namespace

TEST_CASE("a panel that is there at the start is heard, other things in the folder are not, and nothing "
          "waits when all is read") {
    Sockets machine;
    machine.plug("event0.touch");
    machine.plug("event1.other");
    machine.plug("js0.touch");
    Inputs inputs = machine.hear();
    CHECK_FALSE(is_ready(inputs));
    machine.touch("js0.touch", 1);
    CHECK_FALSE(is_ready(inputs));
    machine.touch("event0.touch", 1);
    CHECK(is_ready(inputs));
    CHECK(heard(inputs) == Words{"down 0 at 200,100"});
    CHECK_FALSE(is_ready(inputs));
    machine.let_go("event0.touch");
    CHECK(heard(inputs) == Words{"up 0 at 200,100"});
}

TEST_CASE("a panel and a keypad that are plugged in later are heard, with fingers of their own") {
    Sockets machine;
    Inputs inputs = machine.hear();
    CHECK(heard(inputs).empty());
    machine.plug("event3.touch");
    machine.plug("event4.keypad");
    machine.plug("event5.touch");
    CHECK(is_ready(inputs));
    CHECK(heard(inputs).empty());
    machine.report("event4.keypad", {reported(EV_KEY, KEY_ENTER, 1)});
    CHECK(heard(inputs) == Words{"enter key"});
    machine.touch("event3.touch", 1);
    machine.touch("event5.touch", 1);
    const Words both = heard(inputs);
    REQUIRE(both.size() == 2);
    CHECK(both[0] != both[1]);
}

TEST_CASE("a device that may be opened only after a while is heard from then on") {
    Sockets machine;
    Inputs inputs = machine.hear();
    machine.plug("event0.touch", 0);
    CHECK(heard(inputs).empty());
    machine.touch("event0.touch", 1);
    CHECK(heard(inputs).empty());
    REQUIRE(chmod((machine.inputs / "event0.touch").c_str(), 0660) == 0);
    CHECK(is_ready(inputs));
    heard(inputs);
    CHECK(heard(inputs) == Words{"down 0 at 200,100"});
}

TEST_CASE(
    "a panel that goes lets go of its finger, and is heard again under the same name and under another") {
    Sockets machine;
    machine.plug("event0.touch");
    Inputs inputs = machine.hear();
    machine.touch("event0.touch", 1);
    CHECK(heard(inputs) == Words{"down 0 at 200,100"});
    machine.unplug("event0.touch");
    CHECK(heard(inputs) == Words{"cancel 0"});
    CHECK_FALSE(is_ready(inputs));
    for (const std::string again : {"event0.touch", "event7.touch"}) {
        machine.plug(again);
        CHECK(heard(inputs).empty());
        machine.touch(again, 2);
        machine.let_go(again);
        const Words tap = heard(inputs);
        REQUIRE(tap.size() == 2);
        CHECK(tap[0].starts_with("down "));
        CHECK(tap[1].starts_with("up "));
        machine.unplug(again);
        CHECK(heard(inputs).empty());
    }
}

TEST_CASE("a panel that went and came back under its name while nobody looked is another device") {
    Sockets machine;
    machine.plug("event0.touch");
    Inputs inputs = machine.hear();
    machine.touch("event0.touch", 1);
    CHECK(heard(inputs).size() == 1);
    // The old one has not yet said that it is gone.
    const int old = machine.plugs.at("event0.touch");
    const fs::path made = machine.folder / "made";
    REQUIRE(mkfifo(made.c_str(), 0600) == 0);
    fs::remove(machine.inputs / "event0.touch");
    fs::create_hard_link(made, machine.inputs / "event0.touch");
    machine.plugs["event0.touch"] = open(made.c_str(), O_RDWR | O_CLOEXEC);
    CHECK(heard(inputs) == Words{"cancel 0"});
    machine.touch("event0.touch", 1);
    const Words again = heard(inputs);
    REQUIRE(again.size() == 1);
    CHECK(again[0].starts_with("down "));
    close(old);
}

TEST_CASE("the folder itself may come with the first device and go with the last") {
    Sockets machine(false);
    Inputs inputs = machine.hear();
    CHECK_FALSE(is_ready(inputs));
    for (int time = 0; time < 2; ++time) {
        fs::create_directory(machine.inputs);
        CHECK(is_ready(inputs));
        heard(inputs);
        machine.plug("event0.touch");
        CHECK(is_ready(inputs));
        heard(inputs);
        machine.touch("event0.touch", 1);
        CHECK(heard(inputs).size() == 1);
        machine.unplug("event0.touch");
        fs::remove(machine.inputs);
        CHECK(heard(inputs).size() == 1);
        CHECK_FALSE(is_ready(inputs));
    }
}

TEST_CASE("a keyboard shows that its number block types numbers, and each Lock when it is pressed") {
    Sockets machine;
    machine.plug("event0.keypad");
    Inputs inputs = machine.hear();
    CHECK(machine.lights == std::map<int, bool>{{LED_NUML, true}, {LED_CAPSL, false}});
    machine.report("event0.keypad", {reported(EV_KEY, KEY_CAPSLOCK, 1), reported(EV_KEY, KEY_CAPSLOCK, 0)});
    heard(inputs);
    CHECK(machine.lights == std::map<int, bool>{{LED_NUML, true}, {LED_CAPSL, true}});
}

TEST_CASE("a keyboard that took no light while it was silenced takes it with its first key") {
    Sockets machine;
    machine.plug("event0.keypad");
    Inputs inputs = machine.hear();
    machine.lights.clear();
    machine.report("event0.keypad", {reported(EV_KEY, KEY_A, 1)});
    heard(inputs);
    CHECK(machine.lights == std::map<int, bool>{{LED_NUML, true}, {LED_CAPSL, false}});
}

TEST_CASE("Shift that was held when its keyboard was pulled out is not held on the next one") {
    Sockets machine;
    machine.plug("event0.keypad");
    Inputs inputs = machine.hear();
    machine.report("event0.keypad", {reported(EV_KEY, KEY_LEFTSHIFT, 1)});
    heard(inputs);
    machine.unplug("event0.keypad");
    machine.plug("event1.keypad");
    heard(inputs);
    machine.report("event1.keypad", {reported(EV_KEY, KEY_A, 1)});
    CHECK(heard(inputs) == Words{"other key", "text a"});
}

TEST_CASE("a mouse moves the arrow, and a finger on another device takes it away") {
    Sockets machine;
    machine.plug("event0.mouse");
    machine.plug("event1.touch");
    Inputs inputs = machine.hear();
    CHECK_FALSE(inputs.cursor().shown);
    machine.report("event0.mouse", {reported(EV_REL, REL_X, -100)});
    CHECK(heard(inputs).empty());
    CHECK(inputs.cursor() == Cursor{0.25f, 0.5f, true});
    machine.touch("event1.touch", 1);
    heard(inputs);
    CHECK_FALSE(inputs.cursor().shown);
}

TEST_CASE(
    "a real panel of the kernel's is heard, also where events were lost, and lets go when it is pulled out") {
    Inputs inputs("/dev/input", KeyboardLayout{}, open_input_device);
    RealPanel made;
    if (!made.is_there()) {
        MESSAGE("not tried: this machine lets nobody make input devices (/dev/uinput)");
        return;
    }
    usleep(300'000); // the device file and its rights take a moment
    heard(inputs);
    const auto at = [](int number, int x, int y) {
        return std::vector<input_event>{reported(EV_ABS, ABS_MT_TRACKING_ID, number),
                                        reported(EV_ABS, ABS_MT_POSITION_X, x),
                                        reported(EV_ABS, ABS_MT_POSITION_Y, y)};
    };
    made.report(at(1, 2000, 1000));
    Words words = read_until(inputs, 1);
    REQUIRE(words.size() == 1);
    CHECK(words[0].ends_with(" at 200,100"));
    made.report({reported(EV_ABS, ABS_MT_TRACKING_ID, -1)});
    CHECK(read_until(inputs, 1).size() == 1);

    // More than the kernel keeps for a reader who is busy: the finger of the end is down at its place, and
    // that is all.
    for (int i = 0; i < 1000; ++i)
        made.report(at(2, 10 + i, 10 + i));
    words = read_until(inputs, 1);
    REQUIRE(words.size() >= 1);
    CHECK(words.size() < 500);
    CHECK(words.front().starts_with("down "));
    CHECK(words.back().ends_with(" at 101,101"));
    made.unplug();
    words = read_until(inputs, 1);
    REQUIRE(words.size() == 1);
    CHECK(words[0].starts_with("cancel "));
}

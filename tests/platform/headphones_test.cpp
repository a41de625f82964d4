// Plugs that are moved: the events are the kernel's own, through a pipe in the place of the device, which a
// real one takes where the machine lets a test make it (uinput).

#include "kiosk/platform/headphones.h"
#include "kiosk/platform/sound_output.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <map>

#include <fcntl.h>
#include <linux/uinput.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace accanto::platform;
using accanto::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

// A machine's folders. Which of its devices has a switch for headphones, and whether it is on, is told by the
// name of the pipe: "on" or "off" after the number.
struct Machine {
    TemporaryFolder folder;
    HeadphonePort::Places places{folder / "input", folder / "snd", folder / "asound"};
    std::map<std::string, int> writers;

    Machine() {
        for (const fs::path& place : {places.inputs, places.sounds, places.cards})
            fs::create_directory(place);
        cards({});
    }
    ~Machine() {
        for (const auto& [name, writer] : writers)
            close(writer);
    }
    void device(const std::string& name) {
        REQUIRE(mkfifo((places.inputs / name).c_str(), 0600) == 0);
        writers[name] = open((places.inputs / name).c_str(), O_RDWR | O_CLOEXEC);
        REQUIRE(writers[name] >= 0);
    }
    void event(const std::string& name, uint16_t type, uint16_t code, int32_t value) {
        input_event event{};
        event.type = type, event.code = code, event.value = value;
        REQUIRE(write(writers.at(name), &event, sizeof event) == sizeof event);
    }
    // "USB Audio" after the number of a card on USB.
    void cards(const std::vector<std::pair<std::string, bool>>& all) {
        std::ofstream list(places.cards / "cards");
        for (int number = 0; number < 4; ++number)
            fs::remove_all(places.cards / ("card" + std::to_string(number)));
        int number = 0;
        for (const auto& [name, usb] : all) {
            list << ' ' << number << " [Card           ]: " << (usb ? "USB-Audio" : "HDA-Intel") << " - "
                 << name << "\n                      " << name << " at somewhere\n";
            const fs::path card = places.cards / ("card" + std::to_string(number++));
            fs::create_directory(card);
            if (usb)
                std::ofstream(card / "usbid") << "0b0e:0305\n";
        }
        list.close();
        std::ofstream(places.sounds / ("controlC" + std::to_string(number)))
            << ""; // and the folder of devices changes
    }
    static std::optional<bool> ask(int descriptor) {
        char name[512] = {};
        const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
        REQUIRE(readlink(link.c_str(), name, sizeof name - 1) > 0);
        const std::string path = name;
        return path.ends_with("on")    ? std::optional(true)
               : path.ends_with("off") ? std::optional(false)
                                       : std::nullopt;
    }
};

bool is_told(const HeadphonePort& port) {
    pollfd polled{port.descriptor(), POLLIN, 0};
    return poll(&polled, 1, 0) > 0;
}

} // namespace

TEST_CASE("a plug in the socket is told when it goes in and when it comes out") {
    Machine machine;
    machine.device("event0");
    machine.device("event1.off");
    HeadphonePort port(machine.places, Machine::ask);
    CHECK_FALSE(port.now().any());
    CHECK_FALSE(is_told(port));
    machine.event("event1.off", EV_SW, SW_HEADPHONE_INSERT, 1);
    CHECK(is_told(port));
    CHECK(port.look());
    CHECK(port.now().in_socket);
    CHECK_FALSE(is_told(port));
    machine.event("event1.off", EV_SW, SW_HEADPHONE_INSERT, 0);
    CHECK(port.look());
    CHECK_FALSE(port.now().any());
}

TEST_CASE("headphones that were in before the kiosk began are known, other switches and other devices mean "
          "nothing") {
    Machine machine;
    machine.device("event2.on");
    machine.device("event3");
    HeadphonePort port(machine.places, Machine::ask);
    CHECK(port.now().in_socket);
    machine.event("event2.on", EV_SW, SW_LID, 0);
    machine.event("event2.on", EV_KEY, SW_HEADPHONE_INSERT, 0);
    CHECK_FALSE(port.look());
    machine.event("event3", EV_SW, SW_HEADPHONE_INSERT, 0);
    CHECK_FALSE(is_told(port));
    CHECK(port.now().in_socket);
}

TEST_CASE("a device that comes later counts from then on, and one that goes takes its headphones with it") {
    Machine machine;
    HeadphonePort port(machine.places, Machine::ask);
    machine.device("event7.on");
    CHECK(port.look());
    CHECK(port.now().in_socket);
    close(machine.writers.at("event7.on"));
    machine.writers.erase("event7.on");
    fs::remove(machine.places.inputs / "event7.on");
    CHECK(port.look());
    CHECK_FALSE(port.now().any());
    CHECK_FALSE(port.look());
}

TEST_CASE("where events were lost the switch itself is asked") {
    Machine machine;
    machine.device("event0.off");
    bool on = false;
    HeadphonePort port(machine.places, [&](int) { return std::optional(on); });
    on = true;
    machine.event("event0.off", EV_SYN, SYN_DROPPED, 0);
    CHECK(port.look());
    CHECK(port.now().in_socket);
}

TEST_CASE(
    "a sound card that comes by USB is headphones, the kiosk's own never are, though they be plugged again") {
    Machine machine;
    machine.cards({{"HDA Intel PCH", false}, {"Speaker bar", true}});
    HeadphonePort port(machine.places, Machine::ask);
    CHECK_FALSE(port.now().any());
    machine.cards({{"HDA Intel PCH", false}, {"Speaker bar", true}, {"Jabra EVOLVE 20", true}});
    CHECK(is_told(port));
    CHECK(port.look());
    CHECK(port.now().usb_card == "Jabra EVOLVE 20");
    CHECK_FALSE(port.now().in_socket);
    machine.cards({{"HDA Intel PCH", false}});
    CHECK(port.look());
    CHECK_FALSE(port.now().any());
    machine.cards({{"HDA Intel PCH", false}, {"Speaker bar", true}});
    CHECK_FALSE(port.look());
    machine.cards({{"HDA Intel PCH", false}, {"Another inside", false}});
    CHECK_FALSE(port.look());
}

TEST_CASE("the device on a card is found by the card's name, and without one the machine's own is heard") {
    const std::vector<std::string> devices = {"HDA Intel PCH, ALC256 Analog", "Jabra EVOLVE 20, USB Audio"};
    CHECK(device_on("Jabra EVOLVE 20", devices) == devices[1]);
    CHECK_FALSE(device_on("Speaker bar", devices));
    CHECK_FALSE(device_on("", devices));
}

TEST_CASE("a machine with neither sound nor input devices has no headphones, and is not told of any") {
    const TemporaryFolder folder;
    HeadphonePort port({folder / "a", folder / "b", folder / "c"}, HeadphonePort::ask_kernel);
    CHECK_FALSE(port.now().any());
    CHECK_FALSE(is_told(port));
    CHECK_FALSE(port.look());
}

TEST_CASE("a real switch of the kernel is read as it is") {
    const int made = open("/dev/uinput", O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (made < 0) {
        MESSAGE("not tried: this machine lets nobody make input devices (/dev/uinput)");
        return;
    }
    uinput_setup setup{};
    setup.id.bustype = BUS_VIRTUAL;
    strcpy(setup.name, "Accanto test headphones");
    REQUIRE(ioctl(made, UI_SET_EVBIT, EV_SW) == 0);
    REQUIRE(ioctl(made, UI_SET_SWBIT, SW_HEADPHONE_INSERT) == 0);
    REQUIRE(ioctl(made, UI_DEV_SETUP, &setup) == 0);
    HeadphonePort port;
    const bool before = port.now().in_socket;
    REQUIRE(ioctl(made, UI_DEV_CREATE) == 0);
    const input_event events[] = {{{}, EV_SW, SW_HEADPHONE_INSERT, 1}, {{}, EV_SYN, SYN_REPORT, 0}};
    const auto becomes = [&](bool in) {
        for (const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
             std::chrono::steady_clock::now() < until; port.look())
            if (port.now().in_socket == in)
                return true;
        return false;
    };
    usleep(200'000); // the device file takes a moment
    port.look();
    CHECK(write(made, events, sizeof events) == sizeof events);
    CHECK(becomes(true));
    ioctl(made, UI_DEV_DESTROY);
    CHECK(becomes(before));
    close(made);
}

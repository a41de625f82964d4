#pragma once
// A machine of plain files, as the kernel would show them, and a point on it.

#include "content/base/file.h"
#include "kiosk/doctor/night.h"
#include "tests/point/point_fixture.h"

#include <fstream>

namespace accanto::tests {

struct MachineFixture : PointFixture {
    TemporaryFolder machine;

    MachineFixture() {
        settings.state = folder.path();
        settings.voice.available = false; // voices are spoken where they are what is tried
        write("proc/asound/cards", " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xf7f10000 irq 32\n");
        write("proc/bus/input/devices", keyboard + touch_screen);
        write("sys/class/drm/card0-HDMI-A-1/status", "connected\n");
        write("sys/class/drm/card0-HDMI-A-1/modes", "1920x1080\n1280x720\n");
        write("lock-down", "#!/bin/sh\necho 'ok    swap'\n");
        std::filesystem::permissions(machine / "lock-down", std::filesystem::perms::owner_all);
    }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((machine / name).parent_path());
        std::ofstream(machine / name) << text;
    }
    doctor::Surroundings here() const {
        return {settings, clock, ACCANTO_SOURCE_DIR, ACCANTO_VOICE_PROGRAM, machine / "lock-down", machine.path()};
    }

    inline static const std::string keyboard = "I: Bus=0003 Vendor=046d Product=c31c Version=0110\nN: Name=\"USB Keyboard\"\nB: PROP=0\nB: EV=120013\n\n";
    inline static const std::string touch_screen =
        "I: Bus=0003 Vendor=222a Product=0001 Version=0110\nN: Name=\"ILITEK ILITEK-TP\"\nB: PROP=2\nB: EV=1b\nB: KEY=400 0 0 0 0 0\nB: ABS=3273800000000003\n\n";
};

// What a finding says to a technician, checked to be there in words.
inline std::string said(const doctor::Finding& finding) {
    static const auto words = content::Words::load(std::filesystem::path(ACCANTO_SOURCE_DIR) / "content/words", "en");
    REQUIRE(words->has("en", doctor::name_key(finding)));
    REQUIRE_MESSAGE(words->has("en", finding.key), finding.key);
    return doctor::sentence(*words, "en", finding).text;
}

} // namespace accanto::tests

#include "tests/doctor/machine.h"

#include "kiosk/point/mentor_care.h"
#include "kiosk/point/printer_care.h"
#include "kiosk/point/safe_tickets.h"
#include "kiosk/store/standing.h"

using namespace accanto;
using namespace accanto::tests;
using doctor::Finding;
using doctor::Light;

namespace {

void check(const Finding& finding, Light light, const std::string& sentence) {
    CHECK(doctor::to_text(finding.light) == std::string(doctor::to_text(light)));
    CHECK(said(finding) == sentence);
}

} // namespace

TEST_CASE("a kiosk that is well is green in every check, and each has its name and its sentence") {
    MachineFixture f;
    f.settings.screen.pitch_mm = 0.2768;
    f.settings.printer.kind = "none";
    point::add_mentor(*f.store, "Anna", "246810");
    const auto found = doctor::examine(f.here());
    CHECK(found.size() == 14);
    for (const Finding& one : found) {
        CHECK_MESSAGE(one.light == Light::green, one.check << ": " << said(one) << " " << one.detail);
        CHECK_FALSE(said(one).starts_with("["));
    }
    CHECK(doctor::worst(found) == Light::green);
}

TEST_CASE("findings come back from the store as they were, and what is no list of them is none") {
    const std::vector<Finding> found = {{"printer", Light::red, "doctor.printer_out", {}, "said \"7\""}, {"disk", Light::amber, "doctor.disk_low", {{"mb", int64_t(812)}, {"time", "05:00"}}, {}}};
    const auto read = doctor::findings_from(doctor::to_json(found));
    REQUIRE(read);
    REQUIRE(read->size() == 2);
    CHECK(read->at(0).detail == "said \"7\"");
    CHECK(read->at(1).light == Light::amber);
    CHECK(read->at(1).arguments == found[1].arguments);
    CHECK(doctor::worst(*read) == Light::red);
    for (const char* bad : {"", "{}", "[1]", R"([{"check":"disk"}])", R"([{"check":"disk","light":"blue","key":"x"}])"})
        CHECK_FALSE(doctor::findings_from(bad));
}

TEST_CASE("a store that is damaged, or whose folder cannot be, is red and says what to do") {
    MachineFixture f;
    std::unique_ptr<store::Store> opened;
    check(doctor::check_store(f.here(), &opened), Light::green, "Everything can be read and written.");
    CHECK(opened);
    f.settings.state = f.machine / "lock-down"; // a file where the folder should be
    const Finding bad = doctor::check_store(f.here());
    CHECK(bad.light == Light::red);
    CHECK_FALSE(bad.detail.empty());
    CHECK_FALSE(said(bad).empty());
}

TEST_CASE("a kiosk at which no mentor can sign in is amber and says where to add one; who was taken away does not count, and a host has its own") {
    MachineFixture f;
    const auto now = [&] { return doctor::check_mentors(f.here(), f.store.get()); };
    const std::string none = "No mentor can sign in, so no numbers are given. Add one on the technician’s page “Mentors”, or with: accanto mentor add";
    check(now(), Light::amber, none);
    point::add_mentor(*f.store, "Anna", "246810");
    check(now(), Light::green, "1 mentor can sign in at the desk.");
    point::bar_mentor(*f.store, "Anna");
    check(now(), Light::amber, none);
    point::unlock_mentor(*f.store, "Anna");
    check(now(), Light::green, "1 mentor can sign in at the desk.");
    CHECK(doctor::check_mentors(f.here(), nullptr).light == Light::red);
    f.settings.host.address = "http://192.0.2.1:8460";
    check(doctor::check_mentors(f.here(), nullptr), Light::green, "Mentors sign in at the kiosk that has the desk, and are added there.");
}

TEST_CASE("safe mode is red, and so are numbers that were given without the store until they are tickets") {
    MachineFixture f;
    const auto here = [&](store::Store* store) { return doctor::check_safe_mode(f.here(), store); };
    const store::SafePlaces places{f.settings.state, {}};
    check(here(f.store.get()), Light::green, "Not needed.");
    store::give_safe_number(places, "B", "es", f.clock);
    store::give_safe_number(places, "B", "es", f.clock);
    check(here(nullptr), Light::red, "2 numbers were given without the storage. Call them aloud; they come into the list when it is mended.");
    CHECK(here(f.store.get()).detail == "B900 to B901");
    point::bring_safe_numbers(*f.store, f.settings, places);
    check(here(f.store.get()), Light::green, "Not needed.");
    std::ofstream(f.settings.state / "safe-mode").flush();
    CHECK(here(f.store.get()).light == Light::red);
    CHECK(said(here(f.store.get())).starts_with("The screen failed again and again. Since "));
}

TEST_CASE("a clock before this program was written is wrong; one that nobody confirmed matters where there is a hub") {
    MachineFixture f;
    CHECK(doctor::check_clock(f.here(), f.store.get()).light == Light::green);
    f.settings.sync.hub = "https://hub.example.org";
    check(doctor::check_clock(f.here(), f.store.get()), Light::amber, "It is 2026-11-23 10:35 here. Nobody has confirmed it: compare with your watch.");
    store::trust_clock(*f.store);
    check(doctor::check_clock(f.here(), f.store.get()), Light::green, "It is 2026-11-23 10:35, confirmed by the hub.");
    f.clock.set_wall_ms(0);
    CHECK(doctor::check_clock(f.here(), f.store.get()).light == Light::red);
}

TEST_CASE("a touch screen is told from keyboards, mice and touch pads") {
    MachineFixture f;
    check(doctor::check_touch(f.here()), Light::green, "There is a touch screen: ILITEK ILITEK-TP");
    f.write("proc/bus/input/devices", MachineFixture::keyboard);
    check(doctor::check_touch(f.here()), Light::red, "No touch screen was found. Plug its USB cable in.");
    // A touch pad knows several fingers too, but is not what it points at.
    std::string pad = MachineFixture::touch_screen;
    pad.replace(pad.find("PROP=2"), 6, "PROP=5");
    f.write("proc/bus/input/devices", pad);
    CHECK(doctor::check_touch(f.here()).light == Light::red);
}

TEST_CASE("sound and display are what the kernel has") {
    MachineFixture f;
    f.settings.voice.available = true;
    check(doctor::check_sound(f.here()), Light::green, "There is a sound card: HDA Intel PCH");
    f.write("proc/asound/cards", "--- no soundcards ---\n");
    CHECK(doctor::check_sound(f.here()).light == Light::red);
    check(doctor::check_screen(f.here()), Light::amber, "Nobody has measured it. Measure it with a bank card.");
    f.settings.screen.pitch_mm = 0.2768;
    check(doctor::check_screen(f.here()), Light::green, "1920x1080 pixels, measured: 0.2768 mm a pixel.");
    f.settings.screen.turned = 90;
    check(doctor::check_screen(f.here()), Light::green, "1920x1080 pixels, turned by 90°, measured: 0.2768 mm a pixel.");
    f.write("sys/class/drm/card0-HDMI-A-1/status", "disconnected\n");
    CHECK(doctor::check_screen(f.here()).light == Light::red);
}

TEST_CASE("a printer is as the kiosk last saw it, and gone when its device is") {
    MachineFixture f;
    f.settings.printer = {"escpos", {}, "/dev/usb/lp0", {}, 80};
    check(doctor::check_printer(f.here(), f.store.get()), Light::red, "It is not connected. Plug its cable in, on both ends.");
    f.write("dev/usb/lp0", "");
    CHECK(doctor::check_printer(f.here(), f.store.get()).light == Light::amber);
    for (const auto& told : std::map<std::string, Light>{{"ok", Light::green}, {"near_end", Light::amber}, {"out", Light::red}, {"open", Light::red}, {"off", Light::red}, {"failed", Light::red}}) {
        const std::string& state = told.first;
        point::note_printer(*f.store, f.settings, {state});
        const Finding found = doctor::check_printer(f.here(), f.store.get());
        CHECK_MESSAGE(found.light == told.second, state);
        CHECK_FALSE(said(found).empty());
    }
}

TEST_CASE("the connection: not enrolled, never heard, well, late, stopped") {
    MachineFixture f;
    f.settings.sync.hub = "https://hub.example.org";
    const auto now = [&] { return doctor::check_sync(f.here(), f.store.get()); };
    check(now(), Light::amber, "This kiosk is not enrolled yet. Ask the hub for a code.");
    std::filesystem::create_directories(f.folder / "sync");
    std::ofstream(f.folder / "sync/hub.json") << "{}";
    CHECK(now().key == "doctor.sync_never");
    store::note(*f.store, store::Peer::hub, "ok", "");
    f.take();
    check(now(), Light::green, "Last contact 2026-11-23 10:35. 1 record waits.");
    f.clock.advance_ms(25 * hour_ms);
    CHECK(now().key == "doctor.sync_late");
    store::note(*f.store, store::Peer::hub, "stopped", "replaced");
    check(now(), Light::red, "Another device has taken this kiosk’s place. Switch this one off: it may not give numbers any more.");
    store::note(*f.store, store::Peer::hub, "stopped", "revoked");
    CHECK(now().light == Light::red);
    CHECK(now().detail == "revoked");
}

TEST_CASE("a machine that is open says at which points") {
    MachineFixture f;
    f.write("lock-down", "#!/bin/sh\necho 'ok    magic key'\necho 'open  storage on USB: usb_storage is loaded: a stick can be read'\necho 'open  other consoles: tty2'\necho 'open  the door: ajar'\nexit 1\n");
    const auto open = doctor::check_lock_down(f.here());
    REQUIRE(open.size() == 3);
    check(open[0], Light::red, "Sticks can be read. Restart the machine when you have finished.");
    CHECK(open[0].detail == "storage on USB: usb_storage is loaded: a stick can be read");
    check(open[1], Light::red, "Another console waits for a login. Restart the machine.");
    check(open[2], Light::red, "The machine is open: the door. Restart it when you have finished.");
    for (const Finding& one : open)
        CHECK(doctor::name_key(one) == "doctor.name_lockdown");
    std::filesystem::remove(f.machine / "lock-down");
    CHECK(doctor::check_lock_down(f.here()).at(0).light == Light::amber);
    // Every point of the real one has a sentence of its own, in every language.
    std::ifstream script(ACCANTO_SOURCE_DIR "/deploy/lockdown/lock-down");
    int points = 0;
    for (std::string line; std::getline(script, line);)
        if (const size_t at = line.find("  say \""); at == 0) {
            const std::string name = line.substr(7, line.find('"', 7) - 7);
            f.write("lock-down", "#!/bin/sh\necho 'open  " + name + ": so'\n");
            CHECK_MESSAGE(doctor::check_lock_down(f.here()).at(0).key != "doctor.lockdown_open", name);
            ++points;
        }
    CHECK(points == 8);
}

TEST_CASE("every language is really spoken, and one without a voice is named") {
    MachineFixture f;
    f.settings.voice.available = true;
    f.settings.point.languages = {"en", "ar"};
    check(doctor::check_voices(f.here()), Light::green, "All 2 languages are spoken.");
    f.settings.point.languages = {"en", "uk"};
    CHECK(doctor::check_voices(f.here()).light == Light::amber);
    auto silent = f.here();
    silent.voice_helper = f.machine / "no-such-program";
    CHECK(doctor::check_voices(silent).light == Light::red);
}

TEST_CASE("a voice that is installed and too slow is said to be slow, and one that is missing stays missing") {
    MachineFixture f;
    f.settings.voice.available = true;
    f.settings.point.languages = {"en", "it"};
    auto hurried = f.here();
    hurried.voice_patience_ms = 0;
    check(doctor::check_voices(hurried), Light::amber,
          "Too slow to speak just now: English, Italiano. Their voices are installed. Look again when the machine is less "
          "busy; if it stays so, take a faster one.");
    f.settings.point.languages = {"en", "uk"};
    CHECK(doctor::check_voices(hurried).key == "doctor.voices_some");
}

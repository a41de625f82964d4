#pragma once
// The checks of a kiosk, each by itself: for `accanto doctor`, for the technician's screen and for the wizard. None of them
// changes what a citizen sees, none waits for a network, and none throws: what fails is its finding.
//
// Any thread that may wait for a disk; not the drawing one.

#include "content/base/clock.h"
#include "content/base/settings.h"
#include "kiosk/doctor/finding.h"
#include "kiosk/store/store.h"

#include <filesystem>
#include <memory>

namespace accanto::doctor {

// Where the checks look. Everything outlives them.
struct Surroundings {
    const Settings& settings;
    const Clock& clock;
    std::filesystem::path data;         // content/ and assets/: data_dir()
    std::filesystem::path voice_helper; // accanto-voice
    std::filesystem::path lock_down;    // deploy/lockdown/lock-down, installed
    std::filesystem::path machine = "/"; // in whose place tests put a folder with proc, sys and dev
    int voice_patience_ms = 5000;       // what a voice may take for a sentence: as long as somebody would wait for it
};
// Those of an installed kiosk, or of a build.
Surroundings surroundings(const Settings& settings, const Clock& clock);

// The store opens, all of it can be read (quick_check), and something written is on the disk. `into`, when given, gets the
// open store, or nothing.
Finding check_store(const Surroundings& s, std::unique_ptr<store::Store>* into = nullptr);
// Room for days to come: amber below 1000 MB or without the tickets' reserve, red below 200 MB.
Finding check_disk(const Surroundings& s);
// Confirmed by the hub since the machine started; red when it cannot be, before this program was written.
Finding check_clock(const Surroundings& s, store::Store* store);
// What is installed is whole to its last byte, there are lessons, and no fact in them has run out.
Finding check_contents(const Surroundings& s);
// Each language that is offered is really spoken, by accanto-voice, into a file.
Finding check_voices(const Surroundings& s);
// A sound card of the kernel's (ALSA).
Finding check_sound(const Surroundings& s);
// What the kiosk last knew of it, and that its device is there.
Finding check_printer(const Surroundings& s, store::Store* store);
// An input device of the kernel's that is touched directly and knows several fingers (input-programming, "multi-touch").
Finding check_touch(const Surroundings& s);
// A display is connected, and its pitch was measured.
Finding check_screen(const Surroundings& s);
// Safe mode, and the numbers that were given without the store and are no tickets yet.
Finding check_safe_mode(const Surroundings& s, store::Store* store);
// Somebody can sign in at the desk: without a mentor the kiosk gives no number. A kiosk without a desk has those of its host.
Finding check_mentors(const Surroundings& s, store::Store* store);
// The hub's last acknowledgement, and what waits for it.
Finding check_sync(const Surroundings& s, store::Store* store);
// `lock-down check`.
// One for each point that is open ("lockdown_swap"), or one for all that are not.
std::vector<Finding> check_lock_down(const Surroundings& s);

// All of them, in this order. Seconds.
std::vector<Finding> examine(const Surroundings& s);

} // namespace accanto::doctor

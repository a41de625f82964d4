#pragma once
// How far a technician has come with setting up at the kiosk's own screen, and what was tried by hand on the
// way: what no program can find out. Kept in `state`/provisioning.progress.json with each step, so that a cut
// loses nothing; what was decided is in the draft (setup.h), and the command finds both.

#include "content/base/settings.h"
#include "kiosk/doctor/finding.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::setup {

// The questions, in their order; which are asked depends on the answers (next_step).
enum class Step {
    language,
    upright, // before anything is typed, and before it is measured how high the picture stands
    join,
    hub,
    code,
    stick,
    name,
    id,
    letter,
    official,
    days,
    opens,
    closes,
    pause,
    pause_from,
    pause_to,
    pin,
    card,
    height,
    touch,
    sound,
    printer,
    queue,
    paper,
    clock,
    place, // where the clock is wrong: what is typed next is the time there
    date,
    time,
    contents,
    overview, // of what was decided, before it counts
    power,
    ticket,
    verdict,
};
const char* to_text(Step step); // "pause_from"
std::optional<Step> step_from(std::string_view text);

// How this kiosk comes to its point.
enum class Way { code, stick, offline, as_it_is };

// What next_step() asks of the answers so far.
struct Answers {
    Way way = Way::offline;
    bool sets_times = false; // days were chosen whose hours are asked for now
    bool has_pause = false;  // and these are in two parts
    bool has_pin = false;
    bool sets_clock = false; // it is wrong, and the machine can be told
    bool has_voice = true;
    std::string printer = "none";
};
Step next_step(Step step, const Answers& answers);

// How far a step is on the way of most kiosks. What is asked only now and then counts with what it belongs
// to.
struct Place {
    int n = 0, of = 0;
};
Place place_of(Step step);

// What can be changed from the overview: where it begins, in its order.
inline constexpr std::array changeable = {Step::join, Step::name,  Step::letter, Step::official, Step::days, Step::pin,
                                          Step::card, Step::touch, Step::sound,  Step::printer,  Step::clock};
// Whether a step is asked again when that is changed; what comes after it is the overview.
bool is_of_change(Step changed, Step step);

struct Progress {
    bool open = false; // begun, and not ended by the technician
    Step step = Step::language;
    Way way = Way::offline;       // chosen at `join`
    std::optional<Step> changing; // one of `changeable`, from the overview
    std::string language;         // of the pages; "": not chosen
    std::string
        asked_boot; // the start of the machine in which the plug was asked to be pulled; "": not asked
    std::string spent_file;              // SHA-256 of the hub's file, which is still on the stick; "": none
    std::vector<doctor::Finding> trials; // one for each that was made, the latest

    // Replaces what the same trial gave before.
    void note(doctor::Finding trial);
};
// One that has not begun where none is kept, or what is kept cannot be read.
Progress progress(const std::filesystem::path& state);
// Durable. Throws Error (errno).
void keep(const std::filesystem::path& state, const Progress& progress);

// Of a trial by hand ("touch", "paper"): green, or what is left to do.
doctor::Finding tried_well(const std::string& what);
doctor::Finding tried_badly(const std::string& what, content::Arguments arguments = {});
doctor::Finding tried_without_loudspeaker();
// What was looked at, and behind it what was tried. Of what both know each truth stands there once: where
// fingers, or a pointer, reached every field there is something to touch with, and where there is no sound
// card nothing can be heard.
std::vector<doctor::Finding> told_once(std::vector<doctor::Finding> looked_at,
                                       std::vector<doctor::Finding> tried);

// Where the kiosk's screen begins with setting up and not with its greeting: on a machine of which no point
// is known, and from `power` on where the screen asked for the plug to be pulled.
bool begins_with_setup(const Settings& settings);

} // namespace accanto::setup

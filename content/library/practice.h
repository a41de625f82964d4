#pragma once
// What touching a drawn practice screen does. Plain rules: no drawing, no clock, no disk.

#include "content/library/screen.h"

#include <map>
#include <set>

namespace accanto::content {

struct Tutorial;
struct WrongAnswer;
class TutorialWords;

struct PracticeState {
    std::string screen;                        // id of the current screen
    std::map<std::string, std::string> fields; // what was typed, by field id
    std::set<std::string> checked;             // ids of checked boxes and of switches that are on
    std::map<std::string, std::string> picked; // item by list, grid or tabs
    std::string focused;                       // id of the field that takes the keys, "" for none
    std::string message;              // id of the message element to show, "" for none (others stay hidden)
    std::string dialog;               // id of the dialog that is open, "" for none
    std::vector<std::string> missing; // after a submit that failed: the controls to mend, in order
    std::vector<std::string> trail;   // screens behind this one, for `back`; each at most once
    std::set<std::string> visited;    // screens that were shown, this one too

    bool operator==(const PracticeState&) const = default;
    std::string_view value(std::string_view field) const;
    // Overwrites what was typed with zeros, and forgets all.
    void wipe();
};

// Nothing typed, switches as the tutorial has them at the beginning, on this screen.
PracticeState fresh_state(const Tutorial& tutorial, const std::string& screen);

// Is the element there at this moment? Messages and dialogs only when called for, others while their `when` holds.
bool is_shown(const Tutorial& tutorial, const PracticeState& state, const Element& element);
// What can be touched now: the answers of an open dialog and nothing else, or the parts of what is shown.
std::vector<Part> parts_now(const Tutorial& tutorial, const PracticeState& state);

// Does `value` satisfy the field's rule? Leading and trailing spaces never matter.
bool accepts(const Element& field, std::string_view value, const PracticeState& state);
// A field that its rule accepts and no named mistake fits, a box that is checked, a list picked from rightly.
bool is_satisfied(const Tutorial& tutorial, const PracticeState& state, std::string_view control);
// What a field's text is known to get wrong, by the explanations of the step that teaches it; nothing when
// none fits.
const WrongAnswer* named_mistake(const Tutorial& tutorial, const PracticeState& state,
                                 std::string_view field);

bool holds(const Tutorial& tutorial, const PracticeState& state, const Condition& condition);
bool holds(const Tutorial& tutorial, const PracticeState& state, const std::vector<Condition>& conditions);

// A text with {field:...} and {picked:...} filled in from the state. Values stand in Unicode isolates
// (U+2068 ... U+2069), so that an address keeps its order inside Arabic words. A masked field never gives more
// than bullets. `spoken`: picked items by their speech text.
std::string fill_in(const Tutorial& tutorial, const PracticeState& state, std::string_view text,
                    const TutorialWords& words, bool spoken = false);

// Puts text into a field: control and direction characters are dropped, at most 64 characters are kept. A
// message about what was missing goes away when nothing is missing any more.
void write(const Tutorial& tutorial, PracticeState& state, std::string_view field, std::string_view utf8);
// The same, after what is there.
void append(const Tutorial& tutorial, PracticeState& state, std::string_view field, std::string_view utf8);
// Takes away the last character as a reader sees it, with its marks.
void erase_last(const Tutorial& tutorial, PracticeState& state, std::string_view field);

// What a touch of a part did. refused: a submit with something missing.
enum class Effect { nothing, focused, toggled, picked, typed, moved, opened, closed, refused };
Effect touch(const Tutorial& tutorial, PracticeState& state, std::string_view part_id);

// The part to touch (or field to fill) next on the shortest way from here to the goal: what glows, and what
// show_me() does. Nothing when the goal is reached or cannot be reached from here.
// Boxes, fields and picks in the order of the goal, then its screen. `avoid`: parts the step calls wrong.
std::optional<std::string> next_on_the_way(const Tutorial& tutorial, const PracticeState& state,
                                           const std::vector<Condition>& goal, const std::set<std::string>& avoid = {});

} // namespace accanto::content

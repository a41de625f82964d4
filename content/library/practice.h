#pragma once
// A drawn practice screen (phone or browser) and what touching it does. Plain rules: no drawing, no clock, no
// disk.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::content {

struct Tutorial;
struct WrongAnswer;

// In fractions of the inside of the frame, measured from the start side (left in English, right in Arabic)
// and the top.
struct Rect {
    double x = 0, y = 0, w = 0, h = 0;
};

enum class FrameKind { phone, browser };
enum class ElementKind {
    bar,
    title,
    text,
    field,
    button,
    link,
    message,
    picture,
    check_box,
    list,
    keypad,
    tabs
};
enum class ElementStyle { primary, plain, quiet };

// What a touch does. `submit` goes on when all of Element::needs are valid or checked, else it shows
// Element::message.
enum class ActionKind { none, focus, toggle, go, back, submit };
struct Action {
    ActionKind kind = ActionKind::none;
    std::string screen; // go, submit: where to
};

// What a field takes. `number` is the length of min_length and digits (0: any), `text` the value of exact and
// the other field of same_as. address_name is the part of an e-mail address before the @.
enum class RuleKind { non_empty, email, address_name, min_length, digits, same_as, exact };
struct Rule {
    RuleKind kind = RuleKind::non_empty;
    int number = 0;
    std::string text;
};

// One row of a list, one tab. Touched as "element/item".
struct Item {
    std::string id, label; // label: key of the words
    Action action;
};

// The upper part of a field's rectangle holds its label, the rest its box. The whole rectangle may be
// touched.
inline constexpr double field_label_part = 0.38;

// A button with a picture and at least 30 mm of height shows its label under the picture, like an app on a
// telephone.
struct Element {
    ElementKind kind = ElementKind::text;
    std::string id; // unique on its screen; fields and check boxes: unique in the tutorial, or the same thing
    int line = 0;   // in tutorial.toml
    Rect rect;
    std::string label;   // key of the words ("label.first_name"); may hold {field:first_name}; "" for none
    std::string picture; // name in assets/pictograms, without .svg; "" for none
    ElementStyle style = ElementStyle::plain;
    Action action;           // fields focus and check boxes toggle by themselves
    std::vector<Item> items; // list, tabs
    std::string field;       // keypad: the field it types into
    // fields
    bool masked = false;
    Rule rule;
    std::string example; // key of the words: what show_me() types
    // submit
    std::vector<std::string> needs; // fields that must be valid, boxes that must be checked
    std::string message;            // element shown when they are not; it may say what is missing
};

struct Screen {
    std::string id;
    int line = 0;
    FrameKind frame = FrameKind::phone;
    std::string title; // key of the words; what the voice says on arriving
    std::vector<Element> elements;
    const Element* find(std::string_view id) const;
};

// What can be touched of an element, with its rectangle: itself, the rows of a list (one under the other),
// tabs (side by side), keys of a keypad (3 x 4: 1-9, "erase", 0, and nothing). Nothing for bars, titles,
// texts, messages and pictures without an action. Drawing and checking both use this.
struct Part {
    std::string id; // "create", "inbox/first", "keys/7"
    Rect rect;
    const Element* element = nullptr;
    const Item* item = nullptr; // list, tabs
};
std::vector<Part> parts(const Element& element);

// Which keys the on-screen keyboard should offer for a field.
enum class Input { text, latin, email, digits };
Input input_for(const Element& field);

struct PracticeState {
    std::string screen;                        // id of the current screen
    std::map<std::string, std::string> fields; // what was typed, by field id
    std::set<std::string> checked;             // ids of checked boxes
    std::string focused;                       // id of the field that takes the keys, "" for none
    std::string message;              // id of the message element to show, "" for none (others stay hidden)
    std::vector<std::string> missing; // after a submit that failed: the fields and boxes to mend, in order
    std::vector<std::string> trail;   // screens behind this one, for `back`; each at most once

    std::string_view value(std::string_view field) const;
    // Overwrites what was typed with zeros, and forgets all.
    void wipe();
};

// Does `value` satisfy the field's rule? Leading and trailing spaces never matter.
bool accepts(const Element& field, std::string_view value, const PracticeState& state);
// A field that its rule accepts and no named mistake fits, or a box that is checked.
bool is_satisfied(const Tutorial& tutorial, const PracticeState& state, std::string_view field_or_box);
// What a field's text is known to get wrong, by the explanations of the step that teaches it; nothing when
// none fits.
const WrongAnswer* named_mistake(const Tutorial& tutorial, const PracticeState& state,
                                 std::string_view field);

// A text with {field:...} filled in from the state. Values stand in Unicode isolates (U+2068 ... U+2069), so
// that an address keeps its order inside Arabic words. A masked field never gives more than bullets.
std::string fill_in(const Tutorial& tutorial, const PracticeState& state, std::string_view text);

// Puts text into a field: control and direction characters are dropped, at most 64 characters are kept. A
// message about what was missing goes away when nothing is missing any more.
void write(const Tutorial& tutorial, PracticeState& state, std::string_view field, std::string_view utf8);
// The same, after what is there.
void append(const Tutorial& tutorial, PracticeState& state, std::string_view field, std::string_view utf8);
// Takes away the last character as a reader sees it, with its marks.
void erase_last(const Tutorial& tutorial, PracticeState& state, std::string_view field);

// What a touch of a part did.
enum class Effect {
    nothing,
    focused,
    toggled,
    typed,
    moved,
    refused
}; // refused: a submit with something missing
Effect touch(const Tutorial& tutorial, PracticeState& state, std::string_view part_id);

// One thing that must be true at the end of a free try.
enum class ConditionKind { screen, filled, valid, checked };
struct Condition {
    ConditionKind kind = ConditionKind::screen;
    std::string id; // a screen, a field, a box
};
bool holds(const Tutorial& tutorial, const PracticeState& state, const std::vector<Condition>& goal);

// The part to touch (or field to fill) next on the shortest way from here to the goal: what glows, and what
// show_me() does. Nothing when the goal is reached or cannot be reached from here.
std::optional<std::string> next_on_the_way(const Tutorial& tutorial, const PracticeState& state,
                                           const std::vector<Condition>& goal);

} // namespace accanto::content

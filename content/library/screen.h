#pragma once
// A drawn practice screen (phone or browser) as a tutorial's file describes it. Plain values: no drawing, no state.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::content {

// In fractions of the inside of the frame, measured from the start side (left in English, right in Arabic)
// and the top.
struct Rect {
    double x = 0, y = 0, w = 0, h = 0;
};

enum class FrameKind { phone, browser };
// The inside of the frame an author draws for: fractions become millimetres with it (sizes, gaps, text). What lower and
// narrower ones make of it: frame_fit.h.
struct FrameSize {
    double w_mm, h_mm;
};
constexpr FrameSize smallest_inside(FrameKind frame) {
    return frame == FrameKind::phone ? FrameSize{108, 170} : FrameSize{170, 108};
}
enum class Accent { deep, blue, plum, green, brick }; // the colour of a service: its bars and main buttons

enum class ElementKind {
    bar,        // the upper edge of an app: its name
    title,
    text,
    field,      // something is typed into it
    button,
    link,
    message,    // hidden until a submit needs it
    picture,
    check_box,
    list,       // rows under each other: the messages of an inbox, ways to sign in
    keypad,
    tabs,
    switch_,    // "switch" in the file: on or off, as in the settings of a telephone
    grid,       // choices in columns: the days of a calendar, the apps of a telephone
    dialog,     // a question over the screen, hidden until opened; nothing else can be touched meanwhile
    address,    // the address line of a browser
    bubble,     // a message of a conversation
    document,   // a sheet of paper: a bill, a certificate
    notice,     // a payment notice: what for, how much, until when, its code
    directions, // how to get there, without a map: one row for each part of the way
    camera,     // a person in a video call, or an empty tile when the camera is off
    microphone  // whether one is heard
};
enum class ElementStyle { primary, plain, quiet, danger, round };

// What a touch does. `submit` goes on when all of Element::needs are valid or checked, else it shows
// Element::message. `to`: go, submit: a screen; open: a dialog; toggle: a check box or switch.
enum class ActionKind { none, focus, toggle, go, back, submit, open, close };
struct Action {
    ActionKind kind = ActionKind::none;
    std::string to;
};

// What a field takes. `number` is the length of min_length and digits (0: any), `text` the value of exact and
// the other field of same_as. address_name is the part of an e-mail address before the @.
enum class RuleKind { non_empty, email, address_name, min_length, digits, same_as, exact };
struct Rule {
    RuleKind kind = RuleKind::non_empty;
    int number = 0;
    std::string text;
};

// Something that is or is not so in a practice: the goal of a free try, the reason an element is there.
// picked, unpicked: "list" (anything of it) or "list/item"; visited: a screen was shown in this practice.
enum class ConditionKind { screen, filled, valid, checked, unchecked, picked, unpicked, visited };
struct Condition {
    ConditionKind kind = ConditionKind::screen;
    std::string id; // a screen, a field, a box, a list
};

// One row of a list, one tab, one cell of a grid, one button of a dialog, one row of a paper. Touched as
// "element/item".
struct Item {
    std::string id;
    std::string label;   // key of the words
    std::string detail;  // key of a second, quieter line or of the value of a row; "" for none
    std::string picture; // name in assets/pictograms; "" for none
    Action action;
    bool strong = false; // unread, recommended, due: bold and with a dot
    bool touch = false;  // rows of papers: can be touched
};

// The upper part of a field's rectangle holds its label, the rest its box. The whole rectangle may be
// touched.
inline constexpr double field_label_part = 0.38;

// A button with a picture and at least 30 mm of height shows its label under the picture, like an app on a
// telephone.
struct Element {
    ElementKind kind = ElementKind::text;
    FrameKind frame = FrameKind::phone; // of its screen
    std::string id; // unique on its screen; what holds a state: unique in the tutorial, or the same thing
    int line = 0;   // in tutorial.toml
    Rect rect;
    std::string label;   // key of the words ("label.first_name"); may hold {field:first_name}; "" for none
    std::string detail;  // dialog: key of its sentence; "" for none
    std::string picture; // name in assets, without .svg; "" for none
    ElementStyle style = ElementStyle::plain;
    Action action;                 // fields focus, check boxes and switches toggle by themselves
    bool touch = false;            // what does nothing can be touched all the same: it is a target
    std::vector<Item> items;       // list, tabs, grid, dialog, document, notice, directions
    int columns = 3;               // grid
    bool pick = false;             // list, tabs, grid: a touch picks the item, which stays marked
    std::string right;             // pick: the one item that is accepted; "" for any
    std::string field;             // keypad: the field it types into
    std::string control;           // camera, microphone: the switch that turns it on; "" is always on
    bool mine = false;             // bubble: written by the person who practises
    bool secure = false;           // address: with a closed lock
    bool on = false;               // switch, check box: on at the beginning
    std::vector<Condition> when;   // shown only while all of them hold; none: always
    // fields
    bool masked = false;
    Rule rule;
    std::string example; // key of the words: what show_me() types
    // submit
    std::vector<std::string> needs; // fields that must be valid, boxes checked, lists picked from
    std::string message;            // element shown when they are not; it may say what is missing
};

// Does it hold a state of its own, which conditions and `needs` may speak of?
bool is_control(const Element& element);
bool has_items(ElementKind kind);

struct Screen {
    std::string id;
    int line = 0;
    FrameKind frame = FrameKind::phone;
    Accent accent = Accent::deep;
    std::string title; // key of the words; what the voice says on arriving
    std::vector<Element> elements;
    const Element* find(std::string_view id) const;
};

// What can be touched of an element, with its rectangle: itself, the rows of a list (one under the other),
// tabs (side by side), cells of a grid, the buttons of a dialog (the lower part of it), the rows of a paper,
// keys of a keypad (3 x 4: 1-9, "erase", 0, and nothing). Nothing for what only shows, unless it says
// `touch`. Whether it is there at this moment is another matter (practice.h). Drawing and checking both use this.
struct Part {
    std::string id; // "create", "inbox/first", "keys/7"
    Rect rect;
    const Element* element = nullptr;
    const Item* item = nullptr;
    const Action& action() const { return item ? item->action : element->action; }
};
std::vector<Part> parts(const Element& element);
// The rectangle of one item, touched or not. Items that lie side by side are 3 mm apart on the smallest frame (keys
// 1.5), the answers of a question as much from its edge; the rows of a paper touch each other.
Rect item_rect(const Element& element, size_t index);
// What a row of a paper leaves free above and below when it is touched, so that a finger does not touch two; mm.
inline constexpr double paper_row_margin_mm = 1.5;
bool is_paper(ElementKind kind);

// Which keys the on-screen keyboard should offer for a field.
enum class Input { text, latin, email, digits };
Input input_for(const Element& field);

} // namespace accanto::content

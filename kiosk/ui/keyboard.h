#pragma once
// The on-screen keyboard: national layout, a visible row of the language's accents (no long press), digits, e-mail keys.

#include "kiosk/ui/ui.h"

namespace accanto::ui {

enum class KeyPage { letters, digits };
// Which keys the field needs. Of a name that may be written in other letters than the page: those of the other languages too;
// of one that machines read: small letters, digits and hyphens.
enum class KeyKind { text, name, email, machine_name, digits, code };

struct KeyboardState {
    KeyPage page = KeyPage::letters;
    bool shift = false;
    std::string letters;       // the language whose keys were chosen; "": the page's
    bool alphabetic = false;   // letters stand in the order of the alphabet, for who knows no other
    bool aloud = false;   // by choice, hidden letters are said as well

    // For the next box: how letters stand stays.
    void begin_anew() { *this = {.alphabetic = alphabetic}; }
};

struct KeyResult {
    enum class What { none, text, backspace, shift, page, order, language, aloud, done } what = What::none;
    std::string text;   // UTF-8, for What::text
};

// Draws the keys into the area (its height from keyboard_height) and tells which was pressed. `letters`: the language of
// the layout, and of a code the signs it is made of; `masked` keeps the keys from being spoken by name;
// `by_ear`: whose citizen listens may have them said, by a key for it (EN 301 549, 5.1.3.8 and 5.1.3.9).
KeyResult keyboard(Ui& ui, Rect area, const std::string& letters, KeyKind kind, const KeyboardState& state, bool masked, bool by_ear);
// Keys are 16 to 20 mm, gaps 3 mm where there is room (design/interface.md).
float keyboard_height(Ui& ui, float width, const std::string& letters, KeyKind kind, const KeyboardState& state);

// The width below which keys would be too small to hit.
float keyboard_least_width(Ui& ui, const std::string& letters, KeyKind kind);

} // namespace accanto::ui

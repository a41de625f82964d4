#pragma once
// A code that somebody has on paper, sign by sign.

#include "kiosk/screens/frame.h"

namespace accanto::screens {

struct CodeEntry {
    std::string id; // of its places: "my_code"
    const std::string& typed;
    std::string signs;          // it may be made of
    std::vector<size_t> groups; // as on the paper: three and three
    bool unknown = false;       // what was typed last was none
};

// The places, and the keys that fill them.
void type_code(Ui& ui, Actions& actions, ui::Rect area, const CodeEntry& entry);

// A code as large as the place allows, from left to right in every language; `spoken` sign by sign.
void show_code(Ui& ui, ui::Rect area, const std::string& id, const std::string& grouped,
               const ui::Label& spoken);

// "A, 7, C": for the voice.
std::string spelled_code(const std::string& code);

} // namespace accanto::screens

#pragma once
// A page with one box that takes letters, above their keys.

#include "kiosk/screens/screens.h"
#include "kiosk/ui/keyboard.h"

namespace accanto::screens {

struct TypingPage {
    ui::Label title;
    const char* sentence;     // key of the words; what came of the last thing done stands in its place
    std::string id;           // of the box
    ui::Label name;           // of the box
    const std::string& typed;
    ui::KeyKind kind = ui::KeyKind::name;
};
// Into `area`, which the buttons below have left. Keys are posted.
void draw_typing(Ui& ui, const Scene& scene, Actions& actions, ui::Rect area, const TypingPage& page);

} // namespace accanto::screens

#pragma once
// Paper drawn with the same engine as the screen, so any script prints: 203 dpi, 8 dots a millimetre.

#include "kiosk/ui/ui.h"

namespace accanto::ui {

// What a receipt printer reaches of its roll: 48 mm of 58, 72 mm of 80.
constexpr int slip_dots(int roll_mm) {
    return roll_mm < 80 ? 384 : 576;
}

struct SlipLine {
    Label label;
    float em_mm = 4;
    int weight = 400;
    Align align = Align::centre;
    float gap_mm = 2;
    std::string picture; // instead of words
    float picture_mm = 22;
    bool rule = false;  // a dotted line
    std::string code;   // instead of words: a QR code of this text
    bool whole = false; // on one line, smaller if it must be: a number
};

// Black on white, so wide. Words that a narrow roll would break are made smaller, down to what can still be
// read.
platform::Image draw_slip(Ui& ui, const std::vector<SlipLine>& lines, int width_dots);

} // namespace accanto::ui

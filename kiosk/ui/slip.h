#pragma once
// Paper drawn with the same engine as the screen, so any script prints: 80 mm wide at 203 dpi (8 dots a millimetre).

#include "kiosk/ui/ui.h"

namespace accanto::ui {

struct SlipLine {
    Label label;
    float em_mm = 4;
    int weight = 400;
    Align align = Align::centre;
    float gap_mm = 2;
    std::string picture;        // instead of words
    float picture_mm = 22;
    bool rule = false;          // a dotted line
};

// Black on white, 576 dots wide (72 mm printable of an 80 mm roll).
platform::Image draw_slip(Ui& ui, const std::vector<SlipLine>& lines);

} // namespace accanto::ui

#pragma once
// What looks like the paper it stands for: a tinted head with its name and "Hear it", and the place below.

#include "kiosk/screens/frame.h"

namespace accanto::screens {

struct SlipCard {
    ui::Rect inner;     // below the head
    bool low = false;   // there is little height: words stand beside what is large, not below it
    bool heard = false; // "Hear it" was touched
};
// `id` begins the ids of its nodes and the keys of its words: "ticket" has ticket.title and ticket.hear.
SlipCard draw_slip_card(Ui& ui, const Scene& scene, ui::Rect area, const std::string& id, ui::Tint tint);

// Where such a card stands in the area: not wider than paper should be.
ui::Rect slip_place(const Ui& ui, ui::Rect area);

} // namespace accanto::screens

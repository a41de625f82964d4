#pragma once
// What the technician's screens share.

#include "kiosk/screens/frame.h"

#include <array>
#include <cstdint>
#include <functional>

namespace accanto::screens {

// Things under each other, over pages: as many as fit, one at least, and so many at the most.
struct Blocks {
    size_t count = 0, most = SIZE_MAX;
    bool are_alone = false; // the buttons have the last page to themselves
    std::function<float(size_t, float width)> height;
    std::function<void(size_t, ui::Rect)> draw;
};
// `buttons` stand below on each page, beside Previous and Next where there are several. Index of the pressed one
// of `buttons`, or -1.
int draw_blocks(Ui& ui, const Scene& scene, Actions& actions, ui::Rect area, const Blocks& blocks,
                std::vector<ui::ButtonSpec> buttons);
// Of those buttons where there are several pages; of Previous and Next alone where there are none of them.
float paged_buttons_height(Ui& ui, float width, const std::vector<ui::ButtonSpec>& buttons);
// The first of each page, where they have this place.
std::vector<size_t> pages_of(Ui& ui, ui::Rect area, const Blocks& blocks);

// A line with a light: green, amber or red, by shape as well as by colour.
struct LightLine {
    std::string id;
    doctor::Light light = doctor::Light::green;
    ui::Label name, sentence;
};
// As draw_blocks().
int draw_light_lines(Ui& ui, const Scene& scene, Actions& actions, ui::Rect area, const std::vector<LightLine>& lines, std::vector<ui::ButtonSpec> buttons);

// While what a page shows is being read.
void wait_for_it(Ui& ui, ui::Rect area);

// What came of the last thing done, or nothing.
ui::Label said(const Ui& ui, const Scene& scene);

// Four buttons that make a value smaller or larger; cuts their place off the area's end.
struct Stepping {
    std::string id;                     // of them, before ".much_smaller", ".smaller", ".larger", ".much_larger"
    std::array<const char*, 4> words;   // in that order
    int large = 10, small = 1;          // what they add or take away
};
// What the pressed one adds; 0: none was pressed.
int draw_stepping(Ui& ui, ui::Rect& area, const Stepping& stepping);

// Title and fields of the trial of touch.
void draw_touch_targets(Ui& ui, const Scene& scene, Actions& actions, ui::Rect area);

// Around every screen while the machine is open for a technician: nobody must forget it so.
void draw_open_frame(Ui& ui);

} // namespace accanto::screens

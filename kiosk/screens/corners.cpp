#include "kiosk/screens/screens.h"

namespace accanto::screens {

// On the frame of the glass, where no screen has anything: nothing is hidden by it.
void draw_corners(Ui& ui, float zone_mm) {
    const float thick = ui.mm(2.4f), thin = ui.mm(0.8f), zone = ui.mm(zone_mm);
    const Rect all = ui.glass();
    const ui::Colour colour = ui.look().focus;
    for (const float y : {all.y, all.bottom() - thin})
        ui.fill({0, y, all.w, thin}, colour);
    for (const float x : {0.0f, all.w - thin})
        ui.fill({x, all.y, thin, all.h}, colour);
    for (const bool end : {false, true})
        for (const bool low : {false, true}) {
            ui.fill({end ? all.w - zone : 0, low ? all.bottom() - thick : all.y, zone, thick}, colour);
            ui.fill({end ? all.w - thick : 0, low ? all.bottom() - zone : all.y, thick, zone}, colour);
        }
}

} // namespace accanto::screens

// The code of a booking, sign by sign.
#include "kiosk/screens/booking_words.h"
#include "kiosk/screens/code_places.h"

namespace accanto::screens {

void draw_my_code(Ui& ui, const Scene& scene, Actions& actions) {
    Rect area = draw_question(ui, scene, actions, ui.word("my_code.title"),
               ui.word(scene.visit.code_unknown ? "my_code.unknown" : "my_code.text"));
    type_code(ui, actions, area, {"my_code", scene.visit.typed_code, std::string(point::code_characters), {3, 3}, scene.visit.code_unknown});
}

} // namespace accanto::screens

#pragma once
// The page on which somebody leaves a telephone number, or goes on without.

#include "kiosk/screens/screens.h"

namespace accanto::screens {

// The box that is written into; `filled`: something stands in it.
void draw_field_box(Ui& ui, ui::Rect box, bool filled);

// The box of a field whose value nobody else may hear, and its place in the list; the caller writes into it.
// `heard`: the value as it is said, where the citizen chose that.
void draw_private_box(Ui& ui, ui::Rect box, const std::string& id, const ui::Label& name, const std::string& typed,
                      const std::string& heard = {});

// Whether the citizen chose to have said what is typed now.
inline bool is_heard(const app::Visit& visit) { return visit.voice_on && visit.keyboard.aloud; }

struct ContactPage {
    ui::Label title, sentence;
    const std::string& digits; // typed so far
};
// 0: goes on without a number, 1: with the one typed, -1: nothing was pressed. Keys are posted.
int draw_contact_page(Ui& ui, const Scene& scene, Actions& actions, const ContactPage& page);

} // namespace accanto::screens

#pragma once
// The words of safe mode as pictures. Its built-in letters write Latin-1 alone, so the whole program, while
// it stands, draws the sentences of all the point's languages for this panel, and keeps them for a time when
// it does not.

#include "content/base/settings.h"
#include "content/library/words.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/ui.h"

namespace accanto::app {

// Where things stand on a panel in safe mode, in pixels.
struct SafeLayout {
    float width = 0, height = 0, px_per_mm = 1;
    ui::Rect button() const;
    ui::Rect on_button() const; // words
    ui::Rect number() const;    // in the upper half of the button's place
    ui::Rect below_number() const;
};

// Each as large as its words need, white on black: how much of a pixel is letter.
struct SafePictures {
    platform::Image take, none, wait;
};

// Drawing thread; the place's own language first and large. One sentence at a call, so that nobody's touch
// waits for all of them; true once all are there.
bool draw_next(SafePictures& pictures, ui::Ui& ui, const content::Words& words, const Settings& settings,
               const SafeLayout& layout);

// Beside the store. Durable, whole or not at all; what is there already for this panel and these languages
// stays. Throws Error.
void keep_safe_pictures(const Settings& settings, const SafeLayout& layout, const SafePictures& pictures);
// Nothing where there are none, or they are damaged, or for another panel or other languages. Never throws.
std::optional<SafePictures> read_safe_pictures(const Settings& settings, const SafeLayout& layout);

} // namespace accanto::app

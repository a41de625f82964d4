#pragma once
// What the first screen is drawn with while the store opens, so that who switches a kiosk on waits for nothing.

#include "content/library/words.h"
#include "kiosk/ui/album.h"
#include "kiosk/ui/fonts.h"

#include <future>

namespace accanto::app {

struct FirstScreen {
    ui::FontsLater fonts;
    std::shared_future<std::shared_ptr<ui::Album>> album;   // until the first screen stands
    std::shared_ptr<content::Words> words;
    std::unique_ptr<content::Sayings> sayings;              // the album's
    std::future<void> warm_words, warm_fonts, warm_pictures;
};

} // namespace accanto::app

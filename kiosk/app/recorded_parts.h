#pragma once
// What a page has to say, cut so that each sentence somebody has recorded is heard by itself.

#include "content/library/recordings.h"
#include "kiosk/ui/semantics.h"

namespace accanto::app {

// Recorded pieces, and what lies between them for the synthesizer, in their order. A part without pieces is
// one of them.
std::vector<ui::SpokenPart> cut_at_recordings(ui::SpokenPart part, const content::Recordings& recordings);

} // namespace accanto::app

#include "kiosk/app/visit.h"

#include "content/library/letters.h"

namespace accanto::app {

void BookingDraft::wipe() {
    content::wipe_text(digits);
    *this = BookingDraft{};
}

void Visit::wipe() {
    if (lesson)
        lesson->wipe();
    booking_draft.wipe();
    *this = Visit{};
}

} // namespace accanto::app

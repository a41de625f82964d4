#include "kiosk/app/visit.h"

#include "content/library/letters.h"

namespace accanto::app {

void BookingDraft::wipe() {
    content::wipe_text(digits);
    *this = BookingDraft{};
}

void CommunityDraft::wipe() {
    content::wipe_text(text);
    content::wipe_text(digits);
    *this = CommunityDraft{};
}

void TechnicianVisit::forget_pin() {
    content::wipe_text(digits);
    content::wipe_text(first_pin);
    content::wipe_text(made_pin);
}

void TechnicianVisit::wipe() { forget_pin(); }

void Visit::wipe() {
    if (technician)
        technician->wipe();
    if (lesson)
        lesson->wipe();
    booking_draft.wipe();
    content::wipe_text(skills.typed);
    community.wipe();
    *this = Visit{};
}

} // namespace accanto::app

#pragma once
// Sentences about a ticket that more than one screen says.

#include "kiosk/screens/frame.h"

namespace accanto::screens {

// Empty where there is nothing honest to say.
ui::Label estimate_words(const Ui& ui, const std::optional<point::WaitEstimate>& estimate);
ui::Label stuck_words(const Ui& ui, const Scene& scene, const std::optional<point::StuckAt>& stuck);
// What the ticket waits for, where it is not simply its turn: set aside, transferred, missed.
ui::Label waits_for_words(const Ui& ui, const Scene& scene, const point::Ticket& ticket);

} // namespace accanto::screens

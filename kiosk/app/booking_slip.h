#pragma once
// A booking on paper: its code, the moment and the place. No name, no telephone number of a citizen.

#include "content/library/topics.h"
#include "kiosk/app/visit.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

// `help_phone`: where it can be changed by telephone; empty: nowhere.
platform::Image draw_booking_slip(ui::Ui& ui, const content::Words& words, const Settings& settings,
                                  const content::Topics& topics, const HeldBooking& held,
                                  const std::string& help_phone, const std::string& language);

} // namespace accanto::app

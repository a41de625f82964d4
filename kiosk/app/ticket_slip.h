#pragma once
// The paper ticket: number, picture, topic in the citizen's and the place's language. No name, no priority.

#include "content/library/topics.h"
#include "kiosk/app/visit.h"
#include "kiosk/ui/slip.h"

namespace accanto::app {

platform::Image draw_ticket_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const content::Topics& topics,
                                 const HeldTicket& held, const std::string& language, int64_t now_ms);

// Of a number that was given while the store did not open: it asks for no topic, and nobody knows how many are before.
platform::Image draw_safe_slip(ui::Ui& ui, const content::Words& words, const Settings& settings, const std::string& label, const std::string& language, int64_t now_ms);

} // namespace accanto::app

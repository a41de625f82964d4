#pragma once

#include "sync/hub/demo/queue.h"

namespace accanto::hub::demo {

// The data of a skills check by this guest, scored by the instrument; some are later ones, with the code of
// the first.
std::string skills_data(const content::Instrument& instrument, const Guest& guest, int64_t at_ms, Dice& dice);

} // namespace accanto::hub::demo

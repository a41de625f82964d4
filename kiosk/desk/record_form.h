#pragma once
// The folded part of the record: what may be left out of it.

#include "kiosk/desk/texts.h"
#include "kiosk/point/queue.h"

#include <nlohmann/json_fwd.hpp>

namespace accanto::desk {

// Its fields in the reader's language, as HTML.
std::string further_fields(const Texts& texts, const std::string& language);

// What a record of this ticket begins with, by the names of its fields: from the topic, the lesson where the
// person stopped, and what they said in the skills check of the visit. Within read().
nlohmann::ordered_json record_beginning(store::Store& store, const Texts& texts, const point::Ticket& ticket);

} // namespace accanto::desk

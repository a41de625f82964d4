#pragma once
// Events leave this room here (events.md says what is in them).

#include "kiosk/store/outbox.h"

#include <nlohmann/json_fwd.hpp>

namespace accanto::point {

// Appends `org.accanto.<name>.v1`. Bytes that are no UTF-8 are replaced, never refused. Within transaction().
void tell(store::Store& store, std::string_view name, const nlohmann::ordered_json& data);

} // namespace accanto::point

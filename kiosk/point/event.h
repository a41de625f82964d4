#pragma once
// Events leave this room here (events.md says what is in them).

#include "kiosk/store/outbox.h"

#include <nlohmann/json_fwd.hpp>

namespace accanto::point {

// Appends `org.accanto.<name>.v1`. Bytes that are no UTF-8 are replaced, never refused. Within transaction().
// What holds something sealed is to be kept until_acknowledged.
void tell(store::Store& store, std::string_view name, const nlohmann::ordered_json& data,
          store::Kept kept = store::Kept::a_week_longer);

} // namespace accanto::point

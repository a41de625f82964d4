#pragma once
// Words of a visit's script that reading and playing it share.

#include "kiosk/app/corners.h"
#include "kiosk/platform/events.h"

#include <cstdint>
#include <optional>
#include <string>

namespace accanto::app {

// Milliseconds of the machine, whatever the visit's clock says.
int64_t real_ms();
// "2s", "500ms", "130s" to milliseconds; -1 when it is none of them.
int64_t duration_ms(const std::string& text);
std::optional<platform::Key> key_named(const std::string& name);
std::optional<Corners::Corner> corner_named(const std::string& name);

} // namespace accanto::app

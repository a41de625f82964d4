#pragma once
// The key by which the kiosks of one point know each other (sync/README.md, "Several kiosks at one point").

#include "content/base/keys.h"
#include "content/base/settings.h"

namespace accanto {

// This kiosk's own: `state`/sync/point.key, made when it is first needed. Programs that need it at the same moment get the
// same one. Throws Error when it cannot be read or written, or may be read by others.
SecretKey point_key(const Settings& settings);

} // namespace accanto

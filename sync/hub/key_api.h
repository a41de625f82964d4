#pragma once
// POST /v1/keys: a kiosk brings the key it wants to sign with from now on (sync/README.md, "Another key").

#include "sync/hub/ingest.h"

namespace accanto::hub {

// Signed by a key that the kiosk has and by the one it brings. Idempotent. Any thread.
HttpAnswer take_key(HttpRequest& request, Storage& storage, const Ingest& ingest, const Answers& answers);

} // namespace accanto::hub

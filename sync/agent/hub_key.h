#pragma once
// A hub that changed its key is followed: what changed is signed by the key this kiosk knows (sync/README.md, "Another key").

#include "sync/agent/identity.h"

namespace accanto::agent {

// To be called when an answer came that is not signed by the hub's key as we know it. Asks which changes there were and, when they lead
// from our key to the one that signs now, pins that. True: load_identity() again. Throws Error when the file cannot be written.
bool follow_hub_key(const std::filesystem::path& state, const Identity& identity, Transport& transport);

} // namespace accanto::agent

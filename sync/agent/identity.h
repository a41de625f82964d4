#pragma once
// Who this kiosk is to its hub, and by which key it knows the hub: made once, at enrolment.

#include "sync/agent/transport.h"
#include "sync/wire/keys.h"

#include <filesystem>

namespace accanto::agent {

struct Identity {
    HubAddress hub;
    std::string kiosk, point, name;
    wire::PublicKey hub_key;
    wire::SecretKey key;
    std::string replaces;   // of enrol() alone: the kiosk whose place this one takes; empty: of none
};

// Reads `state`/sync/hub.json and kiosk.key. Nothing when this kiosk is not enrolled. Throws Error when a file is damaged
// or the key may be read by others.
std::optional<Identity> load_identity(const std::filesystem::path& state);

// The hub is known by this key from the next load_identity() on. Throws Error when it cannot be written.
void pin_hub_key(const std::filesystem::path& state, const Identity& identity, const PublicKey& hub_key);

struct EnrolResult {
    std::optional<Identity> identity;
    std::string refusal;   // a sentence, when there is no identity
};
// Makes a key pair, brings its public half and the code to the hub, and keeps what comes back. `expected_fingerprint`: what
// the hub's key must look like, when the technician was told (else ""). Tried again with the same code after a lost answer, it
// uses the same key. Throws Error when files cannot be written.
EnrolResult enrol(const std::filesystem::path& state, const HubAddress& hub, const std::string& code, const std::string& kiosk_id,
                  const std::string& expected_fingerprint, int64_t wall_ms, Transport& transport);

} // namespace accanto::agent

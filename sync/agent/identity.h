#pragma once
// Who this kiosk is to its hub, and by which key it knows the hub: made once, at enrolment.

#include "content/base/clock.h"
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

// The hub is known by this key from the next load_identity() on; nothing happens when this kiosk was enrolled anew
// since `identity` was read. Throws Error when it cannot be written.
void pin_hub_key(const std::filesystem::path& state, const Identity& identity, const PublicKey& hub_key);

struct EnrolResult {
    std::optional<Identity> identity;
    std::string refusal;   // a sentence, when there is no identity
    std::string why;       // the same in a word: "code", "expired", "used", "other_point", "replaced", "many", "away", "not_hub", "failed"
};
// unless_enrolled: when another program was quicker, what that one wrote is the answer.
enum class When { always, unless_enrolled };
// One at a time for each kiosk, and not while its key is changed, in whichever thread or program: waits for that. Makes a key pair, brings its public half and the code to the hub, and keeps what comes back. `expected_fingerprint`: what
// the hub's key must look like, when the technician was told (else ""). Tried again with the same code after a lost answer, it
// uses the same key. Throws Error when files cannot be written.
EnrolResult enrol(const std::filesystem::path& state, const HubAddress& hub, const std::string& code, const std::string& kiosk_id,
                  const std::string& expected_fingerprint, int64_t wall_ms, Transport& transport, When when = When::always);

struct Enrolled {
    EnrolResult result;
    std::optional<int64_t> in_new_life;   // its numbers were used by another device: so many events that were not sent go on under numbers of its own
};
// The same for the kiosk whose store is in that folder, and what follows from it there: a service that runs goes on under the new name, also
// one that the hub had stopped. Throws Error and StoreError.
Enrolled enrol_kiosk(const std::filesystem::path& state, const HubAddress& hub, const std::string& code, const std::string& expected_fingerprint, const Clock& clock);

} // namespace accanto::agent

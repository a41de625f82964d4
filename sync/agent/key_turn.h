#pragma once
// This kiosk's key, turned: a new one takes the place of the old, and at no moment, whatever is cut, has the kiosk only a key the hub
// does not know (sync/README.md, "Another key").
//
//   sync/kiosk.key           signs
//   sync/kiosk.key.turn      made, and not yet known to be taken by the hub
//   sync/kiosk.key.before    signed before: for a hub that is put back from a copy of that time

#include "sync/agent/hub_talk.h"

namespace accanto::agent {

// The program that runs turns a key that is a year old, or one whose turn was begun. `now_ms`: wall time, to be asked only of a trusted clock.
bool is_turn_due(const std::filesystem::path& state, int64_t now_ms);

// Offers the new key, and signs with it from the next load_identity() on. "" when it is turned, else why not: the same again later,
// with the same key. Throws Error when files cannot be read or written.
std::string turn_key(const std::filesystem::path& state, const Identity& identity, HubTalk& talk);

// The hub does not know the key that `identity` signs with. Puts one that it knows in place, if there is one: another program has turned
// it meanwhile, or the hub is an older copy and knows the one before. True: load_identity() again.
bool find_known_key(const std::filesystem::path& state, const Identity& identity, Transport& transport, const Clock& clock, Outbox& outbox);

} // namespace accanto::agent

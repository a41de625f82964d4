#pragma once
// The hub's key, and how it changes (sync/README.md, "Another key").
//
//   hub.key           signs
//   hub.keys          every change there was, each signed by the key before
//   hub.key.next      while a change is being made
//   hub.key.before    signed before: for the PIN of a kiosk that has not heard of the change (recover-pin)

#include "content/base/key_change.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace accanto::hub {

// None when the hub never changed its key. Throws Error when the file is damaged.
std::vector<KeyChange> load_key_changes(const std::filesystem::path& data);

// Puts a new key in place; no hub may be running in this folder. A cut leaves the old key or the new one, and what proves it; called again
// it goes on. `tell` hears of the new key while nothing has changed yet; what it throws ends it. Returns the new key. Throws Error.
PublicKey change_hub_key(const std::filesystem::path& data, const std::function<void(const PublicKey&)>& tell = {});

// Of before the last change, if there was one.
std::optional<SecretKey> hub_key_before(const std::filesystem::path& data);

// Of the keys that the hub had, the oldest first.
std::vector<std::string> fingerprints_before(const std::vector<KeyChange>& changes);

// Whether this is the fingerprint of a key that the hub has or had.
bool is_ours(const std::filesystem::path& data, const std::string& fingerprint);

} // namespace accanto::hub

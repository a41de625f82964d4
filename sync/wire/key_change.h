#pragma once
// GET /v1/keys: how the hub's key changed. POST /v1/keys: a kiosk changes its key. The request is signed twice over the same components: under "kiosk" by the key it has, under
// "next" by the one it brings.

#include "content/base/key_change.h"
#include "sync/wire/keys.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accanto::wire {

struct KeyOffer {
    PublicKey key;
};
std::string to_json(const KeyOffer& offer);
std::optional<KeyOffer> parse_key_offer(std::string_view json);

// The hub knows both keys from now on.
struct KeyTaken {
    std::string kiosk;
    PublicKey key;
    int64_t server_time_ms = 0;
};
std::string to_json(const KeyTaken& taken);
std::optional<KeyTaken> parse_key_taken(std::string_view json);

// All changes of the hub's key there were, in their order. Each proves itself: who pinned any of these keys can follow.
constexpr std::string_view hub_keys = "accanto hub";   // of KeyChange
std::string to_json(const std::vector<KeyChange>& changes);
std::optional<std::vector<KeyChange>> parse_key_changes(std::string_view json);

} // namespace accanto::wire

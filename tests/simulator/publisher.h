#pragma once
// Who publishes content in a simulated life: a few small packs and their lists, made once for all lives.

#include "content/base/keys.h"

#include <string>
#include <vector>

namespace accanto::simulator {

constexpr int versions_to_publish = 4;
inline const std::string published_pack = "sample-pack";

struct Edition {
    std::string pack, list, signature;   // bytes
};
// By version, from 1; every list is newer than the one before.
const std::vector<Edition>& editions();
// What a kiosk is set up with.
PublicKey publishers_key();

} // namespace accanto::simulator

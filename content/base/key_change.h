#pragma once
// "From now on this key signs": said by the key before it, so that whoever trusts that one can follow.

#include "content/base/keys.h"

#include <vector>

namespace accanto {

struct KeyChange {
    PublicKey from, to;
    std::string signature;   // 64 bytes, by `from` over key_change_statement()
};

// `what` says whose key it is, so that no change can be taken for another's: "accanto content", "accanto hub".
std::string key_change_statement(std::string_view what, const PublicKey& from, const PublicKey& to);
KeyChange change_key(std::string_view what, const SecretKey& from, const PublicKey& to);
// Who signs after all changes, in their order, that begin at `key`. What begins elsewhere is the past of others; a change that is not
// signed by the key before it is none.
PublicKey newest_key(std::string_view what, PublicKey key, const std::vector<KeyChange>& changes);

} // namespace accanto

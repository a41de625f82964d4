#include "content/base/key_change.h"

namespace accanto {

std::string key_change_statement(std::string_view what, const PublicKey& from, const PublicKey& to) {
    return std::string(what) + " key change 1\nfrom " + from.text() + "\nto " + to.text() + "\n";
}

KeyChange change_key(std::string_view what, const SecretKey& from, const PublicKey& to) {
    return {from.public_key(), to, from.sign(key_change_statement(what, from.public_key(), to))};
}

PublicKey newest_key(std::string_view what, PublicKey key, const std::vector<KeyChange>& changes) {
    for (const KeyChange& change : changes)
        if (change.from == key && verify(key, key_change_statement(what, change.from, change.to), change.signature))
            key = change.to;
    return key;
}

} // namespace accanto

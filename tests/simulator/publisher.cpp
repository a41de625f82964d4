#include "tests/simulator/publisher.h"

#include "content/library/catalogue.h"
#include "tests/library/pack_maker.h"

namespace accanto::simulator {

namespace {

// Always the same, so that a seed lives the same life on every machine.
const SecretKey& key() {
    static const SecretKey out = SecretKey::from_seed(std::string(32, 'p'));
    return out;
}

Edition make(int version) {
    using namespace content;
    const std::string pack = maker::good_pack(version, maker::good_files("Version " + std::to_string(version)));
    Catalogue list;
    list.version = version;
    list.issued = "2026-11-01", list.expires = "2050-01-01";   // clocks are turned far ahead
    list.packs.push_back({published_pack, version, std::to_string(version), "A pack", "0.1.0", "a.tar.zst", to_hex(view(sha256(pack))), pack.size()});
    SignedCatalogue signed_list = sign_catalogue(list, key());
    return {pack, signed_list.text, signed_list.signature};
}

} // namespace

const std::vector<Edition>& editions() {
    static const std::vector<Edition> out = [] {
        std::vector<Edition> all;
        for (int version = 1; version <= versions_to_publish; ++version)
            all.push_back(make(version));
        return all;
    }();
    return out;
}

PublicKey publishers_key() { return key().public_key(); }

} // namespace accanto::simulator

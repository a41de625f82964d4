#include "sync/hub/hub_keys.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/wire/key_change.h"

#include <algorithm>
#include <cerrno>

namespace accanto::hub {

namespace fs = std::filesystem;

std::vector<KeyChange> load_key_changes(const fs::path& data) {
    const auto text = read_file(data / "hub.keys");
    if (!text)
        return {};
    auto changes = wire::parse_key_changes(*text);
    if (!changes)
        throw Error((data / "hub.keys").string() + ": damaged; put it back from a copy of the hub (accanto-hub backup)", EINVAL);
    return std::move(*changes);
}

PublicKey change_hub_key(const fs::path& data, const std::function<void(const PublicKey&)>& tell) {
    const fs::path key = data / "hub.key", next_key = data / "hub.key.next";
    const SecretKey now = SecretKey::load(key), next = SecretKey::load_or_make(next_key);
    auto changes = load_key_changes(data);
    if (tell)
        tell(next.public_key());
    // What was announced and not finished ends in the same key.
    if (changes.empty() || changes.back().to != next.public_key()) {
        changes.push_back(change_key(wire::hub_keys, now, next.public_key()));
        write_file_durably(data / "hub.keys", wire::to_json(changes), 0600);
    }
    now.save(data / "hub.key.before");
    rename_durably(next_key, key);
    return next.public_key();
}

std::optional<SecretKey> hub_key_before(const fs::path& data) {
    return fs::exists(data / "hub.key.before") ? std::optional(SecretKey::load(data / "hub.key.before")) : std::nullopt;
}

std::vector<std::string> fingerprints_before(const std::vector<KeyChange>& changes) {
    std::vector<std::string> out;
    for (const KeyChange& change : changes)
        out.push_back(change.from.fingerprint());
    return out;
}

bool is_ours(const fs::path& data, const std::string& fingerprint) {
    const auto before = fingerprints_before(load_key_changes(data));
    return SecretKey::load(data / "hub.key").public_key().fingerprint() == fingerprint || std::count(before.begin(), before.end(), fingerprint) > 0;
}

} // namespace accanto::hub

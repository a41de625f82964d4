#include "sync/agent/first_contact.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <nlohmann/json.hpp>

namespace accanto::agent {

FirstContact first_contact(const std::filesystem::path& state, const std::string& kiosk_id, int64_t wall_ms,
                           const std::function<std::unique_ptr<Transport>(const HubAddress&)>& open) {
    const std::filesystem::path file = state / "sync" / "first_contact.json";
    const auto text = read_file(file);
    if (!text)
        return {};
    const auto tree = nlohmann::json::parse(*text, nullptr, false);
    const auto hub = tree.is_object() ? parse_hub_address(tree.value("hub", "")) : std::nullopt;
    const auto key = tree.is_object() ? wire::public_key_from_text(tree.value("hub_key", "")) : std::nullopt;
    if (!hub || !key)
        throw Error(file.string() + ": damaged; provision this kiosk again", EINVAL);
    const auto transport = open(*hub);
    EnrolResult result = enrol(state, *hub, tree.value("code", ""), kiosk_id, key->fingerprint(), wall_ms, *transport, When::unless_enrolled);
    if (!result.identity)
        return {std::nullopt, result.refusal};
    // A cut before this line asks once more with the same code and the same key, which the hub answers as before.
    std::filesystem::remove(file);
    sync_path(file.parent_path());
    return {std::move(result.identity), {}};
}

} // namespace accanto::agent

#include "kiosk/store/standing.h"

#include <nlohmann/json.hpp>

namespace accanto::store {

namespace {

const char* key_of(Peer peer) { return peer == Peer::hub ? "sync_standing" : "host_standing"; }
constexpr int64_t contact_grain_ms = 600'000;

} // namespace

Standing read_standing(Store& store, Peer peer) {
    Standing out;
    auto tree = nlohmann::json::parse(store.value(key_of(peer)).value_or(""), nullptr, false);
    if (!tree.is_object())
        return out;
    out.state = tree.value("state", out.state);
    out.reason = tree.value("reason", "");
    out.since_ms = tree.value("since_ms", int64_t(0));
    out.contact_ms = tree.value("contact_ms", int64_t(0));
    return out;
}

bool note(Store& store, Peer peer, const std::string& state, const std::string& reason) {
    Standing before = read_standing(store, peer);
    int64_t now = store.clock().wall_ms();
    bool same = before.state == state && before.reason == reason;
    if (same && (state != "ok" || now - before.contact_ms < contact_grain_ms))
        return false;
    nlohmann::json out{{"state", state},
                       {"reason", reason},
                       {"since_ms", before.state == state ? before.since_ms : now},
                       {"contact_ms", state == "ok" ? now : before.contact_ms}};
    store.transaction([&] { store.set_value(key_of(peer), out.dump()); });
    return before.state != state;
}

} // namespace accanto::store

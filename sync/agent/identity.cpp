#include "sync/agent/identity.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/folder_lock.h"
#include "kiosk/store/new_life.h"
#include "kiosk/store/standing.h"
#include "kiosk/store/take_over.h"
#include "kiosk/store/wishes.h"
#include "sync/wire/ack.h"
#include "sync/wire/digest.h"
#include "sync/wire/exchange.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace accanto::agent {

namespace {

namespace fs = std::filesystem;

// Longer than a request takes, of whoever has the lock.
constexpr std::chrono::seconds patience(90);

fs::path folder_of(const fs::path& state) { return state / "sync"; }

void write_hub(const fs::path& state, const Identity& identity, const PublicKey& hub_key) {
    nlohmann::json out{{"hub", identity.hub.url()},
                       {"kiosk", identity.kiosk},
                       {"point", identity.point},
                       {"name", identity.name},
                       {"hub_key", hub_key.text()}};
    write_file_durably(folder_of(state) / "hub.json", out.dump(2) + "\n", 0600);
}

void keep(const fs::path& state, const Identity& identity) {
    // The key first: with it but without the other file the kiosk is simply not enrolled.
    fs::rename(folder_of(state) / "kiosk.key.next", folder_of(state) / "kiosk.key");
    write_hub(state, identity, identity.hub_key);
    for (const char* of_before : {"desired", "kiosk.key.turn", "kiosk.key.before"})   // perhaps of another hub
        fs::remove(folder_of(state) / of_before);
}

EnrolResult refused(std::string why, std::string sentence) { return {std::nullopt, std::move(sentence), std::move(why)}; }

EnrolResult refusal_of(const Reply& reply) {
    if (reply.status == 0)
        return refused("away", "the hub cannot be reached: " + reply.failure);
    auto problem = wire::parse_problem(reply.body);
    if (!problem || problem->detail.empty())
        return refused("not_hub", fmt::format("the hub's answer cannot be used (status {})", reply.status));
    const std::string why = problem->kind == wire::ProblemKind::busy      ? "many"
                            : problem->kind != wire::ProblemKind::code    ? "failed"
                            : problem->reason.empty() || problem->reason == "unknown" ? "code"
                                                                          : problem->reason;
    return refused(why, fmt::format("the hub says: {} ({})", problem->detail, reply.status));
}

} // namespace

std::optional<Identity> load_identity(const fs::path& state) {
    fs::path file = folder_of(state) / "hub.json";
    auto text = read_file(file);
    if (!text)
        return std::nullopt;
    auto tree = nlohmann::json::parse(*text, nullptr, false);
    auto read = [&](const char* name) {
        auto at = tree.find(name);
        return at != tree.end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    if (!tree.is_object())
        throw Error(file.string() + ": damaged; enrol this kiosk again", EINVAL);
    auto hub = parse_hub_address(read("hub"));
    auto key = wire::public_key_from_text(read("hub_key"));
    if (!hub || !key || read("kiosk").empty())
        throw Error(file.string() + ": incomplete; enrol this kiosk again", EINVAL);
    return Identity{*hub, read("kiosk"), read("point"), read("name"), *key, wire::SecretKey::load(folder_of(state) / "kiosk.key"), ""};
}

void pin_hub_key(const fs::path& state, const Identity& identity, const PublicKey& hub_key) {
    const FolderLock lock(folder_of(state), patience);
    if (!lock.held())
        throw Error("another program is changing which hub this kiosk knows", EBUSY);
    const auto kept = load_identity(state);
    if (kept && kept->hub_key == identity.hub_key && kept->hub.url() == identity.hub.url())
        write_hub(state, *kept, hub_key);
}

EnrolResult enrol(const fs::path& state, const HubAddress& hub, const std::string& code, const std::string& kiosk_id,
                  const std::string& expected_fingerprint, int64_t wall_ms, Transport& transport, When when) {
    fs::create_directories(folder_of(state));
    const FolderLock lock(folder_of(state), patience);
    if (!lock.held())
        return refused("failed", "another program is enrolling this kiosk or changing its key: try again in a minute");
    if (when == When::unless_enrolled)
        if (auto kept = load_identity(state))
            return {std::move(kept), "", ""};
    Identity identity{hub, kiosk_id, "", "", {}, wire::SecretKey::load_or_make(folder_of(state) / "kiosk.key.next"), ""};
    std::string body = wire::to_json(wire::EnrolRequest{code, kiosk_id, identity.key.public_key().text(), ACCANTO_VERSION});
    wire::Message request;
    request.method = "POST";
    request.scheme = hub.scheme;
    request.authority = hub.authority;
    request.path = "/v1/enrol";
    request.set("content-type", "application/json");
    request.set("content-digest", wire::content_digest(body));
    wire::sign(request, wire::enrol_components(), {"kiosk", kiosk_id, wall_ms / 1000}, identity.key);

    Reply reply = transport.send(request, body);
    auto enrolled = reply.status == 200 ? wire::parse_enrolled(reply.body) : std::nullopt;
    auto hub_key = enrolled ? wire::public_key_from_text(enrolled->hub_key) : std::nullopt;
    if (!hub_key)
        return refusal_of(reply);
    reply.message.request = &request;
    if (!wire::is_genuine(reply.message, reply.body, "hub", *hub_key) || enrolled->kiosk != kiosk_id)
        return refused("not_hub", "the answer is not signed by the hub it names: something stands between");
    if (!expected_fingerprint.empty() && hub_key->fingerprint() != expected_fingerprint)
        return refused("not_hub", fmt::format("the hub's key is {}, not {}: this is another hub", hub_key->fingerprint(), expected_fingerprint));
    identity.point = enrolled->point;
    identity.name = enrolled->name;
    identity.hub_key = *hub_key;
    identity.replaces = enrolled->replaces;
    keep(state, identity);
    return {std::move(identity), "", ""};
}

Enrolled enrol_kiosk(const fs::path& state, const HubAddress& hub, const std::string& code, const std::string& expected_fingerprint, const Clock& clock) {
    const auto store = store::Store::open(state, clock);
    const auto transport = curl_transport(hub);
    Enrolled out{enrol(state, hub, code, store->value("kiosk_id").value_or(""), expected_fingerprint, clock.wall_ms(), *transport), std::nullopt};
    if (!out.result.identity)
        return out;
    const std::string stopped = store::read_standing(*store, store::Peer::hub).reason;
    if (stopped == "clone" || stopped == "stale_epoch")
        out.in_new_life = store::begin_new_life(*store);
    if (!out.result.identity->replaces.empty())
        store::note_take_over(*store, out.result.identity->replaces);
    store::ask(*store, store::Wish::sync_now);   // a service that runs may have been stopped by the hub, and looks at nothing else
    return out;
}

} // namespace accanto::agent

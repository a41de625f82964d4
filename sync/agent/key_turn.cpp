#include "sync/agent/key_turn.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/folder_lock.h"
#include "sync/wire/digest.h"
#include "sync/wire/key_change.h"

#include <fmt/format.h>

#include <chrono>

namespace accanto::agent {

namespace {

namespace fs = std::filesystem;

constexpr int64_t year_ms = 365LL * 24 * 3600 * 1000;

struct Files {
    fs::path key, turn, before;
    explicit Files(const fs::path& state) : key(state / "sync" / "kiosk.key"), turn(key.string() + ".turn"), before(key.string() + ".before") {}
};

void copy_key(const fs::path& from, const fs::path& to) {
    const auto bytes = read_file(from);
    if (!bytes)
        throw Error(from.string() + ": is missing", ENOENT);
    write_file_durably(to, *bytes, 0600);
}

wire::Message request_of(const Identity& identity, const SecretKey& next, const std::string& body, int64_t created_s) {
    wire::Message out;
    out.method = "POST";
    out.path = "/v1/keys";
    out.scheme = identity.hub.scheme;
    out.authority = identity.hub.authority;
    out.set("content-type", "application/json");
    out.set("content-digest", wire::content_digest(body));
    wire::sign(out, wire::enrol_components(), {"next", identity.kiosk, created_s}, next);
    return out;
}

} // namespace

bool is_turn_due(const fs::path& state, int64_t now_ms) {
    const Files files(state);
    std::error_code failed;
    if (fs::exists(files.turn, failed))
        return true;
    const auto made = fs::last_write_time(files.key, failed);
    if (failed)
        return false;
    const auto since = std::chrono::file_clock::to_sys(made).time_since_epoch();
    return now_ms - std::chrono::duration_cast<std::chrono::milliseconds>(since).count() > year_ms;
}

std::string turn_key(const fs::path& state, const Identity& identity, HubTalk& talk) {
    const Files files(state);
    const FolderLock lock(files.key.parent_path());
    if (!lock.held())
        return "another program is changing this kiosk's key";
    if (SecretKey::load(files.key).public_key() != identity.key.public_key())
        return "another program has changed this kiosk's key";
    const SecretKey next = SecretKey::load_or_make(files.turn);
    const std::string body = wire::to_json(wire::KeyOffer{next.public_key()});
    const Answered answered = talk.carry(request_of(identity, next, body, talk.now_ms() / 1000), body, wire::enrol_components());
    if (answered.reply.status == 0)
        return "the hub cannot be reached: " + answered.reply.failure;
    if (!answered.genuine)
        return fmt::format("status {} without the hub's signature", answered.reply.status);
    const auto taken = answered.reply.status == 200 ? wire::parse_key_taken(answered.reply.body) : std::nullopt;
    if (!taken || taken->kiosk != identity.kiosk || taken->key != next.public_key())
        return fmt::format("the hub says: {} ({})", answered.problem ? answered.problem->detail : "nothing that can be understood", answered.reply.status);
    // From here on the hub knows both. A cut before the last line leaves the old one in place, and the turn is begun again.
    copy_key(files.key, files.before);
    rename_durably(files.turn, files.key);
    return "";
}

bool find_known_key(const fs::path& state, const Identity& identity, Transport& transport, const Clock& clock, Outbox& outbox) {
    const Files files(state);
    const FolderLock lock(files.key.parent_path());
    if (!lock.held())
        return false;
    if (SecretKey::load(files.key).public_key() != identity.key.public_key())
        return true;
    if (!fs::exists(files.before))
        return false;
    const Identity before{identity.hub, identity.kiosk, identity.point, identity.name, identity.hub_key, SecretKey::load(files.before)};
    if (before.key.public_key() == identity.key.public_key())
        return false;
    const Answered answered = HubTalk(transport, before, clock, outbox).ask("/v1/state");
    const bool known = answered.genuine && (answered.reply.status == 200 || (answered.problem && answered.problem->kind == wire::ProblemKind::clock));
    if (!known)
        return false;
    copy_key(files.key, files.turn);   // it is offered anew
    rename_durably(files.before, files.key);
    return true;
}

} // namespace accanto::agent

// accanto-sync export and import.
#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/store/store.h"
#include "kiosk/store/wishes.h"
#include "sync/agent/stick.h"

#include <fmt/format.h>

namespace accanto::agent {

namespace {

namespace fs = std::filesystem;

Identity enrolled(const Settings& settings) {
    auto identity = load_identity(settings.state);
    if (!identity)
        throw Error("this kiosk is not enrolled: it has no hub yet to write for. accanto-sync enrol --hub "
                    "URL --code CODE",
                    0);
    if (auto moved_to = parse_hub_address(settings.sync.hub))
        identity->hub = *moved_to;
    return std::move(*identity);
}

// accanto-3f2a9c1b-20261123T091500Z: the last part of a UUIDv7 is what tells kiosks apart.
std::string name_of(const wire::Stick& stick) {
    std::string stamp = rfc3339(stick.made_ms).substr(0, 19) + "Z";
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
    return fmt::format("accanto-{}-{}",
                       stick.kiosk.substr(stick.kiosk.size() - std::min<size_t>(8, stick.kiosk.size())),
                       stamp);
}

void print(const Heard& heard, const fs::path& file) {
    fmt::print("{} events are on the hub's disk{}\n", heard.events,
               heard.set_aside > 0
                   ? fmt::format(", {} of them set aside there because they cannot be read", heard.set_aside)
                   : "");
    if (!heard.note.empty())
        fmt::print("{}: {}\n", file.string(), heard.note);
}

int carry(const wire::Stick& stick, const fs::path& file, const Identity& identity, const Clock& clock) {
    const auto transport = curl_transport(identity.hub);
    wire::Stick answers;
    const Heard heard = carry_requests(stick, identity, clock, *transport, answers);
    if (!answers.messages.empty()) {
        const fs::path back = fs::path(file).replace_extension(".answers");
        write_file_durably(back, wire::write_stick(answers));
        print(heard, file);
        fmt::print("{} goes back to kiosk {}: accanto sync import FILE\n", back.string(), stick.kiosk);
    }
    if (!heard.refusal.empty())
        throw Error(
            fmt::format("{}: {}. Nothing is lost: bring the file again", file.string(), heard.refusal), 0);
    return heard.note.empty() ? 0 : 1;
}

} // namespace

int export_stick(const Settings& settings, const Clock& clock, const fs::path& folder) {
    const Identity identity = enrolled(settings);
    if (!fs::is_directory(folder))
        throw Error(folder.string() + ": there is no such folder; where is the stick?", ENOENT);
    const auto store = store::Store::open(settings.state, clock);
    const auto outbox = store_outbox(*store);
    const int64_t waiting = outbox->view().pending;
    const wire::Stick stick = write_out(*outbox, identity, clock);
    if (stick.messages.empty()) {
        fmt::print("Nothing waits here: the hub has everything\n");
        return 0;
    }
    const fs::path file = folder / (name_of(stick) + ".outbox");
    write_file_durably(file, wire::write_stick(stick), 0600);
    fmt::print(
        "{}\n{} events, from the oldest on. They also stay here until the hub's answers have come back.\n"
        "At the hub: accanto-hub import FILE. At a kiosk of the same network with a connection: accanto sync "
        "import FILE\n",
        file.string(), waiting);
    return 0;
}

int import_stick(const Settings& settings, const Clock& clock, const fs::path& file) {
    const auto bytes = read_file(file);
    if (!bytes)
        throw Error(file.string() + ": there is no such file", ENOENT);
    const wire::ReadStick read = wire::read_stick(*bytes);
    if (!read.stick)
        throw Error(fmt::format("{}: {}", file.string(), read.wrong), 0);
    const wire::Stick& stick = *read.stick;
    const Identity identity = enrolled(settings);
    if (stick.hub != identity.hub_key.fingerprint())
        throw Error(fmt::format("{}: it is of another network: its hub's key is {}, this kiosk's hub has {}",
                                file.string(), stick.hub, identity.hub_key.fingerprint()),
                    0);
    if (stick.holds == wire::Stick::Holds::requests)
        return carry(stick, file, identity, clock);
    if (stick.kiosk != identity.kiosk)
        throw Error(fmt::format("{}: these answers are for kiosk {}, and this is {}", file.string(),
                                stick.kiosk, identity.kiosk),
                    0);
    const auto store = store::Store::open(settings.state, clock);
    const auto outbox = store_outbox(*store);
    const Heard heard = take_answers(stick, *outbox, identity);
    if (!heard.refusal.empty())
        throw Error(fmt::format("{}: {}. Nothing was changed by it", file.string(), heard.refusal), 0);
    print(heard, file);
    store::ask(*store, store::Wish::sync_now); // a service that runs looks anew where the hub stands
    return heard.note.empty() ? 0 : 1;
}

} // namespace accanto::agent

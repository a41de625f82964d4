// accanto-hub: the central server of a network of points, in one folder.
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/folder_lock.h"
#include "sync/hub/backup_command.h"
#include "sync/hub/beside.h"
#include "sync/hub/deeds.h"
#include "sync/hub/demo_command.h"
#include "sync/hub/export_command.h"
#include "sync/hub/fleet_command.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_keys.h"
#include "sync/hub/import_command.h"
#include "sync/hub/local_hub.h"
#include "sync/hub/people_command.h"
#include "sync/hub/publish_command.h"
#include "sync/hub/recover_command.h"
#include "sync/hub/store.h"
#include "sync/wire/time.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>
#include <thread>

namespace {

using namespace accanto;
using namespace accanto::hub;

// The system's clocks, moved: for looking at what somebody made up.
class MovedClock final : public Clock {
public:
    explicit MovedClock(int64_t by_ms) : m_by(by_ms) {}
    int64_t wall_ms() const override { return m_clock.wall_ms() + m_by; }
    int64_t mono_ms() const override { return m_clock.mono_ms(); }

private:
    SystemClock m_clock;
    int64_t m_by;
};

// How far `now` is ahead of the clock; 0 when it is empty.
int64_t moved_to(const std::string& now) {
    if (now.empty())
        return 0;
    auto moment = wire::parse_rfc3339(now);
    if (!moment)
        throw Error("--now " + now + ": no moment; write it as 2026-11-23T18:00:00Z", EINVAL);
    return *moment - SystemClock().wall_ms();
}

int serve(const std::filesystem::path& data, const Address& address, const std::string& zone, const wire::Pace& pace, int64_t moved_ms,
          const std::string& database, const std::vector<std::string>& proxies) {
    start_log("accanto-hub");
    make_hub_folder(data);
    FolderLock lock(data);
    if (!lock.held())
        throw Error(data.string() + ": another accanto-hub serves this folder", EBUSY);
    if (!database.empty())
        keep_database(data, database);
    // Blocked before any thread starts, so that only the waiting below gets them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    signal(SIGPIPE, SIG_IGN);

    MovedClock clock(moved_ms);
    HubOptions options;
    options.data = data;
    options.content = data_dir() / "content";
    options.zone = zone;
    options.pace = pace;
    Hub hub(options, clock);
    HttpOptions http;
    http.host = address.host;
    http.port = address.port;
    http.proxies = {proxies.begin(), proxies.end()};
    HttpServer server(
        http, [&](HttpRequest& request) { return hub.answer(request); },
        [&](const HttpRequest& request, double load) { return hub.admit(request, load); });
    write_file_durably(data / "address", fmt::format("{}:{}\n", address.host, server.port()), 0600);
    spdlog::info("listening on {}:{}, key {}", address.host, server.port(), hub.public_key().fingerprint());
    spdlog::info("the hub's key for people is in {}", (data / "admin.token").string());
    std::thread stopper([&] {
        int which = 0;
        sigwait(&signals, &which);
        spdlog::info("stopping: requests under way are finished first");
        server.stop();
    });
    server.run();
    stopper.join();
    spdlog::info("stopped");
    return 0;
}

int events(const std::filesystem::path& data) {
    bool good = true;
    const auto store = open_store_to_look(data);
    tell_log(data, "events.taken", "");
    store->each_event([&](const StoredEvent& event) {
        std::string line = event_line(event);
        return good = fwrite(line.data(), 1, line.size(), stdout) == line.size();
    });
    if (fflush(stdout) != 0 || !good)
        throw Error(fmt::format("the output cannot be written: {}", strerror(errno)), errno);
    return 0;
}

// Into the log first: who cannot be told of it gets nothing.
int contacts(const std::filesystem::path& data) {
    if (!store_exists(data))
        throw Error(data.string() + ": there is no hub here", ENOENT);
    bool good = true;
    LocalHub(data).take_contacts([&](std::string_view lines) { return good = fwrite(lines.data(), 1, lines.size(), stdout) == lines.size(); });
    if (fflush(stdout) != 0 || !good)
        throw Error(fmt::format("the output cannot be written: {}", strerror(errno)), errno);
    return 0;
}

// A database is told at once whose it is now: hubs beside this one that still have the old key write no more.
int rotate_key(const std::filesystem::path& data) {
    if (!std::filesystem::exists(data / "hub.key"))
        throw Error(data.string() + ": there is no hub here", ENOENT);
    const FolderLock lock(data);
    if (!lock.held())
        throw Error(data.string() + ": a hub is running here; stop it first (systemctl stop accanto-hub), and start it afterwards", EBUSY);
    const auto store = store_exists(data) ? open_store(data) : nullptr;   // a key may be there before anything is kept
    const bool shared = !database_of(data).empty();
    const auto claim = [&] {
        if (shared)
            store->claim(wire::SecretKey::load(data / "hub.key").public_key().fingerprint(), fingerprints_before(load_key_changes(data)));
    };
    const auto tell = [&](const wire::PublicKey& next) {
        if (store)
            store->people().note({SystemClock().wall_ms(), std::string(Visitor::by_key), "key.changed", next.fingerprint()});
    };
    claim();   // what is not this hub's is found before anything changes
    fmt::print("the hub's key is {} from now on\n", change_hub_key(data, tell).fingerprint());
    claim();
    if (shared)
        fmt::print("other hubs of this database take nothing any more until they have it too: copy hub.key, hub.keys and hub.key.before of {} into\n"
                   "their folders, and start them anew\n", data.string());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("The central server of a network of digital-assistance points");
    app.require_subcommand(1);
    app.set_version_flag("--version", ACCANTO_VERSION);
    std::string data = "/var/lib/accanto-hub", listen = "127.0.0.1:8470", zone, database;
    CodeRequest request;
    wire::Pace pace;
    std::string now;
    std::vector<std::string> proxies;

    auto* serving = app.add_subcommand("serve", "Receive from kiosks and show the pages");
    serving->add_option("--data", data, "Folder of everything the hub keeps")->capture_default_str();
    serving->add_option("--database", database, "Keep everything but keys and settings in PostgreSQL: postgresql://user@host/name. The folder remembers it")
        ->type_name("URL");
    serving->add_option("--listen", listen, "Address and port; a proxy that speaks TLS stands in front")->capture_default_str();
    serving->add_option("--proxy", proxies, "Address of a proxy on another machine, which says in X-Real-IP who calls; one on this machine is believed anyway. May stand again")->type_name("ADDRESS");
    serving->add_option("--zone", zone, "Time zone of points that name none, such as Europe/Madrid (default: the machine's)");
    serving->add_option("--after-s", pace.after_s, "How long a kiosk waits between two pushes, in seconds")
        ->capture_default_str()->check(CLI::Range(1, 3600));
    serving->add_option("--spread-s", pace.spread_s, "Over how many seconds kiosks spread when all come back at once")
        ->capture_default_str()->check(CLI::Range(0, 3600));
    serving->add_option("--now", now, "Pretend that it is this moment, such as 2026-11-23T18:00:00Z: for a look at a demonstration. Kiosks are refused");
    auto* coding = app.add_subcommand("code", "Print a one-time code that enrols one kiosk within 15 minutes");
    coding->add_option("--data", data, "Folder of the hub")->capture_default_str();
    coding->add_option("--point", request.point.id, "The point it will stand at")->required();
    coding->add_option("--name", request.point.name, "The point's name, for people");
    coding->add_option("--kiosk-name", request.kiosk_name, "The kiosk's name, for people: \"entrance\"");
    coding->add_option("--zone", request.point.zone, "The point's time zone");
    auto* listing = app.add_subcommand("events", "Print every event as a JSON line");
    listing->add_option("--data", data, "Folder of the hub")->capture_default_str();
    listing->footer("The hub's log tells that they were taken. What people left sealed for the coordinators is left out: accanto-hub contacts.");
    auto* taking = app.add_subcommand("contacts", "Print what people left sealed for the coordinators; the log tells that it was taken");
    taking->footer("Lines for `accanto contacts open --key contacts.key`, which opens them with the private key.");
    taking->add_option("--data", data, "Folder of the hub; it may be running")->capture_default_str();
    const auto backing_up = add_backup_commands(app);
    const auto exporting = add_export_command(app);
    const auto preparing = add_fleet_command(app);
    const auto demonstrating = add_demo_command(app);
    const auto recovering = add_recover_command(app);
    const auto importing = add_import_command(app);
    const auto publishing = add_publish_command(app);
    const auto governing = add_people_commands(app);
    auto* turning = app.add_subcommand("rotate-key", "Give the hub, while it is stopped, a new key; kiosks follow, because the old one vouches for it");
    turning->footer("Kiosks follow with their next connection, whenever that is. Files of `accanto fleet prepare` that are still on their way name the old\n"
                    "key: make them anew. A kiosk that only ever speaks by sticks is enrolled anew.");
    turning->add_option("--data", data, "Folder of the hub")->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    try {
        if (coding->parsed())
            return fmt::print("{}\n", LocalHub(data).make_code(request)), 0;
        if (listing->parsed())
            return events(data);
        if (taking->parsed())
            return contacts(data);
        if (turning->parsed())
            return rotate_key(data);
        if (auto status = backing_up())
            return *status;
        if (auto status = exporting())
            return *status;
        if (auto status = preparing())
            return *status;
        if (auto status = demonstrating())
            return *status;
        if (auto status = recovering())
            return *status;
        if (auto status = importing())
            return *status;
        if (auto status = publishing())
            return *status;
        if (auto status = governing())
            return *status;
        auto address = address_of(listen);
        if (!address)
            throw Error("--listen " + listen + ": an address and a port are needed, such as 127.0.0.1:8470", EINVAL);
        return serve(data, *address, zone, pace, moved_to(now), database, proxies);
    } catch (const std::exception& e) {
        fmt::print(stderr, "accanto-hub: {}\n", e.what());
        return 1;
    }
}

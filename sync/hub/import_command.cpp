#include "sync/hub/import_command.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/folder_lock.h"
#include "sync/hub/beside.h"
#include "sync/hub/carried.h"
#include "sync/hub/deeds.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_keys.h"
#include "sync/hub/store.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace accanto::hub {

namespace {

namespace fs = std::filesystem;

struct Wish {
    std::string data = "/var/lib/accanto-hub", file;
};

wire::Stick requests_of(const Wish& wish) {
    const auto bytes = read_file(wish.file);
    if (!bytes)
        throw Error(wish.file + ": there is no such file", ENOENT);
    auto read = wire::read_stick(*bytes);
    if (!read.stick)
        throw Error(wish.file + ": " + read.wrong, 0);
    if (read.stick->holds == wire::Stick::Holds::answers)
        throw Error(
            fmt::format("{}: these are a hub's answers: kiosk {} waits for them (accanto sync import)",
                        wish.file, read.stick->kiosk),
            0);
    if (!is_ours(wish.data, read.stick->hub))
        throw Error(fmt::format("{}: it is for another hub: that one's key is {}, this one's {}", wish.file,
                                read.stick->hub,
                                wire::SecretKey::load(fs::path(wish.data) / "hub.key").public_key().fingerprint()),
                    0);
    return std::move(*read.stick);
}

ImportedStick bring_all(const wire::Stick& requests, const fs::path& data, const FolderLock& lock) {
    const SystemClock clock;
    if (!lock.held()) {
        ask_running_hub(data, "/v1/deeds", "application/json", told_deed_json("stick.imported", requests.kiosk));
        return import_stick(requests, clock.wall_ms(), [&](const std::string& body) {
            return ask_running_hub(data, "/v1/carried", std::string(wire::carried_content_type), body);
        });
    }
    const auto storage = open_store(data);
    const Answers answers(wire::SecretKey::load(data / "hub.key"), clock, load_key_changes(data));
    take_up(*storage, answers);
    storage->people().note({clock.wall_ms(), std::string(Visitor::by_key), "stick.imported", requests.kiosk});
    Metrics metrics;
    DesiredStates desired(*storage);
    Ingest ingest(*storage, answers, metrics, desired, {});
    return import_stick(requests, clock.wall_ms(), [&](const std::string& body) {
        HttpRequest request;
        request.message.method = "POST";
        request.message.path = "/v1/carried";
        request.read_body = [&](size_t) { return std::optional(body); };
        return carried(request, true, ingest, answers).body;
    });
}

int run(const Wish& wish) {
    const wire::Stick requests = requests_of(wish);
    const FolderLock lock(wish.data);
    const ImportedStick done = bring_all(requests, wish.data, lock);
    const fs::path back = fs::path(wish.file).replace_extension(".answers");
    if (!done.answers.messages.empty())
        write_file_durably(back, wire::write_stick(done.answers));
    fmt::print("{} events of kiosk {} are here, {} of them were already\n", done.events, requests.kiosk,
               done.already);
    if (!done.answers.messages.empty())
        fmt::print("{} goes back to the kiosk: accanto sync import FILE. Until then, or until it has a "
                   "connection, it keeps them\n",
                   back.string());
    if (!done.trouble.empty())
        throw Error(fmt::format("{}: {}", wish.file, done.trouble), 0);
    return 0;
}

} // namespace

std::function<std::optional<int>()> add_import_command(CLI::App& app) {
    auto wish = std::make_shared<Wish>();
    CLI::App* command = app.add_subcommand(
        "import", "Take what a kiosk without a connection wrote onto a stick (accanto sync export)");
    command->footer("Beside a running hub or without one. The answers are written beside FILE: they go back "
                    "to the kiosk.");
    command->add_option("FILE", wish->file, "The .outbox file on the stick")->required();
    command->add_option("--data", wish->data, "Folder of the hub")->capture_default_str();
    return [command, wish] { return command->parsed() ? std::optional(run(*wish)) : std::nullopt; };
}

} // namespace accanto::hub

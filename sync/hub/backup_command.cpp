#include "sync/hub/backup_command.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/folder_lock.h"
#include "sync/hub/backup.h"
#include "sync/hub/deeds.h"
#include "sync/hub/store.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace accanto::hub {

namespace {

struct Options {
    std::string data = "/var/lib/accanto-hub", folder, url;
    size_t keep = 0;   // all
};

int make_backup(const Options& options) {
    const Backup made = back_up(options.data, options.folder, SystemClock().wall_ms());
    fmt::print("{}\n{} events of {} kiosks, read through\n", made.folder.string(), made.holds.events, made.holds.kiosks);
    if (options.keep > 0)
        if (const size_t gone = forget_copies(made.folder, options.keep); gone > 0)
            fmt::print("older ones taken away: {}; kept: {}\n", gone, options.keep);
    // Afterwards: a copy is for when things go wrong, and one that is whole is kept. That it was not told of is no secret either.
    try {
        tell_log(options.data, "hub.backed_up", made.folder.filename().string());
    } catch (const Error& e) {
        throw Error(std::string("the copy is whole, but ") + e.what(), e.code());
    }
    return 0;
}

int put_back(const Options& options) {
    std::filesystem::create_directories(options.data);
    const FolderLock lock(options.data);
    if (!lock.held())
        throw Error(options.data + ": another accanto-hub serves this folder", EBUSY);
    const CheckedCopy holds = restore(options.folder, options.data);
    fmt::print("{} events of {} kiosks are back. What came since comes again from the kiosks, as far as it is less than seven days old\n",
               holds.events, holds.kiosks);
    return 0;
}

// What was there stays beside, under another name, until somebody is sure.
int move_store(const Options& options) {
    const std::filesystem::path data = options.data;
    const FolderLock lock(data);
    if (!lock.held())
        throw Error(options.data + ": a hub is running here; stop it first (systemctl stop accanto-hub), and start it afterwards", EBUSY);
    const Moved moved = move_to_database(data, options.url, [](int64_t events) {
        if (events % 100'000 == 0)
            fmt::print(stderr, "{} events\n", events);
    });
    fmt::print("{} events of {} kiosks are in the database, and this folder's hub keeps everything there from now on. Its first start counts all\n"
               "events anew. {} is what was before: keep it until you are sure\n", moved.events, moved.kiosks, (data / "hub.db.moved").string());
    return 0;
}

} // namespace

std::function<std::optional<int>()> add_backup_commands(CLI::App& app) {
    auto options = std::make_shared<Options>();
    auto* making = app.add_subcommand("backup", "Copy everything the hub keeps, while it runs, and read the copy through");
    making->add_option("FOLDER", options->folder, "Where copies are kept; each gets a name of its own there")->required();
    making->add_option("--keep", options->keep, "Once the new one is whole, take all but the newest so many away")
        ->type_name("N")
        ->check(CLI::Range(1, 10'000));
    making->add_option("--data", options->data, "Folder of the hub")->capture_default_str();
    auto* restoring = app.add_subcommand("restore", "Put a copy into a folder where no hub is");
    restoring->add_option("COPY", options->folder, "What accanto-hub backup made: .../hub-20261123T091500Z")->required();
    restoring->add_option("--data", options->data, "Folder of the hub to be")->capture_default_str();
    auto* moving = app.add_subcommand("move", "Move everything a stopped hub keeps from its folder into PostgreSQL");
    moving->footer("All of it is there at the end, or nothing; the folder's hub.db stays, as hub.db.moved. Keys and settings stay in the folder.");
    moving->add_option("--data", options->data, "Folder of the hub")->capture_default_str();
    moving->add_option("--database", options->url, "An empty database: postgresql://user@host/name")->required();
    return [=]() -> std::optional<int> {
        if (moving->parsed())
            return move_store(*options);
        if (making->parsed())
            return make_backup(*options);
        if (restoring->parsed())
            return put_back(*options);
        return std::nullopt;
    };
}

} // namespace accanto::hub

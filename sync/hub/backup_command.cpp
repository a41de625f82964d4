#include "sync/hub/backup_command.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/folder_lock.h"
#include "sync/hub/backup.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace accanto::hub {

namespace {

struct Options {
    std::string data = "/var/lib/accanto-hub", folder;
};

int make_backup(const Options& options) {
    const Backup made = back_up(options.data, options.folder, SystemClock().wall_ms());
    fmt::print("{}\n{} events of {} kiosks, read through\n", made.folder.string(), made.holds.events, made.holds.kiosks);
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

} // namespace

std::function<std::optional<int>()> add_backup_commands(CLI::App& app) {
    auto options = std::make_shared<Options>();
    auto* making = app.add_subcommand("backup", "Copy everything the hub keeps, while it runs, and read the copy through");
    making->add_option("FOLDER", options->folder, "Where copies are kept; each gets a name of its own there")->required();
    making->add_option("--data", options->data, "Folder of the hub")->capture_default_str();
    auto* restoring = app.add_subcommand("restore", "Put a copy into a folder where no hub is");
    restoring->add_option("COPY", options->folder, "What accanto-hub backup made: .../hub-20261123T091500Z")->required();
    restoring->add_option("--data", options->data, "Folder of the hub to be")->capture_default_str();
    return [=]() -> std::optional<int> {
        if (making->parsed())
            return make_backup(*options);
        if (restoring->parsed())
            return put_back(*options);
        return std::nullopt;
    };
}

} // namespace accanto::hub

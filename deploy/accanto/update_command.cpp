#include "deploy/accanto/update_command.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "deploy/accanto/given_settings.h"
#include "kiosk/doctor/update.h"
#include "kiosk/store/recovery.h"
#include "kiosk/store/step_back.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <functional>
#include <memory>

namespace accanto::tool {

namespace {

// Not now, for a reason that passes.
constexpr int later = 3;

struct Asked {
    GivenSettings given;
    std::string before;
    bool at_end = false;
};

int may_install(const Settings& settings) {
    const SystemClock clock;
    const std::string why = doctor::why_not_now(*store::Store::open(settings.state, clock), settings);
    fmt::print("{}\n", why.empty() ? "now" : why);
    return why.empty() ? 0 : later;
}

int try_store(const Settings& settings) {
    const SystemClock clock;
    const doctor::Trial trial = doctor::try_store(doctor::surroundings(settings, clock));
    fmt::print("{}\n", trial.why.empty() ? "this version can live with the store" : trial.why);
    return trial.why.empty() ? 0 : trial.not_tried ? later : 1;
}

int copy_store(const Settings& settings) {
    const SystemClock clock;
    const auto store = store::Store::open(settings.state, clock);
    fmt::print("{}\n", store::back_up(store->db(), settings.state, clock).string());
    return 0;
}

int take_store_back(const Settings& settings) {
    const SystemClock clock;
    fmt::print("{}\n", store::step_back(settings.state, clock)
                           ? "the store is of this version again, with what happened since"
                           : "the store is of this version");
    return 0;
}

int before(const Settings& settings) {
    const SystemClock clock;
    fmt::print("{}\n", doctor::to_json(doctor::standing(doctor::surroundings(settings, clock))));
    return 0;
}

int compare(const Settings& settings, const Asked& asked) {
    const auto was = doctor::standing_from(read_file(asked.before).value_or(""));
    if (!was)
        throw Error(asked.before + ": not what \"accanto update before\" prints", 0);
    const SystemClock clock;
    const doctor::Standing is = doctor::standing(doctor::surroundings(settings, clock));
    const std::string worse = doctor::what_is_worse(*was, is);
    if (worse.empty() && asked.at_end && doctor::hub_is_missing(*was, is)) {
        fmt::print("the hub was reached before and is not reached now\n");
        return later;
    }
    fmt::print("{}\n", worse.empty() ? "as well as before" : worse);
    return worse.empty() ? 0 : 1;
}

CLI::App* add(CLI::App& update, const std::shared_ptr<Asked>& asked, const std::string& name,
              const std::string& help, std::function<int(const Settings&)> work) {
    CLI::App* command = update.add_subcommand(name, help);
    add_settings_options(*command, asked->given);
    command->callback([asked, work = std::move(work)] {
        int code = 1;
        try {
            code = work(settings_of(asked->given).settings);
        } catch (const std::exception& e) {
            fmt::print(stderr, "accanto update: {}\n", e.what());
        }
        if (code != 0)
            throw CLI::RuntimeError(code);
    });
    return command;
}

} // namespace

void add_update_command(CLI::App& app) {
    CLI::App* update = app.add_subcommand(
        "update", "What /usr/libexec/accanto/update asks of this kiosk when a newer version comes");
    update->require_subcommand(1);
    const auto asked = std::make_shared<Asked>();
    add(*update, asked, "may-install", "Is nobody here, and the point closed for an hour or more?",
        may_install);
    add(*update, asked, "point", "Print the point's id", [](const Settings& settings) {
        fmt::print("{}\n", settings.point.id);
        return 0;
    });
    add(*update, asked, "try-store", "Try this version on a copy of the store", try_store);
    add(*update, asked, "copy-store", "Make a checked copy of the store, to go back to", copy_store);
    add(*update, asked, "take-store-back",
        "After going back to this version: a store of a newer one is replaced by its last copy of this one, "
        "and what happened since is brought over",
        take_store_back);
    add(*update, asked, "before", "Print how the kiosk is, for \"compare\"", before);
    CLI::App* now = add(*update, asked, "compare", "Does all work that worked before?",
                        [asked](const Settings& settings) { return compare(settings, *asked); });
    now->add_option("file", asked->before, "What \"before\" printed")->required()->check(CLI::ExistingFile);
    now->add_flag(
        "--end", asked->at_end,
        "The hub must have been reached too, where it was before: later where only that is missing");
    update->footer("Run it as the user the programs run as. Ends with 0 for yes, 3 for later, 1 for no.");
}

} // namespace accanto::tool

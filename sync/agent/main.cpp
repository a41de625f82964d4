// accanto-sync: brings what happened to the hub. No screen.
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/provisioned.h"
#include "sync/agent/host_link.h"
#include "sync/agent/identity.h"
#include "sync/agent/service.h"
#include "sync/agent/stick.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace {

using namespace accanto;
using namespace accanto::agent;

struct Options {
    std::string settings, state, hub, code, fingerprint, stick;
    int patience_s = 0;
    bool json = false;
};

Settings settings_of(const Options& options) {
    std::filesystem::path file = options.settings.empty() ? default_settings_file() : std::filesystem::path(options.settings);
    LoadedSettings loaded = load_settings(file, !options.settings.empty());
    Settings& out = loaded.settings;
    if (!options.state.empty())
        out.state = options.state;
    add_provisioned(loaded);
    for (const SettingsProblem& problem : loaded.problems)
        spdlog::warn("{}", problem.text());
    if (!options.hub.empty())
        out.sync.hub = options.hub;
    out.content.key = content_key_file(out, file);
    return out;
}

int enrol_here(const Options& options, const Settings& settings, const Clock& clock) {
    auto hub = parse_hub_address(settings.sync.hub);
    if (!hub)
        throw Error(fmt::format("--hub \"{}\": allowed is https://hub.example.org, without a path", settings.sync.hub), EINVAL);
    const Enrolled enrolled = enrol_kiosk(settings.state, *hub, options.code, options.fingerprint, clock);
    const EnrolResult& result = enrolled.result;
    if (!result.identity)
        throw Error(result.refusal, 0);
    if (enrolled.in_new_life)
        fmt::print("a new life of this kiosk begins; {} events that were not sent go on in it\n", *enrolled.in_new_life);
    if (!result.identity->replaces.empty())
        fmt::print("it takes the place of kiosk {}, which the hub believes nothing any more; today's numbers begin at 501\n", result.identity->replaces);
    fmt::print("enrolled at {} as {} of point {}\nthe hub's key is {}\n", hub->url(), result.identity->kiosk, result.identity->point,
               result.identity->hub_key.fingerprint());
    return 0;
}

Ending everything_once(const Settings& settings, const Clock& clock, int patience_s) {
    const std::string apart = settings.has_host() ? meet_host(settings, clock, patience_s) : "";
    if (!apart.empty())
        spdlog::warn("the kiosk with the desk does not hear this one: {}", apart);
    const Ending ending = drain(settings, clock, patience_s);
    return ending == Ending::drained && !apart.empty() ? Ending::hub_away : ending;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("Brings what happened at a kiosk to its hub, and keeps the kiosks of one point together");
    app.require_subcommand(1);
    app.set_version_flag("--version", ACCANTO_VERSION);
    Options options;
    auto common = [&](CLI::App* command) {
        command->add_option("--settings", options.settings, "The kiosk's settings file (default: /etc/accanto/accanto.toml)");
        command->add_option("--hub", options.hub, "Where the hub is: https://hub.example.org (default: as in the settings)");
        command->add_option("--state", options.state, "Folder of the store (default: as in the settings)");
        return command;
    };
    auto* enrolling = common(app.add_subcommand("enrol", "Enrol this kiosk at a hub, with a one-time code"));
    enrolling->add_option("--code", options.code, "The code that accanto-hub printed")->required();
    enrolling->add_option("--hub-key", options.fingerprint, "What the hub's key must look like: 1a2b-3c4d-5e6f-7081");
    auto* running = common(app.add_subcommand("run", "Keep the hub, and where another kiosk has the desk that one, up to date, for ever"));
    auto* once = common(app.add_subcommand("once", "Send and hear everything now; 0: sent, 2: not enrolled, 3: the hub or the kiosk with the desk is away, 4: stopped"));
    once->add_option("--wait-s", options.patience_s, "Keep trying so long while the hub is away")->capture_default_str();
    auto* telling = common(app.add_subcommand("status", "Tell how things stand"));
    telling->add_flag("--json", options.json, "For programs");
    auto* writing = common(app.add_subcommand("export", "Write everything that waits onto a stick, for the hub; it also stays here until the hub's answers come back"));
    writing->add_option("FOLDER", options.stick, "A folder of the stick")->required();
    auto* reading = common(app.add_subcommand("import", "Take what came on a stick: another kiosk's file is carried to the hub, the hub's answers to this kiosk's own file are believed"));
    reading->add_option("FILE", options.stick, "What export wrote (.outbox), or the answers to it (.answers)")->required();
    auto* turning = common(app.add_subcommand("rotate-key", "Sign with a new key from now on; it happens by itself once a year. A program that runs goes on with it"));
    CLI11_PARSE(app, argc, argv);

    try {
        start_log("accanto-sync");
        SystemClock clock;
        Settings settings = settings_of(options);
        if (enrolling->parsed())
            return enrol_here(options, settings, clock);
        if (once->parsed())
            return int(everything_once(settings, clock, options.patience_s));
        if (telling->parsed())
            return int(status(settings, clock, options.json));
        if (turning->parsed())
            return int(rotate_key(settings, clock));
        if (writing->parsed())
            return export_stick(settings, clock, options.stick);
        if (reading->parsed())
            return import_stick(settings, clock, options.stick);
        if (running->parsed()) {
            block_signals();
            run(settings, clock);
        }
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "accanto-sync: {}\n", e.what());
        return 1;
    }
}

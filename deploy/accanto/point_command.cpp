#include "deploy/accanto/point_command.h"

#include "content/base/point_key.h"
#include "deploy/accanto/given_settings.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace accanto::tool {

namespace {

// What to write where, with this kiosk's own values: nobody has to look a name up.
void show_key(const Settings& settings) {
    const PublicKey key = point_key(settings).public_key();
    fmt::print("{}\n", key.text());
    fmt::print(stderr, "This is the key of kiosk {} ({}).\n", settings.kiosk.letter, key.fingerprint());
    if (!settings.has_host())
        fmt::print(stderr,
                   "{} the settings of each other kiosk of the point:\n"
                   "  [host]\n  address = \"http://ADDRESS-OF-THIS-KIOSK:{}\"\n  key = \"{}\"\n",
                   settings.guests.empty() ? "If the mentors' desk is here, in" : "In", settings.desk.port,
                   key.text());
    if (!settings.guests.empty())
        return;
    if (settings.has_host())
        fmt::print(stderr, "On the kiosk with the desk ({}), in its settings:\n", settings.host.address);
    else
        fmt::print(stderr, "If it is at another kiosk, in the settings of that one:\n");
    fmt::print(stderr, "  [guests]\n  {} = \"{}\"\n", settings.kiosk.letter, key.text());
}

} // namespace

void add_point_command(CLI::App& app) {
    CLI::App* point = app.add_subcommand("point", "Several kiosks at one point");
    point->require_subcommand(1);
    CLI::App* key = point->add_subcommand(
        "key", "Print this kiosk's public key, and where it is written on the other kiosk");
    const auto given = std::make_shared<GivenSettings>();
    add_settings_options(*key, *given);
    key->footer("The key is made when it is first asked for, in the state folder (sync/point.key): run this "
                "as the user the "
                "programs run as.");
    key->callback([given] {
        try {
            show_key(settings_of(*given).settings);
        } catch (const std::exception& error) {
            fmt::print(stderr, "{}\n", error.what());
            throw CLI::RuntimeError(1);
        }
    });
}

} // namespace accanto::tool

#include "deploy/accanto/technician_command.h"

#include "deploy/accanto/given_settings.h"
#include "deploy/accanto/unseen.h"
#include "kiosk/point/technician.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <unistd.h>

#include <functional>
#include <memory>
#include <stdexcept>

namespace accanto::tool {

namespace {

void set_pin(store::Store& store) {
    const std::string pin = ask_unseen("PIN of this kiosk's technicians (6 to 12 digits)");
    if (isatty(STDIN_FILENO) != 0 && ask_unseen("The same PIN again") != pin)
        throw std::invalid_argument("the two PINs are not the same");
    point::set_technician_pin(store, pin);
    fmt::print("set. On the screen nobody uses: five touches on the picture at the upper left, the last one held for a second\n");
}

void unlock(store::Store& store) {
    point::unlock_technician(store);
    fmt::print("the PIN can be tried again\n");
}

void add(CLI::App& technician, const char* verb, const char* what, const std::function<void(store::Store&)>& work) {
    CLI::App* command = technician.add_subcommand(verb, what);
    const auto given = std::make_shared<GivenSettings>();
    add_settings_options(*command, *given);
    command->callback([given, work] {
        try {
            const SystemClock clock;
            work(*store::Store::open(settings_of(*given).settings.state, clock));
        } catch (const std::exception& error) {
            fmt::print(stderr, "{}\n", error.what());
            throw CLI::RuntimeError(1);
        }
    });
}

} // namespace

void add_technician_command(CLI::App& app) {
    CLI::App* technician = app.add_subcommand("technician", "Who may open the technician's screen of this kiosk");
    technician->require_subcommand(1);
    technician->footer("Run it as the user the programs run as: sudo -u accanto accanto technician pin.\n"
                       "Far from a keyboard: accanto-hub recover-pin.");
    add(*technician, "pin", "Set the PIN; asks for it", set_pin);
    add(*technician, "unlock", "End the lock after wrong PINs", unlock);
}

} // namespace accanto::tool

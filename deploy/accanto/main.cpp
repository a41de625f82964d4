// accanto: one command for technicians and authors. Each group of subcommands is a file beside this one.

#include "deploy/accanto/contacts_command.h"
#include "deploy/accanto/content_command.h"
#include "deploy/accanto/doctor_command.h"
#include "deploy/accanto/export_command.h"
#include "deploy/accanto/fleet_command.h"
#include "deploy/accanto/mentor_command.h"
#include "deploy/accanto/point_command.h"
#include "deploy/accanto/provision_command.h"
#include "deploy/accanto/schedule_command.h"
#include "deploy/accanto/settings_command.h"
#include "deploy/accanto/skills_command.h"
#include "deploy/accanto/sync_command.h"
#include "deploy/accanto/technician_command.h"
#include "deploy/accanto/update_command.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    CLI::App app("accanto: look after the content and the machines of a digital-assistance point.",
                 "accanto");
    app.set_version_flag("--version", ACCANTO_VERSION);
    app.set_help_all_flag("--help-all", "Show the help of every command");
    app.require_subcommand(1);
    app.footer("Ends with 0 when all is well, 1 when something has to be mended, 2 when the command was not "
               "understood.");

    accanto::tool::add_contacts_command(app);
    accanto::tool::add_content_command(app);
    accanto::tool::add_doctor_command(app);
    accanto::tool::add_export_command(app);
    accanto::tool::add_fleet_command(app);
    accanto::tool::add_mentor_command(app);
    accanto::tool::add_point_command(app);
    accanto::tool::add_provision_command(app);
    accanto::tool::add_schedule_command(app);
    accanto::tool::add_settings_command(app);
    accanto::tool::add_skills_command(app);
    accanto::tool::add_sync_command(app);
    accanto::tool::add_technician_command(app);
    accanto::tool::add_update_command(app);

    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& shown) {
        return app.exit(shown);
    } catch (const CLI::RuntimeError& ended) {
        return ended.get_exit_code(); // the command has said what it had to say
    } catch (const CLI::ParseError& wrong) {
        app.exit(wrong);
        return 2;
    } catch (const std::exception& failed) {
        std::fprintf(stderr, "accanto: %s\n", failed.what());
        return 1;
    }
    return 0;
}

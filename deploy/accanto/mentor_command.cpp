#include "deploy/accanto/mentor_command.h"

#include "deploy/accanto/given_settings.h"
#include "deploy/accanto/unseen.h"
#include "kiosk/point/mentor_care.h"
#include "kiosk/point/people.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <unistd.h>

#include <functional>
#include <memory>
#include <stdexcept>

namespace accanto::tool {

namespace {

struct Asked {
    GivenSettings given;
    std::string name;
};

std::string read_pin() {
    const std::string pin = ask_unseen("PIN (6 to 12 digits)");
    if (isatty(STDIN_FILENO) != 0 && ask_unseen("The same PIN again") != pin)
        throw std::invalid_argument("the two PINs are not the same");
    return pin;
}

void with_store(const Asked& asked, const std::function<void(store::Store&)>& work) {
    try {
        const SystemClock clock;
        const auto store = store::Store::open(settings_of(asked.given).settings.state, clock);
        work(*store);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        throw CLI::RuntimeError(1);
    }
}

std::string credential_words(const point::Credential& credential) {
    if (credential.kind.empty())
        return "";
    const std::string by = credential.framework.empty() ? "" : ", " + credential.framework;
    return fmt::format("  ({} since {}{})", credential.kind == "certified" ? "certified" : "in training", credential.since, by);
}

void list(store::Store& store) {
    const auto all = point::mentors(store);
    if (all.empty())
        fmt::print("no mentor yet: accanto mentor add NAME\n");
    for (const point::Mentor& mentor : all)
        fmt::print("{}{}{}\n", mentor.name, credential_words(mentor.credential),
                   point::is_barred(store, mentor.id) ? "  (locked)"
                   : mentor.locked                    ? "  (locked for a quarter of an hour: wrong PINs)"
                                                      : "");
}

void add(CLI::App& mentor, const char* verb, const char* what, bool named,
         const std::shared_ptr<Asked>& asked, const std::function<void(store::Store&, const Asked&)>& work) {
    CLI::App* command = mentor.add_subcommand(verb, what);
    if (named)
        command->add_option("name", asked->name, "The mentor's name, as the desk shows it")->required();
    add_settings_options(*command, asked->given);
    command->callback(
        [asked, work] { with_store(*asked, [&](store::Store& store) { work(store, *asked); }); });
}

} // namespace

void add_mentor_command(CLI::App& app) {
    CLI::App* mentor = app.add_subcommand("mentor", "Who may sign in at the desk");
    mentor->require_subcommand(1);
    const auto asked = std::make_shared<Asked>();
    add(*mentor, "add", "Add a mentor; asks for the PIN", true, asked,
        [](store::Store& store, const Asked& a) {
            fmt::print("{} can sign in now\n", point::add_mentor(store, a.name, read_pin()).name);
        });
    add(*mentor, "list", "List the mentors", false, asked,
        [](store::Store& store, const Asked&) { list(store); });
    add(*mentor, "lock", "Let a mentor sign in no more", true, asked,
        [](store::Store& store, const Asked& a) {
            point::bar_mentor(store, a.name);
            fmt::print("{} is locked\n", a.name);
        });
    add(*mentor, "unlock", "End a lock, also the one after wrong PINs", true, asked,
        [](store::Store& store, const Asked& a) {
            point::unlock_mentor(store, a.name);
            fmt::print("{} can sign in again\n", a.name);
        });
    add(*mentor, "pin", "Give a mentor a new PIN; asks for it", true, asked,
        [](store::Store& store, const Asked& a) {
            point::change_pin(store, a.name, read_pin());
            fmt::print("{} has a new PIN\n", a.name);
        });
}

} // namespace accanto::tool

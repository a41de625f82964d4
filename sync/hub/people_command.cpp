#include "sync/hub/people_command.h"

#include "content/base/clock.h"
#include "sync/hub/accounts.h"
#include "sync/hub/local_hub.h"
#include "sync/hub/store.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace accanto::hub {

namespace {

using nlohmann::json;

struct PeopleWish {
    std::string data = "/var/lib/accanto-hub", name, full_name, role = "viewer", organisation, kind;
};
using PeopleAction = std::function<int(const PeopleWish&)>;
using PeopleCommands = std::vector<std::pair<CLI::App*, PeopleAction>>;

json asked_of_hub(const PeopleWish& wish, const char* what) {
    const json asked{{"do", what},        {"name", wish.name}, {"full_name", wish.full_name},
                     {"role", wish.role}, {"kind", wish.kind}, {"organisation", wish.organisation}};
    return json::parse(LocalHub(wish.data).ask("/v1/people", "application/json", asked.dump()));
}

int hand_out_password(const PeopleWish& wish, const char* what) {
    const std::string password = asked_of_hub(wish, what)["password"];
    fmt::print("{}\n", password);
    fmt::print(
        stderr,
        "the first password of {}, shown this once; at the first sign-in another one has to be chosen\n",
        wish.name);
    return 0;
}

PeopleAction act(const char* what, const char* done) {
    return [=](const PeopleWish& wish) {
        asked_of_hub(wish, what);
        fmt::print("{}{}: {}\n", wish.name, wish.name.empty() ? wish.organisation : "", done);
        return 0;
    };
}

// What is not said stays as it is.
int change_person(PeopleWish wish, const CLI::App& command) {
    const auto now = open_store_to_look(wish.data)->people().person(wish.name);
    if (!now)
        throw Error(wish.name + ": there is no such account", ENOENT);
    if (command.count("--full-name") == 0)
        wish.full_name = now->full_name;
    if (command.count("--role") == 0)
        wish.role = to_text(now->role);
    if (command.count("--organisation") == 0)
        wish.organisation = now->organisation;
    return act("change", "changed")(wish);
}

int list_people(const PeopleWish& wish) {
    for (const Person& one : open_store_to_look(wish.data)->people().people())
        fmt::print("{}\t{}\t{}\t{}\t{}\n", one.name, to_text(one.role),
                   one.organisation.empty() ? "-" : one.organisation,
                   !one.active     ? "shut out"
                   : one.temporary ? "has not chosen a password"
                                   : "active",
                   one.full_name.empty() ? "-" : one.full_name);
    return 0;
}

int list_organisations(const PeopleWish& wish) {
    for (const Organisation& one : open_store_to_look(wish.data)->people().organisations())
        fmt::print("{}\t{}\t{}\n", one.id, one.kind, one.name);
    return 0;
}

int print_log(const PeopleWish& wish) {
    const auto store = open_store_to_look(wish.data);
    int64_t last = 0;
    for (;;) {
        const auto entries = store->people().audit(last, 1000);
        for (const AuditEntry& one : entries)
            fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", one.number, rfc3339(one.deed.at_ms), one.deed.who,
                       one.deed.what, one.deed.about, to_hex(one.hash));
        if (entries.empty())
            break;
        last = entries.back().number;
    }
    if (const auto broken = first_broken(store->people())) {
        fmt::print(stderr, "entry {} does not follow from those before it: somebody altered the log\n",
                   *broken);
        return 1;
    }
    fmt::print(stderr, "the log is whole: {} entries\n", last);
    return 0;
}

CLI::App* with_data(CLI::App* command, PeopleWish& wish) {
    command->add_option("--data", wish.data, "Folder of the hub; it may be running")->capture_default_str();
    return command;
}

CLI::App* with_name(CLI::App* command, PeopleWish& wish) {
    command->add_option("name", wish.name, "The name to sign in with")->required();
    return with_data(command, wish);
}

CLI::App* with_details(CLI::App* command, PeopleWish& wish) {
    command->add_option("--full-name", wish.full_name, "First and last name");
    command->add_option("--role", wish.role, "viewer, coordinator, technician, publisher or administrator");
    command->add_option("--organisation", wish.organisation,
                        "Its code: only its points are seen (default: the whole network)");
    return with_name(command, wish);
}

void add_people(CLI::App& parent, PeopleWish& wish, PeopleCommands& commands) {
    CLI::App* people = parent.add_subcommand("people", "Who may sign in at the hub's pages, and what for");
    people->require_subcommand(1);
    people->footer("A viewer looks at figures; a coordinator also takes every record as a file; a technician "
                   "sets up kiosks; a publisher brings\n"
                   "content to them; an administrator does everything. Whoever has the hub's key "
                   "(admin.token) is an administrator too.");
    commands.emplace_back(
        with_details(people->add_subcommand("add", "Add a person, and print the first password"), wish),
        [](const PeopleWish& asked) { return hand_out_password(asked, "add"); });
    CLI::App* changing =
        with_details(people->add_subcommand("change", "Change a person's role, organisation or name"), wish);
    commands.emplace_back(changing,
                          [changing](const PeopleWish& asked) { return change_person(asked, *changing); });
    commands.emplace_back(
        with_name(people->add_subcommand("password",
                                         "Make a new first password, also for somebody who was shut out"),
                  wish),
        [](const PeopleWish& asked) { return hand_out_password(asked, "password"); });
    commands.emplace_back(
        with_name(people->add_subcommand("shut-out", "Let somebody sign in no more, from this moment"), wish),
        act("shut_out", "shut out"));
    commands.emplace_back(
        with_data(
            people->add_subcommand("list", "Print each person: name, role, organisation, state, full name"),
            wish),
        list_people);
}

void add_organisations(CLI::App& parent, PeopleWish& wish, PeopleCommands& commands) {
    CLI::App* organisations = parent.add_subcommand(
        "organisations", "Organisations of the network, whose people see their own points alone");
    organisations->require_subcommand(1);
    CLI::App* adding = with_data(
        organisations->add_subcommand("add", "Add an organisation, or change its name and kind"), wish);
    adding
        ->add_option("code", wish.organisation,
                     "As its points name it in their settings (point.organisation)")
        ->required();
    adding->add_option("--name", wish.full_name, "Its name");
    adding->add_option("--kind", wish.kind, "public, private, third_sector or university")->required();
    commands.emplace_back(adding, act("organisation", "saved"));
    CLI::App* removing = with_data(
        organisations->add_subcommand("remove", "Remove an organisation to which nobody belongs"), wish);
    removing->add_option("code", wish.organisation, "Its code")->required();
    commands.emplace_back(removing, act("remove_organisation", "removed"));
    commands.emplace_back(
        with_data(organisations->add_subcommand("list", "Print each organisation: code, kind, name"), wish),
        list_organisations);
}

} // namespace

std::function<std::optional<int>()> add_people_commands(CLI::App& parent) {
    auto wish = std::make_shared<PeopleWish>();
    PeopleCommands commands;
    add_people(parent, *wish, commands);
    add_organisations(parent, *wish, commands);
    CLI::App* log = with_data(
        parent.add_subcommand(
            "audit", "Print what was done at the hub and by whom, and check that nothing was altered"),
        *wish);
    log->footer("Each line ends with its hash, which holds all lines before it: keep one elsewhere, and "
                "nobody can alter what stands above it unseen.\n"
                "The status is 1 when the log does not hold.");
    commands.emplace_back(log, print_log);
    return [commands, wish]() -> std::optional<int> {
        for (const auto& command : commands)
            if (command.first->parsed())
                return command.second(*wish);
        return std::nullopt;
    };
}

} // namespace accanto::hub

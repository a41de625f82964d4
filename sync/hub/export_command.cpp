#include "sync/hub/export_command.h"

#include "content/base/clock.h"
#include "content/base/keys.h"
#include "sync/hub/deeds.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/exports.h"
#include "sync/hub/store.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace accanto::hub {

namespace {

using content::Column;
using content::Profile;

struct Wish {
    std::string data = "/var/lib/accanto-hub", profile;
    ExportRequest request;
};

void print_line(const char* what, const std::vector<std::string>& names) {
    if (!names.empty())
        fmt::print("{}: {}\n", what, fmt::join(names, ", "));
}

void print_empty(const Profile& profile, const ExportReport& report) {
    std::vector<std::string> always, sometimes, later;
    for (size_t i = 0; i < profile.columns.size(); ++i) {
        const Column& column = profile.columns[i];
        if (report.empty[i] == 0)
            continue;
        if (report.empty[i] == report.rows)
            always.push_back(column.name);
        else
            sometimes.push_back(fmt::format("{} ({})", column.name, report.empty[i]));
        if (column.empty == Column::Empty::later)
            later.push_back(column.name);
    }
    print_line("left empty in every row", always);
    print_line("left empty in some rows", sometimes);
    print_line("to be filled in by the mentor before uploading", later);
}

int run(const Wish& wish) {
    const Profile profile = content::profile_named(wish.profile);
    std::string hub;
    if (profile.format == Profile::Format::xapi)
        hub = SecretKey::load(std::filesystem::path(wish.data) / "hub.key").public_key().fingerprint();
    const auto storage = open_store_to_look(wish.data);
    if (days_after(wish.request.from, 0) && days_after(wish.request.to, 0)) // else nothing is exported
        tell_log(wish.data, "records.exported",
                 fmt::format("{}-{} {} {}{}", profile.id, profile.version, wish.request.from, wish.request.to,
                             is_point_id(wish.request.point) ? " " + wish.request.point : ""));
    const ExportReport report = export_records(*storage, profile, wish.request, hub);
    const char* unit = profile.format == Profile::Format::xapi ? "statements" : "services";
    fmt::print("{} {}: {} from {} to {}: {}\n", profile.id, profile.version, unit, wish.request.from,
               wish.request.to, report.rows > 0 ? std::to_string(report.rows) : "none; nothing was written");
    if (report.rows == 0)
        return 0;
    for (const std::filesystem::path& file : report.files)
        fmt::print("  {}\n", file.string());
    print_empty(profile, report);
    if (report.shortened > 0)
        fmt::print("shortened to what a column takes: {} texts\n", report.shortened);
    if (report.hidden > 0)
        fmt::print("what is known of the person was hidden in {} rows, where fewer than {} share it\n",
                   report.hidden, profile.small_cells.under);
    return 0;
}

} // namespace

std::function<std::optional<int>()> add_export_command(CLI::App& app) {
    auto wish = std::make_shared<Wish>();
    CLI::App* command = app.add_subcommand(
        "export", "Write what was done into files: the Italian bulk CSV, open data, xAPI statements");
    command->footer(
        "Profiles are files of content/records: it-facilita, open-data, xapi. The hub's log tells that it was done. What a profile needs and a "
        "kiosk does not know\n"
        "stays empty, and is named at the end. Check a file with: accanto export check --profile NAME FILE");
    command
        ->add_option("--profile", wish->profile,
                     "How to tell it: it-facilita, open-data or xapi (the newest version), or it-facilita-1")
        ->required();
    command
        ->add_option("--from", wish->request.from,
                     "First day, such as 2026-11-01, by the calendar of each point")
        ->required();
    command->add_option("--to", wish->request.to, "Last day, itself included")->required();
    command
        ->add_option("--out", wish->request.out,
                     "A file that is not there yet, or a folder for numbered files of as many rows as the "
                     "profile allows")
        ->required();
    command->add_option("--point", wish->request.point, "This point alone");
    command->add_option("--data", wish->data, "Folder of the hub")->capture_default_str();
    return [command, wish] { return command->parsed() ? std::optional(run(*wish)) : std::nullopt; };
}

} // namespace accanto::hub

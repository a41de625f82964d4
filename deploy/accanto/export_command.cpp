#include "deploy/accanto/export_command.h"

#include "content/base/error.h"
#include "content/library/exports/csv.h"
#include "content/library/exports/csv_check.h"
#include "content/library/exports/row_files.h"
#include "content/library/exports/xapi.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <cstring>
#include <fstream>
#include <memory>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;
using content::CheckedCsv;
using content::Profile;
using content::Refusal;

struct Wish {
    std::string profile, file, split;
    bool as_json = false, complete = false;
};

std::ifstream opened(const std::string& file) {
    if (!fs::exists(file))
        throw Error(file + ": there is no such file", ENOENT);
    if (fs::is_directory(file))
        throw Error(file + ": that is a folder; name one file", EISDIR);
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw Error(fmt::format("{}: cannot be read: {}", file, strerror(errno)), errno);
    return in;
}

CheckedCsv check_statements(std::istream& in, const Profile& profile,
                            const std::function<void(const Refusal&)>& tell) {
    CheckedCsv out;
    std::string line;
    for (int64_t number = 1; std::getline(in, line); ++number) {
        if (line.empty())
            continue;
        ++out.rows;
        const auto faults = content::faults_of_statement(line, profile);
        for (const std::string& why : faults)
            tell({number, out.rows, "", "statement", why});
        out.refused_rows += !faults.empty();
    }
    if (out.rows == 0)
        tell({0, 0, "", "empty", "there are no statements in it"});
    out.refused = out.rows == 0 || out.refused_rows > 0;
    return out;
}

// The rows as they stand, byte for byte, each file with the header.
std::vector<fs::path> split(const Wish& wish, const Profile& profile) {
    const fs::path folder = wish.split;
    if (!fs::is_directory(folder))
        throw Error(folder.string() + ": there is no such folder; make it first", ENOENT);
    std::ifstream in = opened(wish.file);
    content::CsvReader reader(in, profile.separator);
    content::CsvRow row;
    ACCANTO_ASSERT(reader.next(row));
    content::RowFiles files(
        {folder / fs::path(wish.file).filename(), true, profile.rows_per_file, row.raw + "\r\n"});
    while (reader.next(row))
        files.add(row.raw + "\r\n");
    return files.finish();
}

std::string where(const std::string& file, const Refusal& refusal) {
    std::string out = refusal.line > 0 ? fmt::format("{}:{}: ", file, refusal.line) : file + ": ";
    if (refusal.row > 0)
        out += fmt::format("row {}{}: ", refusal.row, refusal.column.empty() ? "" : ", " + refusal.column);
    return out;
}

void print_text(const Wish& wish, const Profile& profile, const CheckedCsv& checked,
                const std::vector<fs::path>& files) {
    std::vector<std::string> later;
    for (size_t i = 0; i < checked.later.size(); ++i)
        if (checked.later[i] > 0)
            later.push_back(fmt::format("{} ({})", profile.columns[i].name, checked.later[i]));
    if (!checked.whole)
        fmt::print("{}: the whole file would be refused by {} {}\n", wish.file, profile.id, profile.version);
    else
        fmt::print("{}: {} of {} rows would be refused by {} {}\n", wish.file, checked.refused_rows,
                   checked.rows, profile.id, profile.version);
    if (!later.empty() && !wish.complete)
        fmt::print("to be filled in by the mentor before uploading (empty rows): {}\n",
                   fmt::join(later, ", "));
    for (const fs::path& file : files)
        fmt::print("written: {}\n", file.string());
    if (!wish.split.empty() && checked.whole && files.empty())
        fmt::print("not split: all rows fit into one file\n");
}

nlohmann::ordered_json as_json(const Refusal& refusal) {
    nlohmann::ordered_json out;
    out["line"] = refusal.line;
    out["row"] = refusal.row;
    out["column"] = refusal.column;
    out["rule"] = refusal.rule;
    out["why"] = refusal.why;
    return out;
}

void print_json(const Wish& wish, const Profile& profile, const CheckedCsv& checked,
                const nlohmann::ordered_json& refusals, const std::vector<fs::path>& files) {
    nlohmann::ordered_json out;
    out["file"] = wish.file;
    out["profile"] = profile.id;
    out["version"] = profile.version;
    out["accepted"] = !checked.refused;
    out["rows"] = checked.rows;
    out["refused_rows"] = checked.refused_rows;
    out["refusals"] = refusals;
    out["later"] = nlohmann::ordered_json::object();
    for (size_t i = 0; i < checked.later.size(); ++i)
        if (checked.later[i] > 0)
            out["later"][profile.columns[i].name] = checked.later[i];
    out["files"] = nlohmann::ordered_json::array();
    for (const fs::path& file : files)
        out["files"].push_back(file.string());
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void check(const Wish& wish) {
    const Profile profile = content::profile_named(wish.profile);
    const bool csv = profile.format == Profile::Format::csv;
    if (!wish.split.empty() && (!csv || profile.rows_per_file == 0))
        throw Error(fmt::format("--split: a file of {} may have any number of rows", profile.id), EINVAL);
    std::ifstream in = opened(wish.file);
    auto refusals = nlohmann::ordered_json::array();
    auto tell = [&](const Refusal& refusal) {
        if (wish.as_json)
            refusals.push_back(as_json(refusal));
        else
            fmt::print("{}{}\n", where(wish.file, refusal), refusal.why);
    };
    const CheckedCsv checked =
        csv ? content::check_csv(in, profile, {wish.complete, !wish.split.empty()}, tell)
            : check_statements(in, profile, tell);
    if (in.bad())
        throw Error(fmt::format("{}: cannot be read: {}", wish.file, strerror(errno)), errno);
    std::vector<fs::path> files;
    if (!wish.split.empty() && checked.whole && checked.rows > profile.rows_per_file)
        files = split(wish, profile);
    if (wish.as_json)
        print_json(wish, profile, checked, refusals, files);
    else
        print_text(wish, profile, checked, files);
    if (checked.refused)
        throw CLI::RuntimeError(1);
}

} // namespace

void add_export_command(CLI::App& app) {
    CLI::App* group =
        app.add_subcommand("export", "Files for others: the Italian bulk CSV, open data, xAPI statements");
    group->require_subcommand(1);
    CLI::App* command = group->add_subcommand(
        "check", "Read a file as its importer would: each row and column that it would refuse, and why");
    command->footer("Ends with 0 when everything would be accepted, 1 when something would be refused or the "
                    "file cannot be read.");
    auto wish = std::make_shared<Wish>();
    command
        ->add_option("--profile", wish->profile,
                     "Whose rules: it-facilita, open-data or xapi (the newest version), or it-facilita-1")
        ->required();
    command->add_option("FILE", wish->file, "The file to check")->required();
    command->add_flag("--complete", wish->complete,
                      "The file is about to be uploaded: what is left to the mentor must be filled in too");
    command->add_option("--split", wish->split,
                        "A folder for numbered files, where there are more rows than one may have");
    command->add_flag("--json", wish->as_json, "Print the result as JSON");
    command->callback([wish] { check(*wish); });
}

} // namespace accanto::tool

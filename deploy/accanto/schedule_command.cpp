#include "deploy/accanto/schedule_command.h"

#include "content/library/schedule_file.h"
#include "deploy/accanto/given_settings.h"
#include "kiosk/point/schedule.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace accanto::tool {

namespace {

struct Asked {
    GivenSettings given;
    std::string file;
};

std::string counted(size_t count, const char* one, const char* more) {
    return fmt::format("{} {}", count, count == 1 ? one : more);
}

std::string contents(const Schedule& schedule) {
    return fmt::format("{}, {}, {}",
                       counted(schedule.slots.size(), "time with a mentor", "times with a mentor"),
                       counted(schedule.courses.size(), "course", "courses"),
                       counted(schedule.places.size(), "place", "places"));
}

// Says what is wrong and ends, or gives the schedule.
Schedule read_or_end(const std::filesystem::path& file) {
    std::vector<content::Problem> problems;
    Schedule schedule = content::read_schedule(file, problems);
    for (const content::Problem& p : problems)
        fmt::print(stderr, "{}:{}: {}: {}\n", p.file, p.line, p.rule, p.message);
    if (!problems.empty()) {
        fmt::print(stderr, "{} in {}\n", counted(problems.size(), "problem", "problems"), file.string());
        throw CLI::RuntimeError(1);
    }
    return schedule;
}

void check(const Asked& asked) {
    const Schedule schedule = read_or_end(asked.file);
    fmt::print("{}: all is well (point {}, kiosk {}: {})\n", asked.file, schedule.point, schedule.kiosk,
               contents(schedule));
}

void import(const Asked& asked) {
    const Settings settings = settings_of(asked.given).settings;
    const std::filesystem::path file =
        asked.file.empty() ? settings.state / "schedule.toml" : std::filesystem::path(asked.file);
    const Schedule schedule = read_or_end(file);
    try {
        const SystemClock clock;
        const auto store = store::Store::open(settings.state, clock);
        const point::Imported done = point::import_schedule(*store, settings, schedule);
        fmt::print("{}: taken into use: {}\n", file.string(), contents(schedule));
        if (done.promoted > 0)
            fmt::print("{} from a waiting list\n",
                       counted(size_t(done.promoted), "person has a seat now", "people have a seat now"));
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}: {}\n", file.string(), error.what());
        throw CLI::RuntimeError(1);
    }
}

} // namespace

void add_schedule_command(CLI::App& app) {
    CLI::App* schedule = app.add_subcommand("schedule", "The times, courses and places that a kiosk offers");
    schedule->require_subcommand(1);
    const auto asked = std::make_shared<Asked>();

    CLI::App* checks = schedule->add_subcommand("check", "Say what is wrong with a schedule");
    checks->add_option("file", asked->file, "The file")->required();
    checks->callback([asked] { check(*asked); });

    CLI::App* imports = schedule->add_subcommand(
        "import", "Check a schedule and take it into use; what was promised stays promised");
    imports->add_option("file", asked->file, "The file; without it schedule.toml in the state folder");
    add_settings_options(*imports, asked->given);
    imports->callback([asked] { import(*asked); });
}

} // namespace accanto::tool

#include "sync/hub/demo_command.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/hub/demo/fill.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <memory>

namespace accanto::hub {

namespace {

using Steady = std::chrono::steady_clock;

std::atomic<bool> stopped = false;

struct Wish {
    std::string data;
    demo::DemoOptions options;
};

void tell(const demo::Progress& progress, Steady::time_point began) {
    const double gone = std::chrono::duration<double>(Steady::now() - began).count();
    fmt::print(stderr, "\r{} of {} points, {} events, {:.0f} a second, about {:.0f} s left   ",
               progress.points, progress.of_points, progress.events, double(progress.events) / gone,
               gone / progress.points * (progress.of_points - progress.points));
}

int run(Wish wish) {
    if (wish.options.until.empty())
        wish.options.until = *days_after(local_date(SystemClock().wall_ms(), "Europe/Rome"), -1);
    if (!days_after(wish.options.until, 0))
        throw Error(fmt::format("--until {}: no day; write it as 2026-11-23", wish.options.until), EINVAL);
    struct sigaction action {};
    action.sa_handler = [](int) { stopped = true; };
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    const auto began = Steady::now();
    const auto filled = demo::fill(wish.data, data_dir() / "content", wish.options, stopped,
                                   [&](const demo::Progress& progress) { tell(progress, began); });
    fmt::print(stderr, "\n");
    if (!filled) {
        fmt::print(stderr, "accanto-hub: stopped; what was made so far is removed\n");
        return 130;
    }
    const double gone = std::chrono::duration<double>(Steady::now() - began).count();
    fmt::print("{} points with {} kiosks, {} days until {}: {} events in {:.0f} s, {} MB\n",
               wish.options.points, filled->kiosks, wish.options.days, wish.options.until, filled->events,
               gone, std::filesystem::file_size(std::filesystem::path(wish.data) / "hub.db") / 1'000'000);
    fmt::print("look at it: accanto-hub serve --data {} --zone Europe/Rome --now {}\n", wish.data,
               filled->now);
    return 0;
}

} // namespace

std::function<std::optional<int>()> add_demo_command(CLI::App& app) {
    auto wish = std::make_shared<Wish>();
    CLI::App* command = app.add_subcommand(
        "demo",
        "Fill a new hub with an invented network: for a look at the pages, for tests and measurements");
    command->footer("Everything in it is made up, and the same for the same numbers and --seed. Nothing but "
                    "a new or empty folder is touched; stopped\n"
                    "by Ctrl-C it leaves nothing behind. A full year of 231 points is some 20 million events "
                    "and some 20 GB.");
    command->add_option("--data,--state", wish->data, "Folder of the hub to be, new or empty")->required();
    command->add_option("--points", wish->options.points, "How many points")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command->add_option("--days", wish->options.days, "How many days")
        ->capture_default_str()
        ->check(CLI::Range(1, 3660));
    command->add_option("--seed", wish->options.seed, "Another number is another network")
        ->capture_default_str();
    command->add_option("--until", wish->options.until, "The last day (default: yesterday)");
    return [command, wish] { return command->parsed() ? std::optional(run(*wish)) : std::nullopt; };
}

} // namespace accanto::hub

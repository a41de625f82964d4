// accanto-kiosk: reads the settings, builds the App, runs it.
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/provisioned.h"
#include "kiosk/app/acceptance_slip.h"
#include "kiosk/app/app.h"
#include "kiosk/app/player.h"
#include "kiosk/app/safe_screen.h"
#include "kiosk/platform/system.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace {

using namespace accanto;

struct Arguments {
    std::string settings, state, play, shots, semantics, speech_log, size, lesson, language, acceptance;
    int step = 1;
    double pitch_mm = 0;
    bool window = false, software = false, setup = false;
};

app::AppOptions app_options(const Arguments& a) {
    app::AppOptions options;
    std::filesystem::path file = a.settings.empty() ? default_settings_file() : std::filesystem::path(a.settings);
    options.loaded = load_settings(file, !a.settings.empty());
    Settings& settings = options.loaded.settings;
    if (!a.state.empty())
        settings.state = a.state;
    add_provisioned(options.loaded);
    if (a.pitch_mm > 0)
        settings.screen.pitch_mm = a.pitch_mm;
    options.data = data_dir();
    options.window.full_screen = settings.screen.full_screen && !a.window && a.size.empty();
    options.window.turned = settings.screen.turned;
    options.window.software = a.software;
    if (!a.size.empty() && sscanf(a.size.c_str(), "%dx%d", &options.window.width, &options.window.height) != 2)
        throw Error(fmt::format("--size {}: give WIDTHxHEIGHT, such as 1920x1080", a.size), 0);
    options.voice_helper = helper_program("accanto-voice");
    options.print_helper = helper_program("accanto-print");
    options.speech_log = a.speech_log;
    options.keep_frames = !a.shots.empty();
    options.begin_setup = a.setup;
    if (!a.lesson.empty())
        options.preview = app::AppOptions::Preview{a.lesson, a.language, a.step};
    return options;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App cli{"The screen of an Accanto point: tutorials, and tickets for a mentor."};
    Arguments a;
    cli.set_version_flag("--version", ACCANTO_VERSION);
    cli.add_option("--settings", a.settings, "Settings file (default: ACCANTO_SETTINGS, else /etc/accanto/accanto.toml)");
    cli.add_option("--state", a.state, "Folder of the local store (default: from the settings)");
    cli.add_flag("--window", a.window, "In a window instead of the full screen");
    cli.add_option("--size", a.size, "Window of WIDTHxHEIGHT pixels, as of a panel that is not turned (screen.turned)");
    cli.add_option("--pitch", a.pitch_mm, "Millimetres a pixel, as measured")->check(CLI::Range(0.05, 1.0));
    cli.add_flag("--software", a.software, "Draw without the graphics card: the same pixels everywhere");
    cli.add_option("--lesson", a.lesson, "Open at this lesson, and show it anew whenever its files are saved (accanto content preview)");
    cli.add_option("--language", a.language, "Language of --lesson")->needs("--lesson");
    cli.add_option("--step", a.step, "Step of --lesson")->needs("--lesson")->check(CLI::PositiveNumber);
    cli.add_option("--play", a.play, "Play a scripted visit (- reads it line by line from standard input), then end; the exit code says whether it went as written");
    cli.add_option("--shots", a.shots, "Folder for the pictures of a played visit, upright however the panel hangs");
    cli.add_option("--dump-semantics", a.semantics, "Folder for the list of what is on the screen (JSON), one for each shot");
    cli.add_option("--speech-log", a.speech_log, "File that gets a line for everything spoken");
    cli.add_flag("--setup", a.setup, "Begin with setting up where this machine is not yet a kiosk of a point (accanto provision)");
    cli.add_option("--acceptance", a.acceptance, "Draw this acceptance sheet (accanto provision) as a picture beside it, and end");
    CLI11_PARSE(cli, argc, argv);

    start_log("accanto-kiosk");
    platform::keep_private();
    platform::start_no_message_bus();
    platform::use_compose_file(data_dir() / "assets" / "keyboard" / "compose");
    try {
        app::PlayClock clock;
        std::optional<app::Player> player;
        if (!a.play.empty())
            player.emplace(app::PlayOptions{a.play, a.shots, a.semantics});
        const app::AppOptions options = app_options(a);
        if (!a.acceptance.empty()) {
            app::keep_acceptance_picture(options.loaded.settings, options.data, a.acceptance);
            return 0;
        }
        const bool serves = !player && !options.preview;
        if (serves && app::starts_safe(options.loaded.settings))
            return app::run_safe_screen(options.loaded.settings, options.window, clock, true, "the screen failed again and again");
        std::optional<app::App> app;
        try {
            app.emplace(options, clock);
        } catch (const std::exception& e) {
            if (!serves)
                throw;
            // Its words or its fonts cannot be read: starting anew would not mend that.
            spdlog::critical("{}", e.what());
            return app::run_safe_screen(options.loaded.settings, options.window, clock, false, e.what());
        }
        return app->run(player ? &*player : nullptr);
    } catch (const std::exception& e) {
        spdlog::critical("{}", e.what());
        return 1;
    }
}

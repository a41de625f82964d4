// accanto-walk: every screen in every language, drawn without a display, and what the standards say of it.
// Run by `accanto doctor accessibility`.

#include "content/base/file.h"
#include "kiosk/walk/report.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <unistd.h>

namespace {

using namespace accanto;

int report(const walk::Wish& wish, bool json) {
    const std::filesystem::path data = data_dir();
    const walk::World world = walk::read_world(data);
    if (const std::string trouble = walk::trouble_with(wish, world); !trouble.empty()) {
        std::fprintf(stderr, "%s\n", trouble.c_str());
        return 2;
    }
    int told = -1;
    const char* end = isatty(STDERR_FILENO) ? "\r" : "\n";
    const walk::Report made(data, world, wish, [&](int percent) {
        // In a log, ten lines say as much as a hundred.
        const int now = *end == '\r' ? percent : percent / 10 * 10;
        if (now != told)
            std::fprintf(stderr, "%3d %% walked%s", told = now, end);
    });
    std::fprintf(stderr, "%d frames   \n", made.frames());
    std::printf("%s%s", (json ? made.json() : made.text()).c_str(), json ? "\n" : "");
    return made.not_met() == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("Draws every screen in every language, size, orientation and theme, and says clause by "
                 "clause what EN 301 549 asks of it.",
                 "accanto doctor accessibility");
    walk::Wish wish;
    bool json = false;
    app.add_flag("--json", json, "For programs");
    app.add_option("--sample", wish.one_in,
                   "Only one moment in so many, in each language others: 8 takes an eighth of the time")
        ->check(CLI::PositiveNumber);
    app.add_option("--language", wish.languages, "Only these, such as it ar");
    app.add_option("--screen", wish.screens, "Only these, such as home ticket");
    app.footer("The whole takes some minutes; how far it is is told on stderr. \"met\" stands on what was "
               "measured now, or on a test of\n"
               "the house that is named, \"met in part\" says for which part; what only a measuring tape or\n"
               "people can tell says what to do.\n"
               "Ends with 0 when nothing is \"not met\", 1 when something is, 2 when the command was not "
               "understood.");
    try {
        app.parse(argc, argv);
        return report(wish, json);
    } catch (const CLI::Success& shown) {
        return app.exit(shown);
    } catch (const CLI::ParseError& wrong) {
        app.exit(wrong);
        return 2;
    } catch (const std::exception& failed) {
        std::fprintf(stderr, "%s\n", failed.what());
        return 1;
    }
}

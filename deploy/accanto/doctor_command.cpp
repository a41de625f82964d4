#include "deploy/accanto/doctor_command.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "deploy/accanto/accessibility_command.h"
#include "deploy/accanto/given_settings.h"
#include "kiosk/doctor/night.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace accanto::tool {

namespace {

struct Asked {
    GivenSettings given;
    std::string language = "en";
    bool json = false, night = false;
};

// As the programs of a shell tell it: nothing to do, something that does not work, something that should be seen to.
int exit_code(doctor::Light light) { return light == doctor::Light::green ? 0 : light == doctor::Light::red ? 1 : 3; }

void print_plain(const std::vector<doctor::Finding>& findings, const Asked& asked) {
    const auto words = content::Words::load(data_dir() / "content" / "words", asked.language);
    for (const doctor::Finding& one : findings) {
        fmt::print("{:<6} {:<10} {}\n", doctor::to_text(one.light), one.check, doctor::sentence(*words, asked.language, one).text);
        if (!one.detail.empty() && one.light != doctor::Light::green)
            fmt::print("{:<6} {:<10} ({})\n", "", "", one.detail);
    }
}

void print_json(const std::vector<doctor::Finding>& findings, int64_t at_ms) {
    const auto words = content::Words::load(data_dir() / "content" / "words", "en");
    auto list = nlohmann::ordered_json::parse(doctor::to_json(findings));
    for (size_t i = 0; i < findings.size(); ++i)
        list[i]["text"] = doctor::sentence(*words, "en", findings[i]).text;
    const nlohmann::ordered_json out = {{"light", doctor::to_text(doctor::worst(findings))}, {"at", rfc3339(at_ms)}, {"findings", std::move(list)}};
    fmt::print("{}\n", out.dump(2));
}

int examine(const Asked& asked) {
    const SystemClock clock;
    const Settings settings = settings_of(asked.given).settings;
    const doctor::Surroundings here = doctor::surroundings(settings, clock);
    const int64_t now = clock.wall_ms();
    const std::vector<doctor::Finding> findings = asked.night ? doctor::synthetic_visit(here) : doctor::examine(here);
    if (asked.night) {
        // A store that does not open is told where it can be: here, and on the screen itself.
        try {
            doctor::keep_night(*store::Store::open(settings.state, clock), {now, findings});
        } catch (const Error& e) {
            fmt::print(stderr, "what the night found could not be kept: {}\n", e.what());
        }
    }
    asked.json ? print_json(findings, now) : print_plain(findings, asked);
    return exit_code(doctor::worst(findings));
}

} // namespace

void add_doctor_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand("doctor", "Is this kiosk well, and what is there to do?");
    const auto asked = std::make_shared<Asked>();
    add_settings_options(*command, asked->given);
    command->add_flag("--json", asked->json, "For programs");
    command->add_flag("--night", asked->night,
                      "The visit of each night instead: a step of a lesson, a number that nobody sees, the store, the printer, the "
                      "voices. What came of it is kept for the staff");
    command->add_option("--language", asked->language, "Of the sentences, such as it or ar")->capture_default_str();
    command->footer("Run it as the user the programs run as: sudo -u accanto accanto doctor.\n"
                    "Ends with 0 when all is green, 3 when something should be seen to (amber), 1 when something does not work (red).");
    add_accessibility_command(*command);
    command->callback([asked] {
        int code = 1;
        try {
            code = examine(*asked);
        } catch (const std::exception& error) {
            fmt::print(stderr, "{}\n", error.what());
        }
        if (code != 0)
            throw CLI::RuntimeError(code);
    });
}

} // namespace accanto::tool

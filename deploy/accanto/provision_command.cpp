#include "deploy/accanto/provision_command.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "deploy/accanto/given_settings.h"
#include "deploy/accanto/sync_command.h"
#include "deploy/accanto/unseen.h"
#include "kiosk/point/technician.h"
#include "kiosk/setup/progress.h"
#include "kiosk/setup/setup.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <sstream>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace accanto::tool {

namespace {

struct Asked {
    GivenSettings given;
    std::string file, stick, code, hub, fingerprint, sheet, languages, services;
    std::map<std::string, std::string> texts;      // decided as they stand: "point.id"
    std::vector<std::string> hours;                // "mon=09:00-14:00"
    double pitch_mm = 0;
    int paper_mm = 0;
    std::optional<int> turned;
    bool pin = false;
};

[[noreturn]] void refuse(const std::string& sentence) {
    fmt::print(stderr, "{}\n", sentence);
    throw CLI::RuntimeError(1);
}

std::vector<std::string> list_of(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string one; std::getline(in, one, ',');)
        out.push_back(one);
    return out;
}

Decisions decisions_of(const Asked& asked) {
    Decisions out;
    for (const auto& [key, value] : asked.texts)
        if (!value.empty())
            out[key] = value;
    if (!asked.languages.empty())
        out["point.languages"] = list_of(asked.languages);
    if (!asked.services.empty())
        out["point.services"] = list_of(asked.services);
    for (const std::string& one : asked.hours) {
        const size_t sign = one.find('=');
        if (sign == std::string::npos)
            refuse(fmt::format("--hours {}: write a day and its times, such as \"mon=09:00-14:00 16:00-19:00\"", one));
        out["point.hours." + one.substr(0, sign)] = one.substr(sign + 1);
    }
    if (asked.pitch_mm > 0)
        out["screen.pitch_mm"] = asked.pitch_mm;
    if (asked.turned)
        out["screen.turned"] = int64_t(*asked.turned);
    if (asked.paper_mm > 0)
        out["printer.width_mm"] = int64_t(asked.paper_mm);
    if (!asked.hub.empty())
        out["sync.hub"] = asked.hub;
    return out;
}

// At a terminal what is missing is asked for; elsewhere it is named.
void ask_for_missing(setup::Setup& setup, const Settings& settings, const Clock& clock) {
    if (isatty(STDIN_FILENO) == 0)
        return;
    const std::map<std::string, const char*> questions = {{"point.id", "The point's id, as the network calls it (a-z, 0-9, -)"},
                                                          {"point.name", "The point's name, for people"},
                                                          {"kiosk.letter", "The letter of its numbers (A to Z, never I O Q S Z)"}};
    for (std::string key : setup.missing()) {
        if (key == "technician.pin")
            continue;
        for (setup::Refusal refusal{"", "?"}; !refusal.empty();) {
            fmt::print("{}: ", questions.at(key));
            std::fflush(stdout);
            std::string line;
            if (!std::getline(std::cin, line))
                return;
            refusal = setup.decide({{key, line}});
            if (!refusal.empty())
                fmt::print(stderr, "{}\n", refusal.sentence);
        }
    }
    if (!point::has_technician_pin(*store::Store::open(settings.state, clock))) {
        const std::string pin = ask_unseen("PIN of this kiosk's technicians (6 to 12 digits)");
        if (ask_unseen("The same PIN again") != pin)
            refuse("the two PINs are not the same. Call accanto provision again: all else is kept");
        point::set_technician_pin(*store::Store::open(settings.state, clock), pin);
    }
}

// Its exit code; what cannot be started is told, and -1.
int call(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (const int error = posix_spawn(&child, arguments[0], nullptr, nullptr, arguments.data(), environ); error != 0) {
        fmt::print(stderr, "{}: {}. Install the package accanto-kiosk\n", words[0], std::strerror(error));
        return -1;
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Enrolling is the connection's affair: this command has no network code.
void enrol(const Asked& asked, const Settings& settings) {
    const std::string program = sync_program();
    std::vector<std::string> words = {program, "enrol", "--state", settings.state.string(), "--hub", settings.sync.hub, "--code", asked.code};
    if (!asked.fingerprint.empty())
        words.insert(words.end(), {"--hub-key", asked.fingerprint});
    if (call(words) != 0)
        refuse("The kiosk is provisioned, and not yet enrolled: all else is kept. With a new code: accanto provision --code CODE");
}

// Drawing is the screen's affair: this command has no fonts. Without a picture the sheet is as good, and that is told.
void draw_sheet(const Asked& asked, const std::filesystem::path& sheet) {
    std::string program = helper_program("accanto-kiosk");
    if (!std::filesystem::exists(program))
        program = "/usr/bin/accanto-kiosk";
    std::error_code none;
    std::filesystem::remove(std::filesystem::path(sheet).replace_extension(".png"), none);
    std::vector<std::string> words = {program, "--acceptance", sheet.string(), "--state", sheet.parent_path().string()};
    if (!asked.given.file.empty())
        words.insert(words.end(), {"--settings", asked.given.file});
    if (call(words) != 0)
        fmt::print(stderr, "No picture of the acceptance sheet could be drawn: accanto-kiosk says why above\n");
}

// The sheet stands here in any case; a stick that takes no copy is told.
void leave_sheet(const Asked& asked, const Settings& settings, const Clock& clock, const std::string& sheet) {
    const std::filesystem::path kept = settings.state / "acceptance.json";
    setup::keep_acceptance(*store::Store::open(settings.state, clock), sheet);
    draw_sheet(asked, kept);
    if (asked.sheet.empty())
        return fmt::print("The acceptance sheet is {}\n", kept.string());
    const std::filesystem::path copy = std::filesystem::path(asked.sheet) / ("acceptance-" + settings.point.id + "-" + settings.kiosk.letter + ".json");
    const auto picture = [](std::filesystem::path of) { return of.replace_extension(".png"); };
    try {
        write_file_durably(copy, sheet, 0644);
        if (const auto drawn = read_file(picture(kept)))
            write_file_durably(picture(copy), *drawn, 0644);
        fmt::print("The acceptance sheet is {}\n", copy.string());
    } catch (const Error& e) {
        refuse(fmt::format("{}: {}. It is kept in {}: make room on the stick and copy it, or call this again", copy.string(), e.what(), kept.string()));
    }
}

int conclude(const Asked& asked, const Clock& clock) {
    const Settings settings = settings_of(asked.given).settings;
    const auto record = setup::provisioned(settings.state);
    auto findings = doctor::examine(doctor::surroundings(settings, clock));
    // What was tried at the screen.
    for (doctor::Finding& one : setup::progress(settings.state).trials)
        findings.push_back(std::move(one));
    const auto words = content::Words::load(data_dir() / "content" / "words", "en");
    for (const doctor::Finding& one : findings)
        if (one.light != doctor::Light::green)
            fmt::print("{:<6} {:<10} {}\n", doctor::to_text(one.light), one.check, doctor::sentence(*words, "en", one).text);
    const setup::Verdict verdict = setup::verdict_of(record.has_value(), findings);
    fmt::print("{}\n", verdict == setup::Verdict::ready          ? "ready: citizens can come"
                       : verdict == setup::Verdict::partly_ready ? "partly ready: citizens can come; see to what stands above"
                                                                 : "needs setup: see to what stands above, then call this again");
    if (record)
        leave_sheet(asked, settings, clock, setup::acceptance_sheet(settings, *record, verdict, findings, clock.wall_ms()));
    return verdict == setup::Verdict::ready ? 0 : verdict == setup::Verdict::partly_ready ? 3 : 1;
}

int provision(const Asked& asked) {
    const SystemClock clock;
    const Settings settings = settings_of(asked.given).settings;
    std::filesystem::create_directories(settings.state);
    setup::Setup setup(settings, clock);
    const auto take = [](const setup::Refusal& refusal) {
        if (!refusal.empty())
            refuse(refusal.sentence);
    };
    if (!asked.file.empty())
        take(setup.take_file(asked.file, asked.fingerprint));
    if (!asked.stick.empty())
        take(setup.take_stick(asked.stick, asked.fingerprint));
    if (const Decisions decisions = decisions_of(asked); !decisions.empty())
        take(setup.decide(decisions));
    if (asked.pin)
        try {
            point::set_technician_pin(*store::Store::open(settings.state, clock), ask_unseen("PIN of this kiosk's technicians (6 to 12 digits)"));
        } catch (const std::invalid_argument& e) {
            refuse(e.what());
        }
    const bool again = !setup.begun() && setup::provisioned(settings.state);
    if (!again) {
        ask_for_missing(setup, settings, clock);
        if (const auto open = setup.missing(); !open.empty())
            refuse(fmt::format("not yet decided: {}. Give them as options (--point, --name, --letter, --pin), or call this at a terminal, which asks", fmt::join(open, ", ")));
        take(setup.finish());
        fmt::print("Provisioned. Now: systemctl restart accanto-kiosk accanto-desk accanto-sync\n");
    }
    if (!asked.code.empty())
        enrol(asked, settings_of(asked.given).settings);
    return conclude(asked, clock);
}

} // namespace

void add_provision_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand("provision", "Make this machine a kiosk of a point: offline, by the hub's signed file, or by a one-time code");
    const auto asked = std::make_shared<Asked>();
    add_settings_options(*command, asked->given);
    auto* file = command->add_option("--file", asked->file, "The hub's signed file: point, letter, hub and code. Deleted when all is done");
    command->add_option("--stick", asked->stick, "A folder in which that file is the only *.accanto")->excludes(file);
    command->add_option("--code", asked->code, "A one-time code of the hub, with a connection");
    command->add_option("--hub", asked->hub, "The hub's address, such as https://hub.example.org");
    command->add_option("--hub-key", asked->fingerprint, "What the hub's key must look like: 1a2b-3c4d-5e6f-7081");
    const auto text = [&](const char* name, const char* key, const char* what) { command->add_option(name, asked->texts[key], what); };
    text("--point", "point.id", "The point's id");
    text("--name", "point.name", "The point's name, for people");
    text("--address", "point.address", "As people find it");
    text("--letter", "kiosk.letter", "First letter of every number, unique at the point");
    text("--zone", "point.time_zone", "Such as Europe/Rome");
    text("--place", "point.place", "Such as IT-75");
    text("--official", "point.official_language", "The language of the place");
    text("--printer", "printer.kind", "none, png, escpos or cups");
    text("--printer-device", "printer.device", "Such as /dev/usb/lp0");
    text("--printer-queue", "printer.queue", "As lpstat -p lists it");
    command->add_option("--languages", asked->languages, "Offered to citizens, such as it,en,ar");
    command->add_option("--services", asked->services, "Such as mentor,courses,print");
    command->add_option("--hours", asked->hours, "A day and its times, such as \"mon=09:00-14:00 16:00-19:00\"; once for each day");
    command->add_option("--pitch", asked->pitch_mm, "Millimetres a pixel, as measured")->check(CLI::Range(0.05, 1.0));
    command->add_option("--turned", asked->turned, "Degrees clockwise that the panel hangs turned")->check(CLI::IsMember({0, 90, 180, 270}));
    command->add_option("--paper", asked->paper_mm, "Of the roll: 80 or 58 mm")->check(CLI::IsMember({58, 80}));
    command->add_flag("--pin", asked->pin, "Set the technicians' PIN; asks for it, or reads it from standard input");
    command->add_option("--sheet", asked->sheet, "Folder for the signed acceptance sheet, such as the stick");
    command->footer("What is decided is kept: called again it goes on where it stopped, or, when all is done, looks at the kiosk anew.\n"
                    "Run it as the user the programs run as: sudo -u accanto accanto provision.\n"
                    "Ends with 0 when the kiosk is ready, 3 when it is partly ready, 1 when it needs setup or something was refused.");
    command->callback([asked] {
        int code = 1;
        try {
            code = provision(*asked);
        } catch (const Error& error) {
            fmt::print(stderr, "{}\nWhat was decided is kept: call accanto provision again when this is mended\n", error.what());
        }
        if (code != 0)
            throw CLI::RuntimeError(code);
    });
}

} // namespace accanto::tool

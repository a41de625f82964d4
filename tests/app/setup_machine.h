#pragma once
// A machine of which no point is known yet, and what stands in its state folder while it is set up.

#include "content/base/provisioned.h"
#include "kiosk/point/technician.h"
#include "kiosk/setup/progress.h"
#include "kiosk/setup/setup.h"
#include "kiosk/store/outbox.h"
#include "tests/app/point_run.h"

namespace accanto::tests {

// Steps of a visit: the PIN, and from the technician's menu to the first question.
inline const std::string sign_in = "see @technician.enter within 20s\ntype 135790\ntap @technician.enter\n";
inline const std::string from_menu = "see @technician.status within 20s\ntap @page.next\ntap @page.next\nsee "
                                     "@technician.set_up\ntap @technician.set_up\n";

struct Machine {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    SystemClock clock;

    Machine() {
        options.settings =
            "[point]\ntime_zone = \"Europe/Madrid\"\n[screen]\nmotion = false\n[printer]\nkind = \"none\"\n";
        options.more = {"--setup"};
        options.environment["RUNTIME_DIRECTORY"] = folder / "run";
        std::filesystem::create_directories(options.state());
        std::filesystem::create_directories(folder / "run");
    }
    std::unique_ptr<store::Store> open() { return store::Store::open(options.state(), clock); }
    std::filesystem::path run() const { return folder / "run"; }
    Settings settings() {
        LoadedSettings loaded;
        loaded.settings.state = options.state();
        add_provisioned(loaded);
        CHECK(loaded.problems.empty());
        return loaded.settings;
    }
    setup::Progress progress() { return setup::progress(options.state()); }
    // As if it had been come to before.
    void comes_to(setup::Step step) {
        setup::Progress progress = setup::progress(options.state());
        progress.open = true, progress.language = "en", progress.step = step;
        setup::keep(options.state(), progress);
    }
    void decided(const Decisions& decisions) {
        Settings settings;
        settings.state = options.state();
        REQUIRE(setup::Setup(settings, clock).decide(decisions).empty());
    }
    void provisioned() {
        point::set_technician_pin(*open(), "135790");
        decided({{"point.id", std::string("lecce")},
                 {"point.name", std::string("Lecce")},
                 {"kiosk.letter", std::string("C")},
                 {"printer.kind", std::string("none")}});
        Settings settings;
        settings.state = options.state();
        REQUIRE(setup::Setup(settings, clock).finish().empty());
    }
    // And the plug was asked to be pulled, in this start of the machine or in the one before.
    void comes_to(setup::Step step, const std::string& asked_boot) {
        comes_to(step);
        setup::Progress progress = setup::progress(options.state());
        progress.asked_boot = asked_boot;
        setup::keep(options.state(), progress);
    }
    // Nothing counts yet.
    bool untouched() const {
        return !std::filesystem::exists(options.state() / "provisioned.toml") &&
               !std::filesystem::exists(options.state() / "provisioning.json");
    }
    void played(const std::string& visit) {
        options.visit = visit;
        play(options);
    }
    std::vector<nlohmann::json> events(const std::string& type) {
        std::vector<nlohmann::json> out;
        for (const auto& row : store::pending(*open(), 10'000, 1 << 30))
            if (row.type == "org.accanto." + type + ".v1")
                out.push_back(nlohmann::json::parse(row.bytes).at("data"));
        return out;
    }
    // The machine starts anew with the next start of the screen.
    void cut_power(Kiosk& kiosk) {
        kiosk.kill();
        kiosk.finish();
        setup::Progress progress = setup::progress(options.state());
        REQUIRE_FALSE(progress.asked_boot.empty());
        progress.asked_boot = "the boot before";
        setup::keep(options.state(), progress);
    }
    // The machine, asked for a stick.
    void answer(Kiosk& kiosk, const char* said, const std::string& wish, const std::string& word,
                const std::string& file = "") {
        REQUIRE_MESSAGE(kiosk.wait_for(said), kiosk.errors());
        CHECK(read_file(run() / "stick-wish") == wish + "\n");
        std::filesystem::remove(run() / "stick-wish");
        if (!file.empty())
            write_file_durably(run() / "setup.accanto", file);
        write_file_durably(run() / "stick-said", wish + " " + word + "\n");
    }
};

} // namespace accanto::tests

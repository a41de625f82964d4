// Setting up what is so where the kiosk stands: how its panel hangs, and what time it is.

#include "tests/app/setup_machine.h"

using namespace accanto;
using namespace accanto::tests;
using setup::Step;

namespace {

// "960x540": the size of a picture that was taken.
std::string size_of(const Machine& machine, const std::string& shot) {
    const std::string png = read_file(machine.options.shots_folder() / (shot + ".png")).value_or("");
    REQUIRE(png.size() > 24);
    const auto number = [&](size_t at) { return int(uint8_t(png[at])) << 8 | int(uint8_t(png[at + 1])); };
    return std::to_string(number(18)) + "x" + std::to_string(number(22));
}

const std::string to_day =
    "see @setup.none within 20s\ntap @setup.none\nsee \"Where does this kiosk stand?\" within "
    "20s\ntap \"@setup.zone.Europe/Rome\"\nsee \"Which day is it?\" within 20s\n";
const std::string a_quarter_past_ten =
    "type 281126\ntap @setup.next\nsee \"And what time is it?\" within 20s\ntype "
    "1015\n";

// The machine, asked for the time: what it was asked for.
std::string answers_clock(const Machine& machine, Kiosk& kiosk, const char* said, const std::string& word) {
    REQUIRE_MESSAGE(kiosk.wait_for(said), kiosk.errors());
    const std::filesystem::path wish = machine.run() / "clock-wish";
    for (int i = 0; i < 2000 && !std::filesystem::exists(wish); ++i)
        usleep(10'000);
    const std::string asked = read_file(wish).value_or("");
    std::filesystem::remove(wish);
    write_file_durably(machine.run() / "clock-said", word + "\n");
    return asked;
}

std::string trial_of_clock(Machine& machine) {
    for (const doctor::Finding& one : machine.progress().trials)
        if (one.check == "tried_clock")
            return doctor::to_text(one.light);
    return "none";
}

} // namespace

TEST_CASE("the clock is wrong: day and time of the place are typed, what is no time is told, and the machine "
          "sets it") {
    Machine machine;
    machine.comes_to(Step::clock);
    machine.options.visit =
        to_day +
        "type 310226\ntap @setup.next\nsee \"There is no such day.\" within 20s\ntype 281126\ntap "
        "@setup.next\nsee \"And what time is it?\" within 20s\ntype 2400\ntap @setup.next\nsee \"There is no "
        "such time.\" within 20s\ntype 1015\nprint first\ntap @setup.next within 30s\nsee \"This cannot be "
        "the time.\" "
        "within 60s\ntap @bar.back\nsee \"Which day is it?\" within 20s\n" +
        a_quarter_past_ten +
        "print second\ntap @setup.next within 30s\nsee \"The clock is set.\" within 60s\nclock "
        "2026-11-28T09:15\ntap @bar.back\ntap "
        "@bar.back\ntap @bar.back\ntap @bar.back\nsee \"10:15\" within 20s\n";
    Kiosk kiosk(machine.options);
    CHECK(answers_clock(machine, kiosk, "first", "nonsense") == "1795857300\n");
    CHECK(answers_clock(machine, kiosk, "second", "ok") == "1795857300\n");
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
    CHECK(trial_of_clock(machine) == "green");
    Settings settings;
    settings.state = machine.options.state();
    CHECK(setup::Setup(settings, machine.clock).settings_then().point.time_zone == "Europe/Rome");
}

TEST_CASE("a machine that cannot set its clock, or says nothing, leaves it to be done, and so does one on "
          "which nobody would") {
    Machine refuses;
    refuses.comes_to(Step::clock);
    refuses.options.visit =
        to_day + a_quarter_past_ten +
        "print asked\ntap @setup.next within 30s\nsee \"The machine did not set its clock.\" within 60s\n";
    Kiosk kiosk(refuses.options);
    answers_clock(refuses, kiosk, "asked", "failed");
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
    CHECK(trial_of_clock(refuses) == "amber");
    Machine silent;
    silent.comes_to(Step::clock);
    silent.played(to_day + a_quarter_past_ten +
                  "tap @setup.next within 30s\nsee \"The machine did not set its clock.\" within 60s\n");
    CHECK(trial_of_clock(silent) == "amber");
    CHECK_FALSE(std::filesystem::exists(silent.run() / "clock-wish"));
    Machine tried_at_home;
    tried_at_home.comes_to(Step::clock);
    tried_at_home.options.environment.erase("RUNTIME_DIRECTORY");
    tried_at_home.played(
        "see @setup.none within 20s\ntap @setup.none\nsee \"What can be learned here\" within 60s\n");
    CHECK(trial_of_clock(tried_at_home) == "amber");
}

TEST_CASE("the power goes while the time is typed: the clock is asked for anew") {
    for (const Step step : {Step::place, Step::date, Step::time}) {
        Machine machine;
        machine.comes_to(step);
        machine.played("see \"What time is it here?\" within 20s\n");
        CHECK(machine.progress().step == Step::clock);
    }
}

TEST_CASE("a technician turns the picture a quarter at a time and sees it at once; after a cut it stands so "
          "again, and "
          "nothing counts before all is saved") {
    Machine machine;
    machine.options.shots = true;
    machine.played(
        "see @setup.language.en within 20s\ntap @setup.language.en\nsee @setup.turn within 20s\nshot "
        "as_built\ntap @setup.turn\nsee @setup.turn within 20s\nshot a_quarter\ntap @setup.turn\nsee "
        "@setup.turn within 20s\nshot a_half\ntap @setup.turn\nsee @setup.turn within 20s\n");
    CHECK(size_of(machine, "as_built") == "960x540");
    CHECK(size_of(machine, "a_quarter") == "540x960");
    CHECK(size_of(machine, "a_half") == "960x540");
    CHECK(machine.untouched());
    CHECK(machine.progress().step == Step::upright);
    machine.played(
        "see @setup.turn within 20s\nshot after_the_cut\ntap @setup.yes\nsee @setup.offline within 20s\n");
    CHECK(size_of(machine, "after_the_cut") == "540x960");
    Settings settings;
    settings.state = machine.options.state();
    CHECK(setup::Setup(settings, machine.clock).settings_then().screen.turned == 270);
    CHECK(machine.untouched());
}

TEST_CASE("what a serving kiosk's technician turned and did not save is turned back when they leave; saved, "
          "the kiosk "
          "begins so") {
    Machine machine;
    machine.provisioned();
    machine.options.more.clear();
    machine.options.shots = true;
    machine.played(
        "see @language.en within 20s\nknock\n" + sign_in + from_menu +
        "see @setup.turn within 20s\ntap @setup.turn\nsee @setup.turn within 20s\nshot turned\ntap "
        "@bar.home\nsee @technician.status within 20s\nshot left\n");
    CHECK(size_of(machine, "turned") == "540x960");
    CHECK(size_of(machine, "left") == "960x540");
    CHECK(machine.settings().screen.turned == 0);
    REQUIRE(setup::Setup(machine.settings(), machine.clock).finish().empty());
    CHECK(machine.settings().screen.turned == 90);
    machine.played("see @language.en within 20s\nshot serving\n");
    CHECK(size_of(machine, "serving") == "540x960");
}

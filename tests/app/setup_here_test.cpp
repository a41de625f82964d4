// Setting up what is so where the kiosk stands: how its panel hangs.

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

} // namespace

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

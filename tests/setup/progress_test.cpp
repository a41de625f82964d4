#include "kiosk/setup/progress.h"

#include "kiosk/setup/setup.h"
#include "tests/point/point_fixture.h"

#include <fstream>

using namespace accanto;
using namespace accanto::tests;
using setup::Answers;
using setup::Progress;
using setup::Step;
using setup::Way;

namespace {

// The steps from one to the other, as words.
std::string way_from(Step from, Step to, const Answers& answers) {
    std::string out = setup::to_text(from);
    for (int i = 0; from != to && i < 50; ++i) {
        from = setup::next_step(from, answers);
        out += std::string(" ") + setup::to_text(from);
    }
    return out;
}

Answers joins(Way way) {
    Answers answers;
    answers.way = way;
    return answers;
}

} // namespace

TEST_CASE("whether the page stands upright is asked before anything is typed or measured") {
    CHECK(way_from(Step::language, Step::join, {}) == "language upright join");
}

TEST_CASE("each way to a point asks what it does not know, and nothing else") {
    CHECK(way_from(Step::join, Step::official, joins(Way::offline)) == "join name id letter official");
    CHECK(way_from(Step::join, Step::official, joins(Way::code)) == "join hub code name letter official");
    CHECK(way_from(Step::join, Step::official, joins(Way::stick)) == "join stick official");
    CHECK(way_from(Step::join, Step::official, joins(Way::as_it_is)) == "join official");
}

TEST_CASE(
    "the hours of chosen days are asked for and lead back to the week; without chosen days it goes on") {
    Answers answers;
    answers.sets_times = true;
    CHECK(setup::next_step(Step::days, answers) == Step::opens);
    CHECK(way_from(Step::opens, Step::days, answers) == "opens closes pause days");
    answers.has_pause = true;
    CHECK(way_from(Step::opens, Step::days, answers) == "opens closes pause pause_from pause_to days");
    answers.sets_times = false;
    CHECK(setup::next_step(Step::days, answers) == Step::pin);
    answers.has_pin = true;
    CHECK(setup::next_step(Step::days, answers) == Step::card);
}

TEST_CASE("no sound is asked for without a voice, no paper without a printer") {
    Answers answers;
    answers.has_voice = false;
    CHECK(way_from(Step::card, Step::verdict, answers) ==
          "card height touch printer clock contents overview power ticket verdict");
    answers.has_voice = true, answers.printer = "escpos";
    CHECK(way_from(Step::touch, Step::clock, answers) == "touch sound printer paper clock");
    answers.printer = "cups";
    CHECK(way_from(Step::printer, Step::clock, answers) == "printer queue paper clock");
    CHECK(setup::next_step(Step::verdict, answers) == Step::verdict);
}

TEST_CASE("a clock that is wrong is set for the place where the kiosk stands, or left for later") {
    Answers answers;
    CHECK(way_from(Step::clock, Step::contents, answers) == "clock contents");
    answers.sets_clock = true;
    CHECK(way_from(Step::clock, Step::contents, answers) == "clock place date time contents");
    answers.sets_clock = false;
    CHECK(setup::next_step(Step::place, answers) == Step::contents);
}

TEST_CASE("what is changed from the overview leads back to it, and the way to a point asks all that belongs "
          "to it") {
    for (const Step changed : setup::changeable) {
        CHECK(setup::is_of_change(changed, changed));
        CHECK_FALSE(setup::is_of_change(changed, Step::overview));
    }
    for (const Way way : {Way::code, Way::stick, Way::offline, Way::as_it_is})
        for (Step step = Step::join; step != Step::official; step = setup::next_step(step, joins(way)))
            CHECK_MESSAGE(setup::is_of_change(Step::join, step), setup::to_text(step));
    CHECK(setup::is_of_change(Step::name, Step::id));
    CHECK_FALSE(setup::is_of_change(Step::name, Step::letter));
    CHECK(setup::is_of_change(Step::printer, Step::paper));
    CHECK(setup::is_of_change(Step::clock, Step::time));
}

TEST_CASE("each step says how far it is, and none says less than the one before it") {
    int before = 0;
    for (int i = 0; i <= int(Step::verdict); ++i) {
        const setup::Place place = setup::place_of(Step(i));
        CHECK(place.n >= before);
        CHECK(place.n <= before + 1);
        before = place.n;
    }
    CHECK(setup::place_of(Step::language).n == 1);
    CHECK(setup::place_of(Step::verdict).n == setup::place_of(Step::language).of);
    CHECK(setup::place_of(Step::pause_to).n == setup::place_of(Step::days).n);
}

TEST_CASE("what was looked at and what was tried are one truth: a pointer that is no touch screen, and no "
          "loudspeaker") {
    using doctor::Light;
    const doctor::Finding no_panel{"touch", Light::red, "doctor.touch_none", {}, {}},
        no_card{"sound", Light::red, "doctor.sound_none", {}, {}};
    const auto keys = [](const std::vector<doctor::Finding>& all) {
        std::string out;
        for (const doctor::Finding& one : all)
            out += one.check + "/" + doctor::to_text(one.light) + "/" + one.key + " ";
        return out;
    };
    CHECK(keys(setup::told_once({no_panel}, {setup::tried_well("touch"), setup::tried_well("power")})) ==
          "touch/amber/setup.open_pointer tried_power/green/setup.tried_well ");
    CHECK(keys(setup::told_once({no_panel}, {setup::tried_badly("touch")})) ==
          "touch/red/doctor.touch_none tried_touch/amber/setup.open_touch ");
    CHECK(keys(setup::told_once({}, {setup::tried_well("touch")})) == "tried_touch/green/setup.tried_well ");
    CHECK(keys(setup::told_once({no_card}, {setup::tried_without_loudspeaker()})) ==
          "sound/red/doctor.sound_none ");
    CHECK(keys(setup::told_once({no_card}, {setup::tried_badly("sound", {{"languages", "Svenska"}})})) ==
          "sound/red/doctor.sound_none ");
    CHECK(keys(setup::told_once({no_card}, {setup::tried_well("sound")})) ==
          "sound/red/doctor.sound_none tried_sound/green/setup.tried_well ");
    CHECK(keys(setup::told_once({}, {setup::tried_without_loudspeaker()})) ==
          "tried_sound/amber/setup.open_loudspeaker ");
}

TEST_CASE("every step has a word of its own, by which it is found again") {
    for (int i = 0; i <= int(Step::verdict); ++i)
        CHECK(setup::step_from(setup::to_text(Step(i))) == Step(i));
    CHECK_FALSE(setup::step_from("lunch"));
}

TEST_CASE("what was come to and tried is there again after a cut; a trial that is made again replaces what "
          "it gave before") {
    PointFixture f;
    Progress progress;
    progress.open = true, progress.step = Step::power, progress.language = "it",
    progress.asked_boot = "boot-1", progress.way = Way::code, progress.changing = Step::card;
    progress.note(setup::tried_badly("sound", {{"languages", "Català"}}));
    progress.note(setup::tried_well("sound"));
    progress.note(setup::tried_badly("paper"));
    setup::keep(f.folder.path(), progress);
    const Progress again = setup::progress(f.folder.path());
    CHECK(again.open);
    CHECK(again.step == Step::power);
    CHECK(again.language == "it");
    CHECK(again.way == Way::code);
    CHECK(again.changing == Step::card);
    CHECK(again.asked_boot == "boot-1");
    REQUIRE(again.trials.size() == 2);
    CHECK(again.trials[0].check == "tried_sound");
    CHECK(again.trials[0].light == doctor::Light::green);
    CHECK(again.trials[1].key == "setup.open_paper");
}

TEST_CASE("what cannot be read asks from the beginning, and loses nothing that was decided") {
    PointFixture f;
    for (const char* text :
         {"", "{", "[]", R"({"open":"yes","step":7})", R"({"open":true,"step":"lunch"})"}) {
        std::ofstream(f.folder / "provisioning.progress.json", std::ios::trunc) << text;
        CHECK(setup::progress(f.folder.path()).step == Step::language);
    }
}

TEST_CASE("a screen begins with setting up where no point is known of, or where it asked for the plug to be "
          "pulled") {
    PointFixture f;
    f.settings.state = f.folder.path();
    f.settings.point.id = "lecce-centro"; // somebody wrote it into the settings file
    CHECK_FALSE(setup::begins_with_setup(f.settings));
    f.settings.point.id = Settings().point.id;
    CHECK(setup::begins_with_setup(f.settings));
    std::ofstream(f.folder / "provisioning.json")
        << R"({"mode":"offline","kiosk":"k","point":"demo","letter":"B","at_ms":1})";
    CHECK_FALSE(setup::begins_with_setup(f.settings));
    Progress progress;
    progress.open = true, progress.asked_boot = "boot-1", progress.step = Step::join; // a later visit to it
    setup::keep(f.folder.path(), progress);
    CHECK_FALSE(setup::begins_with_setup(f.settings));
    progress.step = Step::power;
    setup::keep(f.folder.path(), progress);
    CHECK(setup::begins_with_setup(f.settings));
    progress.open = false; // the technician left it so
    setup::keep(f.folder.path(), progress);
    CHECK_FALSE(setup::begins_with_setup(f.settings));
}

// Setting up: single steps of it, come to by themselves.

#include "tests/app/setup_machine.h"

using namespace accanto;
using namespace accanto::tests;
using setup::Step;

TEST_CASE("a technician of another script writes the point's name in their letters or in those of the place, "
          "and finds a "
          "short name made of it") {
    const std::string from_arabic =
        "see @setup.language.en within 20s\nturn @setup.language.ar\ntap @setup.language.ar\nsee @setup.yes "
        "within 20s\ntap "
        "@setup.yes\nsee @setup.offline within 20s\ntap @setup.offline\nsee @key.language within 20s\n";
    Machine machine;
    machine.played(from_arabic + "type \u0645\u0643\u062a\u0628\u0629 7\ntap @setup.next\nsee \"mktbt-7\" "
                                 "within 20s\ntap @setup.next\nsee @key.c "
                                 "within 20s\n");
    Settings settings;
    settings.state = machine.options.state();
    CHECK(setup::Setup(settings, machine.clock).settings_then().point.name ==
          "\u0645\u0643\u062a\u0628\u0629 7");
    Machine of_the_place;
    of_the_place.played(
        from_arabic +
        "tap @key.language\nsee @key.q\ntap @key.language\ntap @key.language\ntype Atenció a Lleida\ntap "
        "@setup.next\nsee \"atencio-a-lleida\" within 20s\n");
}

TEST_CASE("the power goes while one thing is changed: it goes on there, and from there to the overview") {
    Machine machine;
    machine.provisioned();
    machine.comes_to(Step::name);
    setup::Progress progress = machine.progress();
    progress.changing = Step::name, progress.asked_boot = "";
    setup::keep(machine.options.state(), progress);
    machine.options.more.clear();
    machine.played(
        "see @language.en within 20s\nknock\n" + sign_in + from_menu +
        "see @setup.on within 20s\ntap @setup.on\nsee \"Lecce\" within 20s\ntap @setup.next\nsee \"lecce\" within 20s\ntap @setup.next\nsee \"Is all "
        "of it right?\" within 20s\n");
}

TEST_CASE("a letter that was chosen stands in its box again, also where it is the one that kiosks have without "
          "being asked") {
    REQUIRE(Settings().kiosk.letter == "B");
    for (const bool is_chosen : {false, true}) {
        Machine machine;
        machine.decided({{"point.id", std::string("lecce")}, {"point.name", std::string("Lecce")}});
        if (is_chosen)
            machine.decided({{"kiosk.letter", std::string("B")}});
        machine.comes_to(Step::letter);
        machine.played(std::string(is_chosen ? "see \"Sign 1: B\" within 20s\n"
                                             : "see \"Sign 1: not yet\" within 20s\ntap @key.b\n") +
                       "tap @setup.next\nsee @setup.language.it within 20s\ntap @bar.back\nsee \"Sign 1: B\" "
                       "within 20s\n");
    }
}

TEST_CASE("no language of the place is shown as chosen before somebody chose one") {
    for (const bool is_chosen : {false, true}) {
        Machine machine;
        if (is_chosen)
            machine.decided({{"point.official_language", Settings().point.official_language}});
        machine.comes_to(Step::official);
        machine.played(std::string("see @setup.language.es within 20s\n") +
                       (is_chosen ? "chosen" : "unchosen") + " @setup.language.es\n");
    }
}

TEST_CASE("what the card has measured holds after a cut") {
    Machine machine;
    machine.decided({{"screen.pitch_mm", 1.0}});
    machine.comes_to(Step::height);
    machine.played("see \"107 cm\" within 20s\n");
}

TEST_CASE("without a loudspeaker no language is asked for: it is looked for again, or left to be done") {
    Machine machine;
    machine.comes_to(Step::sound);
    machine.options.environment["SDL_AUDIODRIVER"] = "none_of_these";
    machine.played(
        "see \"There is no loudspeaker\" within 20s\nnot @setup.yes\ntap @setup.again\nsee \"There is no "
        "loudspeaker\" within 20s\ntap @setup.without\nsee @setup.roll80 within 20s\n");
    REQUIRE(machine.progress().trials.size() == 1);
    CHECK(machine.progress().trials[0].key == "setup.open_loudspeaker");
}

TEST_CASE("the power goes in the middle of a day's hours: the days are chosen again, so that no hours are of "
          "no day") {
    for (const Step step : {Step::opens, Step::closes, Step::pause, Step::pause_from, Step::pause_to}) {
        Machine machine;
        machine.comes_to(step);
        machine.played("see @setup.day.0 within 20s\n");
        CHECK(machine.progress().step == Step::days);
    }
}

TEST_CASE("a stick without room takes no sheet and says so; the next one takes it, and it stays on the kiosk "
          "in any case") {
    Machine machine;
    machine.provisioned();
    machine.comes_to(Step::verdict);
    setup::Progress progress = machine.progress();
    progress.asked_boot = "the boot before", progress.spent_file = std::string(64, 'a');
    setup::keep(machine.options.state(), progress);
    machine.options.visit =
        "see @setup.stick within 60s\ntap @setup.stick\nsee \"Working with the stick\" within 60s\nprint "
        "asked full\nsee \"There is no room on the stick. Take another one.\" within 60s\n"
        "tap @setup.stick\nsee \"Working with the stick\" within 60s\nprint asked ok\nsee \"The acceptance "
        "sheet is on the stick.\" within 60s\n";
    Kiosk kiosk(machine.options);
    machine.answer(kiosk, "asked full", "sheet", "full");
    CHECK(
        setup::is_genuine_sheet(read_file(machine.run() / "sheet" / "acceptance-lecce-C.json").value_or("")));
    CHECK(std::filesystem::exists(machine.run() / "sheet" / "acceptance-lecce-C.png"));
    CHECK(read_file(machine.run() / "stick-spent") == std::string(64, 'a') + "\n");
    machine.answer(kiosk, "asked ok", "sheet", "ok");
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
    CHECK(setup::is_genuine_sheet(read_file(machine.options.state() / "acceptance.json").value_or("")));
    CHECK(machine.progress().spent_file.empty());
}

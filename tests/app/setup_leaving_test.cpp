// Setting up: who leaves it, and who comes back to it.

#include "tests/app/setup_machine.h"

using namespace accanto;
using namespace accanto::tests;
using setup::Step;

TEST_CASE("a technician comes to it from their menu, with what is decided, and back") {
    Machine machine;
    machine.provisioned();
    machine.options.more.clear();
    machine.played("see @language.en within 20s\nknock\n" + sign_in + from_menu +
                   "see @setup.yes within 20s\ntap @setup.yes\nsee @setup.as_it_is within 20s\ntap "
                   "@setup.as_it_is\nsee @setup.language.it "
                   "within 20s\ntap @bar.home\nsee @setup.on within 20s\ntap @setup.on\nsee "
                   "@setup.language.it within 20s\ntap @bar.home\nsee @setup.leave within 20s\ntap "
                   "@setup.leave\nsee @technician.status within 20s\n");
    CHECK(machine.progress().open);
    CHECK(machine.progress().step == Step::official);
}

TEST_CASE("who left setting up half done goes on there, or from the beginning; who only looked in is not asked") {
    Machine machine;
    machine.provisioned();
    machine.options.more.clear();
    machine.comes_to(Step::official);
    const std::string begins = "see @language.en within 20s\nknock\n" + sign_in + from_menu +
                               "see \"Setting up is not finished\" within 20s\nsee \"Step 6 of 19\"\nnot @setup.leave\n";
    machine.played(begins + "tap @bar.back\nsee @technician.status within 20s\ntap @page.next\ntap "
                            "@page.next\nsee \"Begun, not finished\" within 20s\n");
    CHECK(machine.progress().step == Step::official);
    machine.played(begins + "tap @setup.on\nsee @setup.language.it within 20s\ntap @bar.home\nsee "
                            "@technician.status within 20s\n");
    CHECK(machine.progress().step == Step::official);
    machine.played(begins + "tap @setup.anew\nsee @setup.yes within 20s\ntap @bar.home\nsee @technician.status "
                            "within 20s\n");
    CHECK_FALSE(machine.progress().open);
}

TEST_CASE(
    "a technician who walks away while the plug is to be pulled leaves nothing open: the next start serves") {
    Machine machine;
    machine.provisioned();
    machine.comes_to(Step::power);
    machine.played("see @language.en within 20s\nknock\n" + sign_in + from_menu +
                   "see @setup.on within 20s\ntap @setup.on\nsee \"Now pull the plug\" within 20s\nclock "
                   "+2min\nsee @language.en within 20s\n");
    CHECK(machine.progress().asked_boot.empty());
    machine.played("see @language.en within 20s\n");
}

TEST_CASE(
    "a serving kiosk whose screen starts anew asks for the PIN before it goes on; who does not know it leads "
    "it back to serving") {
    for (const char* leave : {"tap @bar.back", "tap @bar.home", "clock +2min"}) {
        Machine machine;
        machine.provisioned();
        machine.comes_to(Step::power, boot_id());
        setup::Progress progress = machine.progress();
        progress.note(setup::tried_well("touch"));
        setup::keep(machine.options.state(), progress);
        machine.played(
            "see \"Setting up goes on after the PIN.\" within 20s\nnot @setup.no_cut\ntype 246800\ntap @technician.enter\n"
            "see \"That does not fit.\" within 20s\n" +
            std::string(leave) + "\nsee @language.en within 20s\n");
        CHECK_FALSE(setup::begins_with_setup(machine.settings()));
        CHECK(machine.progress().step == Step::power);
        CHECK(machine.progress().asked_boot.empty());
        CHECK(machine.progress().trials.size() == 1);
    }
}

TEST_CASE("who goes back to a question before the plug has to be asked to pull it again") {
    Machine machine;
    machine.provisioned();
    machine.comes_to(Step::power, "the boot before");
    machine.played("see \"The power went, and the kiosk came back\" within 20s\ntap @bar.back\nsee "
                   "@setup.language.en within 20s\n");
    CHECK(machine.progress().asked_boot.empty());
    machine.played("see @language.en within 20s\n");
}

TEST_CASE(
    "a kiosk whose point stands in the settings file alone is not left open by a technician who walks away") {
    Machine machine;
    machine.options.settings += "[kiosk]\nletter = \"B\"\n";
    machine.options.settings.insert(std::string("[point]\n").size(), "id = \"lecce\"\nname = \"Lecce\"\n");
    point::set_technician_pin(*machine.open(), "135790");
    machine.played("see @language.en within 20s\nknock\n" + sign_in + from_menu +
                   "see @setup.turn within 20s\nclock +2min\nsee @language.en within 20s\n");
    CHECK_FALSE(machine.progress().open);
}

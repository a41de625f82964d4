// Setting up at the kiosk's own screen: from a bare machine to a signed sheet, and each step failing once.

#include "kiosk/store/outbox.h"
#include "kiosk/store/wishes.h"
#include "sync/wire/provisioning.h"
#include "tests/app/setup_machine.h"
#include "tests/platform/escpos_model.h"

using namespace accanto;
using namespace accanto::tests;
using setup::Step;

namespace {

SecretKey key_of_hub() {
    return SecretKey::from_seed(std::string(32, 'h'));
}

std::string hub_file(const std::function<void(wire::Provisioning&)>& change = {}) {
    wire::Provisioning p{"lecce-centro",
                         "Biblioteca di Lecce",
                         "Europe/Rome",
                         "entrance",
                         "C",
                         "https://hub.example.org",
                         {},
                         "ABCD3467",
                         SystemClock().wall_ms() + 86'400'000};
    if (change)
        change(p);
    return wire::seal_provisioning(p, key_of_hub());
}

const std::string to_join =
    "see @setup.language.en within 20s\ntap @setup.language.en\nsee \"Does this page stand upright?\" "
    "within 20s\ntap @setup.yes\nsee @setup.offline within 20s\n";
const std::string a_pin = "see @technician.enter within 20s\ntype 135790\ntap @technician.enter\nsee \"The "
                          "same PIN again\"\nsee \"Save\"\ntype 135790\ntwice @technician.enter\n";
const std::string nine_fields =
    "see @target.1 within 20s\ntap @target.1\ntap @target.2\ntap @target.3\ntap @target.4\ntap "
    "@target.5\ntap @target.6\ntap @target.7\ntap @target.8\ntap @target.9\ntap @setup.yes\n";
const std::string seven_languages =
    "see @setup.again within 20s\ntap @setup.yes\ntap @setup.yes\ntap @setup.yes\ntap @setup.yes\ntap "
    "@setup.yes\ntap @setup.yes\ntap @setup.yes\n";

} // namespace

TEST_CASE("from a bare machine to a serving kiosk without the hub: decided, tried, cut, and signed for") {
    Machine machine;
    EscPosModel printer;
    machine.options.settings = "[point]\ntime_zone = \"Europe/Madrid\"\n[screen]\nmotion = "
                               "false\n[printer]\nkind = \"escpos\"\ndevice = \"" +
                               printer.path().string() + "\"\n";
    machine.options.visit =
        to_join + "tap @setup.offline\nsee @setup.typed within 20s\ntype lecce centro\ntap @setup.next\n" +
        "see \"lecce-centro\" within 20s\ntap @setup.next\nsee @key.c within 20s\ntap @key.c\ntap "
        "@setup.next\n" +
        "see @setup.language.it within 20s\ntap @setup.language.it\nsee @setup.day.0 within 20s\ntap "
        "@setup.day.0\ntap @setup.times\n" +
        "see \"09:00\" within 20s\ntap @setup.smaller\ntap @setup.next\nsee \"13:00\" within 20s\ntap "
        "@setup.next\nsee @setup.yes within 20s\ntap @setup.no\n" +
        "see \"08:45–13:00\" within 20s\ntap @setup.next\n" + a_pin +
        "see @card.keep within 20s\ntap @card.keep\nsee \"94 cm\" within 20s\ntap @setup.next\n" +
        nine_fields + seven_languages +
        "see @setup.roll80 within 20s\ntap @setup.roll80\nsee @setup.print within 20s\ntap @setup.print\nsee "
        "\"Here is your paper.\" within 30s\ntap @setup.yes\n" +
        "see @setup.none within 20s\ntap \"@setup.zone.Europe/Rome\"\nsee @setup.next within 60s\ntap "
        "@setup.next\nsee \"Is all of it right?\" within 20s\nsee \"lecce centro\"\nturn "
        "@setup.official\ntap "
        "@setup.official\nsee @setup.language.en within 20s\ntap @bar.back\nsee \"Is all of it right?\" "
        "within "
        "20s\nturn @setup.letter\ntap @setup.letter\nsee @key.d within 20s\ntap @key.d\ntap @setup.next\nsee "
        "\"Is all "
        "of it right?\" within 20s\nnot \"Not answered yet\"\nprint "
        "trying\ntap @setup.next\nsee \"Now pull the plug\" within 30s\n" +
        // What was saved is changed once more before the program starts anew.
        "tap @bar.back\nsee \"Is all of it right?\" within 20s\nsee \"lecce centro\"\nturn @setup.letter\ntap "
        "@setup.letter\nsee @key.e within 20s\ntap @key.e\ntap @setup.next\nsee \"Is all of it right?\" within "
        "20s\ntap @setup.next\nsee \"Now pull the plug\" within 30s\nprint cut\nwait 60s\n";
    {
        Kiosk kiosk(machine.options);
        REQUIRE_MESSAGE(kiosk.wait_for("trying", 120'000), kiosk.errors());
        REQUIRE_MESSAGE(kiosk.wait_for("cut", 60'000), kiosk.errors());
        machine.cut_power(kiosk);
    }
    const Settings settled = machine.settings();
    CHECK(settled.point.id == "lecce-centro");
    CHECK(settled.point.name == "lecce centro");
    CHECK(settled.point.official_language == "it");
    CHECK(settled.point.time_zone == "Europe/Rome");
    CHECK(settled.point.hours[0].size() == 1);
    CHECK(settled.kiosk.letter == "E");
    CHECK(settled.technician.language == "en");
    CHECK(settled.screen.pitch_mm > 0);
    CHECK(settled.screen.middle_mm == 940);
    CHECK(settled.printer.kind == "escpos");
    CHECK(setup::provisioned(machine.options.state())->mode == "offline");
    CHECK(setup::provisioned(machine.options.state())->point == "lecce-centro");
    CHECK(setup::provisioned(machine.options.state())->letter == "E");
    machine.played("see \"The power went, and the kiosk came back\" within 20s\ntap @setup.next\nsee "
                   "@setup.try within 20s\ntap @setup.try\nsee @setup.next within 30s\ntap @setup.next\n"
                   "see @setup.done within 60s\ntap @setup.done\nsee @language.it within 30s\n");
    const std::string sheet = read_file(machine.options.state() / "acceptance.json").value_or("");
    CHECK(setup::is_genuine_sheet(sheet));
    for (const char* trial :
         {"tried_upright", "tried_sound", "tried_paper", "tried_clock", "tried_power", "\"ticket\""})
        CHECK_MESSAGE(sheet.find(trial) != std::string::npos, trial);
    // All was good, and no page says both that there is a touch screen and that there is none.
    const bool has_panel = sheet.find("doctor.touch_ok") != sheet.npos;
    CHECK(sheet.find(has_panel ? "tried_touch" : "setup.open_pointer") != sheet.npos);
    CHECK(sheet.find("doctor.touch_none") == sheet.npos);
    for (const doctor::Finding& one : machine.progress().trials)
        CHECK(one.light == doctor::Light::green);
    CHECK(std::filesystem::file_size(machine.options.state() / "acceptance.png") > 1000);
    CHECK(machine.events("kiosk.provisioned").size() == 2); // saved twice
    CHECK(machine.events("kiosk.accepted").size() == 1);
    CHECK_FALSE(machine.progress().open);
    CHECK(machine.open()->db().integer("SELECT count(*) FROM ticket") == 0);
    // It serves from here on, and speaks with the technician as they chose.
    machine.played(
        "see @language.it within 20s\nnot @setup.language.it\nknock\nsee \"For technicians\" within 20s\n");
}

TEST_CASE("the power goes in the middle of deciding: it goes on at that question, in that language, with "
          "what was decided") {
    Machine machine;
    machine.options.visit =
        "see @setup.language.it within 20s\ntap @setup.language.it\nsee @setup.yes within "
        "20s\ntap @setup.yes\nsee @setup.offline within 20s\ntap @setup.offline\nsee @setup.typed within "
        "20s\ntype lecce\ntap "
        "@setup.next\nsee \"Nome breve del punto\" within 20s\nprint cut\nwait 60s\n";
    {
        Kiosk kiosk(machine.options);
        REQUIRE_MESSAGE(kiosk.wait_for("cut"), kiosk.errors());
        kiosk.kill();
        kiosk.finish();
    }
    CHECK(machine.untouched());
    machine.played("see \"Nome breve del punto\" within 20s\nsee \"lecce\"\n");
    CHECK(machine.untouched());
}

TEST_CASE("a bare machine shows nothing but setting up, whatever is touched and however long nobody comes") {
    Machine machine;
    machine.played(to_join +
                   "clock +30min\nsee @setup.offline\ntap @bar.finish\nsee \"Setting up is not finished\" within "
                   "20s\nnot @setup.leave\ntap @bar.finish\nsee @setup.anew\ntap @setup.anew\nsee "
                   "@setup.language.en within 20s\ntap @setup.language.en\nsee @setup.yes within 20s\ntap "
                   "@bar.back\nsee @setup.language.en within 20s\ntap @bar.home\nsee @setup.language.en within "
                   "20s\n");
    CHECK(machine.untouched());
    machine.options.more.clear(); // started by hand, for trying
    machine.played("see @language.en within 20s\n");
}

TEST_CASE("a code: the connection tries it, and each way in which it fails is told with what to do") {
    Machine machine;
    const std::string type_code = "see @key.a within 20s\ntype ABCD3467\n",
                      ask = "tap @setup.next\nsee \"Asking the hub\" within 20s\n";
    std::string visit =
        to_join + "tap @setup.code\nsee @setup.typed within 20s\ntype hub.example.org\ntap @setup.next\n";
    const std::vector<std::pair<std::string, std::string>> refusals = {
        {"code", "The hub does not know this code."},
        {"expired", "This code is too old."},
        {"used", "Another kiosk has used this code."},
        {"away", "The hub cannot be reached."},
        {"not_hub", "What answers there is not the hub."}};
    bool is_typed = false; // what is not the code's fault leaves it in the box
    for (const auto& [word, sentence] : refusals) {
        visit += (is_typed ? "" : type_code) + ask + "print asked " + word + "\nsee \"" + sentence +
                 "\" within 60s\n";
        is_typed = word == "away" || word == "not_hub";
    }
    machine.options.visit = visit + ask +
                            "print asked taken\nsee \"The hub has taken this kiosk up at lecce-centro.\" "
                            "within 60s\nsee @setup.typed\n";
    Kiosk kiosk(machine.options);
    const auto store = machine.open();
    const auto answer = [&](const std::string& word) {
        REQUIRE_MESSAGE(kiosk.wait_for("asked " + word, 60'000), kiosk.errors());
        std::optional<store::EnrolWish> wish;
        for (int i = 0; i < 500 && !(wish = store::enrol_wish(*store)); ++i)
            usleep(10'000);
        REQUIRE(wish);
        CHECK(wish->hub == "https://hub.example.org");
        CHECK(wish->code == "ABCD3467");
        store::keep_enrol_answer(*store, {store::times_asked(*store, store::Wish::enrol), word,
                                          word == "taken" ? "lecce-centro" : "",
                                          word == "taken" ? "1a2b-3c4d-5e6f-7081" : ""});
        CHECK_FALSE(store::enrol_wish(*store)); // tried, and forgotten
    };
    for (const auto& [word, sentence] : refusals)
        answer(word);
    answer("taken");
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
    CHECK(machine.untouched());
    Settings settings;
    settings.state = machine.options.state();
    CHECK(setup::Setup(settings, machine.clock).settings_then().point.id == "lecce-centro");
    // A cut here does not forget who said which point it is.
    machine.played("see @setup.typed within 20s\ntype Lecce\ntap @setup.next\nsee @key.c within 20s\nnot "
                   "\"lecce-centro\"\n");
    CHECK(machine.progress().step == Step::letter);
}

TEST_CASE("a connection that does not answer is given up after a minute, and the code can be typed again") {
    Machine machine;
    machine.decided({{"sync.hub", std::string("https://hub.example.org")}});
    machine.comes_to(Step::code);
    machine.played(
        "see @key.a within 20s\ntype ABCD3467\ntap @setup.next\nsee \"Asking the hub\" within 20s\nclock "
        "+61s\nsee \"The connection does not answer. Restart the machine.\" within 20s\nsee @key.a\n");
}

TEST_CASE("a stick: what is wrong with it or its file is told and changes nothing, and the right one says "
          "point and letter") {
    Machine machine;
    machine.comes_to(Step::stick);
    std::string changed = hub_file();
    changed.replace(changed.find("\"C\""), 3, "\"D\"");
    struct Try {
        std::string word, file, sentence;
    };
    const std::vector<Try> tries = {
        {"none", "", "No stick was found."},
        {"nothing", "", "No file of the hub is on the stick."},
        {"several_files", "", "Files of several kiosks are on the stick."},
        {"ok", changed, "The file was changed after the hub signed it."},
        {"ok", hub_file([](wire::Provisioning& p) { p.valid_until_ms = SystemClock().wall_ms() - 1; }),
         "The file is too old."},
        {"ok", hub_file().substr(0, 100), "The file cannot be read."}};
    std::string visit;
    for (size_t i = 0; i < tries.size(); ++i)
        visit += "see @setup.read within 20s\ntap @setup.read\nsee \"Working with the stick\" within "
                 "20s\nprint asked " +
                 std::to_string(i) + "\nsee \"" + tries[i].sentence + "\" within 60s\n";
    machine.options.visit = visit + "tap @setup.read\nsee \"Working with the stick\" within 20s\nprint asked "
                                    "last\nsee \"This is kiosk C of Biblioteca di Lecce.\" within 60s\n";
    Kiosk kiosk(machine.options);
    for (size_t i = 0; i < tries.size(); ++i) {
        CHECK_FALSE(std::filesystem::exists(machine.options.state() /
                                            "provisioning.accanto")); // of what was refused nothing stays
        machine.answer(kiosk, ("asked " + std::to_string(i)).c_str(), "setup", tries[i].word, tries[i].file);
    }
    machine.answer(kiosk, "asked last", "setup", "ok", hub_file());
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
    CHECK(machine.untouched());
    CHECK_FALSE(machine.progress().spent_file.empty());
}

TEST_CASE(
    "no printer, no sound, a field that is not felt, a wrong clock: each is an open point with what to do") {
    Machine machine;
    machine.comes_to(Step::touch);
    machine.played(
        "see @setup.no within 20s\ntap @setup.no\nsee @setup.again within 20s\ntap @setup.no\ntap "
        "@setup.yes\ntap @setup.yes\ntap @setup.yes\ntap @setup.yes\ntap @setup.yes\ntap @setup.yes\n"
        "see @setup.roll80 within 20s\ntap @setup.roll80\nsee \"No receipt printer is seen.\" within "
        "20s\ntap @setup.none\nsee \"What time is it here?\" within 20s\ntap @setup.none\nsee \"Set "
        "the clock later\" within 20s\ntap @setup.none\nsee @setup.next within 60s\n");
    std::string open;
    for (const doctor::Finding& one : machine.progress().trials)
        open += one.check + "/" + doctor::to_text(one.light) + " ";
    CHECK(open == "tried_touch/amber tried_sound/amber tried_clock/amber ");
    CHECK(machine.untouched());
}

TEST_CASE("what was not answered is told when everything is to be saved, and nothing is saved") {
    Machine machine;
    machine.comes_to(Step::contents);
    machine.played(
        "see @setup.next within 60s\ntap @setup.next\nsee \"Not answered yet\" within 20s\ntap "
        "@setup.next\nsee \"Something before this is not answered yet.\" within 20s\nturn @setup.pin\ntap "
        "@setup.pin\n" +
        a_pin + "see \"Is all of it right?\" within 20s\n");
    CHECK(machine.untouched());
}

TEST_CASE("a screen that alone was started anew is no cut; who cannot pull the plug goes on, and it stays an "
          "open point") {
    Machine machine;
    machine.provisioned();
    machine.comes_to(Step::power, boot_id());
    machine.played(sign_in + "see \"Only the screen started anew, not the machine.\" within 20s\ntap "
                             "@setup.no_cut\nsee @setup.try within 20s\n");
    REQUIRE(machine.progress().trials.size() == 1);
    CHECK(machine.progress().trials[0].key == "setup.open_power");
}

TEST_CASE("a kiosk that came back and that nobody goes on with serves again after ten minutes, and at its "
          "next start") {
    Machine machine;
    machine.provisioned();
    machine.comes_to(Step::power, "the boot before");
    machine.played("see \"The power went, and the kiosk came back\" within 20s\nclock +9min\nsee \"The power "
                   "went, and the "
                   "kiosk came back\"\nclock +2min\nsee @language.en within 20s\n");
    machine.played("see @language.en within 20s\n");
}

TEST_CASE("what was decided cannot be read: a serving kiosk serves, a technician is told, a bare machine "
          "tries until it "
          "can") {
    const auto damage = [](Machine& machine) {
        write_file_durably(machine.options.state() / "provisioning.next.json", "{");
    };
    Machine serving;
    serving.provisioned();
    serving.comes_to(Step::power, "the boot before");
    damage(serving);
    serving.played("see @language.en within 20s\nknock\n" + sign_in + from_menu +
                   "see \"Para esto hace falta el almacenamiento, que no se puede leer.\" within 20s\nsee "
                   "@technician.status\n");
    Machine bare;
    damage(bare);
    bare.options.visit =
        "see \"This needs the storage, which cannot be read.\" within 20s\nprint damaged\nnot "
        "@setup.language.en\nclock +16s\nsee @setup.language.en within 30s\n";
    Kiosk kiosk(bare.options);
    REQUIRE_MESSAGE(kiosk.wait_for("damaged"), kiosk.errors());
    std::filesystem::remove(bare.options.state() / "provisioning.next.json");
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
}

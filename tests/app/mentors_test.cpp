// Mentors at the technician's screen: added, given a PIN and blocked with nothing but fingers; what the
// desk then says to them.

#include "content/base/file.h"
#include "content/base/keys.h"
#include "kiosk/doctor/checks.h"
#include "kiosk/point/mentor_care.h"
#include "kiosk/point/pin.h"
#include "tests/app/technicians_place.h"
#include "tests/desk/desk_fixture.h"
#include "tests/platform/escpos_model.h"

#include <algorithm>

using namespace accanto;
using namespace accanto::tests;

namespace {

const std::string in = to_technicians_menu + "tap @technician.mentors\n";
const std::string anna = "see @mentor.add within 20s\ntap @mentor.add\nsee @mentor.name\ntype anna\ntap "
                         "@mentor.use_name\nsee @technician.digits within 20s\n";
std::string pin_twice(const std::string& pin) {
    return "type " + pin + "\ntap @technician.enter\nsee \"The same PIN again\"\ntype " + pin +
           "\ntap @technician.enter\n";
}

struct Place : TechniciansPlace {
    std::string only_mentor() {
        const auto all = point::mentors(*open());
        REQUIRE(all.size() == 1);
        return all[0].id;
    }
    // What was done for mentors, and for whom.
    std::vector<std::pair<std::string, std::string>> audit() {
        auto out = acts();
        std::erase_if(out, [](const auto& act) { return !act.first.starts_with("mentor_"); });
        return out;
    }
    doctor::Light doctors_light() {
        Settings settings;
        settings.state = options.state();
        const doctor::Surroundings here{settings, clock, {}, {}, {}, "/"};
        return doctor::check_mentors(here, open().get()).light;
    }
    // At the desk's page, as a person does it.
    int desk_says(const std::string& pin) {
        const auto store = open();
        desk::DeskSetup setup = setup_of(options.state());
        setup.names = {"desk.example"};
        desk::Desk desk(setup, clock);
        return Browser(desk).sign_in(point::mentors(*store).at(0), pin, "1").status;
    }
};

using Audit = std::vector<std::pair<std::string, std::string>>;

} // namespace

TEST_CASE("on a new kiosk a technician adds the first mentor at the screen, who then signs in at the desk, "
          "and somebody takes a number") {
    Place place;
    CHECK(place.doctors_light() == doctor::Light::amber);
    place.played(in + "see \"Nobody can sign in at the desk yet, so no numbers are given.\" within 20s\n" +
                 anna + "see \"PIN for anna\"\n" + pin_twice("246810") +
                 "see \"anna can sign in at the desk.\" within 20s\ntap @bar.back\nsee @technician.status\n");
    CHECK(place.audit() == Audit{{"mentor_added", place.only_mentor()}});
    CHECK(place.doctors_light() == doctor::Light::green);
    CHECK(place.desk_says("246811") == 403);
    CHECK(place.desk_says("246810") == 200);
    place.played(std::string(to_confirmation) + "tap @ticket.take\nsee @ticket.number within 20s\n");
}

TEST_CASE("a PIN typed differently the second time, or of one digit alone, is asked for again; nobody is "
          "added before it was typed twice") {
    Place place;
    place.played(in + anna +
                 "type 111111\ntap @technician.enter\nsee \"Use at least two different digits.\"\nkey "
                 "backspace\ntype 2\ntap @technician.enter\n"
                 "see \"The same PIN again\"\ntype 111113\ntap @technician.enter\nsee \"The two are not the "
                 "same. Choose again.\"\nsee \"PIN for anna\"\n"
                 "type 246810\ntap @technician.enter\nsee \"The same PIN again\"\ntap @bar.back\nsee \"PIN "
                 "for anna\"\ntap @bar.back\nsee @mentor.name\n"
                 "tap @bar.back\nsee @mentor.add\ntap @bar.back\nsee @technician.status\n");
    CHECK(point::mentors(*place.open()).empty());
    CHECK(place.audit().empty());
}

TEST_CASE("a name that somebody has, in whatever letters, and one that is too long, are told where they are "
          "typed") {
    Place place;
    point::add_mentor(*place.open(), "Anna", "246810");
    std::string arabic;
    for (int i = 0; i < 64; ++i)
        arabic += "م";
    place.played(
        in +
        "see @mentor.add within 20s\ntap @mentor.add\nsee @mentor.name\ntype anna\ntap @mentor.use_name\n"
        "see \"Somebody is called so already. Add something to the name.\" within 20s\ntype b\ntap "
        "@mentor.use_name\nsee \"PIN for annab\" within 20s\n");
    CHECK(point::name_fault(*place.open(), arabic) == point::NameFault::too_long);
    place.options.settings = "[point]\ntime_zone = \"Europe/Madrid\"\nplace = \"ES-CT\"\nofficial_language = "
                             "\"ar\"\n[screen]\nmotion = false\n";
    place.played(in + "see @mentor.add within 20s\ntap @mentor.add\nsee @mentor.name\ntype " + arabic +
                 "\ntap @mentor.use_name\nsee \"الاسم طويل جدًا. اختصروه.\" within 20s\n");
    CHECK(point::mentors(*place.open()).size() == 1);
}

TEST_CASE("a PIN that was made is shown until its page is left, and is in no list that is kept or said") {
    Place place;
    const std::filesystem::path lists = place.folder / "lists";
    place.options.more = {"--dump-semantics", lists.string()};
    place.played(in + anna +
                 "tap @mentor.make_pin\nsee @mentor.pin within 20s\nsee \"Write it down now. It is shown "
                 "only once.\"\nnot @mentor.print_pin\nshot made\n"
                 "tap @mentor.end_pin\nsee \"anna can sign in at the desk.\" within 20s\nnot @mentor.pin\n");
    CHECK(place.audit() == Audit{{"mentor_added", place.only_mentor()}});
    const auto list = Json::parse(read_file(lists / "made.json").value());
    const auto shown = std::find_if(list["nodes"].begin(), list["nodes"].end(),
                                    [](const Json& node) { return node["id"] == "mentor.pin"; });
    REQUIRE(shown != list["nodes"].end());
    CHECK((*shown)["value"] == "•");
    CHECK((*shown)["private"] == true);
}

TEST_CASE("a PIN that was made comes out of the printer once for each wish, and the audit knows it") {
    Place place;
    EscPosModel printer;
    place.options.settings =
        in_english + "[printer]\nkind = \"escpos\"\ndevice = \"" + printer.path().string() + "\"\n";
    place.played(in + anna +
                 "tap @mentor.make_pin\nsee @mentor.pin within 20s\ntap @mentor.print_pin\n"
                 "see \"Here is your paper.\" within 20s\nsee @mentor.pin\ntap @mentor.end_pin\n"
                 "see @mentor.add within 20s\n");
    REQUIRE(printer.idle());
    CHECK(printer.paper().slips.size() == 1);
    CHECK(place.audit() == Audit{{"mentor_added", place.only_mentor()}, {"mentor_pin_printed", "printed"}});
}

TEST_CASE("who leaves while the PIN is printed: the audit knows what became of the slip") {
    Place place;
    EscPosModel printer;
    place.options.settings =
        in_english + "[printer]\nkind = \"escpos\"\ndevice = \"" + printer.path().string() + "\"\n";
    place.played(in + anna +
                 "tap @mentor.make_pin\nsee @mentor.pin within 20s\ntap @mentor.print_pin\ntap @bar.finish\n"
                 "see @language.en within 30s\nwait 3s\n");
    REQUIRE(printer.idle());
    const Audit audit = place.audit();
    CHECK(std::count_if(audit.begin(), audit.end(), [](const auto& line) { return line.first == "mentor_pin_printed"; }) == 1);
}

TEST_CASE("who has forgotten the PIN, and has locked the name by trying, gets a new one that holds at once") {
    Place place;
    point::add_mentor(*place.open(), "Anna", "246810");
    for (int i = 1; i < point::tries_before_lock; ++i)
        CHECK(place.desk_says("999990") == 403);
    CHECK(place.desk_says("999990") == 423);
    CHECK(place.desk_says("246810") == 423);
    const std::string id = place.only_mentor();
    place.played(in + "see \"Locked for a quarter of an hour: wrong PINs\" within 20s\ntap @mentor." + id +
                 "\nsee @mentor.let_in\ntap @mentor.new_pin\nsee \"PIN for Anna\"\n" + pin_twice("112233") +
                 "see \"Anna can sign in at the desk.\" within 20s\nsee \"Can sign in\"\n");
    CHECK(place.audit() == Audit{{"mentor_pin", id}});
    CHECK(place.desk_says("246810") == 403);
    CHECK(place.desk_says("112233") == 200);
}

TEST_CASE("a mentor is blocked after a question, and let in again with the same PIN") {
    Place place;
    point::add_mentor(*place.open(), "Anna", "246810");
    const std::string id = place.only_mentor(),
                      open = "see @mentor." + id + " within 20s\ntap @mentor." + id + "\n";
    place.played(in + open +
                 "tap @mentor.away\nsee \"Block Anna?\"\ntap @mentor.keep\nsee @mentor.new_pin\ntap "
                 "@mentor.away\ntap @mentor.take_away\n"
                 "see \"Anna can sign in no more.\" within 20s\nsee \"Blocked: cannot sign in\"\n");
    CHECK(place.desk_says("246810") == 403);
    CHECK(place.doctors_light() == doctor::Light::amber);
    place.played(
        in + open +
        "not @mentor.new_pin\ntap @mentor.let_in\nsee \"Anna can sign in at the desk.\" within 20s\n");
    CHECK(place.desk_says("246810") == 200);
    CHECK(place.audit() == Audit{{"mentor_locked", id}, {"mentor_unlocked", id}});
}

TEST_CASE("what the store does not take is told, and nobody is half added or half blocked") {
    Place place;
    point::add_mentor(*place.open(), "Bruno", "246810");
    place.open()->db().script(
        "CREATE TRIGGER one BEFORE INSERT ON mentor BEGIN SELECT RAISE(ABORT, 'no more'); END;"
        "CREATE TRIGGER two BEFORE UPDATE ON mentor BEGIN SELECT RAISE(ABORT, 'no more'); END;");
    const std::string id = place.only_mentor(),
                      sentence = "see \"The storage took nothing, and nothing has changed. See Status for "
                                 "what to do.\" within 20s\n";
    place.played(in + anna + pin_twice("246810") + sentence + "see \"PIN for anna\"\ntap @mentor.make_pin\n" +
                 sentence + "not @mentor.pin\ntap @bar.home\ntap @technician.mentors\nsee @mentor." + id +
                 " within 20s\ntap @mentor." + id + "\ntap @mentor.away\ntap @mentor.take_away\n" + sentence +
                 "see @mentor.new_pin\n");
    CHECK(place.only_mentor() == id);
    CHECK(place.audit().empty());
    place.open()->db().script("DROP TRIGGER two");
    CHECK(place.desk_says("246810") == 200);
}

TEST_CASE("a kiosk without a desk says where its mentors are added") {
    Place place;
    place.options.settings = in_english + "[host]\naddress = \"http://192.0.2.1:8460\"\nkey = \"" +
                             SecretKey::from_seed(std::string(32, 'h')).public_key().text() + "\"\n";
    place.played(in + "see \"Mentors sign in at the kiosk that has the desk, and are added there.\" within "
                      "20s\nnot @mentor.add\n");
}

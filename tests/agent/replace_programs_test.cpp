// Replacing a kiosk, with the real programs: the coordinator's command, the technician's, and the connection.
#include "kiosk/point/booking.h"
#include "kiosk/point/hub_orders.h"
#include "kiosk/point/technician.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/standing.h"

#include <doctest/doctest.h>

#include "tests/agent/programs.h"

using namespace accanto;
using namespace accanto::test;

namespace {

struct Change : Scene {
    ProgramFolder second;
    std::string booked; // code of what somebody has a slip of
    std::unique_ptr<Process> hub = start_hub();

    std::pair<int, std::string> said(const char* program, std::vector<std::string> arguments) const {
        std::filesystem::remove(second.path / "said");
        const int code = Process(program, std::move(arguments), second.path / "said").wait();
        return {code, read_file(second.path / "said").value_or("")};
    }
    std::string old_id() { return store::Store::open(kiosk.path, clock)->value("kiosk_id").value(); }
    std::pair<int, std::string> replace(std::vector<std::string> more = {}) {
        std::vector<std::string> words = {"fleet",
                                          "replace",
                                          old_id(),
                                          "--hub",
                                          "http://" + address,
                                          "--data",
                                          this->Scene::hub.path.string()};
        words.insert(words.end(), more.begin(), more.end());
        return said(ACCANTO_TOOL_PROGRAM, words);
    }
    void old_kiosk_works() {
        enrol();
        auto store = store::Store::open(kiosk.path, clock);
        store->transaction([&] {
            store::append_event(*store, "org.accanto.kiosk.provisioned.v1",
                                R"({"mode":"offline","point":"biblio","letter":"C"})");
        });
        book(*store);
        REQUIRE(once(0) == 0);
    }
    Settings settings_at(const ProgramFolder& at) const {
        Settings out;
        out.state = at.path;
        out.point.id = "biblio";
        out.point.time_zone = "Europe/Madrid";
        out.kiosk.letter = "C";
        return out;
    }
    void book(store::Store& store) {
        Schedule schedule;
        schedule.point = "biblio";
        schedule.kiosk = "C";
        schedule.slots = {{local_date(clock.wall_ms() + 3LL * 24 * 3600 * 1000, "Europe/Madrid"), 9 * 60 + 30, 30, 1}};
        const Settings settings = settings_at(kiosk);
        point::import_schedule(store, settings, schedule);
        point::BookingRequest wish;
        wish.idempotency_key = "wish";
        wish.visit_id = "visit";
        wish.language = "es";
        wish.topic = "email";
        wish.day = schedule.slots[0].day;
        wish.from_minute = schedule.slots[0].from_minute;
        booked = std::get<point::Booking>(point::book(store, settings, wish)).code;
    }
    void bare_kiosk() { point::set_technician_pin(*store::Store::open(second.path, clock), "135790"); }
    // It is heard, its number is one that the old one does not give, and the old one is told.
    void check_changed() {
        CHECK(once(second, 0) == 0);
        const Settings settings = settings_at(second);
        auto store = store::Store::open(second.path, clock);
        point::carry_out_hub_orders(*store, settings, settings); // as the screen does
        const auto booking = point::find_booking(*store, booked);
        REQUIRE(booking);
        CHECK(booking->state == point::BookingState::booked);
        const auto taken = point::take_ticket(*store, settings, {"key", "visit", "email", "es"});
        REQUIRE(std::holds_alternative<point::Ticket>(taken));
        CHECK(std::get<point::Ticket>(taken).label == "C501");
        CHECK(once(0) == 4);
        CHECK(store::read_standing(*store::Store::open(kiosk.path, clock), store::Peer::hub).reason ==
              "replaced");
        CHECK(said(ACCANTO_TOOL_PROGRAM, {"fleet", "list", "--data", this->Scene::hub.path.string()})
                  .second.find(old_id() + "\tbiblio\t-\treplaced\t") != std::string::npos);
    }
};

} // namespace

TEST_CASE("a kiosk is replaced with a one-time code: the command says what to type at the new one, and that "
          "works") {
    Change change;
    change.old_kiosk_works();
    change.bare_kiosk();
    const auto told = change.replace();
    REQUIRE_MESSAGE(told.first == 0, told.second);
    const std::string code = told.second.substr(0, 8);
    CHECK(told.second.find("--code " + code + " --point biblio --name 'biblio' --letter C\n") !=
          std::string::npos);
    // Until it is heard the old one goes on.
    CHECK(change.once(0) == 0);
    change.said(ACCANTO_TOOL_PROGRAM,
                {"provision", "--state", change.second.path.string(), "--hub", "http://" + change.address,
                 "--code", code, "--point", "biblio", "--name", "biblio", "--letter", "C"});
    change.check_changed();
}

TEST_CASE("a kiosk is replaced with a signed file, set up without a connection, and the old one is fenced "
          "with the first one") {
    Change change;
    change.old_kiosk_works();
    change.bare_kiosk();
    const auto stick = change.second.path / "stick";
    std::filesystem::create_directories(stick);
    const auto told = change.replace({"--out", (stick / "c.accanto").string()});
    REQUIRE_MESSAGE(told.first == 0, told.second);
    CHECK(change.replace({"--out", (stick / "c.accanto").string()}).second.find("is there already") !=
          std::string::npos);
    change.hub->end(SIGTERM);
    change.said(ACCANTO_TOOL_PROGRAM,
                {"provision", "--state", change.second.path.string(), "--stick", stick.string()});
    CHECK_FALSE(std::filesystem::exists(stick / "c.accanto"));
    change.hub = change.start_hub();
    CHECK(change.once(0) == 0);
    change.check_changed();
}

TEST_CASE("a kiosk that is not there, or never told its letter, is refused with what to do") {
    Change change;
    change.enrol();
    CHECK(change.replace().second.find("it never told its letter here: give it with --letter") !=
          std::string::npos);
    CHECK(change.replace({"--letter", "C"}).first == 0);
    const auto nobody =
        change.said(ACCANTO_TOOL_PROGRAM, {"fleet", "replace", "nobody", "--hub", "http://" + change.address,
                                           "--data", change.Scene::hub.path.string()});
    CHECK(nobody.first == 1);
    CHECK(nobody.second.find("nobody: no such kiosk is enrolled here; accanto fleet list prints them") !=
          std::string::npos);
}

// The technician's screen, from the corner to signing out.

#include "content/base/provisioned.h"
#include "content/base/recovery.h"
#include "kiosk/doctor/night.h"
#include "kiosk/store/arrivals.h"
#include "kiosk/store/wishes.h"
#include "tests/app/point_run.h"
#include "tests/app/technicians_place.h"

#include <fstream>

using namespace accanto;
using namespace accanto::tests;

namespace {

const std::string in = to_technicians_menu;
const std::string to_stick = in + "tap @page.next\ntap @technician.stick\nsee @technician.stick_export\n";

struct Place : TechniciansPlace {
    std::filesystem::path run() const {
        std::filesystem::create_directories(folder / "run");
        return folder / "run";
    }
    // The machine, asked for a stick when the visit has said so.
    void answer(Kiosk& kiosk, const char* said, const std::string& wish, const std::string& word) const {
        REQUIRE_MESSAGE(kiosk.wait_for(said), kiosk.errors());
        CHECK(read_file(run() / "stick-wish") == wish + "\n");
        std::filesystem::remove(run() / "stick-wish");   // as the machine does when it begins
        write_file_durably(run() / "stick-said", wish + " " + word + "\n");
    }
    // "signed_in status/ ...": the audit, without the PIN that was set at first.
    std::string audit() {
        std::string out;
        for (const auto& [what, result] : acts())
            out += (out.empty() ? "" : " ") + what + (result.empty() ? "" : "/" + result);
        return out == "pin_set" ? "" : out.substr(std::string_view("pin_set ").size());
    }
    int64_t events_of_visits() {
        int64_t out = 0;
        for (const auto& row : store::pending(*open(), 10'000, 1 << 30))
            out += row.type.starts_with("org.accanto.visit.");
        return out;
    }
};

} // namespace

TEST_CASE("a technician comes in through the corner, looks at everything and signs out; no citizen's visit is told of it") {
    Place place;
    doctor::keep_night(*place.open(), {place.clock.wall_ms(), {{"printer", doctor::Light::red, "doctor.printer_out", {}, {}}}});
    place.played(in + R"(
tap @technician.status
see @night within 60s
see @night.printer
see "It has no paper. Put a new roll in."
see @page.next
tap @bar.back
see @technician.network
tap @bar.finish
see @language.en
)");
    CHECK(place.audit() == "signed_in status signed_out");
    CHECK(place.events_of_visits() == 0);
}

TEST_CASE("four touches, a short last one, or touches elsewhere open nothing") {
    Place place;
    place.played("see @language.en within 20s\ntap @language.en\nsee @home.learn\nknock\nsee @home.learn\n");
    CHECK(place.audit() == "");
}

TEST_CASE("wrong PINs are told, lock after five, and stay locked when the kiosk starts anew") {
    Place place;
    std::string wrong = "see @language.en within 20s\nknock\nsee @technician.enter\n";
    for (int i = 0; i < 4; ++i)
        wrong += "type 246802\ntap @technician.enter\nsee \"That does not fit. Try again.\" within 20s\n";
    place.played(wrong + "type 246802\ntap @technician.enter\nsee \"Too many wrong tries. Wait 15 minutes.\" within 20s\ntap @bar.back\nsee @language.en\n");
    place.played("see @language.en within 20s\nknock\nsee @technician.enter\ntype 135790\ntap @technician.enter\nsee \"Too many wrong tries. Wait 15 minutes.\" within 20s\nnot @technician.status\n");
    CHECK(place.audit() == "refused refused refused refused refused/locked");
}

TEST_CASE("two minutes without a touch end it, with no question and nothing left on the screen") {
    Place place;
    place.played(in + "tap @technician.touch\nsee @target.1\nclock +119s\nsee @target.1\ntap @target.1\nclock +121s\nsee @language.en within 10s\nnot @target.1\nknock\nsee @technician.enter\nnot @technician.status\n");
    CHECK(place.audit() == "signed_in touch signed_out");
}

TEST_CASE("the screen is measured with a card, at once and for the next start") {
    Place place;
    place.played(in + "tap @page.next\ntap @page.previous\ntap @technician.screen\nsee @card.keep\ntap @card.much_larger\ntap @card.larger\ntap @card.keep\nsee \"Measured and kept\" within 20s\ntap @bar.home\nsee @technician.status\n");
    LoadedSettings loaded;
    loaded.settings.state = place.options.state();
    add_provisioned(loaded);
    CHECK(loaded.problems.empty());
    // 960 pixels of a 24 inch panel, 0.553 mm each: the card was 155 pixels wide, and is 11 more.
    CHECK(loaded.settings.screen.pitch_mm > 0.51);
    CHECK(loaded.settings.screen.pitch_mm < 0.52);
    CHECK(place.audit().starts_with("signed_in screen screen_measured/0.51"));
}

TEST_CASE("a test comes out of the printer, and is no ticket") {
    Place place;
    place.played(in + "tap @technician.printer\ntap @technician.print\nsee \"Here is your paper.\" within 20s\n");
    CHECK(place.audit() == "signed_in printer test_printed/printed");
    CHECK(std::filesystem::exists(place.options.state() / "printed" / "test.png"));
    CHECK(place.open()->db().integer("SELECT count(*) FROM ticket") == 0);
}

TEST_CASE("the network is looked at by the connection: the screen asks through the store, and shows what is written there") {
    Place place;
    place.options.visit = in + "tap @technician.network\nsee @looking within 20s\nprint asked\nsee @network.dns within 60s\nsee \"The hub’s name is not known here.\"\nnot @network.tls\n";
    Kiosk kiosk(place.options);
    REQUIRE(kiosk.wait_for("asked"));
    auto store = place.open();
    for (int i = 0; i < 2000 && store::times_asked(*store, store::Wish::look_at_network) == 0; ++i)
        usleep(10'000);
    store::keep_report(*store, {1, place.clock.wall_ms(), {{"link", true, ""}, {"address", true, ""}, {"dns", false, "no such name"}}});
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
}

TEST_CASE("content on its way from the hub is shown with how much of it is here, and what cannot be had is told") {
    Place place;
    place.options.visit = in + "tap @page.next\ntap @technician.contents\nsee \"Lessons\" within 60s\nprint asked\nsee @arrival.starter within 60s\nsee \"Version 3 is coming: 120 of 300 kB\"\nsee \"Version 2 cannot be had now.\"\n";
    Kiosk kiosk(place.options);
    REQUIRE(kiosk.wait_for("asked"));
    store::note_arrivals(*place.open(), {{"starter", 3, 300'000, 120'000, "coming", ""}, {"parking", 2, 1'000, 0, "set_aside", "no room"}});
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
}

TEST_CASE("a connection that does not answer is told, not waited for") {
    Place place;
    place.played(in + "tap @technician.network\nsee @looking within 20s\nclock +61s\nsee \"The connection does not answer. Restart the machine.\" within 10s\n");
}

TEST_CASE("a stick: the screen asks the machine, says to leave it in while it works, and then what came of it") {
    Place place;
    place.options.environment["RUNTIME_DIRECTORY"] = place.run();
    place.options.visit = to_stick + R"(
tap @technician.stick_export
see "Working with the stick" within 20s
print asked
see "The records are on the stick." within 60s
clock +100s
see @technician.stick_remove
tap @technician.stick_import
see "Working with the stick" within 20s
print again
see "No answers for this kiosk are on the stick." within 60s
)";
    Kiosk kiosk(place.options);
    place.answer(kiosk, "asked", "export", "ok");
    place.answer(kiosk, "again", "import", "nothing");
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
    CHECK(place.audit() == "signed_in stick stick_export stick_export/ok stick_import stick_import/nothing");
}

TEST_CASE("what the menu had a stick for is told as that also where it ends while the kiosk is set up") {
    Place place;
    place.options.environment["RUNTIME_DIRECTORY"] = place.run();
    place.options.visit = to_stick + R"(
tap @technician.stick_export
see "Working with the stick" within 20s
key home
tap @page.next
tap @page.next
tap @technician.set_up
not @technician.set_up within 20s
print asked
see "Does this page stand upright?" within 60s
see "The records are on the stick."
)";
    Kiosk kiosk(place.options);
    place.answer(kiosk, "asked", "export", "ok");
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
}

TEST_CASE("a stick that nobody reads is told within a minute, and asked for no more; one that takes too long is given up") {
    Place place;
    place.options.environment["RUNTIME_DIRECTORY"] = place.run();
    place.played(to_stick + "tap @technician.stick_logs\nsee \"Working with the stick\" within 20s\nclock +50s\nsee \"Working with the stick\"\nclock +11s\nsee \"The machine does not read sticks now. Restart the machine.\" within 10s\nsee @technician.stick_logs\n");
    CHECK_FALSE(std::filesystem::exists(place.run() / "stick-wish"));
    CHECK(place.audit() == "signed_in stick stick_logs stick_logs/silent");
    place.options.visit = to_stick + "tap @technician.stick_remove\nsee \"Working with the stick\" within 20s\nprint asked\nwait 2s\nclock +310s\nsee \"Working with the stick\"\nclock +11s\nsee \"That did not work, and nothing here was lost.\" within 10s\n";
    Kiosk kiosk(place.options);
    REQUIRE(kiosk.wait_for("asked"));
    std::filesystem::remove(place.run() / "stick-wish");
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
}

TEST_CASE("on a machine without the folder in which a stick is asked for, the technician is told at once") {
    Place place;
    place.options.environment["RUNTIME_DIRECTORY"] = place.folder / "none";
    place.played(to_stick + "tap @technician.stick_export\nsee \"The machine does not read sticks now.\" within 10s\n");
}

TEST_CASE("cleaning keeps touches away for half a minute, and the technician goes on after it") {
    Place place;
    place.played(in + "tap @page.next\ntap @page.next\ntap @technician.cleaning\nsee \"This screen is being cleaned\" within 20s\nclock +31s\nsee @technician.restart within 20s\n");
    CHECK(place.audit().starts_with("signed_in cleaning"));
}

TEST_CASE("the machine is told while a technician is here, so that keyboards type for nobody else") {
    Place place;
    place.options.environment["RUNTIME_DIRECTORY"] = place.run();
    place.options.visit = "see @language.en within 20s\nprint before\nwait 2s\n" + in + "print inside\nwait 2s\nclock +121s\nsee @language.en within 20s\nprint after\nwait 2s\n";
    Kiosk kiosk(place.options);
    for (const auto& [moment, told] : {std::pair("before", "gone\n"), std::pair("inside", "here\n"), std::pair("after", "gone\n")}) {
        const std::string said = moment;
        REQUIRE_MESSAGE(kiosk.wait_for(said), kiosk.errors());
        for (int i = 0; i < 1000 && read_file(place.run() / "technician") != told; ++i)
            usleep(10'000);
        CHECK_MESSAGE(read_file(place.run() / "technician") == told, said);
    }
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
}

TEST_CASE("restarting asks first, and ends the program in order so that it is started anew") {
    Place place;
    place.options.visit = in + "tap @page.next\ntap @page.next\ntap @technician.restart\nsee @technician.restart_yes\ntap @technician.restart_yes\nwait 30s\n";
    Kiosk kiosk(place.options);
    CHECK_MESSAGE(kiosk.finish() == 0, kiosk.errors());
    CHECK(place.audit().starts_with("signed_in restart restarted"));
}

TEST_CASE("a kiosk without a PIN lets nobody in, and one without a hub has no telephone for who forgot it") {
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.settings = in_english;
    options.visit = "see @language.en within 20s\nknock\nsee \"No PIN is set.\" within 20s\ntype 135790\ntap @technician.enter\nsee \"No PIN is set.\" within 20s\nnot @technician.status\n"
                    "tap @technician.forgot\nsee \"This kiosk knows no hub.\" within 20s\n";
    play(options);
}

TEST_CASE("who forgot the PIN reads digits to the hub, types what it says, and chooses a new one") {
    Place place;
    const SecretKey hub = SecretKey::from_seed(std::string(32, 'h')), kiosk = SecretKey::from_seed(std::string(32, 'k'));
    std::filesystem::create_directories(place.options.state() / "sync");
    kiosk.save(place.options.state() / "sync/kiosk.key");
    write_file_durably(place.options.state() / "sync/hub.json", nlohmann::json{{"hub_key", hub.public_key().text()}}.dump());
    const std::string id = place.open()->value("kiosk_id").value(), challenge = point::recovery_challenge(*place.open());
    const std::string response = recovery_response(hub, kiosk.public_key(), id, challenge);
    place.played("see @language.en within 20s\nknock\nsee @technician.forgot\ntap @technician.forgot\nsee \"Digits: " + challenge.substr(0, 4) + " " + challenge.substr(4) +
                 "\" within 20s\nsee \"Kiosk: " + id + "\"\ntype 0000000000\ntap @technician.enter\nsee \"That does not fit. Try again.\" within 20s\ntype " + response +
                 "\ntap @technician.enter\nsee \"Choose a PIN for technicians\" within 20s\ntype 111111\ntap @technician.enter\nsee \"Use at least two different digits.\"\n"
                 "key backspace\ntype 2\ntap @technician.enter\nsee \"The same PIN again\"\ntype 111112\ntap @technician.enter\nsee @technician.status within 20s\n");
    CHECK(place.audit() == "refused recovered pin_set");
    CHECK(point::try_technician_pin(*place.open(), technicians_pin).door == point::TechnicianDoor::wrong);
    CHECK(point::try_technician_pin(*place.open(), "111112").door == point::TechnicianDoor::open);
}

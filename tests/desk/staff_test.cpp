// What staff do for the place.

#include "tests/desk/desk_fixture.h"

#include "kiosk/doctor/night.h"
#include "kiosk/point/printer_care.h"
#include "kiosk/point/quick_actions.h"
#include "kiosk/point/safe_tickets.h"

#include <fstream>
#include <thread>

using namespace accanto;
using namespace accanto::tests;

TEST_CASE("staff close the kiosk with a reason and words of their own, and open it again") {
    DeskFixture f;
    Browser page = f.at_desk();
    CHECK(Json::parse(page.get("/api/state").body)["kiosk"]["open"] == true);
    const auto closed =
        page.post("/api/kiosk/close", {{"reason", "back_soon"}, {"message", "Ring\nthe\x01 bell "}});
    CHECK(Json::parse(closed.body)["done"] == "The kiosk is closed now.");
    const Json kiosk = state_of(closed)["kiosk"];
    CHECK(kiosk["open"] == false);
    CHECK(kiosk["closed"]["reason_text"] == "We will be back in a few minutes.");
    CHECK(kiosk["closed"]["message"] == "Ring the bell");
    const auto told = point::closed_by_staff(*f.kiosk.store, f.kiosk.settings);
    REQUIRE(told);
    CHECK(told->reason == "back_soon");
    CHECK(told->message == "Ring the bell");
    page.language = "ar"; // each mentor reads it in their own language
    CHECK(Json::parse(page.get("/api/state").body)["kiosk"]["closed"]["reason_text"] ==
          "سنعود بعد دقائق قليلة.");
    CHECK(state_of(page.post("/api/kiosk/open"))["kiosk"]["closed"].is_null());
    CHECK(point::is_open(*f.kiosk.store, f.kiosk.settings));
}

TEST_CASE("a reason that is none and a message that is too long close nothing") {
    DeskFixture f;
    Browser page = f.at_desk();
    std::string letters;
    for (int i = 0; i < 141; ++i)
        letters += "é";
    CHECK(page.post("/api/kiosk/close", {{"reason", "rain"}}).status == 422);
    CHECK(page.send(page.request("POST", "/api/kiosk/close", "[")).status == 422);
    const auto reply = page.post("/api/kiosk/close", {{"message", letters}});
    CHECK(reply.status == 422);
    CHECK(Json::parse(reply.body)["detail"] == "The message is too long. 140 characters are allowed.");
    CHECK(point::is_open(*f.kiosk.store, f.kiosk.settings));
    CHECK(page.post("/api/kiosk/close", {{"message", letters.substr(2)}}).status == 200);
}

TEST_CASE("outside the opening hours the page says so, and does not pretend that staff closed") {
    DeskFixture f([](desk::DeskSetup& setup) { setup.settings.point.hours[0] = {{16 * 60, 19 * 60}}; });
    Browser page = f.at_desk();
    const Json kiosk = Json::parse(page.get("/api/state").body)["kiosk"];
    CHECK(kiosk["state_text"] == "Outside the opening hours: nobody can take a number.");
    CHECK(kiosk["closed"].is_null());
}

TEST_CASE("the cleaning pause lasts a minute or until it is ended, and the page knows when") {
    DeskFixture f;
    Browser page = f.at_desk();
    CHECK(state_of(page.post("/api/kiosk/cleaning", {{"wish", "start"}}))["kiosk"]["cleaning_until_ms"] ==
          f.clock.wall_ms() + 60'000);
    CHECK(point::cleaning_left_ms(*f.kiosk.store) == 60'000);
    CHECK(state_of(page.post("/api/kiosk/cleaning", {{"wish", "end"}}))["kiosk"]["cleaning_until_ms"] == 0);
    CHECK(point::cleaning_left_ms(*f.kiosk.store) == 0);
}

TEST_CASE("paper changed asks the kiosk to look at its printer") {
    DeskFixture f;
    Browser page = f.at_desk();
    CHECK(Json::parse(page.post("/api/kiosk/paper-changed").body)["done"] ==
          "The kiosk is looking at its printer.");
    CHECK(point::printer_look_asked(*f.kiosk.store) > 0);
}

TEST_CASE("who needs a colleague is seen at the other desks at once, and sees who comes") {
    DeskFixture f;
    const auto luca = point::add_mentor(*f.kiosk.store, "Luca Bianchi", "135791");
    Browser page = f.at_desk(), other = f.browser();
    REQUIRE(other.sign_in(luca, "135791", "2").status == 200);
    CHECK(state_of(page.post("/api/colleague/want"))["colleagues"].size() == 1);
    const Json seen = Json::parse(other.get("/api/state").body)["colleagues"];
    REQUIRE(seen.size() == 1);
    CHECK(seen[0] == Json{{"id", "1"}, {"name", "Ana Ferrer"}, {"coming_desk", ""}, {"coming", ""}});
    CHECK(state_of(other.post("/api/colleague/go", {{"desk", "1"}}))["colleagues"][0]["coming"] ==
          "Luca Bianchi");
    CHECK(Json::parse(page.get("/api/state").body)["colleagues"][0]["coming_desk"] == "2");
    CHECK(type_of(other.post("/api/colleague/go", {{"desk", "1"}})) == "urn:accanto:problem:colleague_gone");
    CHECK(state_of(page.post("/api/colleague/end"))["colleagues"].empty());
    CHECK(type_of(other.post("/api/colleague/go", {{"desk", "7"}})) == "urn:accanto:problem:colleague_gone");
    page.post("/api/colleague/want");
    page.post("/api/sign-out"); // who has left needs nobody
    CHECK(point::colleagues_wanted(*f.kiosk.store).empty());
}

TEST_CASE("a printer that wants care is a notice in the mentor's language, and nothing while it is well") {
    DeskFixture f;
    auto page = std::make_unique<Browser>(f.at_desk());
    const auto printer = [&] {
        page->post("/api/presence", {{"presence", "on"}}); // the page looks again
        return Json::parse(page->get("/api/state").body)["printer"];
    };
    CHECK(printer().is_null()); // nothing is known
    for (const char* state : {"ok", "none", "unknown", "a word of tomorrow"}) {
        point::note_printer(*f.kiosk.store, f.kiosk.settings, {state, 1, 0});
        CHECK(printer().is_null());
    }
    point::note_printer(*f.kiosk.store, f.kiosk.settings, {"near_end", 1, 0});
    CHECK(printer()["urgent"] == false);
    CHECK(printer()["text"].get<std::string>().find("almost used up") != std::string::npos);
    point::note_printer(*f.kiosk.store, f.kiosk.settings, {"out", 0, 2});
    f.clock.advance_ms(10 * 60 * 1000);
    CHECK(printer()["urgent"] == true);
    CHECK(printer()["text"] == "The ticket printer has no paper. People read their number on the screen.");
    CHECK(printer()["since"] == "Since 09:00.");
    CHECK(printer()["today"] == "Printed today: 5. Not printed: 2.");
    f.clock.advance_ms(24 * 60 * 60 * 1000);
    page = std::make_unique<Browser>(f.at_desk()); // yesterday's session has ended
    CHECK(printer()["since"] == "Since 2026-11-23 09:00.");
    CHECK(printer()["today"] == "Printed today: 0. Not printed: 0.");
    for (const char* state : {"open", "off", "gone", "failed"}) {
        point::note_printer(*f.kiosk.store, f.kiosk.settings, {state});
        for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"}) {
            page->language = language;
            const std::string text = printer()["text"];
            CHECK(text.size() > 20);
            CHECK(text.find("printer.") == std::string::npos);
        }
    }
}

TEST_CASE("without a store nobody signs in, and the page says which numbers to call aloud; whole again, they stand in the list") {
    TemporaryFolder folder;
    SystemClock clock;
    const store::SafePlaces places{folder.path(), {}};
    point::Mentor ana;
    {
        Point kiosk(folder.path(), clock);
        ana = point::add_mentor(*kiosk.store, "Ana Ferrer", "246810");
    }
    const auto version = [&](const char* pragma) { store::Database(folder.path() / "store.db", store::OpenMode::read_write).script(pragma); };
    const int64_t whole = store::Database(folder.path() / "store.db", store::OpenMode::read_only).integer("PRAGMA user_version").value();
    version("PRAGMA user_version = 9999");
    desk::DeskSetup setup = setup_of(folder.path());
    setup.names = {"desk.example"};
    desk::Desk desk(setup, clock);
    Browser page(desk);
    desk::Reply reply = page.get("/");
    CHECK(reply.status == 503);
    CHECK(reply.body.find("No number waits.") != std::string::npos);
    store::give_safe_number(places, "B", "es", clock);
    store::give_safe_number(places, "B", "es", clock);
    reply = page.get("/");
    CHECK(reply.body.find("Call these numbers aloud, in this order: B900, B901.") != std::string::npos);
    CHECK(reply.body.find("Ana Ferrer") == std::string::npos);
    version(("PRAGMA user_version = " + std::to_string(whole)).c_str());
    // The desk looks again by itself.
    std::unique_ptr<Point> kiosk = std::make_unique<Point>(folder.path(), clock);
    for (int i = 0; i < 1500 && point::waiting(*kiosk->store, kiosk->settings).size() < 2; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(point::waiting(*kiosk->store, kiosk->settings).size() == 2);
    CHECK(page.sign_in(ana, "246810", "1").status == 200);
    const Json state = Json::parse(page.get("/api/state").body);
    CHECK(state["waiting"][0]["label"] == "B900");
    CHECK(state["waiting"][0]["topic"]["title"] == "Topic not asked");
    CHECK(state["night"].is_null());
    std::ofstream(folder / "safe-mode").flush();
    page.post("/api/presence", {{"presence", "on"}});
    CHECK(Json::parse(page.get("/api/state").body)["night"]["light"] == "red");
}

TEST_CASE("what the kiosk found at night waits for the staff in their own language; a night that was not made is told") {
    DeskFixture f;
    auto page = std::make_unique<Browser>(f.at_desk());
    const auto seen = [&] {
        page->post("/api/presence", {{"presence", "on"}}); // the page looks again
        return Json::parse(page->get("/api/state").body)["night"];
    };
    CHECK(seen().is_null());
    doctor::keep_night(*f.kiosk.store, {f.clock.wall_ms(), {{"store", doctor::Light::green, "doctor.store_ok", {}, {}}, {"printer", doctor::Light::red, "doctor.printer_out", {}, {}}}});
    Json night = seen();
    CHECK(night["light"] == "red");
    CHECK(night["text"] == "The kiosk tried everything at 09:00. This does not work:");
    REQUIRE(night["lines"].size() == 1);
    CHECK(night["lines"][0]["name"] == "Printer");
    CHECK(night["lines"][0]["text"] == "It has no paper. Put a new roll in.");
    page->language = "sv";
    CHECK(seen()["lines"][0]["text"] == "Papperet är slut. Sätt in en ny rulle.");
    page->language = "en";
    f.clock.advance_ms(37 * 3'600'000LL);
    page = std::make_unique<Browser>(f.at_desk());
    CHECK(seen()["text"] ==
          "The kiosk has not tried itself last night. If it was switched on, tell a technician.");
}

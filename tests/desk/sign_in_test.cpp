#include "tests/desk/desk_fixture.h"

#include "kiosk/point/mentor_care.h"

using namespace accanto;
using namespace accanto::tests;

TEST_CASE("a mentor signs in with name and PIN, and counts as here") {
    DeskFixture f;
    Browser page = f.browser();
    CHECK(page.get("/").body.find("Ana Ferrer") != std::string::npos);
    CHECK(page.sign_in(f.ana, "246810", "1").status == 200);
    CHECK(page.get("/").body.find("class=\"desk\"") != std::string::npos);
    const auto here = point::present(*f.kiosk.store);
    REQUIRE(here.size() == 1);
    CHECK(here[0].desk == "1");
    CHECK(here[0].presence == point::Presence::on);
}

TEST_CASE("the session's cookie is hidden from scripts and from other sites, and new after signing in") {
    DeskFixture f;
    Browser page = f.browser();
    page.get("/");
    const std::string before = page.cookie("accanto_visitor");
    const auto reply = page.post("/api/sign-in", {{"mentor", f.ana.id}, {"pin", "246810"}, {"desk", "1"}});
    REQUIRE(reply.headers.size() == 1);
    CHECK(reply.headers[0].second.find("; HttpOnly; SameSite=Strict") != std::string::npos);
    CHECK(reply.headers[0].second.find("Secure") == std::string::npos);
    CHECK(page.cookie("accanto_desk").size() == 64);
    CHECK(page.cookie("accanto_desk") != before);
}

TEST_CASE("over TLS the cookie is secure and bound to this host") {
    DeskFixture f([](desk::DeskSetup& setup) { setup.secure = true; });
    Browser page = f.browser();
    page.get("/");
    desk::Request request = page.request("POST", "/api/sign-in",
                                         Json{{"mentor", f.ana.id}, {"pin", "246810"}, {"desk", "1"}}.dump());
    request.secure = true;
    request.headers["origin"] = "https://desk.example";
    const auto reply = page.send(request);
    REQUIRE(reply.status == 200);
    CHECK(reply.headers[0].second.starts_with("__Host-accanto_desk="));
    CHECK(reply.headers[0].second.find("; Secure") != std::string::npos);
}

TEST_CASE("five wrong PINs lock the name for a quarter of an hour, and a right one does not help before") {
    DeskFixture f;
    Browser page = f.browser();
    for (int i = 0; i < 4; ++i) {
        const auto reply = page.sign_in(f.ana, "999999", "1");
        CHECK(reply.status == 403);
        CHECK(type_of(reply) == "urn:accanto:problem:sign_in.wrong");
    }
    CHECK(page.sign_in(f.ana, "999999", "1").status == 423);
    CHECK(page.sign_in(f.ana, "246810", "1").status == 423);
    CHECK(page.get("/").body.find("locked") != std::string::npos);
    f.clock.advance_ms(15 * 60 * 1000);
    CHECK(page.sign_in(f.ana, "246810", "1").status == 200);
}

TEST_CASE("a stranger's name and a wrong PIN are the same answer") {
    DeskFixture f;
    Browser page = f.browser();
    CHECK(page.sign_in({"nobody", "Nobody"}, "246810", "1").status == 403);
    CHECK(!page.cookie("accanto_desk").size());
}

TEST_CASE("too many tries from one device are refused before the PIN is looked at") {
    DeskFixture f;
    Browser page = f.browser();
    for (int i = 0; i < 20; ++i)
        page.sign_in({"nobody", "Nobody"}, "246810", "1");
    CHECK(page.sign_in(f.ana, "246810", "1").status == 429);
    f.clock.advance_ms(60 * 1000);
    CHECK(page.sign_in(f.ana, "246810", "1").status == 200);
}

TEST_CASE("two mentors do not sit at one desk") {
    DeskFixture f;
    const auto luca = point::add_mentor(*f.kiosk.store, "Luca Bianchi", "135791");
    Browser first = f.at_desk(), second = f.browser();
    const auto reply = second.sign_in(luca, "135791", "1");
    CHECK(reply.status == 409);
    CHECK(Json::parse(reply.body)["detail"].get<std::string>().find("Ana Ferrer is already at desk 1") == 0);
    CHECK(second.sign_in(luca, "135791", "2").status == 200);
}

TEST_CASE("a change without the page's token is refused and changes nothing") {
    DeskFixture f;
    Browser page = f.at_desk();
    const auto ticket = f.kiosk.take();
    const std::string path = "/api/tickets/" + ticket.id + "/call";
    desk::Request request = page.request("POST", path, "{}");
    request.headers.erase("x-accanto-token");
    CHECK(page.send(request).status == 403);
    request.headers["x-accanto-token"] = std::string(64, '0');
    CHECK(page.send(request).status == 403);
    Browser other = f.browser();
    other.get("/");
    request.headers["x-accanto-token"] = other.token;
    CHECK(page.send(request).status == 403);
    CHECK(f.kiosk.state_of(ticket) == "waiting");
    CHECK(page.post(path).status == 200);
    CHECK(f.kiosk.state_of(ticket) == "called");
}

TEST_CASE("signing in needs the page's token too") {
    DeskFixture f;
    Browser page = f.browser();
    page.get("/");
    page.token = "";
    const auto reply = page.post("/api/sign-in", {{"mentor", f.ana.id}, {"pin", "246810"}, {"desk", "1"}});
    CHECK(reply.status == 403);
    CHECK(type_of(reply) == "urn:accanto:problem:token");
}

TEST_CASE("a foreign origin and a foreign host are refused") {
    DeskFixture f;
    Browser page = f.at_desk();
    desk::Request request = page.request("POST", "/api/presence", R"({"presence":"off"})");
    request.headers["origin"] = "http://evil.example";
    CHECK(page.send(request).status == 403);
    desk::Request rebound = page.request("GET", "/");
    rebound.headers["host"] = "evil.example";
    CHECK(page.send(rebound).status == 421);
    rebound.path = "/display";
    CHECK(page.send(rebound).status == 421);
    rebound.headers.erase("host");
    CHECK(page.send(rebound).status == 421);
    CHECK(point::mentors_here(*f.kiosk.store) == 1);
}

TEST_CASE("nobody who is not signed in sees or changes the desk") {
    DeskFixture f;
    f.kiosk.take();
    Browser page = f.browser();
    page.get("/");
    for (const char* path : {"/api/state", "/api/events"})
        CHECK_MESSAGE(page.get(path).status == 401, path);
    for (const char* path :
         {"/api/call-next", "/api/presence", "/api/heartbeat", "/api/sign-out", "/api/tickets/x/call"})
        CHECK_MESSAGE(page.post(path).status == 401, path);
    CHECK(page.get("/").body.find("B01") == std::string::npos);
}

TEST_CASE("the page's heartbeat keeps the session and the presence; silence ends both") {
    DeskFixture f;
    Browser page = f.at_desk();
    for (int minute = 0; minute < 40; ++minute) {
        f.clock.advance_ms(60 * 1000);
        REQUIRE(page.post("/api/heartbeat").status == 200);
    }
    CHECK(point::mentors_here(*f.kiosk.store) == 1);
    f.clock.advance_ms(11 * 60 * 1000);
    CHECK(point::mentors_here(*f.kiosk.store) == 0);
    CHECK(page.post("/api/heartbeat").status == 200);
    CHECK(point::mentors_here(*f.kiosk.store) == 0); // away is not brought back without being asked
    f.clock.advance_ms(30 * 60 * 1000);
    CHECK(page.post("/api/heartbeat").status == 401);
}

TEST_CASE("presence is what the mentor says, and off after signing out") {
    DeskFixture f;
    Browser page = f.at_desk();
    const auto reply = page.post("/api/presence", {{"presence", "pause"}});
    CHECK(Json::parse(reply.body)["state"]["me"]["presence"] == "pause");
    CHECK(point::mentors_here(*f.kiosk.store) == 0);
    CHECK(page.post("/api/presence", {{"presence", "elsewhere"}}).status == 422);
    page.post("/api/presence", {{"presence", "on"}});
    CHECK(point::mentors_here(*f.kiosk.store) == 1);
    CHECK(page.post("/api/sign-out").status == 200);
    CHECK(point::present(*f.kiosk.store).empty());
    CHECK(page.get("/api/state").status == 401);
}

TEST_CASE(
    "a mentor who is locked by a technician is signed out, and back after unlocking with the same PIN") {
    DeskFixture f;
    Browser page = f.at_desk();
    point::bar_mentor(*f.kiosk.store, "ana ferrer");
    CHECK(point::is_barred(*f.kiosk.store, f.ana.id));
    CHECK(point::mentors_here(*f.kiosk.store) == 0);
    CHECK(page.post("/api/heartbeat").status == 401);
    CHECK(page.sign_in(f.ana, "246810", "1").status == 403);
    point::unlock_mentor(*f.kiosk.store, "Ana Ferrer");
    CHECK(page.sign_in(f.ana, "246810", "1").status == 200);
    point::change_pin(*f.kiosk.store, "Ana Ferrer", "112233");
    CHECK(page.sign_in(f.ana, "246810", "1").status == 403);
    CHECK(page.sign_in(f.ana, "112233", "1").status == 200);
    CHECK_THROWS_AS(point::bar_mentor(*f.kiosk.store, "Nobody"), std::invalid_argument);
    CHECK_THROWS_AS(point::change_pin(*f.kiosk.store, "Ana Ferrer", "1234"), std::invalid_argument);
}

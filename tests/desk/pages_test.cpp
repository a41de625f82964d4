#include "tests/desk/desk_fixture.h"

#include "kiosk/desk/guard.h"

#include "content/base/file.h"

#include <csignal>
#include <regex>

using namespace accanto;
using namespace accanto::tests;

namespace {

const std::string evil = "</script><img src=x onerror=alert(1)>\"'&";

} // namespace

TEST_CASE("what people and files say is data on every page") {
    DeskFixture f([](desk::DeskSetup& setup) { setup.settings.point.name = evil; });
    const auto mallory = point::add_mentor(*f.kiosk.store, evil, "135791");
    point::TicketRequest request;
    request.topic = request.language = request.visit_id = evil;
    request.stuck = point::StuckAt{evil, 1, 2, 0, false};
    const auto ticket = f.kiosk.take(request);
    Browser page = f.browser();
    CHECK(page.get("/").body.find("<img src=x") == std::string::npos);
    REQUIRE(page.sign_in(mallory, "135791", "1").status == 200);
    const std::string before = page.get("/").body;
    CHECK(before.find("<img src=x") == std::string::npos);
    CHECK(before.find("\\u003cimg src=x") != std::string::npos); // it is there, as data
    page.post("/api/call-next");
    page.post("/api/tickets/" + ticket.id + "/here");
    CHECK(page.get("/").body.find("<img src=x") == std::string::npos);
    const auto finished = page.post(
        "/api/tickets/" + ticket.id + "/finish",
        {{"topics", {"email"}}, {"help", "with"}, {"outcome", "done"}, {"obstacle", ""}, {"note", evil}});
    CHECK(finished.status == 200);
    const auto display = page.get("/display");
    CHECK(display.status == 200);
    CHECK(display.body.find("<img src=x") == std::string::npos);
    for (const char* path : {"/?why=</script>", "/language?to=<b>", "/nothing<b>", "/display?lang=<b>"}) {
        const auto reply = page.get(path);
        CHECK_MESSAGE(reply.body.find("<b>") == std::string::npos, path);
    }
}

TEST_CASE("the headers allow nothing inline, nothing from elsewhere, no frames") {
    std::map<std::string, std::string> headers;
    for (const auto& [name, value] : desk::security_headers())
        headers[name] = value;
    const std::string policy = headers["Content-Security-Policy"];
    CHECK(policy.starts_with("default-src 'none'"));
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(headers["X-Content-Type-Options"] == "nosniff");
}

TEST_CASE("no page has inline script or style, nor an address of elsewhere") {
    DeskFixture f;
    Browser page = f.browser();
    std::vector<std::string> bodies = {page.get("/").body, page.get("/display").body};
    page.sign_in(f.ana, "246810", "1");
    bodies.push_back(page.get("/").body);
    for (const std::string& body : bodies) {
        CHECK(body.find("<style") == std::string::npos);
        CHECK(body.find(" style=") == std::string::npos);
        CHECK(body.find(" onclick=") == std::string::npos);
        CHECK(body.find("http://") == std::string::npos);
        CHECK(body.find("https://") == std::string::npos);
    }
}

TEST_CASE("the page is given every sentence that its scripts ask for") {
    DeskFixture f;
    Browser page = f.at_desk();
    const std::string body = page.get("/").body, mark = "id=\"words\">";
    const size_t begin = body.find(mark) + mark.size();
    const Json words = Json::parse(body.substr(begin, body.find("</script>", begin) - begin));
    const std::regex key(R"('([a-z_]+\.[a-z_]+)')");
    size_t asked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(setup_of("").pages)) {
        if (entry.path().extension() != ".js")
            continue;
        const std::string text = *read_file(entry.path());
        for (std::sregex_iterator at(text.begin(), text.end(), key), end; at != end; ++at, ++asked)
            CHECK_MESSAGE(words.contains((*at)[1].str()), (*at)[1].str());
    }
    CHECK(asked > 25);
    CHECK(words["switch.serving_yes"] == "Finish {label}, then call {next}");
}

TEST_CASE("each language has its page, Arabic from right to left; what was chosen stays") {
    DeskFixture f;
    Browser page = f.browser();
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv"}) {
        page.language = language;
        CHECK(page.get("/").body.find("<html lang=\"" + std::string(language) + "\" dir=\"ltr\"") !=
              std::string::npos);
    }
    page.language = "fr";
    CHECK(page.get("/").body.find("<html lang=\"en\"") != std::string::npos);
    CHECK(page.get("/language?to=ar").status == 303);
    const std::string arabic = page.get("/").body;
    CHECK(arabic.find("<html lang=\"ar\" dir=\"rtl\"") != std::string::npos);
    CHECK(arabic.find("مكتب المرشد") != std::string::npos);
    CHECK(page.get("/language?to=xx").status == 404);
}

TEST_CASE("the display shows numbers, desks and first names, and nothing of who waits") {
    DeskFixture f;
    point::TicketRequest request;
    request.needs.hearing_loop = true;
    request.stuck = point::StuckAt{"create-email", 3, 10, 2, true};
    const auto first = f.kiosk.take(request);
    f.kiosk.take(request);
    Browser page = f.at_desk(), anybody = f.browser();
    page.post("/api/call-next");
    const auto state = [&] { return Json::parse(anybody.get("/api/display").body); };
    Json shown = state();
    CHECK(shown["serving"][0]["label"] == "B01");
    CHECK(shown["serving"][0]["desk"] == "1");
    CHECK(shown["serving"][0]["called"] == true);
    CHECK(shown["serving"][0]["picture"] == "/pictures/picture_tree.svg");
    CHECK(shown["serving"][0]["topic"]["tint"] == "mint");
    CHECK(shown["waiting"] == "Waiting: 1 person.");
    CHECK(shown["mentors"] == "Mentor here: Ana.");
    CHECK(shown["time"] == "09:00");
    CHECK(shown["last"].empty());
    const std::string text = shown.dump();
    for (const char* secret : {"Ferrer", "create-email", "visit", "B02", "hearing"})
        CHECK_MESSAGE(text.find(secret) == std::string::npos, secret);
    // It stays until its case is closed.
    page.post("/api/tickets/" + first.id + "/here");
    f.clock.advance_ms(50 * 60 * 1000);
    CHECK(state()["serving"][0]["label"] == "B01");
    CHECK(page.get("/").body.find("id=\"record\"") ==
          std::string::npos); // the session is over; the number is not
}

TEST_CASE("twelve desks stand on the display, the newest call first, and it says how many more there are") {
    DeskFixture f;
    for (int desk = 1; desk <= 14; ++desk) {
        f.kiosk.take();
        point::call_next(*f.kiosk.store, f.kiosk.settings, {f.ana.id, std::to_string(desk)});
    }
    const Json shown = Json::parse(f.browser().get("/api/display").body);
    CHECK(shown["serving"].size() == 12);
    CHECK(shown["serving"][0]["desk"] == "14");
    CHECK(shown["more"] == "and 2 more");
}

TEST_CASE("the display speaks the place's language unless its address asks for another") {
    DeskFixture f([](desk::DeskSetup& setup) { setup.settings.point.official_language = "ca"; });
    Browser page = f.browser();
    page.language = "sv";
    CHECK(page.get("/display").body.find("<html lang=\"ca\"") != std::string::npos);
    CHECK(page.get("/display?lang=ar").body.find("<html lang=\"ar\" dir=\"rtl\"") != std::string::npos);
    CHECK(page.get("/display?lang=zz").body.find("<html lang=\"ca\"") != std::string::npos);
}

TEST_CASE("files are asked for again and sent only when they changed") {
    DeskFixture f;
    Browser page = f.browser();
    const auto script = page.get("/pages/desk.js");
    CHECK(script.status == 200);
    CHECK(script.type.starts_with("text/javascript"));
    desk::Request again = page.request("GET", "/pages/desk.js");
    for (const auto& [name, value] : script.headers)
        if (name == "ETag")
            again.headers["if-none-match"] = value;
    CHECK(page.send(again).status == 304);
    CHECK(page.get("/pictures/email.svg").type == "image/svg+xml");
    CHECK(page.get("/sounds/chime.wav").status == 200);
}

TEST_CASE("a store that cannot be written gets a sentence and changes nothing") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk();
    f.kiosk.store->db().script(
        "PRAGMA busy_timeout = 1; BEGIN IMMEDIATE"); // another program holds it for too long
    const auto reply = page.post("/api/tickets/" + ticket.id + "/call");
    f.kiosk.store->db().script("ROLLBACK");
    CHECK(reply.status == 503);
    CHECK(type_of(reply) == "urn:accanto:problem:store");
    CHECK(f.kiosk.state_of(ticket) == "waiting");
    CHECK(page.post("/api/tickets/" + ticket.id + "/call").status == 200);
}

TEST_CASE("a call is spoken in the place's language and in the person's own, while it is a call") {
    DeskFixture f([](desk::DeskSetup& setup) { setup.voice = ACCANTO_VOICE; });
    const auto ticket = f.kiosk.take(); // in Arabic
    Browser page = f.at_desk(), wall = f.browser();
    const auto sounds = [&] { return Json::parse(wall.get("/api/display").body)["serving"][0]["sounds"]; };
    const std::string english = "/spoken/" + ticket.id + ".en.wav",
                      arabic = "/spoken/" + ticket.id + ".ar.wav";
    CHECK(wall.get(english).status == 404); // nobody has called
    page.post("/api/call-next");
    CHECK(sounds() == Json{english, arabic});
    std::string before;
    for (const std::string& path : {english, arabic}) {
        const auto reply = wall.get(path);
        REQUIRE(reply.status == 200);
        CHECK(reply.type == "audio/wav");
        CHECK(reply.body.starts_with("RIFF"));
        CHECK(reply.body.substr(8, 8) == "WAVEfmt ");
        CHECK(reply.body.size() > 44'000); // a second of sound
        CHECK(reply.body != before);
        before = reply.body;
        CHECK(wall.get(path).body == reply.body);
    }
    for (const std::string& other :
         {"/spoken/" + ticket.id + ".xx.wav", "/spoken/" + ticket.id, std::string("/spoken/"),
          "/spoken/" + ticket.id + ".en.wav.wav", std::string("/spoken/hello.en.wav")})
        CHECK_MESSAGE(wall.get(other).status == 404, other);
    page.post(path(ticket, "here"));
    CHECK(sounds().empty());
    CHECK(wall.get(english).status == 404);
}

TEST_CASE("without a voice the display has no sound to offer, and says so to who asks") {
    std::signal(SIGPIPE, SIG_IGN);   // as accanto-desk does: a helper that has gone is no end of the desk
    for (const char* helper : {"", "/nowhere/accanto-voice", "/bin/true", "/bin/cat"}) {
        DeskFixture f([&](desk::DeskSetup& setup) { setup.voice = helper; });
        const auto ticket = f.kiosk.take();
        Browser page = f.at_desk();
        page.post("/api/call-next");
        CHECK_MESSAGE(page.get("/spoken/" + ticket.id + ".en.wav").status == 404, helper);
        CHECK(Json::parse(page.get("/api/display").body)["serving"].size() == 1);
    }
}

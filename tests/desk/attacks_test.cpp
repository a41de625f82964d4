// What somebody with bad intentions on the point's network may try, on everything the desk answers.

#include "tests/desk/desk_fixture.h"

#include "kiosk/point/quick_actions.h"
#include "kiosk/store/outbox.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

// Whatever changes something. "{ticket}" stands for one that waits.
const std::vector<std::string> changes = {
    "/api/sign-out",
    "/api/presence",
    "/api/heartbeat",
    "/api/call-next",
    "/api/kiosk/close",
    "/api/kiosk/open",
    "/api/kiosk/cleaning",
    "/api/kiosk/paper-changed",
    "/api/colleague/want",
    "/api/colleague/end",
    "/api/colleague/go",
    "/api/mentors/credential",
    "/api/tickets/{ticket}/call",
    "/api/tickets/{ticket}/call-again",
    "/api/tickets/{ticket}/here",
    "/api/tickets/{ticket}/not-here",
    "/api/tickets/{ticket}/park",
    "/api/tickets/{ticket}/take-up",
    "/api/tickets/{ticket}/put-back",
    "/api/tickets/{ticket}/transfer",
    "/api/tickets/{ticket}/finish",
    "/api/tickets/{ticket}/left",
    "/api/tickets/{ticket}/void",
    "/api/tickets/{ticket}/reprint",
};

const Json all_fields = {{"presence", "off"}, {"reason", "trouble"}, {"message", "closed"}, {"wish", "start"},
                         {"desk", "1"},       {"topic", "health"},   {"topics", {"email"}}, {"help", "with"},
                         {"outcome", "done"}, {"obstacle", ""},      {"note", ""},          {"mentor", ""},
                         {"pin", "246810"},   {"expected", ""},      {"credential", "certified"},
                         {"since", "2026-11-01"}, {"framework", ""}, {"mode", ""},      {"channel", ""},
                         {"competences", {"1.1"}}, {"public_services", {"school"}}, {"age_band", ""}, {"gender", ""},
                         {"education", ""},   {"occupation", ""},    {"citizenship", ""}, {"repeat_visitor", ""},
                         {"would_return", ""}, {"confidence_before", 0}, {"confidence_after", 0}, {"satisfaction", 0}};

const std::vector<std::string> bad_texts = {
    "</script><img src=x onerror=alert(1)>\"'&",
    "'; DROP TABLE ticket; --",
    "x' OR '1'='1",
    "../../../../etc/passwd",
    "%00%0d%0aSet-Cookie: accanto_desk=1",
    "a\r\nSet-Cookie: accanto_desk=1",
    std::string("nul\0nul", 7),
    "\xff\xfe broken",
    "{label} {0} {n, plural, other {#}}",
    "{{v token}}{{file desk.html}}",
    std::string(60'000, 'x'),
};

std::string with_ticket(std::string path, const std::string& id) {
    const std::string place = "{ticket}";
    if (const size_t at = path.find(place); at != std::string::npos)
        path.replace(at, place.size(), id);
    return path;
}

// Everything the store holds that a change would have touched, as one text.
std::string picture_of(Point& kiosk) {
    std::string text;
    for (const char* name :
         {"point_closed", "point_message", "cleaning", "printer_look", "colleagues_wanted"})
        text += kiosk.store->value(name).value_or("-") + "\n";
    for (const auto& row : store::pending(*kiosk.store, 10'000, 1 << 24))
        text += row.type + "\n";
    text += std::to_string(point::mentors_here(*kiosk.store));
    text += point::reprint_asked(*kiosk.store, kiosk.settings) ? " reprint" : "";
    return text;
}

std::string evil_json(const std::string& text) {
    Json body = all_fields;
    for (auto& [name, value] : body.items())
        value = name == "topics" || name == "competences" || name == "public_services" ? Json{text} : Json(text);
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

TEST_CASE("a forged request changes nothing, whatever it asks for") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk(), stranger = f.browser();
    stranger.get("/");
    const std::string before = picture_of(f.kiosk);
    const std::map<std::string, std::function<void(desk::Request&)>> forgeries = {
        {"no token", [](desk::Request& r) { r.headers.erase("x-accanto-token"); }},
        {"an empty token", [](desk::Request& r) { r.headers["x-accanto-token"] = ""; }},
        {"another's token", [&](desk::Request& r) { r.headers["x-accanto-token"] = stranger.token; }},
        {"a guessed token", [](desk::Request& r) { r.headers["x-accanto-token"] = std::string(64, 'a'); }},
        {"another site", [](desk::Request& r) { r.headers["origin"] = "http://evil.example"; }},
        {"a sandboxed page", [](desk::Request& r) { r.headers["origin"] = "null"; }},
        {"another scheme", [](desk::Request& r) { r.headers["origin"] = "https://desk.example"; }},
        {"another port", [](desk::Request& r) { r.headers["origin"] = "http://desk.example:81"; }},
        {"a cross-site form", [](desk::Request& r) { r.headers["sec-fetch-site"] = "cross-site"; }},
        {"a same-site form", [](desk::Request& r) { r.headers["sec-fetch-site"] = "same-site"; }},
        {"a name that is not ours",
         [](desk::Request& r) { r.headers["host"] = r.headers["origin"] = "evil.example"; }},
        {"no session", [](desk::Request& r) { r.headers["cookie"] = ""; }},
        {"a guessed session",
         [](desk::Request& r) { r.headers["cookie"] = "accanto_desk=" + std::string(64, '0'); }},
        {"a GET", [](desk::Request& r) { r.method = "GET"; }},
        {"a HEAD", [](desk::Request& r) { r.method = "HEAD"; }},
        {"a PUT", [](desk::Request& r) { r.method = "PUT"; }},
        {"a DELETE", [](desk::Request& r) { r.method = "DELETE"; }},
    };
    for (const auto& forgery : forgeries)
        for (const std::string& path : changes) {
            desk::Request request = page.request("POST", with_ticket(path, ticket.id), all_fields.dump());
            forgery.second(request);
            const desk::Reply reply = f.desk->answer(request);
            CHECK_MESSAGE(reply.status >= 400, forgery.first << ": " << path << ": " << reply.status);
            CHECK_MESSAGE(!reply.stream, forgery.first << ": " << path);
        }
    CHECK(picture_of(f.kiosk) == before);
    CHECK(f.kiosk.state_of(ticket) == "waiting");
    // And the same without forgery does something: the list above names real ways in.
    CHECK(page.send(page.request("POST", with_ticket("/api/tickets/{ticket}/call", ticket.id),
                                 all_fields.dump()))
              .status == 200);
    CHECK(picture_of(f.kiosk) != before);
}

TEST_CASE("nonsense in every field and in every part of an address is refused or kept as data, and breaks "
          "nothing") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    for (const std::string& text : bad_texts) {
        Browser page = f.at_desk();
        for (const std::string& path : changes) {
            if (path == "/api/sign-out")
                continue;
            const desk::Reply reply =
                page.send(page.request("POST", with_ticket(path, ticket.id), evil_json(text)));
            CHECK_MESSAGE(reply.status < 500, path << ": " << text.substr(0, 40));
            CHECK_MESSAGE(page.send(page.request("POST", with_ticket(path, text), "{}")).status < 500, path);
        }
        for (const char* place : {"/", "/pages/", "/pictures/", "/sounds/", "/spoken/", "/api/",
                                  "/display?lang=", "/?why=", "/language?to="}) {
            const desk::Reply reply = page.get(place + text);
            CHECK_MESSAGE(reply.status < 500, place);
            CHECK(reply.body.find("<img src=x") == std::string::npos);
            for (const auto& header : reply.headers)
                CHECK_MESSAGE(header.second.find_first_of("\r\n") == std::string::npos, header.first);
        }
        for (const char* body :
             {"", "[]", "null", "{\"topics\":", "\"text\"", "{\"topics\":{\"a\":[[[[]]]]}}"})
            CHECK(page.send(page.request("POST", path(ticket, "finish"), body)).status >= 400);
        page.post("/api/kiosk/open");
        page.post("/api/sign-out");
    }
    CHECK(point::mentors(*f.kiosk.store).size() == 1);
    CHECK(f.kiosk.store->db().integer("SELECT count(*) FROM ticket") == 1);
}

TEST_CASE("nonsense in every header signs nobody in and breaks nothing") {
    DeskFixture f;
    for (const std::string& text : bad_texts)
        for (const char* header :
             {"host", "cookie", "accept-language", "origin", "sec-fetch-site", "x-accanto-token",
              "content-type", "if-none-match", "user-agent", "referer", "x-forwarded-for"}) {
            Browser page = f.browser();
            page.get("/");
            desk::Request look = page.request("GET", "/");
            look.headers[header] = text;
            const desk::Reply reply = f.desk->answer(look);
            CHECK_MESSAGE(reply.status < 500, header);
            CHECK(reply.body.find("<img src=x") == std::string::npos);
            CHECK(reply.body.find("class=\"desk\"") == std::string::npos);
            desk::Request act = page.request("POST", "/api/kiosk/close", "{}");
            act.headers[header] = text;
            CHECK_MESSAGE(f.desk->answer(act).status >= 400, header);
        }
    CHECK(point::is_open(*f.kiosk.store, f.kiosk.settings));
}

TEST_CASE("what staff and mentors write is data wherever it is shown") {
    DeskFixture f;
    const std::string evil = bad_texts[0];
    const auto mallory = point::add_mentor(*f.kiosk.store, evil, "135791");
    Browser page = f.at_desk(), other = f.browser();
    REQUIRE(other.sign_in(mallory, "135791", "2").status == 200);
    const auto ticket = f.kiosk.take();
    page.post("/api/kiosk/close", {{"message", evil}});
    other.post("/api/colleague/want");
    page.post("/api/call-next");
    page.post(path(ticket, "here"));
    page.post(path(ticket, "transfer"), {{"mentor", mallory.id}});
    const std::string shown = page.get("/").body;
    CHECK(shown.find("<img src=x") == std::string::npos);
    CHECK(shown.find("\\u003cimg src=x") != std::string::npos);
    CHECK(page.get("/display").body.find("<img src=x") == std::string::npos);
    // The program answers scripts with JSON that no browser takes for a page.
    CHECK(page.get("/api/state").type == "application/json");
}

TEST_CASE("signed out, expired or locked away, an open page learns and changes nothing more") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk();
    Browser stolen = page; // somebody has copied the cookie and the token
    const auto stream = page.get("/api/events").stream;
    REQUIRE(stream);
    CHECK(stream()->find("\"B01\"") != std::string::npos);
    page.post("/api/sign-out");
    CHECK(*stream() == "event: ended\ndata: {}\n\n");
    for (const std::string& path : changes)
        CHECK_MESSAGE(stolen.post(with_ticket(path, ticket.id)).status == 401, path);
    CHECK(stolen.get("/api/state").status == 401);
    CHECK(f.kiosk.state_of(ticket) == "waiting");
}

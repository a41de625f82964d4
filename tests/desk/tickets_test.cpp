#include "tests/desk/desk_fixture.h"

#include "kiosk/point/printer_care.h"
#include "kiosk/store/outbox.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

const Json good_record = {
    {"topics", {"email"}}, {"help", "with"}, {"outcome", "done"}, {"obstacle", ""}, {"note", ""}};

Json state_of(const desk::Reply& reply) {
    REQUIRE_MESSAGE(reply.status == 200, reply.body);
    return Json::parse(reply.body)["state"];
}

std::string path(const point::Ticket& ticket, const char* action) {
    return "/api/tickets/" + ticket.id + "/" + action;
}

} // namespace

TEST_CASE("call, here, finish: the store follows, and the record goes to the outbox once") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk();
    const Json called = state_of(page.post("/api/call-next"));
    CHECK(called["mine"]["label"] == "B01");
    CHECK(called["mine"]["state"] == "called");
    CHECK(called["count"] == 0);
    CHECK(f.kiosk.state_of(ticket) == "called");
    CHECK(state_of(page.post(path(ticket, "here")))["mine"]["state"] == "serving");
    CHECK(f.kiosk.state_of(ticket) == "serving");
    const auto finished = page.post(path(ticket, "finish"), good_record);
    CHECK(state_of(finished)["mine"].is_null());
    CHECK(Json::parse(finished.body)["done"] == "B01 is finished. Thank you.");
    CHECK(f.kiosk.state_of(ticket) == "done");
    CHECK(page.post(path(ticket, "finish"), good_record).status == 409);
    int records = 0;
    for (const auto& row : store::pending(*f.kiosk.store, 100, 1 << 20))
        if (row.type == "org.accanto.service.recorded.v1") {
            ++records;
            const Json data = Json::parse(row.bytes)["data"];
            CHECK(data["help"] == "with");
            CHECK(data["ticket"] == ticket.id);
            CHECK(data["mentor"] == f.ana.id);
        }
    CHECK(records == 1);
}

TEST_CASE(
    "the precall card says who waits, what helps them, and where they got stuck, in the mentor's language") {
    DeskFixture f;
    point::TicketRequest request;
    request.needs.sit = request.needs.interpreter = true;
    request.stuck = point::StuckAt{"create-email", 3, 10, 2, true};
    f.kiosk.take(request);
    f.clock.advance_ms(7 * 60 * 1000);
    Browser page = f.at_desk();
    const Json english = Json::parse(page.get("/api/state").body)["waiting"][0];
    CHECK(english["topic"]["title"] == "E-mail");
    CHECK(english["topic"]["tint"] == "mint");
    CHECK(english["mark"]["picture"] == "/pictures/picture_tree.svg");
    CHECK(english["mark"]["word"] == "tree");
    CHECK(english["language"] == "Arabic");
    CHECK(english["waiting"] == "for 7 minutes");
    CHECK(english["needs"].size() == 2);
    CHECK(english["stuck"]["title"] == "Create an e-mail account");
    CHECK(english["stuck"]["at"] == "Stopped at step 3 of 10");
    CHECK(english["stuck"]["hints"] == "2 hints used");
    CHECK(english["stuck"]["alone"] == "While practising without help");
    CHECK(!english["stuck"]["step_title"].get<std::string>().empty());
    page.language = "es";
    const Json spanish = Json::parse(page.get("/api/state").body)["waiting"][0];
    CHECK(spanish["language"] == "Árabe");
    CHECK(spanish["stuck"]["at"] == "Se paró en el paso 3 de 10");
    CHECK(spanish["stuck"]["title"] != english["stuck"]["title"]);
}

TEST_CASE("a tutorial that is not installed here is named by its code") {
    DeskFixture f;
    point::TicketRequest request;
    request.topic = "long-gone";
    request.stuck = point::StuckAt{"long-gone", 9, 4, 0, false};
    f.kiosk.take(request);
    Browser page = f.at_desk();
    const Json ticket = Json::parse(page.get("/api/state").body)["waiting"][0];
    CHECK(ticket["stuck"]["title"] == "long-gone");
    CHECK(ticket["topic"]["title"] == "long-gone");
    CHECK(ticket["topic"]["picture"] == "");
}

TEST_CASE("not here puts a number under missed, and one tap brings it back") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk();
    page.post("/api/call-next");
    const Json missed = state_of(page.post(path(ticket, "not-here")));
    CHECK(missed["mine"].is_null());
    REQUIRE(missed["missed"].size() == 1);
    CHECK(missed["missed"][0]["bring_back"] == "Call B01");
    const Json back = state_of(page.post(path(ticket, "call")));
    CHECK(back["mine"]["label"] == "B01");
    CHECK(back["missed"].empty());
}

TEST_CASE("a number is called three times at most, five minutes apart") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk();
    Json state = state_of(page.post("/api/call-next"));
    CHECK(state["mine"]["count"] == "Call 1 of 3");
    auto refused = page.post(path(ticket, "call-again"));
    CHECK(refused.status == 409);
    CHECK(type_of(refused) == "urn:accanto:problem:too_soon");
    CHECK(state["mine"]["again_ms"] == f.clock.wall_ms() + 5 * 60 * 1000);
    for (const char* count : {"Call 2 of 3", "Call 3 of 3"}) {
        f.clock.advance_ms(5 * 60 * 1000);
        state = state_of(page.post(path(ticket, "call-again")));
        CHECK(state["mine"]["count"] == count);
    }
    CHECK(state["mine"]["last_call"] == true);
    f.clock.advance_ms(5 * 60 * 1000);
    refused = page.post(path(ticket, "call-again"));
    CHECK(type_of(refused) == "urn:accanto:problem:too_many");
}

TEST_CASE("another desk's number says which desk has it, and stays there") {
    DeskFixture f;
    const auto luca = point::add_mentor(*f.kiosk.store, "Luca Bianchi", "135791");
    const auto ticket = f.kiosk.take();
    Browser first = f.at_desk(), second = f.browser();
    REQUIRE(second.sign_in(luca, "135791", "2").status == 200);
    first.post(path(ticket, "call"));
    for (const char* action : {"call", "here", "not-here", "void"}) {
        const auto reply = second.post(path(ticket, action));
        CHECK(reply.status == 409);
        CHECK(Json::parse(reply.body)["detail"] == "B01 was already called by desk 1.");
    }
    CHECK(f.kiosk.state_of(ticket) == "called");
    const Json state = Json::parse(second.get("/api/state").body);
    CHECK(state["mine"].is_null());
    CHECK(state["others"][0]["label"] == "B01");
}

TEST_CASE("a desk has one person at a time, and the page knows what to ask") {
    DeskFixture f;
    f.kiosk.take();
    const auto next = f.kiosk.take();
    Browser page = f.at_desk();
    const Json state = state_of(page.post("/api/call-next"));
    CHECK(state["waiting"][0]["switch_yes"] == "B01 is not here, call B02");
    CHECK(type_of(page.post(path(next, "call"))) == "urn:accanto:problem:desk_busy");
    CHECK(type_of(page.post("/api/call-next")) == "urn:accanto:problem:desk_busy");
}

TEST_CASE("an empty line, an unknown number and an unknown wish get a sentence") {
    DeskFixture f;
    Browser page = f.at_desk();
    CHECK(type_of(page.post("/api/call-next")) == "urn:accanto:problem:nobody");
    CHECK(page.post("/api/tickets/nothing/call").status == 404);
    CHECK(page.post("/api/tickets/" + f.kiosk.take().id + "/dance").status == 404);
    CHECK(page.post("/api/tickets//call").status == 404);
    CHECK(page.post("/api/elsewhere").status == 404);
    CHECK(page.get("/nowhere").status == 404);
    CHECK(page.get("/pages/../desk.cpp").status == 404);
    CHECK(page.get("/pages/desk.html").status == 404);
    desk::Request odd = page.request("PUT", "/api/state");
    CHECK(page.send(odd).status == 405);
}

TEST_CASE("an incomplete record says what is missing and finishes nothing") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk();
    page.post("/api/call-next");
    page.post(path(ticket, "here"));
    for (const auto& [field, value] : std::map<std::string, Json>{{"topics", Json::array()},
                                                                  {"help", ""},
                                                                  {"outcome", "x"},
                                                                  {"obstacle", "x"},
                                                                  {"note", std::string(601, 'n')}}) {
        Json record = good_record;
        record[field] = value;
        const auto reply = page.post(path(ticket, "finish"), record);
        CHECK_MESSAGE(reply.status == 422, record.dump());
    }
    CHECK(page.send(page.request("POST", path(ticket, "finish"), "{{{")).status == 422);
    CHECK(f.kiosk.state_of(ticket) == "serving");
}

TEST_CASE("who left and what was taken by mistake go off the list") {
    DeskFixture f;
    const auto gone = f.kiosk.take(), mistake = f.kiosk.take();
    Browser page = f.at_desk();
    CHECK(Json::parse(page.post(path(gone, "left")).body)["done"] == "B01 is off the list.");
    page.post(path(mistake, "void"));
    CHECK(f.kiosk.state_of(gone) == "left");
    CHECK(f.kiosk.state_of(mistake) == "void");
}

TEST_CASE("the light is for the number of people, with a word beside its colour") {
    DeskFixture f;
    Browser page = f.at_desk();
    const auto light = [&] {
        return Json::parse(page.get("/api/state").body)["light_text"].get<std::string>();
    };
    const auto take = [&](int count) {
        for (int i = 0; i < count; ++i)
            f.kiosk.take();
        page.post("/api/presence", {{"presence", "on"}}); // the page looks again
    };
    take(3);
    CHECK(light() == "Calm");
    take(1);
    CHECK(light() == "Busy");
    take(3);
    CHECK(light() == "Very busy");
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

#include "tests/desk/desk_fixture.h"

#include "kiosk/point/quick_actions.h"
#include "kiosk/store/outbox.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

const Json good_record = {
    {"topics", {"email"}}, {"help", "with"}, {"outcome", "done"}, {"obstacle", ""}, {"note", ""}};

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
    CHECK(missed["missed"][0]["label"] == "B01");
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

TEST_CASE("a desk has one person at a time") {
    DeskFixture f;
    f.kiosk.take();
    const auto next = f.kiosk.take();
    Browser page = f.at_desk();
    CHECK(state_of(page.post("/api/call-next"))["mine"]["label"] == "B01");
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

TEST_CASE("when another desk was quicker, the next person is called, and that is said") {
    DeskFixture f;
    const auto luca = point::add_mentor(*f.kiosk.store, "Luca Bianchi", "135791");
    const auto first = f.kiosk.take(), second = f.kiosk.take(), third = f.kiosk.take();
    Browser page = f.at_desk(), other = f.browser();
    REQUIRE(other.sign_in(luca, "135791", "2").status == 200);
    other.post("/api/call-next", {{"expected", first.id}});
    const auto reply = page.post("/api/call-next", {{"expected", first.id}});
    CHECK(state_of(reply)["mine"]["label"] == "B02");
    CHECK(Json::parse(reply.body)["done"] == "B01 was already called by desk 2. B02 is called instead.");
    page.post(path(second, "not-here"));
    point::leave(*f.kiosk.store, f.kiosk.settings, third.id);
    const auto nobody = page.post("/api/call-next", {{"expected", third.id}});
    CHECK(type_of(nobody) == "urn:accanto:problem:nobody");
    const auto fourth = f.kiosk.take();
    CHECK(Json::parse(page.post("/api/call-next", {{"expected", fourth.id}}).body)["done"] == "");
}

TEST_CASE("somebody is set aside, the desk is free, and they come back without a call") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk();
    page.post("/api/call-next");
    CHECK(page.post(path(ticket, "park")).status == 409); // not come yet
    page.post(path(ticket, "here"));
    const auto parked = page.post(path(ticket, "park"));
    CHECK(Json::parse(parked.body)["done"] == "B01 is set aside.");
    const Json state = state_of(parked);
    CHECK(state["mine"].is_null());
    REQUIRE(state["parked"].size() == 1);
    CHECK(state["parked"][0]["desk"] == "Desk 1");
    CHECK(state["parked"][0]["can"] == Json{"transfer", "put-back", "take-up", "left", "void", "reprint"});
    CHECK(state_of(page.post(path(ticket, "take-up")))["mine"]["state"] == "serving");
    page.post(path(ticket, "park"));
    CHECK(state_of(page.post(path(ticket, "put-back")))["waiting"][0]["label"] == "B01");
}

TEST_CASE("handed over to a mentor who is here, a person waits for nobody else") {
    DeskFixture f;
    const auto luca = point::add_mentor(*f.kiosk.store, "Luca Bianchi", "135791");
    const auto ticket = f.kiosk.take(), next = f.kiosk.take();
    Browser page = f.at_desk(), other = f.browser();
    REQUIRE(other.sign_in(luca, "135791", "2").status == 200);
    page.post("/api/call-next");
    page.post(path(ticket, "here"));
    const auto refused = page.post(path(ticket, "transfer"), {{"topic", ""}});
    CHECK(refused.status == 422);
    CHECK(Json::parse(refused.body)["detail"] == "Please choose a colleague, a desk or another topic.");
    for (const Json& bad :
         {Json{{"topic", "gossip"}}, Json{{"mentor", "nobody"}}, Json{{"desk", "12345"}},
          Json{{"desk", "<1>"}}, Json{{"desk", "2"}, {"mentor", luca.id}}, Json{{"topic", 1}}})
        CHECK_MESSAGE(page.post(path(ticket, "transfer"), bad).status == 422, bad.dump());
    CHECK(f.kiosk.state_of(ticket) == "serving");
    const auto given = page.post(path(ticket, "transfer"), {{"topic", "health"}, {"mentor", luca.id}});
    CHECK(Json::parse(given.body)["done"] == "B01 is handed over.");
    const Json here = state_of(given)["waiting"];
    CHECK(here[0]["label"] == "B01");
    CHECK(here[0]["target"] == "Waits for Luca Bianchi");
    CHECK(here[0]["held"] == true);
    CHECK(here[0]["topic"]["code"] == "health");
    CHECK(here[1]["position"] == "Next in line"); // here: B01 is passed over
    CHECK(type_of(page.post(path(ticket, "call"))) == "urn:accanto:problem:waits_for_other");
    CHECK(Json::parse(other.get("/api/state").body)["waiting"][0]["held"] == false);
    const Json busy = state_of(page.post("/api/call-next", {{"expected", next.id}}));
    CHECK(busy["mine"]["label"] == "B02");
    CHECK(busy["waiting"][0]["held"] == true);
    CHECK(state_of(other.post("/api/call-next", {{"expected", ticket.id}}))["mine"]["label"] == "B01");
    other.post(path(ticket, "here"));
    CHECK(state_of(other.post(path(ticket, "transfer"), {{"desk", "1"}}))["waiting"][0]["target"] ==
          "Waits for desk 1");
}

TEST_CASE("the paper of a number comes out again, unless it is over or there is no printer") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk();
    CHECK(state_of(page.post(path(ticket, "reprint")))["waiting"][0]["label"] == "B01");
    CHECK(point::reprint_asked(*f.kiosk.store, f.kiosk.settings));
    page.post(path(ticket, "void"));
    CHECK(type_of(page.post(path(ticket, "reprint"))) == "urn:accanto:problem:no_paper");
    CHECK(page.post("/api/tickets/nothing/reprint").status == 404);
    DeskFixture without([](desk::DeskSetup& setup) { setup.settings.printer.kind = "none"; });
    const auto other = without.kiosk.take();
    Browser there = without.at_desk();
    const Json can = Json::parse(there.get("/api/state").body)["waiting"][0]["can"];
    CHECK(can == Json{"left", "void"});
    CHECK(there.post(path(other, "reprint")).status == 409);
    CHECK_FALSE(point::reprint_asked(*without.kiosk.store, without.kiosk.settings));
}

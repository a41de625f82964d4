// The folded part of the record, and mentors' credentials, as the page asks for them.

#include "tests/desk/desk_fixture.h"

#include "kiosk/store/outbox.h"

using namespace accanto;
using namespace accanto::tests;

namespace {

const Json four_taps = {
    {"topics", {"payments"}}, {"help", "with"}, {"outcome", "done"}, {"obstacle", ""}, {"note", ""}};

Json told(Point& kiosk, const std::string& name) {
    Json out = Json::array();
    for (const auto& row : store::pending(*kiosk.store, 10'000, 1 << 24))
        if (row.type == "org.accanto." + name + ".v1")
            out.push_back(Json::parse(row.bytes)["data"]);
    return out;
}

Json with(Json body, const std::string& name, const Json& value) {
    body[name] = value;
    return body;
}

// Somebody is being helped, and the page shows so.
point::Ticket at_the_desk(DeskFixture& f, Browser& page, const point::TicketRequest& request) {
    const auto ticket = f.kiosk.take(request);
    page.post("/api/call-next");
    REQUIRE(page.post(path(ticket, "here")).status == 200);
    return ticket;
}

} // namespace

TEST_CASE("a record begins with what the topic, the lesson and the skills check of the visit say") {
    DeskFixture f;
    Browser page = f.at_desk();
    f.kiosk.store->transaction([&] {
        store::append_event(
            *f.kiosk.store, "org.accanto.skills.checked.v1",
            R"({"visit":"v1","age_band":"75+","school":"primary","occupation":"retired","confidence":1})");
    });
    point::TicketRequest request;
    request.visit_id = "v1";
    request.topic = "health";
    request.stuck = point::StuckAt{"health-record", 3, 8, 1, true};
    const auto ticket = at_the_desk(f, page, request);
    const Json record = Json::parse(page.get("/api/state").body)["mine"]["record"];
    CHECK(record["competences"][0] == "2.3");
    CHECK(record["public_services"] == Json{"health_record"});
    CHECK(record["channel"] == "individual");
    CHECK(record["mode"] == "both");
    CHECK(record["age_band"] == "75+");
    CHECK(record["education"] == "primary");
    CHECK(record["occupation"] == "retired");
    CHECK(record["confidence_before"] == 1);
    CHECK(page.post(path(ticket, "finish"), four_taps).status == 200);

    // Without a check nothing is made up about the person.
    at_the_desk(f, page, {});
    const Json plain = Json::parse(page.get("/api/state").body)["mine"]["record"];
    CHECK(plain["mode"] == "mentor");
    CHECK(plain["age_band"] == "");
    CHECK(plain["confidence_before"] == 0);
    CHECK(plain["competences"] == Json{"2.1"});
}

TEST_CASE("every topic begins a record with competences, and all its words are there in every language") {
    DeskFixture f;
    Browser page = f.at_desk();
    for (const char* language : {"en", "es", "ca", "it", "pt", "sv", "ar"}) {
        page.language = language;
        const std::string shown = page.get("/").body;
        for (const char* name : {"competences", "public_services", "age_band", "gender", "education",
                                 "occupation", "citizenship", "repeat_visitor", "channel", "mode",
                                 "confidence_before", "confidence_after", "satisfaction", "would_return"})
            CHECK_MESSAGE(shown.find("name=\"" + std::string(name) + "\"") != std::string::npos,
                          language << " " << name);
        for (const char* key :
             {">record.", ">competence.", ">public_service.", ">mentors."}) // instead of a word
            CHECK_MESSAGE(shown.find(key) == std::string::npos, language << " " << key);
    }
}

TEST_CASE(
    "what may be left out may be missing, empty, null or 0; what has no such value is refused by its name") {
    DeskFixture f;
    Browser page = f.at_desk();
    page.language = "en";
    const auto ticket = at_the_desk(f, page, {});
    const std::pair<const char*, const char*> fields[] = {
        {"mode", "Learned with"},
        {"channel", "Kind of help"},
        {"age_band", "Age"},
        {"gender", "Gender"},
        {"education", "School finished"},
        {"occupation", "What the person does"},
        {"citizenship", "Citizenship"},
        {"repeat_visitor", "Helped here before"},
        {"would_return", "Would come again"},
        {"competences", "Skills worked on"},
        {"public_services", "Public services it was about"},
        {"confidence_before", "How sure before"},
        {"confidence_after", "How sure after"},
        {"satisfaction", "Stars for the help"},
    };
    const Json wrong[] = {"nonsense",
                          9,
                          -1,
                          1.5,
                          true,
                          {{"a", 1}},
                          {"nonsense"},
                          {1},
                          {nullptr},
                          "' OR '1'='1",
                          std::string(60'000, 'x')};
    for (const auto& [name, label] : fields)
        for (const Json& value : wrong) {
            const std::string field = name;
            const auto reply = page.post(path(ticket, "finish"), with(four_taps, field, value));
            CHECK_MESSAGE(reply.status == 422, field << " " << value.dump().substr(0, 40));
            CHECK_MESSAGE(Json::parse(reply.body)["detail"].get<std::string>().find(label) !=
                              std::string::npos,
                          reply.body);
        }
    CHECK(told(f.kiosk, "service.recorded").empty());
    Json body = four_taps;
    for (const char* name : {"mode", "age_band", "gender"})
        body[name] = nullptr;
    body["satisfaction"] = 0;
    body["competences"] = {"1.1", "1.1", "5.2"};
    body["public_services"] = Json::array();
    body["education"] = "";
    body["citizenship"] = "eu";
    REQUIRE(page.post(path(ticket, "finish"), body).status == 200);
    const Json data = told(f.kiosk, "service.recorded").at(0);
    CHECK(data["competences"] == Json{"1.1", "5.2"});
    CHECK(data["citizenship"] == "eu");
    CHECK(data["mode"] == "");
}

TEST_CASE("a mentor's credential is kept from the page, shown where mentors are listed, and wrong ones are "
          "told in words") {
    DeskFixture f;
    Browser page = f.at_desk();
    page.language = "en";
    const auto anna = point::mentors(*f.kiosk.store).at(0);
    const auto ask = [&](const Json& body) { return page.post("/api/mentors/credential", body); };
    const Json good = {{"mentor", anna.id},
                       {"credential", "certified"},
                       {"since", "2026-11-23"},
                       {"framework", "Mentoría <b>Digital</b>"}};
    const auto detail = [&](const char* name, const Json& value) {
        const auto reply = ask(with(good, name, value));
        CHECK(reply.status == 422);
        return Json::parse(reply.body)["detail"].get<std::string>();
    };
    CHECK(detail("mentor", "").find("choose a mentor") != std::string::npos);
    CHECK(detail("mentor", "nobody").find("choose a mentor") != std::string::npos);
    CHECK(detail("credential", "expert").find("In training") != std::string::npos);
    CHECK(detail("since", "tomorrow").find("not after today") != std::string::npos);
    CHECK(detail("since", "2026-11-24").find("not after today") != std::string::npos);
    CHECK(detail("framework", std::string(81, 'x')).find("80 characters") != std::string::npos);
    CHECK(told(f.kiosk, "mentor.credential").empty());

    const auto reply = ask(good);
    REQUIRE(reply.status == 200);
    const Json mentors = Json::parse(reply.body)["state"]["mentors"];
    CHECK(mentors.at(0)["credential_text"] == "Certified since 2026-11-23 · Mentoría <b>Digital</b>");
    CHECK(Json::parse(reply.body)["state"]["people"].at(0)["credential"] == "Certified");
    CHECK(told(f.kiosk, "mentor.credential").size() == 1);
    Browser door = f.browser();
    CHECK(door.get("/").body.find("Certified") != std::string::npos);
    CHECK(page.get("/").body.find("<b>Digital") == std::string::npos);
}

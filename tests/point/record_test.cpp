// What a mentor records beyond the four questions, and what the network learns of mentors and of the point.

#include "tests/point/point_fixture.h"

#include "kiosk/point/describe.h"
#include "kiosk/point/mentor_care.h"
#include "kiosk/point/people.h"
#include "kiosk/point/skills_said.h"
#include "kiosk/store/outbox.h"

#include <functional>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

namespace {

const DeskUser one{"anna", "1"};

Ticket serving(PointFixture& f) {
    Ticket t = f.take();
    REQUIRE(told(call(*f.store, f.settings, one, t.id)) == "called");
    REQUIRE(told(here(*f.store, f.settings, one, t.id)) == "serving");
    return t;
}

ServiceRecord full_record() {
    ServiceRecord r = PointFixture::record();
    r.mode = "both";
    r.channel = "individual";
    r.competences = {"2.3", "4.2"};
    r.public_services = {"pagopa"};
    r.age_band = "65-74";
    r.gender = "female";
    r.education = "primary";
    r.occupation = "retired";
    r.citizenship = "national";
    r.repeat_visitor = "yes";
    r.would_return = "yes";
    r.confidence_before = 1;
    r.confidence_after = 3;
    r.satisfaction = 5;
    return r;
}

void checked(PointFixture& f, const std::string& visit, const nlohmann::json& data) {
    nlohmann::json event = data;
    event["visit"] = visit;
    f.store->transaction(
        [&] { store::append_event(*f.store, "org.accanto.skills.checked.v1", event.dump()); });
}

} // namespace

TEST_CASE_FIXTURE(
    PointFixture,
    "a full record is told in full, and one of four taps says of the rest that nobody said it") {
    Ticket t = serving(*this);
    REQUIRE(told(finish(*store, settings, one, t.id, full_record())) == "done");
    serve_one("email", minute_ms);
    const auto all = events("service.recorded");
    REQUIRE(all.size() == 2);
    const nlohmann::json& full = all[0];
    CHECK(full["mode"] == "both");
    CHECK(full["channel"] == "individual");
    CHECK(full["competences"] == nlohmann::json{"2.3", "4.2"});
    CHECK(full["public_services"] == nlohmann::json{"pagopa"});
    CHECK(full["age_band"] == "65-74");
    CHECK(full["gender"] == "female");
    CHECK(full["education"] == "primary");
    CHECK(full["occupation"] == "retired");
    CHECK(full["citizenship"] == "national");
    CHECK(full["repeat_visitor"] == "yes");
    CHECK(full["would_return"] == "yes");
    CHECK(full["confidence_before"] == 1);
    CHECK(full["confidence_after"] == 3);
    CHECK(full["satisfaction"] == 5);
    for (const char* name : {"mode", "channel", "age_band", "gender", "education", "occupation",
                             "citizenship", "repeat_visitor", "would_return"})
        CHECK(all[1][name] == "");
    for (const char* name : {"competences", "public_services"})
        CHECK(all[1][name] == nlohmann::json::array());
    for (const char* name : {"confidence_before", "confidence_after", "satisfaction"})
        CHECK(all[1][name] == 0);
    // The store keeps what was said, too.
    CHECK(nlohmann::json::parse(*store->db().text(
              "SELECT further FROM service ORDER BY rowid LIMIT 1"))["education"] == "primary");
}

TEST_CASE_FIXTURE(PointFixture,
                  "each field of a record refuses what is none of its codes, and the ticket stays") {
    Ticket t = serving(*this);
    const std::function<void(ServiceRecord&)> spoilt[] = {
        [](auto& r) { r.mode = "telepathy"; },     [](auto& r) { r.channel = "kiosk"; },
        [](auto& r) { r.competences = {"6.1"}; },  [](auto& r) { r.competences = {"1.1", "1.1"}; },
        [](auto& r) { r.competences = {""}; },     [](auto& r) { r.public_services = {"bakery"}; },
        [](auto& r) { r.age_band = "66"; },        [](auto& r) { r.gender = "F"; },
        [](auto& r) { r.education = "A"; },        [](auto& r) { r.occupation = "spy"; },
        [](auto& r) { r.citizenship = "IT"; },     [](auto& r) { r.repeat_visitor = "true"; },
        [](auto& r) { r.would_return = "maybe"; }, [](auto& r) { r.confidence_before = 4; },
        [](auto& r) { r.confidence_after = -1; },  [](auto& r) { r.satisfaction = 6; },
    };
    for (const auto& spoil : spoilt) {
        ServiceRecord r = full_record();
        spoil(r);
        CHECK_THROWS_AS(finish(*store, settings, one, t.id, r), std::invalid_argument);
    }
    CHECK(events("service.recorded").empty());
    CHECK(told(finish(*store, settings, one, t.id, full_record())) == "done");
}

TEST_CASE_FIXTURE(
    PointFixture,
    "what somebody said in the skills check of a visit is found by the visit, the newest first") {
    CHECK_FALSE(said_in_check(*store, "visit-1"));
    checked(*this, "visit-1",
            {{"age_band", "30-54"}, {"school", "primary"}, {"occupation", "employee"}, {"confidence", 2}});
    checked(*this, "visit-1",
            {{"age_band", "75+"}, {"school", "sixth form"}, {"occupation", "retired"}, {"confidence", 9}});
    checked(*this, "visit-2", {{"age_band", 7}});
    const auto said = said_in_check(*store, "visit-1");
    REQUIRE(said);
    CHECK(said->age_band == "75+");
    CHECK(said->education == ""); // a word that no record knows is nobody's
    CHECK(said->occupation == "retired");
    CHECK(said->confidence == 3);
    CHECK(said_in_check(*store, "visit-2")->age_band == "");
    CHECK_FALSE(said_in_check(*store, ""));
    CHECK_FALSE(said_in_check(*store, "visit' OR '1'='1"));
}

TEST_CASE_FIXTURE(PointFixture,
                  "a credential is kept, and told once for each change, without the mentor's name") {
    const Mentor anna = add_mentor(*store, "Anna Puig", "246813");
    CHECK(mentors(*store).at(0).credential.kind == "");
    set_credential(*store, settings, anna.id, {"in_training", "2026-09-01", ""});
    set_credential(*store, settings, anna.id, {"certified", "2026-11-23", "Mentoría Digital Social"});
    set_credential(*store, settings, anna.id, {"certified", "2026-11-23", "Mentoría Digital Social"});
    const Credential kept = mentors(*store).at(0).credential;
    CHECK(kept.kind == "certified");
    CHECK(kept.since == "2026-11-23");
    CHECK(kept.framework == "Mentoría Digital Social");
    const auto told = events("mentor.credential");
    REQUIRE(told.size() == 2);
    CHECK(told[0] == nlohmann::json{{"mentor", anna.id},
                                    {"credential", "in_training"},
                                    {"since", "2026-09-01"},
                                    {"framework", ""}});
    CHECK(told[1]["credential"] == "certified");
    for (const Credential& wrong :
         {Credential{"", "2026-11-01", ""}, Credential{"expert", "2026-11-01", ""},
          Credential{"certified", "", ""}, Credential{"certified", "2026-02-30", ""},
          Credential{"certified", "2026-11-24", ""},
          Credential{"certified", "2026-11-01", std::string(81, 'x')}})
        CHECK_THROWS_AS(set_credential(*store, settings, anna.id, wrong), std::invalid_argument);
    CHECK_THROWS_AS(set_credential(*store, settings, "nobody", {"certified", "2026-11-01", ""}),
                    std::invalid_argument);
    CHECK(events("mentor.credential").size() == 2);
}

TEST_CASE_FIXTURE(PointFixture,
                  "a point describes itself when its settings say something new, and never for nothing") {
    CHECK_FALSE(describe_point(*store, settings));
    CHECK(event_count() == 0);
    settings.point.organisation = "red-bibliotecas";
    settings.point.organisation_kind = "library";
    settings.point.neighbourhood = "el-carme";
    settings.point.services = {"mentor", "print"};
    settings.point.hours[0] = {{9 * 60, 14 * 60}, {16 * 60, 19 * 60 + 30}};
    CHECK(describe_point(*store, settings));
    CHECK_FALSE(describe_point(*store, settings));
    settings.point.hours[0].clear();
    CHECK(describe_point(*store, settings));
    const auto told = events("point.described");
    REQUIRE(told.size() == 2);
    CHECK(told[0] == nlohmann::json{{"organisation", "red-bibliotecas"},
                                    {"organisation_kind", "library"},
                                    {"neighbourhood", "el-carme"},
                                    {"services", {"mentor", "print"}},
                                    {"hours", {{"mon", "09:00-14:00 16:00-19:30"}}}});
    CHECK(told[1]["hours"] == nlohmann::json::object());
    settings.point = {};
    CHECK(describe_point(*store, settings)); // that nothing is said any more is news
}

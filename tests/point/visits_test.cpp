#include "kiosk/point/visits.h"

#include "tests/point/point_fixture.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;
using nlohmann::json;

TEST_CASE_FIXTURE(
    PointFixture,
    "a visit leaves its events, one for each thing that happened, with the fields of the contract") {
    std::string visit = start_visit(*store, "ca");
    CHECK(visit.size() == 36);
    CHECK(start_visit(*store, "ca") != visit);
    tutorial_opened(*store, visit, "create-email", "ca");
    step_done(*store, visit, "create-email", 3, "tap", "done_with_hint", true, 2, 1);
    tutorial_finished(*store, visit, "create-email", "ca", 125'999, {true, false, true});
    practice_observed(*store, visit, "create-email", "ca", 14, "with_hint", {"2.1", "4.2"});
    tutorial_stopped(*store, visit, "video-call", 2, 8);
    end_visit(*store, visit, "ca", VisitEnd::idle, 61'000);
    end_visit(*store, visit, "ca", VisitEnd::finished, 0);
    end_visit(*store, visit, "ca", VisitEnd::closed, 0);
    CHECK(event_count() == 10);
    CHECK(events("visit.started").at(0) == json{{"visit", visit}, {"language", "ca"}});
    CHECK(events("tutorial.opened").at(0) ==
          json{{"visit", visit}, {"tutorial", "create-email"}, {"language", "ca"}});
    CHECK(events("tutorial.step").at(0) == json{{"visit", visit},
                                                {"tutorial", "create-email"},
                                                {"step", 3},
                                                {"kind", "tap"},
                                                {"result", "done_with_hint"},
                                                {"alone", true},
                                                {"wrong", 2},
                                                {"hints", 1}});
    CHECK(events("tutorial.finished").at(0) ==
          json{{"visit", visit},
               {"tutorial", "create-email"},
               {"language", "ca"},
               {"lasted_s", 125},
               {"completed", true},
               {"passed", false},
               {"satisfied", true}});
    CHECK(events("tutorial.practice").at(0) == json{{"visit", visit},
                                                    {"tutorial", "create-email"},
                                                    {"language", "ca"},
                                                    {"step", 14},
                                                    {"observed", "with_hint"},
                                                    {"competences", {"2.1", "4.2"}}});
    CHECK(events("tutorial.stopped").at(0) ==
          json{{"visit", visit}, {"tutorial", "video-call"}, {"step", 2}, {"steps", 8}});
    auto ends = events("visit.ended");
    REQUIRE(ends.size() == 3);
    CHECK(ends[0] == json{{"visit", visit}, {"language", "ca"}, {"end", "idle"}, {"lasted_s", 61}});
    CHECK(ends[1]["end"] == "finished");
    CHECK(ends[2]["end"] == "closed");
}

#include "tests/point/point_fixture.h"

#include "kiosk/point/opinions.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

TEST_CASE_FIXTURE(PointFixture,
                  "a face and the reasons for it are told; what is none is refused, and tells nothing") {
    give_feedback(*store, {"v", "ca", 3, {"kind", "safe"}});
    give_feedback(*store, {"v", "ca", 1, {}});
    CHECK(events("feedback.given") ==
          std::vector<nlohmann::json>{
              {{"visit", "v"}, {"language", "ca"}, {"face", 3}, {"reasons", {"kind", "safe"}}},
              {{"visit", "v"}, {"language", "ca"}, {"face", 1}, {"reasons", nlohmann::json::array()}}});
    for (const Feedback& wrong :
         {Feedback{"v", "ca", 0, {}}, Feedback{"v", "ca", 4, {}}, Feedback{"v", "ca", 3, {"hard"}},
          Feedback{"v", "ca", 2, {"kind"}}, Feedback{"v", "ca", 2, {""}}})
        CHECK_THROWS_AS(give_feedback(*store, wrong), std::invalid_argument);
    CHECK(events("feedback.given").size() == 2);
}

TEST_CASE_FIXTURE(PointFixture,
                  "help can be rated for half an hour after it ended, once, and by its own kiosk alone") {
    for (int i = 0; i < 7; ++i)
        serve_one("email", minute_ms);
    const Ticket waiting = take();
    auto served = just_served(*store);
    REQUIRE(served.size() == most_rateable);
    CHECK(served[0].label == "B07"); // the latest first
    CHECK(give_stars(*store, {"v", "sv", served[0].id, 4, "no"}));
    CHECK_FALSE(give_stars(*store, {"v", "sv", served[0].id, 1, ""}));
    CHECK_FALSE(give_stars(*store, {"v", "sv", waiting.id, 5, ""}));
    CHECK_FALSE(give_stars(*store, {"v", "sv", "nobody", 5, ""}));
    CHECK(events("stars.given") == std::vector<nlohmann::json>{{{"visit", "v"},
                                                                {"language", "sv"},
                                                                {"ticket", served[0].id},
                                                                {"stars", 4},
                                                                {"would_return", "no"}}});
    CHECK(just_served(*store).at(0).label == "B06");
    for (const Stars& wrong : {Stars{"v", "sv", served[1].id, 0, ""}, Stars{"v", "sv", served[1].id, 6, ""},
                               Stars{"v", "sv", served[1].id, 5, "maybe"}})
        CHECK_THROWS_AS(give_stars(*store, wrong), std::invalid_argument);
    store->db().run("UPDATE ticket SET origin = 'C' WHERE label = 'B06'");
    CHECK(just_served(*store).at(0).label == "B05");
    clock.advance_ms(rateable_ms + minute_ms);
    CHECK(just_served(*store).empty());
}

TEST_CASE_FIXTURE(PointFixture, "the community hears what was touched, and what was typed goes sealed and "
                                "leaves with its acknowledgement") {
    settings.contact.key = "the network's key";
    suggest(*store, settings, {"v", "it", "hours", ""});
    suggest(*store, settings, {"v", "it", "other", "c2VhbGVk"});
    join(*store, settings, {"v", "it", "volunteer", "c2VhbGVk"});
    const auto told = events("community.suggested");
    REQUIRE(told.size() == 2);
    CHECK(
        told[0] ==
        nlohmann::json{{"visit", "v"}, {"language", "it"}, {"about", "hours"}, {"key", ""}, {"sealed", ""}});
    CHECK(told[1]["key"] == "the network's key");
    CHECK(told[1]["sealed"] == "c2VhbGVk");
    CHECK(events("community.joined").at(0)["as"] == "volunteer");
    CHECK(store->db().integer("SELECT count(*) FROM outbox WHERE sealed > 0") == 2);
    CHECK_THROWS_AS(suggest(*store, settings, {"v", "it", "weather", ""}), std::invalid_argument);
    CHECK_THROWS_AS(join(*store, settings, {"v", "it", "boss", ""}), std::invalid_argument);
    CHECK(event_count() == 3);
}

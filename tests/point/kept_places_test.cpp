#include "kiosk/point/kept_places.h"

#include "tests/point/point_fixture.h"

#include <algorithm>
#include <set>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;
using nlohmann::json;

TEST_CASE_FIXTURE(PointFixture, "a place is kept under four different pictures and found again, with its events and nothing else") {
    PictureCode code = keep_place(*store, "v1", {"create-email", 7});
    std::set<int> different(code.begin(), code.end());
    CHECK(different.size() == 4);
    CHECK(*different.begin() >= 0);
    CHECK(*different.rbegin() < picture_count);
    auto place = find_place(*store, "v2", code);
    REQUIRE(place);
    CHECK(place->tutorial == "create-email");
    CHECK(place->step == 7);
    CHECK(events("tutorial.kept").at(0) == json{{"visit", "v1"}, {"tutorial", "create-email"}, {"step", 7}});
    CHECK(events("tutorial.resumed").at(0) == json{{"visit", "v2"}, {"tutorial", "create-email"}, {"step", 7}});
    CHECK(find_place(*store, "v3", code)); // as often as one likes
    CHECK(store->db().integer("SELECT count(*) FROM pragma_table_info('kept_place')") == 7);
}

TEST_CASE_FIXTURE(PointFixture, "a path is kept with what is done of it, beside a place in a lesson or alone") {
    const LearningPath path{"c1", {{"create-email", true}, {"get-eid", false}}};
    const PictureCode alone = keep_place(*store, "v1", {"", 0, path}), beside = keep_place(*store, "v1", {"get-eid", 3, path});
    CHECK(events("tutorial.kept").size() == 1);
    for (const PictureCode& code : {alone, beside}) {
        const auto place = find_place(*store, "v2", code);
        REQUIRE(place);
        CHECK(place->path.check == "c1");
        REQUIRE(place->path.stations.size() == 2);
        CHECK(place->path.stations[0].tutorial == "create-email");
        CHECK(place->path.stations[0].done);
        CHECK_FALSE(place->path.stations[1].done);
        CHECK(place->path.next()->tutorial == "get-eid");
        CHECK(place->tutorial == (code == alone ? "" : "get-eid"));
    }
    CHECK(events("path.resumed").at(0) == json{{"visit", "v2"}, {"check", "c1"}, {"done", 1}, {"of", 2}});
    CHECK(events("tutorial.resumed").size() == 1);
}

TEST_CASE_FIXTURE(PointFixture, "who mixes the pictures up still finds the way back, unless another's code has the same pictures") {
    PictureCode code = keep_place(*store, "v1", {"create-email", 7});
    PictureCode mixed = {code[2], code[0], code[3], code[1]};
    REQUIRE(find_place(*store, "v2", mixed));
    // As it would be after hundreds of codes.
    auto written = [](const PictureCode& c) {
        std::string out;
        for (int picture : c)
            out += (picture < 10 ? "0" : "") + std::to_string(picture);
        return out;
    };
    PictureCode sorted = code;
    std::sort(sorted.begin(), sorted.end());
    PictureCode other = {code[3], code[2], code[1], code[0]};
    store->transaction([&] {
        store->db().run("INSERT INTO kept_place (code, pictures, tutorial, step, until_ms) VALUES (?, ?, 'video-call', 2, ?)", written(other), written(sorted), clock.wall_ms() + day_ms);
    });
    CHECK_FALSE(find_place(*store, "v3", mixed)); // whose is it?
    CHECK(find_place(*store, "v3", code)->tutorial == "create-email");
    CHECK(find_place(*store, "v3", other)->tutorial == "video-call");
}

TEST_CASE_FIXTURE(PointFixture, "after thirty days a place is forgotten, and its pictures are free again") {
    PictureCode code = keep_place(*store, "v1", {"create-email", 7});
    clock.advance_ms(30 * day_ms);
    CHECK(find_place(*store, "v2", code));
    clock.advance_ms(second_ms);
    CHECK_FALSE(find_place(*store, "v2", code));
    CHECK(events("tutorial.resumed").size() == 1);
    keep_place(*store, "v3", {"video-call", 1});
    CHECK(store->db().integer("SELECT count(*) FROM kept_place") == 1);
}

TEST_CASE_FIXTURE(PointFixture, "hundreds of places are kept side by side, first each with pictures of its own") {
    std::set<std::multiset<int>> sets;
    std::set<PictureCode> codes;
    for (int i = 0; i < 300; ++i) {
        PictureCode code = keep_place(*store, "v", {"create-email", i});
        sets.emplace(code.begin(), code.end());
        codes.insert(code);
        CHECK(find_place(*store, "v", code)->step == i);
    }
    CHECK(codes.size() == 300);
    CHECK(sets.size() == 300);
}

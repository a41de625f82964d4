// What is ordered at the hub reaches the kiosks of a point and is carried out there: settings and seats.
#include "tests/agent/ordered_kiosk.h"

#include <fmt/format.h>

#include <algorithm>

using namespace accanto;
using namespace accanto::test;

TEST_CASE("settings that are decided from afar reach the point's kiosks, and the hub hears who has them") {
    World world;
    Machine kiosk(world, "B"), other(world, "C");
    by_anna(world).settings("biblio", "",
                            "[voice]\nvolume_percent = 40\n[point.hours]\nmon = \"09:00-14:00\"\n");
    by_anna(world).settings("biblio", other.id(), "[voice]\nvolume_percent = 90\n");
    CHECK(standing(world, kiosk.id(), "settings").wished == 1);
    kiosk.pull();
    CHECK(kiosk.carry_out());
    CHECK(!kiosk.carry_out()); // once
    other.sync();
    kiosk.push();
    CHECK(standing(world, kiosk.id(), "settings").has == 1);
    CHECK(standing(world, other.id(), "settings").has == 2);
    const auto settings_of = [](const Machine& machine) {
        LoadedSettings loaded{machine.settings, {}};
        add_provisioned(loaded);
        CHECK(loaded.problems.empty());
        return loaded.settings;
    };
    CHECK(settings_of(kiosk).voice.volume_percent == 40);
    CHECK(settings_of(kiosk).point.hours[0].size() == 1);
    CHECK(settings_of(other).voice.volume_percent == 90);
    CHECK(settings_of(other).point.hours[0].size() == 1);
    // What was decided is taken back.
    by_anna(world).settings("biblio", "", "");
    kiosk.sync();
    CHECK(settings_of(kiosk).voice.volume_percent == Settings().voice.volume_percent);
    CHECK(world.hub().storage().people().audit(0, 10).back().deed.what == "settings.ordered");
}

TEST_CASE("what cannot be decided from afar is refused by the hub with the kiosk's own sentences") {
    World world;
    check_refused([&] { by_anna(world).settings("nowhere", "", ""); }, "orders.no_point");
    check_refused([&] { by_anna(world).settings("biblio", "no such kiosk", ""); }, "orders.no_kiosk");
    check_refused([&] { by_anna(world, "others").settings("biblio", "", ""); }, "orders.no_point");
    for (const char* text : {"[kiosk]\nletter = \"D\"\n", "[sync]\nhub = \"http://elsewhere\"\n",
                             "[voice]\nvolume_percent = 200\n", "[contact]\nkey = \"\"\n", "[voice\n",
                             "state = \"/tmp\"\n", "[voice]\nvolume = 2\n"})
        check_refused([&] { by_anna(world).settings("biblio", "", text); }, "orders.bad_settings");
    CHECK(world.hub().storage().orders().orders().empty());
    check_refused([&] { by_anna(world).schedule("biblio", "format = 1\npoint = \"other\"\n"); },
                  "orders.other_point");
    check_refused([&] { by_anna(world).schedule("biblio", schedule(1) + "seats = 2\n"); },
                  "orders.bad_schedule");
}

TEST_CASE("the seats of a point are shared by its kiosks, move to where they are asked for, and none is sold "
          "twice") {
    World world;
    Machine here(world, "B"), there(world, "C");
    share_seats(world, 8);
    int sold = 0;
    here.sync();
    there.sync();
    while (!here.book("2026-11-24", half_past_nine).empty())
        ++sold;
    CHECK(sold == 4);
    for (int round = 0; round < 6; ++round) {
        here.sync();
        there.sync();
        while (!here.book("2026-11-24", half_past_nine).empty())
            ++sold;
    }
    CHECK(sold == 7); // one stays where somebody may come, too
    CHECK(!there.book("2026-11-24", half_past_nine).empty());
    CHECK(there.book("2026-11-24", half_past_nine).empty());
    CHECK(here.book("2026-11-24", half_past_nine).empty());
    CHECK(standing(world, here.id(), "schedule").has == standing(world, here.id(), "schedule").wished);
}

TEST_CASE("a schedule that a kiosk cannot use is told with its reason, and the one before stays") {
    World world;
    Machine kiosk(world, "B");
    kiosk.settings.point.id = "elsewhere"; // somebody changed its file since
    by_anna(world).schedule("biblio", schedule(4));
    kiosk.sync();
    CHECK(standing(world, kiosk.id(), "schedule").problem.find("stands at \"elsewhere\"") !=
          std::string::npos);
    CHECK(kiosk.book("2026-11-24", half_past_nine).empty());
}

TEST_CASE("seats that a kiosk could not be told of, because it refuses the schedule, stay its own") {
    World world;
    Machine here(world, "B"), there(world, "C");
    share_seats(world, 8);
    here.sync();
    there.sync();
    here.sync();
    there.sync();
    there.settings.point.id = "elsewhere"; // somebody changed its file for a while
    int sold = 0;
    for (int round = 0; round < 4; ++round) {
        while (!here.book("2026-11-24", half_past_nine).empty())
            ++sold;
        here.sync();
        there.sync();
    }
    CHECK(standing(world, there.id(), "schedule").problem != "");
    there.settings.point.id = "biblio";
    while (!there.book("2026-11-24", half_past_nine).empty())
        ++sold;
    CHECK(sold == 8);
}

TEST_CASE(
    "a booking without a believable minute is stored and holds no seat, and all that follow are heard") {
    World world;
    Machine kiosk(world, "B");
    share_seats(world, 4);
    kiosk.sync();
    for (const char* minute : {"null", "\"09:30\"", "570.5", "-1", "1440", "1e300", "[570]", "{}"}) {
        CAPTURE(minute);
        kiosk.store->transaction([&] {
            store::append_event(*kiosk.store, "org.accanto.appointment.booked.v1",
                                fmt::format(R"({{"booking":"odd","day":"2026-11-24","topic":"email",)"
                                            R"("language":"es","from_minute":{}}})",
                                            minute));
        });
        CHECK(kiosk.push().next == agent::Step::Next::drained);
        CHECK(store::pending_count(*kiosk.store) == 0);
        hub::share_out_seats(world.hub().storage(), "biblio", world.clock.wall_ms(), true);
        kiosk.sync();
    }
    CHECK(!kiosk.book("2026-11-24", half_past_nine).empty());
    kiosk.sync();
    CHECK(standing(world, kiosk.id(), "schedule").has == standing(world, kiosk.id(), "schedule").wished);
}

TEST_CASE("a kiosk does not go back to a lease of before, which a hub of yesterday tells it") {
    World world;
    Machine kiosk(world, "B");
    store::keep_hub_orders(*kiosk.store, {{"schedule", 7, "seven"}}, {});
    store::keep_hub_orders(*kiosk.store, {{"schedule", 5, "five"}}, {});
    REQUIRE(store::open_orders(*kiosk.store).orders.size() == 1);
    CHECK(store::open_orders(*kiosk.store).orders[0].text == "seven");
    store::keep_hub_orders(*kiosk.store, {{"schedule", 8, "eight"}}, {});
    CHECK(store::open_orders(*kiosk.store).orders[0].text == "eight");
}

TEST_CASE("a store that came back from a copy is told again what the hub ordered") {
    World world;
    Machine kiosk(world, "B");
    by_anna(world).settings("biblio", "", "[voice]\nvolume_percent = 40\n");
    kiosk.sync();
    kiosk.store->transaction([&] { kiosk.store->db().run("DELETE FROM hub_order"); }); // as before it came
    kiosk.restart();
    CHECK(store::open_orders(*kiosk.store).orders.size() == 1);
    CHECK(kiosk.carry_out());
}

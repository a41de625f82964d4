// Suspicion is no verdict: what was parked because pushes failed is tried again, alone, and in nobody's way.
#include "tests/agent/put_back.h"

using namespace accanto;
using namespace accanto::test;
using Next = agent::Step::Next;

namespace {

constexpr int64_t minute = 60'000, hour = 60 * minute;

bool brings_events(const wire::Message& request) {
    const auto head = wire::parse_batch_head(request.field("accanto-batch").value_or(""));
    return head && head->through >= head->from;
}

// A hub that is starved: it comes up, answers whoever asks, and dies sooner than a push with events in it
// takes.
Mishap starved() {
    return [](const wire::Message& request, auto&, auto& deliver) {
        return brings_events(request) ? agent::Reply{0, {}, "", "connection reset"} : deliver();
    };
}

// It dies of the event of this seq alone. Counts how often.
Mishap dies_of(int64_t seq, int& deaths) {
    return [seq, &deaths](const wire::Message& request, auto&, auto& deliver) {
        const auto head = wire::parse_batch_head(request.field("accanto-batch").value_or(""));
        if (!head || seq < head->from || seq > head->through || head->absent.contains(seq))
            return deliver();
        ++deaths;
        return agent::Reply{0, {}, "", "connection reset"};
    };
}

int64_t parked(World& world) {
    return store::outbox_state(*world.store).parked;
}

void step_until_parked(World& world, int64_t events) {
    for (int i = 0; i < 2000 && parked(world) < events; ++i)
        world.pusher->step();
    REQUIRE(parked(world) == events);
}

} // namespace

TEST_CASE(
    "innocent events that a dying hub made suspects arrive by themselves within an hour of a drained queue") {
    World world;
    world.add_visits(30);
    world.road.always = starved();
    step_until_parked(world, 5);
    world.road.always = nullptr;
    CHECK(world.drain().next == Next::drained);
    CHECK(parked(world) == 5);
    world.clock.advance_ms(hour);
    CHECK(world.drain().next == Next::drained);
    CHECK(parked(world) == 0);
    world.check_complete(30);
}

TEST_CASE("a hub that is starved for hours, and every event a suspect: all of them arrive") {
    World world;
    world.add_visits(12);
    world.road.always = starved();
    step_until_parked(world, 12);
    for (int i = 0; i < 8; ++i) {
        world.clock.advance_ms(hour);
        world.drain();
    }
    CHECK(parked(world) == 12);
    world.road.always = nullptr;
    for (int i = 0; i < 24 && parked(world) > 0; ++i) {
        world.clock.advance_ms(hour);
        CHECK(world.drain().next == Next::drained);
    }
    world.check_complete(12);
}

TEST_CASE("a culprit is tried alone, ever more seldom, and costs nobody else anything") {
    World world;
    world.add_visits(40);
    int deaths = 0;
    world.road.always = dies_of(17, deaths);
    CHECK(world.drain().next == Next::drained);
    CHECK(parked(world) == 1);
    const int before = deaths;
    for (int quarter = 0; quarter < 48 * 4; ++quarter) {
        world.clock.advance_ms(15 * minute);
        world.add_visits(1);
        CHECK(world.drain().next == Next::drained);
        CHECK(store::pending_count(*world.store) == 0);
    }
    CHECK(deaths - before >= 6);
    CHECK(deaths - before <= 9);
    CHECK(parked(world) == 1);
    world.road.always = nullptr; // a newer hub
    world.clock.advance_ms(24 * hour);
    CHECK(world.drain().next == Next::drained);
    world.check_complete(40 + 48 * 4);
}

TEST_CASE("when a suspect fails again, what waits by then goes on with the next answer of the hub") {
    World world;
    world.add_visits(3);
    int deaths = 0;
    world.road.always = dies_of(2, deaths);
    CHECK(world.drain().next == Next::drained);
    world.clock.advance_ms(hour);
    CHECK(world.pusher->step().next == Next::wait); // it was tried
    world.add_visits(1);
    CHECK(world.pusher->step().next == Next::drained);
    CHECK(world.held().size() == 4);
    CHECK(parked(world) == 1);
}

TEST_CASE("a suspect that the hub itself finds too large is one no more") {
    World world;
    world.add_visits(2);
    world.add_event("note.v1", R"({"text":")" + std::string(70'000, 'x') + R"("})");
    world.add_visits(2);
    int deaths = 0;
    world.road.always = dies_of(3, deaths);
    CHECK(world.drain().next == Next::drained);
    world.road.always = nullptr;
    world.clock.advance_ms(hour);
    CHECK(world.drain().next == Next::drained);
    CHECK(parked(world) == 1);
    CHECK_FALSE(store::suspect_behind(*world.store, {1, 0}));
    CHECK(world.held()[2].disposition == "refused");
}

TEST_CASE("suspects at the end of the outbox, behind which nothing was told yet, arrive too") {
    World world;
    world.add_visits(3);
    int deaths = 0;
    world.road.always = dies_of(3, deaths);
    CHECK(world.drain().next == Next::drained);
    CHECK(parked(world) == 1);
    world.road.always = nullptr;
    world.clock.advance_ms(hour);
    CHECK(world.drain().next == Next::drained);
    world.check_complete(3);
}

TEST_CASE("what came alone is told again to a hub that was put back to before it came, and no gap tells of" *
          doctest::skip(tests::on_postgres())) {
    World world;
    Folder hub_of_before;
    copy_hub_without_the_first(world, hub_of_before);
    CHECK(world.drain().next == Next::drained);
    CHECK(parked(world) == 0);
    SUBCASE("noticed by the day's question") {
        put_back(world, hub_of_before);
        world.clock.advance_ms(25 * hour);
    }
    SUBCASE("by an agent that starts") {
        put_back(world, hub_of_before);
        world.restart_agent();
    }
    SUBCASE("by what came after it") {
        world.add_visits(2);
        CHECK(world.drain().next == Next::drained);
        put_back(world, hub_of_before);
        world.add_visits(1);
    }
    for (int i = 0; i < 3; ++i)
        CHECK(world.drain().next == Next::drained);
    check_stored(world, store::outbox_state(*world.store).next_seq - 1);
    CHECK(parked(world) == 0);
}

#pragma once
// A hub that is put back to how it was.

#include "tests/agent/world.h"

namespace accanto::test {

// Of every event of the kiosk, whichever epoch it stands in, one is stored.
inline void check_stored(World& world, int64_t events) {
    int64_t stored = 0;
    for (const World::Held& one : world.held())
        stored += one.disposition == "stored";
    CHECK(stored == events);
    CHECK(store::pending_count(*world.store) == 0);
}

// Its folder, as it is now.
inline void copy_hub(World& world, const Folder& to) {
    world.stop_hub();
    std::filesystem::copy(world.hub_folder.path, to.path / "hub", std::filesystem::copy_options::recursive);
    world.start_hub();
}

// Of three events it holds the last two, and knows that the first was set aside.
inline void copy_hub_without_the_first(World& world, const Folder& to) {
    world.add_visits(1);
    store::park(*world.store, 1, 1, R"({"detail":"the hub died"})");
    world.add_visits(2);
    CHECK(world.pusher->step().next == agent::Step::Next::go_on);
    copy_hub(world, to);
}

inline void put_back(World& world, const Folder& copy) {
    world.stop_hub();
    std::filesystem::remove_all(world.hub_folder.path);
    std::filesystem::copy(copy.path / "hub", world.hub_folder.path, std::filesystem::copy_options::recursive);
    world.start_hub();
}

} // namespace accanto::test

// A hub with a fault on purpose: the lives of the simulator must find it, or they would prove nothing.
#include "tests/simulator/simulation.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

using namespace accanto::simulator;

TEST_CASE("this hub is caught within 1,000 lives") {
    spdlog::set_level(spdlog::level::off);
    std::string caught;
    uint64_t seed = 0;
    while (caught.empty() && seed < 1000)
        if (const Outcome life = live(++seed); !life.broken.empty())
            caught = life.broken.front();
    CHECK(!caught.empty());
    MESSAGE(fmt::format("caught by seed {}: {}", seed, caught));
    spdlog::set_level(spdlog::level::info);
}

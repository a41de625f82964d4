// What must hold whatever happens: 1,000 lives of two kiosks and their hub. ACCANTO_LONG=1 lives 100,000, ACCANTO_SAMPLE=20 one
// in twenty of the 1,000. ACCANTO_SEED=n lives the one of that seed and tells it, which is how a life that went wrong is looked at;
// ACCANTO_SEED=n-m lives those from n to m, so that several processors can share the long form.
#include "tests/form.h"
#include "tests/simulator/simulation.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <stdexcept>

using namespace accanto::simulator;

namespace {

constexpr int short_form = 1000, long_form = 100'000;

struct Span {
    uint64_t from, to;
    bool is_told;   // with all that happens
};

Span seeds() {
    const char* asked = getenv("ACCANTO_SEED");
    if (!asked)
        return {1, uint64_t(accanto::tests::how_many(short_form, long_form)), false};
    char* end = nullptr;
    const uint64_t from = strtoull(asked, &end, 10), to = *end == '-' ? strtoull(end + 1, &end, 10) : from;
    if (*end || from < 1 || to < from)
        throw std::runtime_error(fmt::format("ACCANTO_SEED: \"{}\" is neither a seed nor two such as 1001-2000", asked));
    return {from, to, to == from};
}

} // namespace

TEST_CASE("whatever befalls kiosks, network, hub, clocks and disks: every ticket that was shown is at the hub once") {
    const Span span = seeds();
    spdlog::set_level(span.is_told ? spdlog::level::debug : spdlog::level::off);
    std::map<std::string, int> faults;
    int tickets = 0, lost = 0, stopped = 0, wrong = 0;
    for (uint64_t seed = span.from; seed <= span.to && wrong < 3; ++seed) {
        const Outcome life = live(seed);
        if (!life.broken.empty()) {
            ++wrong;
            FAIL_CHECK(fmt::format("ACCANTO_SEED={}: {}", seed, fmt::join(life.broken, "\n  ")));
        }
        for (const auto& [fault, times] : life.faults)
            faults[fault] += times;
        tickets += life.tickets;
        lost += life.lost;
        stopped += life.stopped;
    }
    std::string told;
    for (const auto& [fault, times] : faults)
        told += fmt::format("\n  {:7} {}", times, fault);
    MESSAGE(fmt::format("seeds {} to {}: {} tickets shown, {} of them lost with the only disk that knew them, a technician called {} times{}",
                        span.from, span.to, tickets, lost, stopped, told));
    spdlog::set_level(spdlog::level::info);
}

TEST_CASE("the same seed lives the same life") {
    spdlog::set_level(spdlog::level::off);
    for (uint64_t seed : {1, 2, 3, 4, 5})
        CHECK(live(seed).story == live(seed).story);
    spdlog::set_level(spdlog::level::info);
}

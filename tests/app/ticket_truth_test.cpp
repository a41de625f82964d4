// kill -9 of the real kiosk around the taking of a ticket: what was shown exists, with one label and one event.

#include "tests/app/desk_hand.h"
#include "tests/app/kiosk_run.h"
#include "tests/form.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <random>
#include <unistd.h>

using namespace accanto;
using namespace accanto::tests;

namespace {

// How long it takes here and now, from the confirmation's touch to the number on the screen.
unsigned undisturbed_us(const KioskOptions& options) {
    Kiosk kiosk(options);
    REQUIRE_MESSAGE(kiosk.wait_for("takes"), kiosk.errors());
    const auto start = std::chrono::steady_clock::now();
    REQUIRE_MESSAGE(kiosk.wait_for("shown "), kiosk.errors());
    const auto lasted = std::chrono::steady_clock::now() - start;
    kiosk.kill();
    return unsigned(std::chrono::duration_cast<std::chrono::microseconds>(lasted).count());
}

// Plays until the confirmation is touched, kills after `wait_us`, and gives the label that was on the screen by then.
std::string shown_before_death(const KioskOptions& options, unsigned wait_us) {
    Kiosk kiosk(options);
    if (!kiosk.wait_for("takes"))
        FAIL("the visit did not reach the confirmation: " << kiosk.errors());
    usleep(wait_us);
    kiosk.kill();
    return kiosk.wait_for("shown ").value_or("");
}

} // namespace

TEST_CASE("kill -9 at any moment of taking a number: what was shown exists, with one label and one event") {
    const int rounds = how_many(20, 200);
    std::mt19937 random(20261123);
    TemporaryFolder folder;
    KioskOptions options{folder.path()};
    options.visit = std::string(to_confirmation) + "print \"takes\"\ntap @ticket.take\nshown @ticket.number\nwait 60s\n";
    DeskHand(options.state()).on();
    const unsigned usual_us = undisturbed_us(options);
    DeskHand(options.state()).everybody_leaves();
    std::map<std::string, int> seen;
    for (int round = 1; round <= rounds; ++round) {
        CAPTURE(round);
        DeskHand(options.state()).on();
        // Most of them within the few milliseconds of the commit, some long before and after it.
        unsigned wait_us = random() % (round % 3 ? usual_us + usual_us / 2 : usual_us * 5);
        CAPTURE(wait_us);
        std::string label = shown_before_death(options, wait_us);
        DeskHand desk(options.state());   // as the next program that opens the store finds it
        CHECK(desk.broken_promises() == "");
        std::map<std::string, int> labels;
        for (const point::Ticket& t : desk.tickets())
            ++labels[t.label];
        if (!label.empty()) {
            CAPTURE(label);
            CHECK(++seen[label] == 1);   // no two people were shown the same
            CHECK(labels[label] == 1);
        }
        for (const auto& [earlier, count] : seen)
            CHECK(labels[earlier] == count);
        CHECK(int(desk.tickets().size()) <= 1 + round);
        desk.everybody_leaves();   // the next one is asked nothing about them
    }
    INFO("shown in " << seen.size() << " of " << rounds << " rounds");
    CHECK(!seen.empty());
    CHECK(int(seen.size()) < rounds);   // it was killed before, too
    // The same store goes on.
    DeskHand(options.state()).on();
    options.visit = std::string(to_confirmation) + "tap @ticket.take\nshown @ticket.number\n";
    CHECK_NOTHROW(play(options));
    CHECK(DeskHand(options.state()).broken_promises() == "");
}

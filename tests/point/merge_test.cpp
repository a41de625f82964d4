// The rule by which what the desk says and what the citizen did become one, without a store: whatever the
// road does to the messages, both ends come to the same.

#include "kiosk/point/shared_ticket.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace accanto::point;

namespace {

struct Said {
    int64_t change = 0;
    TicketState state = TicketState::waiting;
    int64_t heard = 0;
};

// The desk as it decides: by the table, one change after the other.
struct AtDesk {
    Said now;
    void act(TicketAction action) {
        if (const auto next = next_state(action, now.state); next && action != TicketAction::leave)
            now = {now.change + 1, *next, now.heard};
    }
    void hear(int64_t times_given_back) {
        if (times_given_back <= now.heard)
            return;
        now.heard = times_given_back;
        if (const TicketState after = given_back(now.state); after != now.state)
            now = {now.change + 1, after, now.heard};
    }
};

bool ends_with_citizen(TicketState state) {
    return next_state(TicketAction::leave, state).has_value();
}

} // namespace

TEST_CASE(
    "given back wins over waiting, a call and being set aside; being served, done and missed win over it") {
    for (TicketState state :
         {TicketState::waiting, TicketState::called, TicketState::parked, TicketState::transferred})
        CHECK(given_back(state) == TicketState::left);
    for (TicketState state : {TicketState::serving, TicketState::done, TicketState::missed, TicketState::left,
                              TicketState::closed_at_day_end, TicketState::void_})
        CHECK(given_back(state) == state);
}

TEST_CASE("in any order, twice or lost: in the end the kiosk shows what the desk has") {
    std::mt19937 random(20261126);
    const auto below = [&](int n) { return int(random() % unsigned(n)); };
    for (int day = 0; day < 20'000; ++day) {
        CAPTURE(day);
        AtDesk desk;
        Known kiosk;
        std::vector<Said> to_kiosk;
        std::vector<int64_t> to_desk;
        for (int step = 0, steps = 1 + below(30); step < steps; ++step) {
            switch (below(6)) {
            case 0:
            case 1:
                desk.act(TicketAction(below(int(ticket_action_count))));
                break;
            case 2:
                if (ends_with_citizen(kiosk.counts()))
                    ++kiosk.given_back;
                break;
            case 3:
                to_kiosk.push_back(desk.now);
                to_desk.push_back(kiosk.given_back);
                break;
            case 4:
                if (!to_kiosk.empty()) {
                    const Said said = to_kiosk[size_t(below(int(to_kiosk.size())))]; // and it may come again
                    const TicketState before = kiosk.counts();
                    const bool newer = said.change > kiosk.change;
                    kiosk.hear(said.change, said.state, said.heard);
                    // Only news can take a ticket away from one who gave it back, or change anything at all.
                    if (!newer && said.heard <= kiosk.desk_heard && before == TicketState::left)
                        REQUIRE(
                            (kiosk.counts() == TicketState::left || kiosk.desk_heard >= kiosk.given_back));
                }
                break;
            case 5:
                if (!to_desk.empty())
                    desk.hear(to_desk[size_t(below(int(to_desk.size())))]);
                break;
            }
            // Whom nobody serves and who gave the number back is not called by this kiosk.
            if (kiosk.given_back > kiosk.desk_heard)
                REQUIRE(!ends_with_citizen(kiosk.counts()));
        }
        desk.hear(kiosk.given_back);
        kiosk.hear(desk.now.change, desk.now.state, desk.now.heard);
        REQUIRE(kiosk.counts() == desk.now.state);
        // What still travels changes nothing any more.
        std::shuffle(to_kiosk.begin(), to_kiosk.end(), random);
        for (const Said& late : to_kiosk)
            kiosk.hear(late.change, late.state, late.heard);
        for (int64_t late : to_desk)
            desk.hear(late);
        REQUIRE(kiosk.counts() == desk.now.state);
    }
}

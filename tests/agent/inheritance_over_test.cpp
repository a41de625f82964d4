// What becomes of bookings that were taken over: they are erased where that is asked, forgotten with their day, and
// no seat is promised twice for them.
#include "tests/agent/inheritance.h"

#include <random>

using namespace accanto;
using namespace accanto::test;

TEST_CASE("what is erased of a booking that was taken over is erased at both kiosks' place, and forgotten "
          "with its day") {
    Replacement change;
    const std::string code = change.old.book(tuesday, half_past_nine, "600112233");
    change.old.sync();
    change.replace();
    Machine& next = *change.next;
    by_anna(change.world).erase_booking("biblio", code);
    CHECK(all_bytes(change.world).find("\"code\":\"" + code) == std::string::npos);
    change.settle(next);
    CHECK_FALSE(point::find_booking(*next.store, code)->has_contact);
    CHECK(state_at(next, code) == "booked");
    CHECK(next.store->db().integer(
              "SELECT count(*) FROM inherited_booking WHERE said || taken LIKE '%\"has_contact\":true%'") ==
          0);
    const auto erasures = hub::standing_of_erasures(change.world.hub().storage());
    CHECK(erasures.front().done == erasures.front().kiosks);
    int nights = 0;
    for (; nights < 20 && point::find_booking(*next.store, code); ++nights) {
        change.world.clock.advance_ms(24LL * 3600 * 1000);
        next.store->transaction([&] { point::forget_old_bookings(*next.store, next.settings); });
    }
    CHECK(nights == 1 + point::nights_kept + 1);
    CHECK(next.store->db().integer("SELECT count(*) FROM inherited_booking") == 0);
    change.settle(next);
    CHECK(state_at(next, code) == "unknown");
}

TEST_CASE(
    "what was erased before it was taken over is told to nobody, also where the hub had begun to tell") {
    Replacement change;
    const std::string code = change.old.book(tuesday, half_past_nine, "600112233");
    change.old.sync();
    change.next = std::make_unique<Machine>(change.world, "B", change.old.id());
    change.next->push();
    REQUIRE(change.wished(*change.next).size() == 1);
    by_anna(change.world).erase_booking("biblio", code);
    CHECK(change.wished(*change.next).empty());
    for (const hub::Order& order : change.world.hub().storage().orders().orders())
        CHECK(order.text.find(code) == std::string::npos);
    change.settle(*change.next);
    CHECK(state_at(*change.next, code) == "unknown");
    CHECK(free_at(*change.next, tuesday, half_past_nine) == 3); // its seat is promised all the same
}

TEST_CASE("at no moment are more seats promised than there are while kiosks take each other's places") {
    const unsigned seeds = tests::on_postgres() ? 3 : 8;
    for (unsigned seed = 1; seed <= seeds; ++seed) {
        CAPTURE(seed);
        std::mt19937 dice(seed);
        const auto throw_dice = [&](int sides) { return int(dice() % unsigned(sides)); };
        constexpr int seats = 6;
        Replacement change(seats);
        std::vector<std::unique_ptr<Machine>> at_b, others;
        others.push_back(std::make_unique<Machine>(change.world, "C"));
        Machine* here = &change.old;
        std::set<std::string> promised;
        int replacements = 0;
        for (int i = 0; i < 60; ++i) {
            change.world.clock.advance_ms(1000);
            Machine& one = throw_dice(3) > 0 ? *here : *others.front();
            switch (throw_dice(9)) {
            case 0:
                one.pull();
                break;
            case 1:
                one.carry_out();
                break;
            case 2:
                one.push();
                break;
            case 3:
            case 4:
            case 5:
                if (const std::string code = one.book(tuesday, half_past_nine); !code.empty())
                    promised.insert(code);
                break;
            case 6:
                if (!promised.empty()) {
                    const std::string code = *std::next(promised.begin(), throw_dice(int(promised.size())));
                    if (state_at(one, code) == "booked") {
                        cancel_at(one, code);
                        promised.erase(code);
                    }
                }
                break;
            case 7:
                one.sync();
                break;
            case 8:
                if (replacements < 2 && throw_dice(3) == 0) {
                    here->push(); // what a kiosk never sent is lost with it
                    at_b.push_back(std::make_unique<Machine>(change.world, "B", here->id()));
                    here = at_b.back().get();
                    ++replacements;
                }
                break;
            }
            REQUIRE(promised.size() <= size_t(seats));
        }
        for (int i = 0; i < 8; ++i)
            for (Machine* one : {here, others.front().get()}) {
                change.settle(*one);
                while (!one->book(tuesday, half_past_nine).empty())
                    promised.insert(std::to_string(promised.size()));
            }
        CHECK(promised.size() <= size_t(seats));
        CHECK(promised.size() >= size_t(seats) - 1); // one may stay at the other
        for (const std::string& code : promised)
            CHECK((code.size() < 6 || state_at(*here, code) == "booked" ||
                   state_at(*others.front(), code) == "booked"));
    }
}

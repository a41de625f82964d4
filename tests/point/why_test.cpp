#include "tests/point/point_fixture.h"

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

namespace {

const DeskUser one{"anna", "1"}, two{"bruno", "2"};

struct WhyFixture : PointFixture {
    Ticket take_booked() {
        Ticket t = take();
        store->transaction([&] { store->db().run("UPDATE ticket SET class = 'booked' WHERE id = ?", t.id); });
        return now(t.id);
    }
    // "3: 1 earlier, will 1 booked 1 priority, went 2 normal"
    std::string told_why(const Ticket& t) {
        auto e = why(*store, settings, t.id);
        if (!e)
            return "-";
        CHECK(e->before == people_before(*store, settings, t.id));
        CHECK(e->before == e->came_earlier + e->will.all());
        std::string out = std::to_string(e->before) + ": " + std::to_string(e->came_earlier) + " earlier";
        auto part = [&](const char* when, const Others& o) {
            if (o.all() == 0)
                return;
            out += std::string(", ") + when;
            for (auto [n, name] : {std::pair{o.booked, "booked"},
                                   {o.priority, "priority"},
                                   {o.normal, "normal"},
                                   {o.again, "again"}})
                if (n)
                    out += " " + std::to_string(n) + " " + name;
        };
        part("will", e->will);
        part("went", e->went);
        return out;
    }
};

} // namespace

TEST_CASE_FIXTURE(WhyFixture, "two people with a booked time go before you") {
    take();
    Ticket me = take();
    CHECK(told_why(me) == "1: 1 earlier");
    take_booked();
    take_booked();
    take();
    CHECK(told_why(me) == "3: 1 earlier, will 2 booked");
}

TEST_CASE_FIXTURE(WhyFixture, "priorities that came later, in turn") {
    take(), take();
    Ticket me = take();
    take_priority(), take_priority();
    CHECK(told_why(me) == "3: 2 earlier, will 1 priority");
    Ticket priority = take_priority();
    // B01 B02 p B03 p p: who has priority waits for normals too.
    CHECK(told_why(priority) == "5: 5 earlier");
    Ticket later = take();
    CHECK(told_why(priority) == "6: 5 earlier, will 1 normal");
    CHECK(told_why(later) == "4: 4 earlier");
}

TEST_CASE_FIXTURE(WhyFixture, "who has gone already with a later number, by what they are") {
    Ticket me = take();
    Ticket booked = take_booked(), hand = take();
    call(*store, settings, one, booked.id);
    call(*store, settings, two, hand.id);
    CHECK(told_why(me) == "0: 0 earlier, went 1 booked 1 normal");
    here(*store, settings, two, hand.id);
    finish(*store, settings, two, hand.id, record());
    not_here(*store, settings, one, booked.id);
    CHECK(told_why(me) == "0: 0 earlier, went 1 booked 1 normal");
}

TEST_CASE_FIXTURE(WhyFixture, "who waits again") {
    Ticket me = take(), other = take();
    call(*store, settings, one, other.id);
    transfer(*store, settings, one, other.id, {});
    take_priority();
    // It came later than me, and is behind me.
    CHECK(told_why(me) == "0: 0 earlier");
    CHECK(told_why(now(other.id)) == "1: 1 earlier");
    call(*store, settings, one, me.id);
    transfer(*store, settings, one, me.id, {});
    CHECK(told_why(now(me.id)) == "0: 0 earlier");
}

TEST_CASE_FIXTURE(WhyFixture, "who does not wait needs no explanation; another letter is told") {
    Ticket me = take();
    CHECK_FALSE(why(*store, settings, me.id)->other_letters);
    settings.kiosk.letter = "C";
    take();
    CHECK(why(*store, settings, me.id)->other_letters);
    call(*store, settings, one, me.id);
    CHECK(told_why(me) == "-");
    CHECK_FALSE(why(*store, settings, "nobody"));
}

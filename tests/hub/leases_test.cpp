// Seats of a point are shared out among its kiosks, whatever they have heard: none is promised twice, and
// none lies idle.
#include "sync/hub/leases.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <random>

using namespace accanto::hub;

namespace {

// A kiosk that hears late, promises out of the lease it holds to, and tells of it in order.
struct Seller {
    std::string name;
    Lease lease; // it holds to
    int promised = 0;
    std::deque<Holder> outbox; // each as it stands after one event
    Holder at_hub;             // what the hub heard

    void tell() { outbox.push_back({name, true, lease.version, {{"u", promised}}}); }
    void hear(const Lease& wish) {
        if (wish.version == lease.version)
            return;
        lease = wish;
        tell();
    }
    bool promise() {
        const auto seats = lease.seats.find("u");
        if (seats == lease.seats.end() || seats->second <= promised)
            return false;
        ++promised;
        tell();
        return true;
    }
    void give_back() {
        if (promised == 0)
            return;
        --promised;
        tell();
    }
};

struct Market {
    int seats = 8;
    int64_t clock = 0; // versions are of it, and never again
    LeaseBook book;
    std::deque<Seller> sellers;

    explicit Market(int kiosks) {
        for (int i = 0; i < kiosks; ++i) {
            sellers.emplace_back();
            sellers.back().name = std::string(1, char('A' + i));
            sellers.back().at_hub.kiosk = sellers.back().name;
        }
    }
    void share(bool again = false) {
        std::vector<Holder> holders;
        for (const Seller& one : sellers)
            holders.push_back(one.at_hub);
        book = share_out({{"u", seats}}, holders, book, again, ++clock);
    }
    // One event of this kiosk reaches the hub.
    void push(Seller& seller) {
        if (seller.outbox.empty())
            return;
        seller.at_hub = seller.outbox.front();
        seller.outbox.pop_front();
        share();
    }
    void pull(Seller& seller) {
        if (book.kiosks.contains(seller.name))
            seller.hear(book.kiosks[seller.name].back());
    }
    int promised() const {
        int out = 0;
        for (const Seller& one : sellers)
            out += one.promised;
        return out;
    }
    void settle() {
        for (int i = 0; i < 40; ++i)
            for (Seller& one : sellers) {
                pull(one);
                push(one);
            }
    }
};

} // namespace

TEST_CASE("seats are shared evenly, and what does not divide goes to the first") {
    Market office(3);
    office.share();
    office.settle();
    CHECK(office.sellers[0].lease.seats["u"] == 3);
    CHECK(office.sellers[1].lease.seats["u"] == 3);
    CHECK(office.sellers[2].lease.seats["u"] == 2);
    const LeaseBook before = office.book;
    office.share();
    CHECK(office.book == before); // no change without a reason: kiosks are not told the same again
}

TEST_CASE("a kiosk without seats gets those that lie idle at another, once that one holds to having fewer") {
    Market office(2);
    office.share();
    office.settle();
    Seller &here = office.sellers[0], &there = office.sellers[1];
    while (here.promise()) {
    }
    CHECK(here.promised == 4);
    while (!here.outbox.empty())
        office.push(here);
    office.pull(here);
    CHECK(here.lease.seats["u"] == 4); // the other has not heard yet
    office.pull(there);
    CHECK(there.lease.seats["u"] == 2);
    office.pull(here);
    CHECK(here.lease.seats["u"] == 4); // nor has the hub heard that it has
    office.push(there);
    office.pull(here);
    CHECK(here.lease.seats["u"] == 6);
    office.settle();
    while (here.promise()) {
        office.settle();
    }
    CHECK(office.promised() >= 7); // at most one stays with the other
    CHECK(office.promised() <= 8);
}

TEST_CASE("fewer seats take nobody's away, and a kiosk out of service leaves its free ones to the others") {
    Market office(2);
    office.share();
    office.settle();
    while (office.sellers[0].promise()) {
    }
    office.settle();
    office.seats = 2;
    office.share(true);
    office.settle();
    CHECK(office.promised() == 4);
    CHECK(!office.sellers[1].promise());
    office.seats = 8;
    office.share(true);
    office.settle();
    office.sellers[0].at_hub.in_service = false;
    office.share();
    office.sellers[0].outbox.clear();
    for (int i = 0; i < 5; ++i) {
        office.pull(office.sellers[1]);
        office.push(office.sellers[1]);
    }
    CHECK(office.sellers[1].lease.seats["u"] == 4); // four are promised by the other
}

TEST_CASE("at no moment is more promised than there is, whoever hears what and when") {
    for (unsigned seed = 1; seed <= 400; ++seed) {
        CAPTURE(seed);
        std::mt19937 dice(seed);
        const auto throw_dice = [&](int sides) { return int(dice() % unsigned(sides)); };
        Market office(1 + throw_dice(4));
        office.seats = throw_dice(12);
        office.share();
        for (int i = 0; i < 200; ++i) {
            Seller& one = office.sellers[size_t(throw_dice(int(office.sellers.size())))];
            switch (throw_dice(11)) {
            case 0:
            case 1:
            case 2:
                office.pull(one);
                break;
            case 3:
            case 4:
            case 5:
                office.push(one);
                break;
            case 6:
            case 7:
            case 8:
                one.promise();
                break;
            case 9:
                one.give_back();
                break;
            case 10:
                office.share(throw_dice(3) == 0);
                break;
            }
            REQUIRE(office.promised() <= office.seats);
        }
        office.settle();
        for (Seller& one : office.sellers)
            while (one.promise())
                office.settle();
        CHECK(office.promised() <= office.seats);
        CHECK(office.promised() >= office.seats - (int(office.sellers.size()) - 1));
    }
}

TEST_CASE("a hub that was put back from an older copy promises nothing new until it knows what its kiosks "
          "hold to") {
    Market office(2);
    office.share();
    office.settle();
    const LeaseBook yesterday = office.book;
    Seller &here = office.sellers[0], &there = office.sellers[1];
    while (here.promise()) {
    }
    office.settle();
    CHECK(here.lease.seats["u"] == 6);
    office.book = yesterday; // in which each had four
    office.share();
    office.pull(there);
    while (there.promise()) {
    }
    while (here.promise()) {
    }
    CHECK(office.promised() <= 8);
    office.settle();
    CHECK(office.promised() <= 8);
    for (Seller& one : office.sellers)
        CHECK(one.at_hub.has == one.lease.version);
}

TEST_CASE("a hub that was put back holds seats back while a kiosk is away, until each holds to a newer lease") {
    for (const bool away_has_more : {true, false}) {
        CAPTURE(away_has_more);
        Market office(3);
        office.seats = 12;
        office.share();
        office.settle();
        Seller &here = office.sellers[0], &there = office.sellers[1], &third = office.sellers[2];
        const LeaseBook yesterday = office.book; // in which each has four
        const Holder heard = there.at_hub, heard_of_third = third.at_hub;
        Seller& asked = away_has_more ? there : here;
        while (asked.promise()) {
        }
        office.settle(); // seats go to whoever is asked
        CHECK(asked.lease.seats["u"] > 4);
        CHECK(here.outbox.empty());
        const Holder today = here.at_hub;
        office.book = yesterday;
        there.at_hub = heard;
        third.at_hub = heard_of_third;
        here.at_hub = today;
        // Nobody hears of the others before this.
        office.share();
        const auto sell = [&](Seller& one) {
            for (int i = 0; i < 10; ++i) {
                while (one.promise()) {
                }
                office.pull(one);
                office.push(one);
            }
        };
        sell(here);
        sell(third);
        sell(here);
        CHECK(parse_leases(to_json(office.book)) == office.book);
        while (there.promise()) {
        }
        CHECK(office.promised() <= 12);
        for (int round = 0; round < 4; ++round) {
            there.tell(); // what it told since comes again
            office.settle();
            sell(there);
            sell(here);
            CHECK(office.promised() <= 12);
        }
        CHECK(office.promised() >= 10); // one may stay with each other
    }
}

TEST_CASE("who takes over what another promised holds as many seats, so that one that is given back is its own") {
    Market office(2);
    office.share();
    office.settle();
    Seller &here = office.sellers[0], &there = office.sellers[1];
    while (here.promise()) {
    }
    while (there.promise()) {
    }
    office.settle();
    here.at_hub.in_service = false;
    here.at_hub.promised.clear();
    there.promised += here.promised;
    here.promised = 0;
    there.tell();
    office.push(there);
    office.pull(there);
    CHECK(there.lease.seats["u"] == 8);
    there.give_back();
    CHECK(there.promise());
}

TEST_CASE("a version that a lost hub gave is not taken for one of the hub that was put back") {
    Market office(2);
    office.share();
    office.settle();
    const LeaseBook yesterday = office.book;
    Seller &here = office.sellers[0], &there = office.sellers[1];
    const Holder heard = here.at_hub, heard_there = there.at_hub;
    while (here.promise()) {
    }
    office.settle();
    CHECK(here.lease.seats["u"] == 6);
    const int64_t lost = here.lease.version;
    office.book = yesterday;
    here.at_hub = heard, there.at_hub = heard_there;
    office.share(true); // somebody changes the schedule before anybody is heard
    for (const auto& [kiosk, told] : office.book.kiosks)
        CHECK(told.back().version > lost);
    here.tell();
    office.push(here);
    CHECK(here.at_hub.has == lost);
    CHECK(office.book.kiosks[there.name].back().seats["u"] == 0); // until it is known what that one holds to
    office.settle();
    for (Seller& one : office.sellers)
        while (one.promise())
            office.settle();
    CHECK(office.promised() <= 8);
    CHECK(office.promised() >= 7);
}

TEST_CASE("a lease's version is of its moment, later than those before, and JSON carries it whole") {
    CHECK(new_lease_version(1'795'425'300'001) > new_lease_version(1'795'425'300'000));
    CHECK(new_lease_version(1'795'425'300'000LL + 20 * 365 * 86'400'000LL) < (int64_t(1) << 53));
}

TEST_CASE("the book of leases does not grow for a kiosk that is away, and it loses nothing by that") {
    Market office(2);
    office.share();
    office.settle();
    Seller &here = office.sellers[0], &away = office.sellers[1];
    for (int i = 0; i < 100; ++i) {
        while (here.promise()) {
        }
        while (!here.outbox.empty())
            office.push(here);
        office.pull(here);
        while (here.promised > 0)
            here.give_back();
        while (!here.outbox.empty())
            office.push(here);
        office.pull(here);
    }
    CHECK(office.book.kiosks[away.name].size() == 17); // what it holds to, and 16
    office.share(true);
    CHECK(office.book.kiosks[away.name].size() == 18); // another schedule is told to all
    while (here.promise() || away.promise()) {
    }
    CHECK(office.promised() <= 8);
    office.settle();
    while (here.promise())
        office.settle();
    CHECK(office.promised() >= 7);
    CHECK(office.promised() <= 8);
}

TEST_CASE("a book of leases is the same after it was written down") {
    Market office(3);
    office.share();
    office.settle();
    CHECK(parse_leases(to_json(office.book)) == office.book);
    CHECK(parse_leases("[1").kiosks.empty());
    CHECK(parse_leases(R"({"a":[{"version":"x"}]})").kiosks.empty());
}

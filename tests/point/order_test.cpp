#include "kiosk/point/order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

using namespace accanto::point;

namespace {

// "bpnNa": booked, priority, normal, overdue normal, a normal who waits again, in order of arrival.
std::vector<Queued> line(const std::string& text) {
    std::vector<Queued> out;
    for (char c : text) {
        TicketClass klass = c == 'b'   ? TicketClass::booked
                            : c == 'p' ? TicketClass::priority
                                       : TicketClass::normal;
        out.push_back({int64_t(out.size()) + 100, klass, c == 'N', c == 'a'});
    }
    return out;
}

// The order of calling, as numbers of places in the line: "2 0 1".
std::string order(const std::string& text, std::vector<int64_t> normals_called = {}) {
    std::string out;
    for (size_t i : call_order(line(text), Calls{std::move(normals_called)}))
        out += (out.empty() ? "" : " ") + std::to_string(i);
    return out;
}

} // namespace

TEST_CASE("alone, a class is called in the order of arrival") {
    CHECK(order("") == "");
    CHECK(order("nnnn") == "0 1 2 3");
    CHECK(order("ppp") == "0 1 2");
    CHECK(order("bb") == "0 1");
}

TEST_CASE("booked go first, for their time has come") {
    CHECK(order("npb") == "2 0 1");
}

TEST_CASE("two normal to one priority") {
    CHECK(order("nnnnnnppp") == "0 1 6 2 3 7 4 5 8");
    CHECK(order("pppnnnnnn") == "3 4 0 5 6 1 7 8 2");
}

TEST_CASE("a priority is next when two normals have been called since the last one") {
    CHECK(order("nnnp", {1, 2}) == "3 0 1 2");
    CHECK(order("nnnp", {1}) == "0 3 1 2");
    CHECK(order("nnnp", {1, 2, 3, 4, 5}) == "3 0 1 2");
}

TEST_CASE("an overdue normal is not passed by a priority that came later, unless that one has let two pass") {
    CHECK(order("Nnnp", {1, 2}) == "0 3 1 2");
    CHECK(order("NNNp", {1, 2}) == "0 1 3 2");
    CHECK(order("pN", {1, 2}) == "0 1"); // the priority was first
    // Two normals were called since the priority came (its arrival is 103): now it is its turn.
    CHECK(order("NNNp", {104, 105}) == "3 0 1 2");
    CHECK(order("NNNp", {1, 105}) == "0 3 1 2");
}

TEST_CASE(
    "who waits again stands right before the first of the others who came later, and shifts nobody's turn") {
    CHECK(order("an") == "0 1");
    CHECK(order("na") == "0 1");
    CHECK(order("nnannp") == "0 1 2 5 3 4"); // the priority came later too
    CHECK(order("ab") == "0 1");             // and so did the booked one
    CHECK(order("ba") == "0 1");
    CHECK(order("aanan") == "0 1 2 3 4");
    CHECK(order("nnna") == "0 1 2 3"); // called out of turn: nobody came later
    CHECK(order("pnnna") == "1 2 0 3 4");
    CHECK(order("nnap", {1, 2}) == "2 3 0 1"); // before the priority, and so before those who came earlier
}

namespace {

// A day at a point, minute by minute: arrivals and calls by chance, each call the first of call_order().
struct Person {
    Queued queued;
    int arrived_minute = 0;
    int normals_before_at_head = 0; // normals called since it was first in line among priorities
};

struct Day {
    std::mt19937 random;
    std::vector<Person> waiting;
    Calls calls;
    int64_t sequence = 0;
    int normals_since_priority = 0, minute = 0;

    explicit Day(unsigned seed) : random(seed) {}

    int chance(int below) { return std::uniform_int_distribution(0, below - 1)(random); }

    void arrive() {
        TicketClass klass = chance(100) < 5    ? TicketClass::booked
                            : chance(100) < 35 ? TicketClass::priority
                                               : TicketClass::normal;
        waiting.push_back({{++sequence, klass, false}, minute, 0});
    }

    Person* first(TicketClass klass) {
        for (Person& p : waiting)
            if (p.queued.klass == klass)
                return &p;
        return nullptr;
    }

    void call() {
        std::vector<Queued> queued;
        for (Person& p : waiting) {
            p.queued.overdue = minute - p.arrived_minute > 30;
            queued.push_back(p.queued);
        }
        std::vector<size_t> all = call_order(queued, calls);
        REQUIRE(all.size() == waiting.size());
        Person called = waiting[all.front()];
        check(called);
        std::erase_if(waiting, [&](const Person& p) { return p.queued.arrival == called.queued.arrival; });
        ++sequence;
        if (called.queued.klass == TicketClass::priority) {
            calls.normals.clear();
            normals_since_priority = 0;
        } else if (called.queued.klass == TicketClass::normal) {
            calls.normals.push_back(sequence);
            ++normals_since_priority;
            if (Person* head = first(TicketClass::priority))
                ++head->normals_before_at_head;
        }
    }

    void check(const Person& called) {
        Person* booked = first(TicketClass::booked);
        Person* priority = first(TicketClass::priority);
        Person* normal = first(TicketClass::normal);
        if (booked)
            REQUIRE(called.queued.arrival == booked->queued.arrival);
        else
            REQUIRE(called.queued.arrival == first(called.queued.klass)->queued.arrival);
        if (called.queued.klass == TicketClass::normal && priority)
            REQUIRE(priority->normals_before_at_head < 2); // the first priority waits for two normals at most
        if (called.queued.klass == TicketClass::priority && normal) {
            REQUIRE(normals_since_priority >= 2); // two normal to one priority
            bool passed_over = normal->queued.overdue && normal->queued.arrival < called.queued.arrival;
            if (passed_over)
                REQUIRE(called.normals_before_at_head >= 2);
        }
    }
};

} // namespace

TEST_CASE("on any day of chance the bounds of fairness hold") {
    for (unsigned seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        Day day(seed);
        const int arrivals = 10 + int(seed % 30), calls = 10 + int(seed % 23); // percent of minutes
        for (; day.minute < 400; ++day.minute) {
            if (day.chance(100) < arrivals)
                day.arrive();
            if (day.chance(100) < calls && !day.waiting.empty())
                day.call();
        }
        while (!day.waiting.empty())
            day.call();
    }
}

TEST_CASE("what is announced is what happens, when nobody else comes") {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        std::string text;
        for (int i = 0; i < 12; ++i)
            text += "bppnnnNaa"[random() % 9];
        std::vector<Queued> waiting = line(text);
        std::vector<int64_t> announced;
        for (size_t i : call_order(waiting, {}))
            announced.push_back(waiting[i].arrival);
        Calls calls;
        int64_t sequence = 1000;
        for (int64_t arrival : announced) {
            size_t next = call_order(waiting, calls).front();
            REQUIRE(waiting[next].arrival == arrival);
            if (waiting[next].klass == TicketClass::priority)
                calls.normals.clear();
            if (waiting[next].klass == TicketClass::normal && !waiting[next].again)
                calls.normals.push_back(++sequence);
            waiting.erase(waiting.begin() + std::ptrdiff_t(next));
        }
    }
}

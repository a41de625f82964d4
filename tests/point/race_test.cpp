#include "tests/form.h"
#include "tests/point/point_fixture.h"

#include <fmt/format.h>

#include <atomic>
#include <barrier>
#include <map>
#include <set>
#include <thread>

using namespace accanto;
using namespace accanto::point;
using namespace accanto::tests;

namespace {

// Every line of a thread's work on a Store of its own; failures are counted, for doctest's checks are not for
// threads.
class Threads {
public:
    template <class Work>
    void start(Work work) {
        m_threads.emplace_back([this, work] {
            try {
                work();
            } catch (const std::exception& e) {
                ++m_failures;
                fprintf(stderr, "%s\n", e.what());
            }
        });
    }
    int join() {
        for (auto& thread : m_threads)
            thread.join();
        return m_failures;
    }

private:
    std::vector<std::thread> m_threads;
    std::atomic<int> m_failures = 0;
};

} // namespace

TEST_CASE_FIXTURE(PointFixture,
                  "two desks that call at the same moment call different people, and all of them") {
    constexpr int people = 24;
    for (int i = 0; i < people; ++i)
        take();
    std::vector<std::string> called[2];
    Threads threads;
    for (int d = 0; d < 2; ++d)
        threads.start([&, d] {
            auto own = store::Store::open(folder.path(), clock);
            DeskUser who{"mentor-" + std::to_string(d), std::to_string(d + 1)};
            for (;;) {
                auto next = call_next(*own, settings, who);
                if (!std::holds_alternative<Ticket>(next))
                    return;
                const std::string id = std::get<Ticket>(next).id;
                called[d].push_back(id);
                here(*own, settings, who, id);
                finish(*own, settings, who, id, record());
            }
        });
    CHECK(threads.join() == 0);
    std::set<std::string> all(called[0].begin(), called[0].end());
    all.insert(called[1].begin(), called[1].end());
    CHECK(all.size() == people);
    CHECK(called[0].size() + called[1].size() == people);
    CHECK(events("ticket.called").size() == people);
    CHECK(events("service.recorded").size() == people);
    CHECK_FALSE(store::verify_chain(*store));
}

TEST_CASE_FIXTURE(
    PointFixture,
    "two desks that press \"call\" at the same moment, a thousand times: never the same person") {
    const int presses = how_many(100, 1000); // of each desk
    std::vector<std::string> called[2];
    std::barrier together(2);
    Threads threads;
    for (int d = 0; d < 2; ++d)
        threads.start([&, d] {
            auto own = store::Store::open(folder.path(), clock);
            DeskUser who{"mentor-" + std::to_string(d), std::to_string(d + 1)};
            for (int press = 0; press < presses; ++press) {
                take_ticket(*own, settings,
                            {fmt::format("{}.{}", d, press), "visit", "email", "es", {}, false, {}});
                together.arrive_and_wait();
                auto next = call_next(*own, settings, who);
                if (const auto* ticket = std::get_if<Ticket>(&next)) {
                    called[d].push_back(ticket->id);
                    not_here(*own, settings, who, ticket->id);
                    void_ticket(*own, settings, who, ticket->id); // the label is free again
                }
            }
        });
    CHECK(threads.join() == 0);
    std::set<std::string> all(called[0].begin(), called[0].end());
    all.insert(called[1].begin(), called[1].end());
    CHECK(called[0].size() == size_t(presses));
    CHECK(called[1].size() == size_t(presses));
    CHECK(all.size() == size_t(2 * presses));
    CHECK(events("ticket.called").size() == size_t(2 * presses));
    CHECK_FALSE(store::verify_chain(*store));
}

TEST_CASE_FIXTURE(PointFixture, "many taps on the same person: one desk has them, the others are told") {
    Ticket t = take();
    std::atomic<int> got = 0, taken = 0, other = 0;
    Threads threads;
    for (int d = 0; d < 6; ++d)
        threads.start([&, d] {
            auto own = store::Store::open(folder.path(), clock);
            Moved moved = call(*own, settings, {"m" + std::to_string(d), std::to_string(d)}, t.id);
            if (std::holds_alternative<Ticket>(moved))
                ++got;
            else if (std::get<Conflict>(moved).why == Conflict::Why::taken_by_other)
                ++taken;
            else
                ++other;
        });
    CHECK(threads.join() == 0);
    CHECK(got == 1);
    CHECK(taken == 5);
    CHECK(other == 0);
    CHECK(events("ticket.called").size() == 1);
}

TEST_CASE_FIXTURE(PointFixture,
                  "a double tap that reaches two programs gives one ticket; others get other labels") {
    TicketRequest same = request();
    std::set<std::string> ids;
    std::map<std::string, int> labels;
    std::mutex mutex;
    Threads threads;
    for (int p = 0; p < 4; ++p)
        threads.start([&, p] {
            auto own = store::Store::open(folder.path(), clock);
            for (int i = 0; i < 5; ++i) {
                auto twice = take_ticket(*own, settings, same);
                TicketRequest r = same;
                r.idempotency_key = std::to_string(p) + "/" + std::to_string(i);
                auto once = take_ticket(*own, settings, r);
                std::lock_guard lock(mutex);
                ids.insert(std::get<Ticket>(twice).id);
                ++labels[std::get<Ticket>(once).label];
            }
        });
    CHECK(threads.join() == 0);
    CHECK(ids.size() == 1);
    CHECK(labels.size() == 20);
    CHECK(store->db().integer("SELECT count(DISTINCT label) FROM ticket") == 21);
    CHECK(events("ticket.taken").size() == 21);
}

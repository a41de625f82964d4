#pragma once
// A point with a store of its own, a clock that stands still, and short words for what tests do often.

#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"
#include "kiosk/store/outbox.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace accanto::tests {

constexpr int64_t monday_morning = 1'795'426'500'000; // 2026-11-23 09:35 UTC, 10:35 in Madrid
constexpr int64_t second_ms = 1000, minute_ms = 60 * second_ms, hour_ms = 60 * minute_ms,
                  day_ms = 24 * hour_ms;

// "called", or why not: "!desk_busy".
inline std::string told(const point::Moved& moved) {
    if (auto* ticket = std::get_if<point::Ticket>(&moved))
        return to_text(ticket->state);
    return std::string("!") + to_text(std::get<point::Conflict>(moved).why);
}

struct PointFixture {
    TemporaryFolder folder;
    ManualClock clock{monday_morning};
    Settings settings = [] {
        Settings s;
        s.point.time_zone = "Europe/Madrid";
        return s;
    }();
    std::unique_ptr<store::Store> store = store::Store::open(folder.path(), clock);
    int keys = 0;

    point::TicketRequest request(const std::string& topic = "email") {
        point::TicketRequest r;
        r.idempotency_key = "key-" + std::to_string(++keys);
        r.visit_id = "visit-" + std::to_string(keys);
        r.topic = topic;
        r.language = "es";
        return r;
    }
    point::Ticket take(const point::TicketRequest& r) {
        auto taken = point::take_ticket(*store, settings, r);
        REQUIRE(std::holds_alternative<point::Ticket>(taken));
        return std::get<point::Ticket>(taken);
    }
    point::Ticket take(const std::string& topic = "email") { return take(request(topic)); }
    point::Ticket take_priority() {
        auto r = request();
        r.priority = true;
        return take(r);
    }
    point::Ticket now(const std::string& id) { return point::find_ticket(*store, id).value(); }

    // The data of every event of a type ("ticket.taken"), oldest first.
    std::vector<nlohmann::json> events(const std::string& name) {
        std::vector<nlohmann::json> out;
        for (const auto& row : store::pending(*store, 100'000, 1LL << 30))
            if (row.type == "org.accanto." + name + ".v1")
                out.push_back(nlohmann::json::parse(row.bytes).at("data"));
        return out;
    }
    int64_t event_count() { return store::pending_count(*store); }

    // Somebody is called, served for so long, and done.
    void serve_one(const std::string& topic, int64_t length_ms, const point::DeskUser& who = {"m", "1"}) {
        point::Ticket t = take(topic);
        REQUIRE(std::holds_alternative<point::Ticket>(point::call(*store, settings, who, t.id)));
        REQUIRE(std::holds_alternative<point::Ticket>(point::here(*store, settings, who, t.id)));
        clock.advance_ms(length_ms);
        REQUIRE(std::holds_alternative<point::Ticket>(point::finish(*store, settings, who, t.id, record())));
    }
    static point::ServiceRecord record() {
        point::ServiceRecord r;
        r.topics = {"email"};
        r.help = "with";
        r.outcome = "done";
        return r;
    }
};

} // namespace accanto::tests

#pragma once
// What one store of a hub holds, brought into another through the front door.

#include "sync/hub/ingest.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

namespace accanto::test {

// Of all kiosks a part, then of all the next, so that several share a
// transaction and what belongs to one visit comes in several.
class Pouring {
public:
    Pouring(hub::Storage& from, const std::string& url) : m_into(hub::open_postgres(url)) {
        for (const hub::Point& point : from.points())
            m_points[point.id] = point;
        for (const hub::KioskHealth& one : from.kiosks()) {
            m_into->add_code({one.kiosk.id, m_points.at(one.kiosk.point), one.kiosk.name, 0, INT64_MAX});
            REQUIRE(std::holds_alternative<hub::Kiosk>(
                m_into->enrol(one.kiosk.id, one.kiosk.id, one.kiosk.key, one.kiosk.enrolled_ms)));
            m_kiosks[one.kiosk.id].kiosk = one.kiosk;
        }
        from.each_event([&](const hub::StoredEvent& event) {
            m_kiosks.at(event.kiosk).events.push_back(event);
            return true;
        });
    }
    std::unique_ptr<hub::Storage> pour() {
        constexpr size_t part = 333;
        for (bool more = true; more;) {
            more = false;
            std::vector<std::thread> senders;
            for (auto& one : m_kiosks)
                senders.emplace_back([this, &one] { push_part(one.second, part); });
            for (std::thread& sender : senders)
                sender.join();
            for (const auto& [id, sender] : m_kiosks)
                more = more || sender.sent < sender.events.size();
        }
        return std::move(m_into);
    }

private:
    struct Sender {
        hub::Kiosk kiosk;
        std::vector<hub::StoredEvent> events;
        size_t sent = 0;
    };
    void push_part(Sender& sender, size_t count) {
        hub::Push push;
        push.kiosk = sender.kiosk;
        const size_t end = std::min(sender.sent + count, sender.events.size());
        push.head = {1, int64_t(sender.sent) + 1, int64_t(end), {}, ""};
        push.clock = {1, 1, "boot", wire::ClockQuality::trusted};
        for (; sender.sent < end; ++sender.sent) {
            const hub::StoredEvent& stored = sender.events[sender.sent];
            hub::Incoming event;
            event.seq = stored.seq;
            event.bytes = stored.bytes;
            hub::read_incoming(
                event, stored.epoch, [&](const wire::Event&) { return stored.happened; },
                m_points.at(stored.point).zone);
            push.received_ms = stored.received_ms;
            push.events.push_back(std::move(event));
        }
        if (!push.events.empty())
            m_into->push(push);
    }

    std::unique_ptr<hub::Storage> m_into;
    std::map<std::string, hub::Point> m_points;
    std::map<std::string, Sender> m_kiosks;
};

} // namespace accanto::test

#pragma once
// A kiosk that hears what its hub orders.

#include "content/base/network_settings.h"
#include "content/base/provisioned.h"
#include "content/base/sealed.h"
#include "kiosk/point/booking.h"
#include "kiosk/point/contact.h"
#include "kiosk/point/hub_orders.h"
#include "kiosk/store/hub_orders.h"
#include "sync/agent/puller.h"
#include "sync/hub/point_orders.h"
#include "tests/agent/world.h"

#include <fmt/format.h>

namespace accanto::test {

// One kiosk of the point "biblio": its screen and its agent, on a road of its own.
class Machine {
public:
    // `replaces`: the kiosk whose place it takes.
    Machine(World& world, const std::string& letter, const std::string& replaces = "") : m_world(world) {
        settings.state = folder.path;
        settings.point.id = "biblio";
        settings.point.time_zone = "Europe/Madrid";
        settings.kiosk.letter = letter;
        store = store::Store::open(folder.path, world.clock);
        take_place_of(replaces);
    }
    // Enrolled by a code for another's place, or for one of its own.
    void take_place_of(const std::string& replaces) {
        const std::string code =
            hub::issue_code(m_world.hub().storage(),
                            {{"biblio", "Biblioteca Nord", "Europe/Madrid"}, settings.kiosk.letter, hub::code_lives_ms, replaces},
                            m_world.clock.wall_ms());
        auto result = agent::enrol(folder.path, *agent::parse_hub_address("http://hub.test"), code, id(), "",
                                   m_world.clock.wall_ms(), m_world.road);
        REQUIRE_MESSAGE(result.identity.has_value(), result.refusal);
        if (!result.identity->replaces.empty())
            store::note_take_over(*store, result.identity->replaces);
        m_identity.emplace(std::move(*result.identity));
        restart();
    }
    std::string id() { return *store->value("kiosk_id"); }
    void restart() {
        m_outbox = agent::store_outbox(*store);
        m_pusher = std::make_unique<agent::Pusher>(*m_outbox, m_world.road, *m_identity, m_world.clock);
        m_talk = std::make_unique<agent::HubTalk>(m_world.road, *m_identity, m_world.clock, *m_outbox);
        puller = std::make_unique<agent::Puller>(*store, *m_talk, m_world.clock,
                                                 agent::PullPlace{folder.path, "", "Europe/Madrid", 0});
    }
    agent::Step push() {
        for (int i = 0; i < 50; ++i) {
            agent::Step step = m_pusher->step();
            if (step.next == agent::Step::Next::drained || step.next == agent::Step::Next::stop)
                return step;
        }
        FAIL("the kiosk did not drain");
        return {};
    }
    void pull() {
        puller->hear(push().desired);
        while (puller->step().next == agent::PullStep::Next::go_on) {
        }
    }
    bool carry_out() { return point::carry_out_hub_orders(*store, settings, settings); }
    // All of it, until the hub knows what was done.
    void sync() {
        pull();
        carry_out();
        push();
    }
    std::string book(const std::string& day, int minute, const std::string& digits = "") {
        point::BookingRequest wish;
        wish.idempotency_key = uuid7(m_world.clock.wall_ms()) + std::to_string(++m_wishes);
        wish.visit_id = "visit-" + settings.kiosk.letter;
        wish.language = "es";
        wish.topic = "email";
        wish.day = day;
        wish.from_minute = minute;
        if (!digits.empty()) {
            settings.contact.key = m_key.sealing_key();
            wish.sealed_contact = point::seal_contact(settings, digits);
        }
        const auto made = point::book(*store, settings, wish);
        return std::holds_alternative<point::Booking>(made) ? std::get<point::Booking>(made).code : "";
    }
    bool outbox_has(std::string_view type) {
        for (const auto& row : store::pending(*store, 500, 1 << 20))
            if (row.type == type)
                return true;
        return false;
    }

    Folder folder;
    Settings settings;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<agent::Puller> puller;

private:
    World& m_world;
    OpeningKey m_key = OpeningKey::generate();
    std::optional<agent::Identity> m_identity;
    std::unique_ptr<agent::Outbox> m_outbox;
    std::unique_ptr<agent::Pusher> m_pusher;
    std::unique_ptr<agent::HubTalk> m_talk;
    int m_wishes = 0;
};

// ---- what the tests of orders share

inline std::string schedule(int seats) {
    return fmt::format("format = 1\npoint = \"biblio\"\n[[appointments]]\nday = 2026-11-24\ntimes = "
                       "[\"09:30\"]\nminutes = 30\nseats = {}\n",
                       seats);
}
constexpr int half_past_nine = 9 * 60 + 30;

inline hub::PointOrders by_anna(World& world, const std::string& organisation = "") {
    return {world.hub().storage(), world.clock, "anna", organisation};
}

// Among the kiosks of a test. The world's own is of the point too, and never asks: its share would wait for
// it.
inline void share_seats(World& world, int seats) {
    by_anna(world).schedule("biblio", schedule(seats));
    world.hub().storage().revoke(*world.store->value("kiosk_id"));
    hub::share_out_seats(world.hub().storage(), "biblio", world.clock.wall_ms(), false);
}

inline std::string all_bytes(World& world) {
    std::string out;
    for (const auto& event : world.held())
        out += event.bytes + "\n";
    return out;
}

inline hub::OrderStanding standing(World& world, const std::string& kiosk, const std::string& what) {
    for (auto& one : hub::standing_of_orders(world.hub().storage()))
        if (one.kiosk.id == kiosk && one.what == what)
            return one;
    return {};
}

inline void check_refused(const std::function<void()>& order, const std::string& key) {
    try {
        order();
        FAIL("was taken: " << key);
    } catch (const hub::OrderRefusal& refused) {
        CHECK(refused.key() == key);
    }
}

} // namespace accanto::test

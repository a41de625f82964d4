#pragma once
// A small town's month: four points with a kiosk each whose events came in through the front door.

#include "tests/agent/world.h"

#include <fmt/format.h>

namespace accanto::test {

// One kiosk with its own store, enrolled at the hub of `world`.
class Kiosk {
public:
    Kiosk(World& world, const std::string& point, const std::string& name, const std::string& kiosk_name) : m_world(world) {
        std::string code = hub::issue_code(world.hub().storage(), {{point, name, "Europe/Madrid"}, kiosk_name}, world.clock.wall_ms());
        m_store = store::Store::open(m_folder.path, world.clock);
        auto result = agent::enrol(m_folder.path, *agent::parse_hub_address("http://hub.test"), code, *m_store->value("kiosk_id"), "",
                                   world.clock.wall_ms(), world.road);
        REQUIRE(result.identity.has_value());
        m_identity.emplace(std::move(*result.identity));
    }
    void event(const std::string& type, const std::string& data) {
        m_store->transaction([&] { store::append_event(*m_store, "org.accanto." + type, data); });
    }
    // In one transaction, for many.
    void events(const std::string& type, const std::vector<std::string>& data) {
        m_store->transaction([&] {
            for (const std::string& one : data)
                store::append_event(*m_store, "org.accanto." + type, one);
        });
    }
    void printer(const std::string& state) {
        m_store->transaction([&] { m_store->set_value("printer_state", state); });
    }
    void push() {
        auto outbox = agent::store_outbox(*m_store);
        agent::Pusher pusher(*outbox, m_world.road, *m_identity, m_world.clock);
        for (int i = 0; i < 20; ++i)
            if (pusher.step().next == agent::Step::Next::drained)
                return;
        FAIL("the kiosk did not drain");
    }

    // A visit of which `stopped_at` says where the tutorial was left; 0: finished, -1: none was opened.
    void visit(const std::string& language, int stopped_at) {
        std::string id = std::to_string(++m_visits);
        event("visit.started.v1", fmt::format(R"({{"visit":"{}","language":"{}"}})", id, language));
        if (stopped_at >= 0)
            event("tutorial.opened.v1", fmt::format(R"({{"visit":"{}","tutorial":"create-email","language":"{}"}})", id, language));
        if (stopped_at == 0)
            event("tutorial.finished.v1", fmt::format(R"({{"visit":"{}","tutorial":"create-email","language":"{}","lasted_s":400}})", id, language));
        if (stopped_at > 0)
            event("tutorial.stopped.v1", fmt::format(R"({{"visit":"{}","tutorial":"create-email","step":{},"steps":9}})", id, stopped_at));
    }
    void ticket(int waited_s, const std::string& help) {
        std::string common = fmt::format(R"("ticket":"t","label":"B07","service_day":"{}","topic":"email","class":"normal","desk":"1","mentor":"m")",
                                         local_date(m_world.clock.wall_ms(), "Europe/Madrid"));
        event("ticket.taken.v1", fmt::format(R"({{{},"state":"waiting","from":null,"visit":"1","language":"es","stuck":null,"clock_suspect":false}})", common));
        event("ticket.called.v1", fmt::format(R"({{{},"state":"called","from":"waiting","calls":1,"waited_s":{}}})", common, waited_s));
        if (help.empty()) {
            event("ticket.missed.v1", fmt::format(R"({{{},"state":"missed","from":"called","calls":3}})", common));
            return;
        }
        event("service.recorded.v1",
              fmt::format(R"({{"service":"s","ticket":"t","label":"B07","visit":"1","service_day":"{}","language":"es","topics":["email"],"help":"{}","outcome":"done","obstacle":"","note":""}})",
                          local_date(m_world.clock.wall_ms(), "Europe/Madrid"), help));
    }

private:
    World& m_world;
    Folder m_folder;
    std::unique_ptr<store::Store> m_store;
    std::optional<agent::Identity> m_identity;
    int m_visits = 0;
};

struct Town {
    World world;
    Kiosk north{world, "casal", "Casal de barri La Pau", "entrance"};
    Kiosk hall{world, "ajuntament", "Ajuntament de Sant Martí", ""};
    Kiosk pharmacy{world, "farmacia", "Farmàcia del Mercat", "counter"};

    void live() {
        static const char* languages[] = {"ca", "es", "ar", "es", "ca", "pt", "en"};
        static const int stops[] = {0, 4, 4, 0, -1, 4, 2, 0, 4, 6, 0, -1, 4, 1, 0, 7};
        static const char* helps[] = {"with", "with", "alone", "for", "with", "", "with", "alone"};
        pharmacy.printer("out");
        pharmacy.visit("es", 0);
        pharmacy.push();
        world.clock.advance_ms(5 * 3'600'000);
        for (int i = 0; i < 46; ++i)
            north.visit(languages[i % 7], stops[i % 16]);
        for (int i = 0; i < 23; ++i)
            north.ticket(120 + i * 37 % 900, helps[i % 8]);
        for (int i = 0; i < 19; ++i)
            hall.visit(languages[i % 5], stops[(i + 3) % 16]);
        for (int i = 0; i < 8; ++i)
            hall.ticket(300 + i * 61 % 700, helps[(i + 1) % 8]);
        north.printer("ok");
        hall.printer("near_end");
        north.push();
        hall.push();
        world.drain();
        world.clock.advance_ms(60'000);
    }
};

} // namespace accanto::test

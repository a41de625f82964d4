#include "sync/agent/wishes.h"

#include "content/base/error.h"
#include "sync/agent/probe.h"

#include <spdlog/spdlog.h>

namespace accanto::agent {

namespace {

// Its own handle: the look is not on the service's thread.
void look(const Settings& settings, const Clock& clock, int64_t asked) {
    try {
        store::NetworkReport report{asked, 0, {}};
        std::optional<Identity> identity = load_identity(settings.state);
        auto hub = parse_hub_address(settings.sync.hub);
        if (!hub && identity)
            hub = identity->hub;
        if (hub)
            report.steps = agent::look_at_network(*hub, identity, clock, system_eyes());
        for (const store::NetworkStep& one : report.steps)
            spdlog::info("network: {}: {}", one.step, one.good ? "good" : one.reason);
        report.at_ms = clock.wall_ms();
        store::keep_report(*store::Store::open(settings.state, clock), report);
    } catch (const std::exception& e) {
        spdlog::error("the look at the network: {}", e.what());
    }
}

bool is_under_way(const std::future<void>& work) { return work.valid() && work.wait_for(std::chrono::seconds(0)) != std::future_status::ready; }

} // namespace

Wishes::~Wishes() {
    if (m_looking.valid())
        m_looking.wait();
}

bool Wishes::hear() {
    try {
        const bool first = !m_store;
        if (first)
            m_store = store::Store::open(m_settings.state, m_clock);
        const int64_t sync_now = store::times_asked(*m_store, store::Wish::sync_now), look_now = store::times_asked(*m_store, store::Wish::look_at_network);
        const bool send = !first && sync_now != m_sync_now;
        m_sync_now = sync_now;
        if (first)
            m_look = look_now;
        if (look_now != m_look && !is_under_way(m_looking)) {
            m_look = look_now;
            m_looking = std::async(std::launch::async, [&settings = m_settings, &clock = m_clock, look_now] { look(settings, clock, look_now); });
        }
        return send;
    } catch (const Error& e) {
        spdlog::error("what the technician asks cannot be read: {}", e.what());
        m_store.reset();
        return false;
    }
}

} // namespace accanto::agent

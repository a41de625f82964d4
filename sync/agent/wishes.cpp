#include "sync/agent/wishes.h"

#include "sync/agent/failure.h"
#include "sync/agent/probe.h"

#include <spdlog/spdlog.h>

#include <algorithm>

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

std::string word_of(const EnrolResult& result) {
    static constexpr std::string_view known[] = {"code", "expired", "used", "other_point", "replaced", "many", "away", "not_hub"};
    return std::find(std::begin(known), std::end(known), result.why) == std::end(known) ? "failed" : result.why;
}

// What came of it is in the store, whatever it is: somebody waits for it at the screen.
void enrol_with(const Settings& settings, const Clock& clock, const store::EnrolWish& wish, int64_t asked) {
    store::EnrolAnswer answer{asked, "address", "", ""};
    try {
        if (const auto hub = parse_hub_address(wish.hub)) {
            const EnrolResult result = enrol_kiosk(settings.state, *hub, wish.code, "", clock).result;
            answer.word = result.identity ? "taken" : word_of(result);
            if (result.identity)
                answer.point = result.identity->point, answer.hub_key = result.identity->hub_key.fingerprint();
            spdlog::info("enrolling at {}: {}", hub->url(), result.identity ? "taken up" : result.refusal);
        }
    } catch (const std::exception& e) {
        answer.word = "failed";
        spdlog::error("enrolling: {}", e.what());
    }
    try {
        store::keep_enrol_answer(*store::Store::open(settings.state, clock), answer);
    } catch (const std::exception& e) {
        spdlog::error("what came of enrolling cannot be told: {}", e.what());
    }
}

bool is_under_way(const std::future<void>& work) { return work.valid() && work.wait_for(std::chrono::seconds(0)) != std::future_status::ready; }

} // namespace

Wishes::~Wishes() {
    if (m_looking.valid())
        m_looking.wait();
    if (m_enrolling.valid())
        m_enrolling.wait();
}

// A code that was typed while nobody listened is tried all the same: it waits in the store. Whether this kiosk was taken up since.
bool Wishes::hear_enrolling() {
    const auto wish = store::enrol_wish(*m_store);
    if (wish && !is_under_way(m_enrolling)) {
        const int64_t asked = store::times_asked(*m_store, store::Wish::enrol);
        m_enrolling = std::async(std::launch::async, [&settings = m_settings, &clock = m_clock, wish = *wish, asked] { enrol_with(settings, clock, wish, asked); });
    }
    const auto answer = store::enrol_answer(*m_store);
    const bool is_new = answer && answer->asked != m_enrolled;
    m_enrolled = answer ? answer->asked : 0;
    return is_new && answer->word == "taken";
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
        return (hear_enrolling() && !first) || send;
    } catch (const std::exception& e) {   // also no memory, or no thread
        log_failure("what the technician asks cannot be read", e);
        m_store.reset();
        return false;
    }
}

} // namespace accanto::agent

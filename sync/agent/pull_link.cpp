#include "sync/agent/pull_link.h"

#include "sync/agent/schedule.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::agent {

namespace {

constexpr int64_t idle_ms = 3'600'000;
constexpr int64_t longest_rest_ms = 5'000;   // between two parts, however long they took
constexpr int part_timeout_s = 60;

} // namespace

PullPlace pull_place(const Settings& settings) {
    return {settings.state, settings.content.key, settings.point.time_zone};
}

std::optional<Identity> identity_of(const Settings& settings) {
    auto out = load_identity(settings.state);
    if (const auto moved_to = parse_hub_address(settings.sync.hub); out && moved_to)
        out->hub = *moved_to;
    return out;
}

PullLink::PullLink(const Settings& settings, const Clock& clock) : Worker("what the hub wants"), m_settings(settings), m_clock(clock) { start(); }

void PullLink::hear(const std::string& tag) {
    {
        std::lock_guard lock(m_mutex);
        if (tag == m_tag)
            return;
        m_tag = tag;
    }
    wake();
}

std::string PullLink::heard() {
    std::lock_guard lock(m_mutex);
    return m_tag;
}

// A wait ends it: the next round knows who this kiosk is by now, and has a fresh connection.
void PullLink::work() {
    const auto identity = identity_of(m_settings);
    if (!identity)
        return sleep(idle_ms);
    const auto store = store::Store::open(m_settings.state, m_clock);
    const auto outbox = store_outbox(*store);
    const auto transport = curl_transport(identity->hub, {.total_s = part_timeout_s, .stop = &m_stop});
    HubTalk talk(*transport, *identity, m_clock, *outbox);
    Puller puller(*store, talk, m_clock, pull_place(m_settings));
    std::string told;
    while (!m_stop) {
        // Once each: the wish may be a newer one by now than the answer to that batch knew.
        if (const std::string tag = heard(); tag != told)
            puller.hear(told = tag);
        const PullStep step = puller.step();
        switch (step.next) {
        case PullStep::Next::go_on:
            m_failures = 0;
            if (step.took_ms > 0)
                sleep(std::min(step.took_ms, longest_rest_ms));
            break;
        case PullStep::Next::idle: sleep(step.look_again_ms > 0 ? std::min(step.look_again_ms, idle_ms) : idle_ms); break;
        case PullStep::Next::wait:
            if (m_failures == 0)
                spdlog::info("what the hub wants: waiting: {}", step.reason);
            return sleep(back_off_ms(m_failures++, step.retry_after_s, throw_dice));
        }
    }
}

std::string pull_all(Puller& puller) {
    for (;;) {
        const PullStep step = puller.step();
        if (step.next == PullStep::Next::idle)
            return "";
        if (step.next == PullStep::Next::wait)
            return step.reason;
    }
}

} // namespace accanto::agent

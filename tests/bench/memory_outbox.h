#pragma once
// An outbox without a disk, for many kiosks in one process: the events of one kiosk, and how far the hub has
// them.

#include "sync/agent/outbox.h"

#include <map>

namespace accanto::bench {

class MemoryOutbox final : public agent::Outbox {
public:
    // `events`: of epoch 1, from seq 1 on, each as the exact bytes that will be sent.
    explicit MemoryOutbox(std::vector<std::string> events);

    const std::vector<std::string>& events() const { return m_events; }
    int64_t through() const { return m_through; } // all up to here is acknowledged
    size_t parked() const { return m_parked.size(); }
    bool has_yet_to_tell(int64_t seq) const { return seq > m_through || m_parked.count(seq) > 0; }

    std::vector<agent::Row> pending(agent::Place after, int max_events, int64_t max_bytes) override;
    int64_t acknowledged_through(int64_t) override { return m_through; }
    std::optional<std::string> chain_at(agent::Place place) override;
    agent::OutboxView view() override { return {1, m_through, waiting(), int64_t(m_parked.size())}; }
    void acknowledge(int64_t epoch, int64_t through) override;
    void park(int64_t epoch, int64_t seq, const std::string& problem_json) override;
    std::optional<agent::Row> suspect_behind(agent::Place after) override;
    int64_t bring_suspects_over() override { return 0; } // it has one epoch
    int64_t bring_closed_over(int64_t, int64_t) override { return 0; }
    void unpark(int64_t epoch, int64_t seq) override;
    bool hub_lacks(int64_t epoch, int64_t seq, const std::string& problem_json) override;
    void rewind(int64_t epoch, int64_t seq) override;
    wire::Health health(int64_t on_the_way) override;
    wire::ClockQuality clock_quality() override { return wire::ClockQuality::trusted; }
    void clock_agrees() override {}

private:
    int64_t waiting() const { return int64_t(m_events.size()) - m_through; }

    std::vector<std::string> m_events;
    std::vector<std::string> m_chain;        // after each event
    std::map<int64_t, std::string> m_parked; // by seq, with its problem
    int64_t m_through = 0;
};

} // namespace accanto::bench

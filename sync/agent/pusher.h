#pragma once
// Brings the outbox to the hub, batch by batch, and draws the consequences of each answer (design/sync.md, "The wire").

#include "content/base/clock.h"
#include "sync/agent/batch.h"
#include "sync/agent/batcher.h"
#include "sync/agent/hub_talk.h"
#include "sync/agent/suspects.h"

#include <map>

namespace accanto::agent {

// What to do after one step.
struct Step {
    enum class Next {
        go_on,      // there is more to do at once
        drained,    // the hub has everything
        wait,       // back off, then the same again
        stop,       // only a technician can help
    } next = Next::wait;
    std::string reason;                    // for the log and the technician, of wait and stop: "network", "busy", "clone"
    std::optional<int> retry_after_s;
    int after_s = 30, spread_s = 50;       // of drained: the hub's wish
    bool hub_is_there = false;             // of go_on: it has just answered, so a road that was bad is no longer
    bool unproven = false;                 // of wait: something answered, and not under the hub's key as we know it
    std::string desired;                   // tag of what the hub wants this kiosk to have; empty: it was not told now
};

class Pusher {
public:
    Pusher(Outbox& outbox, Transport& transport, const Identity& identity, const Clock& clock);

    // One batch, or one question that must be answered first. Throws only what the outbox throws.
    Step step();

private:
    std::optional<Step> learn_state();
    int64_t expected(int64_t epoch) const;   // the seq the hub needs next
    bool is_of_another_device(const wire::Stream& stream);
    void send_again_alone(const wire::Stream& stream);
    Batch next_batch();
    Answered push(const Batch& batch);

    Step acknowledged(const Batch& batch, const wire::Ack& ack);
    Step refused(const Batch& batch, const Answered& heard);
    Step conflict(const Batch& batch, const wire::Problem& problem);
    Step closed(const Batch& batch);
    Step correct_clock(const wire::Problem& problem);
    Step too_large(const Batch& batch, const Answered& heard);
    Step failed(const Batch& batch, std::string reason, const Answered& heard);
    std::optional<Step> is_hub_away();
    bool is_suspect_due();
    std::optional<Step> try_suspect();
    Step tried(const Batch& batch, const Answered& heard);

    Outbox& m_outbox;
    const Clock& m_clock;
    HubTalk m_talk;

    Batcher m_batcher;
    wire::Encoding m_encoding = wire::Encoding::zstd;
    bool m_clock_corrected = false;
    bool m_state_known = false;
    int64_t m_state_ms = 0;                        // monotonic: when we were told
    std::map<int64_t, int64_t> m_expected;         // epoch -> the seq the hub needs next
    int m_gaps = 0;                                // 409s in a row
    std::pair<int64_t, int64_t> m_failing{0, 0};   // epoch and first seq of the batch that failed last
    int m_failures = 0;                            // how often in a row
    bool m_in_doubt = false;                       // whether the hub is there: what was sent last came to nothing
    Suspects m_suspects;
    bool m_trying = false;                         // what is on its way is one of them, alone
};

} // namespace accanto::agent

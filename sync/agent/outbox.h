#pragma once
// What the agent needs of the store: the outbox and a few words. An interface, so that the way a batch goes can be tried
// without a disk.

#include "sync/wire/headers.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace accanto::store {
class Store;
}

namespace accanto::agent {

struct Row {
    int64_t epoch = 0, seq = 0;
    std::string bytes;
    std::string chain;   // 32 bytes, after this event
};

// Where one event stands; before the first.
struct Place {
    int64_t epoch = 0, seq = 0;
};

struct OutboxView {
    int64_t epoch = 0;                   // the current one
    int64_t acknowledged_through = 0;    // of the current epoch
    int64_t pending = 0, parked = 0;
};

class Outbox {
public:
    virtual ~Outbox() = default;
    // The oldest unsent events behind `after` in order, one at least when there is any. As in kiosk/store/outbox.h, also below.
    virtual std::vector<Row> pending(Place after, int max_events, int64_t max_bytes) = 0;
    virtual int64_t acknowledged_through(int64_t epoch) = 0;
    virtual std::optional<std::string> chain_at(Place place) = 0;
    virtual OutboxView view() = 0;
    virtual void acknowledge(int64_t epoch, int64_t through) = 0;
    virtual void park(int64_t epoch, int64_t seq, const std::string& problem_json) = 0;
    virtual std::optional<Row> suspect_behind(Place after) = 0;
    virtual int64_t bring_suspects_over() = 0;
    virtual int64_t bring_closed_over(int64_t epoch, int64_t seq) = 0;
    virtual void unpark(int64_t epoch, int64_t seq) = 0;
    virtual bool hub_lacks(int64_t epoch, int64_t seq, const std::string& problem_json) = 0;
    virtual void rewind(int64_t epoch, int64_t seq) = 0;

    // The newest snapshot, made for each push: as things stand once the hub has taken the `on_the_way` oldest events.
    virtual wire::Health health(int64_t on_the_way) = 0;
    virtual wire::ClockQuality clock_quality() = 0;
    // A signed time of the hub agrees with the wall clock.
    virtual void clock_agrees() = 0;
};

// Over an open store, which must outlive it. Calls throw what the store throws.
std::unique_ptr<Outbox> store_outbox(store::Store& store);

} // namespace accanto::agent

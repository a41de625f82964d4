#pragma once
// The transactional outbox: what happened and its event commit together (design/sync.md, "The local store").

#include "kiosk/store/store.h"

namespace accanto::store {

struct OutboxRow {
    int64_t epoch = 0, seq = 0;
    std::string id;    // UUIDv7, the CloudEvents id
    std::string type;  // "org.accanto.ticket.taken.v1"
    std::string bytes; // the exact CloudEvents JSON object that will be sent
    std::string chain; // 32 bytes: SHA-256(previous chain || bytes)
};

// Adds one event: assigns (epoch, seq) without gaps, builds the CloudEvents 1.0 JSON with our extensions
// (epoch, seq, bootid, monoms, clockquality), extends the hash chain. `data_json` is a JSON object. Only
// within transaction(): the change and its event stand or fall together. Returns the seq.
//
// What holds something sealed is kept no longer than it takes to send it: `until_acknowledged` overwrites its bytes as
// soon as the hub has them, and after 90 days unsent.
enum class Kept { a_week_longer, until_acknowledged };
int64_t append_event(Store& store, std::string_view type, std::string_view data_json,
                     Kept kept = Kept::a_week_longer);

// Where one event stands; as it is made, before the first.
struct OutboxPlace {
    int64_t epoch = 0, seq = 0;
};

// The oldest rows behind `after` not yet acknowledged nor parked, in order, at most `max_events` and `max_bytes` (one
// row at least).
std::vector<OutboxRow> pending(Store& store, int max_events, int64_t max_bytes, OutboxPlace after = {});
// The hash chain after this event, 32 bytes; nothing when the row is gone.
std::optional<std::string> chain_at(Store& store, OutboxPlace place);
// Of any epoch; 0 of one that is not known.
int64_t acknowledged_through(Store& store, int64_t epoch);
int64_t pending_count(Store& store);

// The hub holds everything of `epoch` up to `through` on its disk. Rows stay 7 days after that by a clock that is trusted, but
// for what is sealed: its bytes are overwritten here. Own transaction.
void acknowledge(Store& store, int64_t epoch, int64_t through);

// Lets go of some of the rows whose 7 days are over; returns how many, 0 when none is left. Own transaction.
int64_t prune_acknowledged(Store& store);

// A night is over. What is sealed and was not sent in 90 of them, parked or not, is erased and stays parked; returns
// how many. Nights are counted, because a clock that was wrong says nothing of an event's age. Within transaction().
int64_t age_sealed(Store& store);

// One event the hub will not take: kept, set aside. One that was set aside already gets the newer problem. Own
// transaction.
void park(Store& store, int64_t epoch, int64_t seq, std::string_view problem_json);

// The first behind `after`, and of its epoch, that was parked on suspicion alone, that is with a problem without a
// type: the road may have been at fault, or the hub is a newer one by now.
std::optional<OutboxRow> suspect_behind(Store& store, OutboxPlace after);
// It is pending again. Own transaction.
void unpark(Store& store, int64_t epoch, int64_t seq);

// The hub holds what is around it and not this one, though it was acknowledged: set aside on suspicion, with a problem without a
// type. False where it was not acknowledged, or its bytes are gone. Own transaction.
bool hub_lacks(Store& store, int64_t epoch, int64_t seq, std::string_view problem_json);

// The hub expects `seq` next: everything from there on that still has its bytes is pending again. Own transaction.
void rewind(Store& store, int64_t epoch, int64_t seq);

struct OutboxState {
    int64_t epoch = 0, next_seq = 1, acknowledged_through = 0, pending = 0, parked = 0;
    std::optional<int64_t> oldest_pending_ms; // wall time of the oldest unsent event
};
OutboxState outbox_state(Store& store);

// What the hub took, as far as rows are kept (7 days).
struct Sent {
    int64_t in_a_day = 0, in_a_minute = 0;
    std::optional<int64_t> first_of_minute_ms, last_ms; // wall time
};
Sent recently_sent(Store& store);

// Recomputes the hash chain over every row kept. Nothing when it holds.
struct BrokenLink {
    int64_t epoch = 0, seq = 0; // the first row that is missing its neighbour or has other bytes
};
std::optional<BrokenLink> verify_chain(Store& store);

// A signed time of the hub agrees with the wall clock: until the next boot events are "trusted", and tickets
// that were taken in what turned out to be the future no longer count as the last word on the day. The 7 days of what was
// acknowledged while the clock said something impossible begin now. Own transaction.
void trust_clock(Store& store);
bool clock_trusted(Store& store);

} // namespace accanto::store

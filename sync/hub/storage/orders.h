#pragma once
// What the hub wants to be different at its points: settings, schedules with their leases, erasures. Calls as
// those of Storage: from any thread, and durable when they return.

#include "sync/hub/storage/people.h"

namespace accanto::hub {

// The newest of its kind for a point, or for one kiosk of it.
struct Order {
    std::string point;
    std::string kiosk;   // empty: for all of the point
    std::string what;    // "settings", "schedule", "leases"
    int64_t version = 0; // from 1, without gaps
    std::string text;
    int64_t made_ms = 0;
};

// Somebody asked for what they left to be erased.
struct Erasure {
    std::string point;
    std::string id;    // of the booking or the ticket on their paper
    std::string visit; // in which it was made; empty: not known
    int64_t asked_ms = 0;
};

// An event's bytes without what was personal in them. Its digest stays that of what was sent: the same once
// more is a duplicate, and other bytes in its place are still an alarm.
struct Redaction {
    std::string point, kiosk;
    int64_t epoch = 0, seq = 0;
    std::string bytes;
};

class Orders {
public:
    virtual ~Orders() = default;

    virtual std::vector<Order> orders() = 0; // by point, kiosk and kind
    // False, and nothing is changed, when `order.version` is not one more than what is kept: somebody else
    // was a moment quicker. With its line in the log, where there is one.
    [[nodiscard]] virtual bool put(const Order& order, const std::optional<Deed>& deed) = 0;

    virtual std::vector<Erasure> erasures() = 0; // by point, the oldest first
    // Keeps the erasure (one that is there stays), writes over the events, and drops the bytes that alarms of
    // the point keep where they tell of it: all or nothing, with the line in the log.
    virtual void erase(const Erasure& erasure, const std::vector<Redaction>& redactions,
                       const std::optional<Deed>& deed) = 0;
    // A kiosk told what changes what it is to have: every hub of this store works it out anew.
    virtual void count_change() = 0;
};

} // namespace accanto::hub

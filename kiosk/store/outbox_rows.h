#pragma once
// The outbox row by row, for the files of this room.

#include "kiosk/store/database.h"

namespace accanto::store {

// Where the sequence of an epoch stands.
struct OutboxHead {
    int64_t last_seq = 0;
    std::string chain; // 32 bytes
};

struct NewOutboxRow {
    std::string_view id, type, bytes;
    int64_t wall_ms = 0;
    bool sealed = false; // its bytes go with the acknowledgement
};

// Of an epoch that has begun.
OutboxHead outbox_head(Database& database, int64_t epoch);

// Puts the event behind `head`, with bytes that name this epoch and seq, and extends the chain. Within a
// transaction.
void add_outbox_row(Database& database, int64_t epoch, const OutboxHead& head, const NewOutboxRow& row);

// The hub expects `seq`, which it had acknowledged before: it was put back. Where something of what it lacks
// is let go of here, it never hears again that its orders were carried out: they are, and are told of, once
// more. Within a transaction.
void hub_forgot(Database& database, int64_t epoch, int64_t seq);

// Overwrites the bytes of what is sealed and acknowledged. The rows stay, and with them the chain. Within a
// transaction.
void erase_sealed(Database& database);

// Of rows that were acknowledged in the future, or so long ago that they would not be here any more, the clock said something
// else then than it does now: their days are counted from now on. Within a transaction.
void count_days_anew(Database& database, int64_t now_ms);

// Lets go of rows acknowledged 7 days before `now_ms` (the hub may be restored from an older backup), the
// oldest first, at most `limit`. Within a transaction; returns their number.
int64_t prune_outbox(Database& database, int64_t now_ms, int64_t limit);

} // namespace accanto::store

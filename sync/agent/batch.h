#pragma once
// A part of the outbox on its way: which events, as which request, and what an acknowledgement of it changes
// here. The same for a connection and for a stick.

#include "sync/agent/identity.h"
#include "sync/agent/outbox.h"
#include "sync/wire/ack.h"
#include "sync/wire/compression.h"

namespace accanto::agent {

struct Batch {
    wire::BatchHead head;
    std::vector<Row> rows; // all of the head's epoch
};

// So many bytes of events fit into one.
int64_t room_of_batch();

// As many of `rows` (at least one, in order) as one batch may hold, beginning where the hub stands:
// `expected` is the seq it needs next of their epoch. Holes are what was parked or is gone; they are
// declared, never hidden. No row at all: the hole alone is longer than one batch may declare.
Batch batch_of(std::vector<Row> rows, int64_t expected);
// A sign of life: nothing, at this place.
Batch empty_batch(int64_t epoch, int64_t expected);

// The request that brings it, and its body; not yet signed.
wire::Message request_of(const Batch& batch, wire::Encoding encoding, const wire::Health& health,
                         std::string& body);
// Addresses the request to the kiosk's hub and signs it. `clock`: at this moment; `created_s`: seconds since
// 1970 for the signature.
void sign_for_hub(wire::Message& request, const std::vector<wire::Item>& components, const Identity& identity,
                  const wire::ClockReading& clock, int64_t created_s);

// The hub has this of it on its disk: nothing beyond what was sent, because its word is about the bytes it
// saw. Own transactions.
void take_acknowledgement(Outbox& outbox, const wire::BatchHead& sent, const wire::Ack& ack);

} // namespace accanto::agent

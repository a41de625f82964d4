#include "sync/agent/batch.h"

#include "sync/wire/batch.h"
#include "sync/wire/digest.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::agent {

int64_t room_of_batch() {
    return int64_t(wire::max_batch_bytes - wire::batch_overhead(wire::max_batch_events));
}

Batch empty_batch(int64_t epoch, int64_t expected) {
    Batch out;
    out.head.epoch = epoch;
    out.head.from = expected;
    out.head.through = expected - 1;
    return out;
}

Batch batch_of(std::vector<Row> rows, int64_t expected) {
    Batch batch;
    batch.rows = std::move(rows);
    batch.head.epoch = batch.rows.front().epoch;
    batch.head.from = std::min(expected, batch.rows.front().seq);
    int64_t next = batch.head.from;
    size_t kept = 0;
    for (const Row& row : batch.rows) {
        if (row.epoch != batch.head.epoch ||
            row.seq - next + int64_t(batch.head.absent.size()) > int64_t(wire::max_absent))
            break;
        for (; next < row.seq; ++next)
            batch.head.absent.insert(next);
        ++next;
        ++kept;
    }
    batch.rows.resize(kept);
    if (kept == 0)
        for (; batch.head.absent.size() < wire::max_absent; ++next)
            batch.head.absent.insert(next);
    batch.head.through = next - 1;
    if (kept > 0)
        batch.head.chain = batch.rows.back().chain;
    return batch;
}

wire::Message request_of(const Batch& batch, wire::Encoding encoding, const wire::Health& health,
                         std::string& body) {
    std::vector<std::string_view> events;
    for (const Row& row : batch.rows)
        events.push_back(row.bytes);
    body = wire::compress(encoding, wire::encode_batch(events));
    wire::Message request;
    request.method = "POST";
    request.path = "/v1/batches";
    request.set("content-type", wire::batch_content_type);
    request.set("content-encoding", wire::to_text(encoding));
    request.set("content-digest", wire::content_digest(body));
    request.set("accanto-batch", wire::to_field(batch.head));
    request.set("accanto-health", wire::to_field(health));
    return request;
}

void sign_for_hub(wire::Message& request, const std::vector<wire::Item>& components, const Identity& identity,
                  const wire::ClockReading& clock, int64_t created_s) {
    request.scheme = identity.hub.scheme;
    request.authority = identity.hub.authority;
    request.set("accanto-clock", wire::to_field(clock));
    wire::sign(request, components, {"kiosk", identity.kiosk, created_s}, identity.key);
}

void take_acknowledgement(Outbox& outbox, const wire::BatchHead& sent, const wire::Ack& ack) {
    for (const wire::EventResult& result : ack.results) {
        if (result.disposition == wire::Disposition::refused)
            outbox.park(ack.epoch, result.seq, result.problem ? wire::to_json(*result.problem) : "{}");
        if (result.disposition == wire::Disposition::quarantined ||
            result.disposition == wire::Disposition::refused)
            spdlog::warn("event {}/{}: {} ({})", ack.epoch, result.seq, wire::to_text(result.disposition),
                         result.problem ? result.problem->detail : "");
    }
    const int64_t through = std::min(ack.through, sent.through);
    if (int64_t(sent.absent.size()) < sent.through - sent.from + 1 && through >= sent.from)
        outbox.acknowledge(ack.epoch, through);
}

} // namespace accanto::agent

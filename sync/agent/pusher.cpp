#include "sync/agent/pusher.h"

#include "content/base/error.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <set>

namespace accanto::agent {

namespace {

constexpr int64_t clock_agrees_ms = 30'000;
constexpr int64_t state_holds_ms = 24LL * 3600 * 1000; // then the hub is asked anew where it stands

Step wait(std::string reason, std::optional<int> retry_after_s = {}) {
    return {Step::Next::wait, std::move(reason), retry_after_s};
}
Step stop(std::string reason) {
    return {Step::Next::stop, std::move(reason), {}};
}
Step go_on() {
    return {Step::Next::go_on, "", {}};
}
Step go_on_with_hub() {
    Step out = go_on();
    out.hub_is_there = true;
    return out;
}

} // namespace

Pusher::Pusher(Outbox& outbox, Transport& transport, const Identity& identity, const Clock& clock)
    : m_outbox(outbox), m_clock(clock), m_talk(transport, identity, clock, outbox) {}

Answered Pusher::push(const Batch& batch) {
    std::string body;
    wire::Message request = request_of(batch, m_encoding, m_outbox.health(int64_t(batch.rows.size())), body);
    return m_talk.carry(std::move(request), body, wire::push_components());
}

// The hub's watermark: where to go on, and how a hub that was restored from an older copy is noticed and
// healed.
std::optional<Step> Pusher::learn_state() {
    Answered heard = m_talk.ask("/v1/state");
    auto state =
        heard.genuine && heard.reply.status == 200 ? wire::parse_state(heard.reply.body) : std::nullopt;
    if (!state)
        return refused({}, heard);
    OutboxView view = m_outbox.view();
    m_expected.clear();
    std::set<int64_t> of_another;
    int64_t newest = 0;
    for (const wire::Stream& stream : state->streams) {
        m_expected[stream.epoch] = stream.through + 1;
        newest = std::max(newest, stream.epoch);
        if (is_of_another_device(stream))
            of_another.insert(stream.epoch);
    }
    // Epochs before the hub's newest are closed: what a hub that was put back lacks of them goes on in this
    // one, and so does all of one in which it holds another device's. Of the others, what it does not hold is
    // pending again; where it holds another device's, all is, so that it sees the other bytes and says so.
    for (int64_t epoch = std::max<int64_t>(1, view.epoch - 50); epoch < view.epoch && newest <= view.epoch; ++epoch) {
        if (epoch >= newest && !of_another.contains(epoch))
            continue;
        if (const int64_t brought = m_outbox.bring_closed_over(epoch, of_another.contains(epoch) ? 1 : expected(epoch)))
            spdlog::info("{} events of epoch {}, which the hub lacks and does not take any more, go on in this one",
                         brought, epoch);
    }
    for (int64_t epoch = std::max(newest, view.epoch - 50); epoch <= view.epoch; ++epoch) {
        if (epoch < 1 || (epoch < view.epoch && of_another.contains(epoch)))
            continue;
        const int64_t needed = of_another.contains(epoch) ? 1 : expected(epoch);
        if (epoch < view.epoch || needed <= view.acknowledged_through)
            m_outbox.rewind(epoch, needed);
        m_expected[epoch] = needed;
    }
    for (const wire::Stream& stream : state->streams)
        if (!of_another.contains(stream.epoch))
            send_again_alone(stream);
    m_state_known = true;
    m_state_ms = m_clock.mono_ms();
    if (std::llabs(state->server_time_ms - m_clock.wall_ms()) < clock_agrees_ms)
        m_outbox.clock_agrees();
    return std::nullopt;
}

// A copied disk has the same name and tells what is its own under the same numbers. Where the hub has heard
// that, put back to a time before it heard us, what was acknowledged to us is not there. What it has beyond
// that, and what was ours under these numbers went on in a new life, may be either's: then it is told twice.
bool Pusher::is_of_another_device(const wire::Stream& stream) {
    const auto ours = m_outbox.chain_at({stream.epoch, stream.through});
    if (!ours)
        return stream.through > m_outbox.acknowledged_through(stream.epoch);
    return !stream.chain.empty() && *ours != stream.chain;
}

// What had been set aside, and came alone later, lies below the watermark: a hub that was put back to between the
// two holds all around it. No gap tells of that.
void Pusher::send_again_alone(const wire::Stream& stream) {
    wire::Problem problem;
    problem.detail = "the hub was put back to before it had this event";
    const std::string why = wire::to_json(problem);
    for (const int64_t seq : stream.absent)
        if (m_outbox.hub_lacks(stream.epoch, seq, why)) {
            spdlog::info("event {}/{} is not at the hub any more, and is sent again", stream.epoch, seq);
            m_suspects = {}; // due at once
        }
}

int64_t Pusher::expected(int64_t epoch) const {
    const auto at = m_expected.find(epoch);
    return at == m_expected.end() ? 1 : at->second;
}

Batch Pusher::next_batch() {
    std::vector<Row> rows = m_outbox.pending({}, m_batcher.take(), room_of_batch());
    const int64_t epoch = rows.empty() ? std::max<int64_t>(1, m_outbox.view().epoch) : rows.front().epoch;
    return rows.empty() ? empty_batch(epoch, expected(epoch)) : batch_of(std::move(rows), expected(epoch));
}

Step Pusher::step() {
    if (!m_state_known || m_clock.mono_ms() - m_state_ms > state_holds_ms)
        if (auto not_yet = learn_state())
            return *not_yet;
    Batch batch = next_batch();
    if (batch.rows.empty())
        if (auto one = try_suspect())
            return *one;
    if (m_in_doubt && !batch.rows.empty())
        if (auto not_yet = is_hub_away())
            return *not_yet;
    int64_t started = m_clock.mono_ms();
    Answered heard = push(batch);
    if (heard.reply.status == 200) {
        auto ack = heard.genuine ? wire::parse_ack(heard.reply.body) : std::nullopt;
        if (!ack || ack->epoch != batch.head.epoch)
            return failed(batch, "an answer without the hub's signature", heard);
        if (!batch.rows.empty())
            m_batcher.succeeded(int(batch.rows.size()), double(m_clock.mono_ms() - started) / 1000.0);
        return acknowledged(batch, *ack);
    }
    return refused(batch, heard);
}

bool Pusher::is_suspect_due() {
    if (!m_suspects.is_due(m_clock.mono_ms()))
        return false;
    const int64_t epoch = m_outbox.view().epoch;
    return m_outbox.suspect_behind({epoch, m_suspects.tried_through(epoch)}).has_value();
}

// One that was parked on suspicion, alone, when nothing else waits. Until the hub has it, it stays parked:
// whatever happens meanwhile, it is in nobody's way. Nothing when none is to be tried now.
std::optional<Step> Pusher::try_suspect() {
    if (!m_suspects.is_due(m_clock.mono_ms()))
        return std::nullopt;
    const int64_t epoch = m_outbox.view().epoch;
    if (m_suspects.tried_through(epoch) == 0 && m_outbox.bring_suspects_over() > 0)
        return go_on();
    auto row = m_outbox.suspect_behind({epoch, m_suspects.tried_through(epoch)});
    if (!row) {
        m_suspects.round_is_over(m_clock.mono_ms());
        return std::nullopt;
    }
    if (m_in_doubt) {
        const auto not_yet = is_hub_away();
        return not_yet ? *not_yet
                       : go_on_with_hub(); // the pace of failures ends here: others may wait by now
    }
    const Batch batch = batch_of({std::move(*row)}, expected(epoch));
    m_trying = !batch.rows.empty(); // else a long hole before it is declared first
    const Answered heard = push(batch);
    const Step out = tried(batch, heard);
    m_trying = false;
    return out;
}

Step Pusher::tried(const Batch& batch, const Answered& heard) {
    auto ack = heard.genuine && heard.reply.status == 200 ? wire::parse_ack(heard.reply.body) : std::nullopt;
    if (!ack || ack->epoch != batch.head.epoch)
        return heard.reply.status == 200 ? failed(batch, "an answer without the hub's signature", heard)
                                         : refused(batch, heard);
    if (m_trying && ack->through >= batch.head.through) {
        const int64_t seq = batch.rows.front().seq;
        spdlog::info("event {}/{} had been set aside, and the hub has it now", batch.head.epoch, seq);
        m_suspects.taken(batch.head.epoch, seq);
        m_outbox.unpark(batch.head.epoch, seq);
    }
    const Step out = acknowledged(batch, *ack);
    return out.next == Step::Next::drained ? go_on_with_hub() : out; // there may be more of them
}

Step Pusher::acknowledged(const Batch& batch, const wire::Ack& ack) {
    m_gaps = 0;
    m_failures = 0;
    m_in_doubt = false;
    m_clock_corrected = false;
    m_batcher.allowed(ack.next.max_events);
    m_expected[ack.epoch] = ack.through + 1;
    // Less than it had: the hub was put back, and was told of nothing that follows on what it lacks.
    if (ack.through < m_outbox.acknowledged_through(ack.epoch))
        m_state_known = false;
    // This began an epoch at the hub, and closed those before. It may have been put back since it was asked
    // what it holds of them.
    if (ack.epoch > 1 && batch.head.from == 1)
        m_state_known = false;
    take_acknowledgement(m_outbox, batch.head, ack);
    if (std::llabs(ack.server_time_ms - m_clock.wall_ms()) < clock_agrees_ms)
        m_outbox.clock_agrees();
    bool deferred = ack.through < batch.head.through;
    if (deferred)
        return wait("deferred", ack.next.after_s);
    const bool more = !m_outbox.pending({}, 1, 1).empty() || is_suspect_due(); // also where something new comes all the time
    Step out = more ? go_on_with_hub() : Step{Step::Next::drained, "", {}};
    out.desired = ack.desired;
    out.after_s = ack.next.after_s;
    out.spread_s = ack.next.spread_s;
    return out;
}

// Everything that is no acknowledgement. What is not provably the hub's word changes nothing here but the
// pace.
Step Pusher::refused(const Batch& batch, const Answered& heard) {
    using Kind = wire::ProblemKind;
    int status = heard.reply.status;
    if (status == 0)
        return failed(batch, "network: " + heard.reply.failure, heard);
    if (status == 415 && m_encoding == wire::Encoding::zstd) {
        m_encoding = wire::Encoding::gzip;
        return go_on();
    }
    if (status == 413)
        return too_large(batch, heard);
    if (!heard.genuine || !heard.problem)
        return failed(batch, "status " + std::to_string(status) + " without the hub's signature", heard);
    switch (heard.problem->kind) {
    case Kind::gap:
        return conflict(batch, *heard.problem);
    case Kind::clock:
        return correct_clock(*heard.problem);
    case Kind::stale_epoch:
        return closed(batch);
    case Kind::clone:
        return stop("clone");
    case Kind::revoked:
        return stop(heard.problem->replaced_by.empty() ? "revoked" : "replaced");
    case Kind::signature:
        return stop("signature");
    // The hub is in trouble or busy, not the batch at fault.
    case Kind::busy:
        return wait("busy", retry_after(heard.reply));
    case Kind::failed:
        return wait("the hub cannot store now", retry_after(heard.reply));
    default:
        return failed(batch, heard.problem->detail, heard);
    }
}

Step Pusher::conflict(const Batch& batch, const wire::Problem& problem) {
    if (!problem.expected_seq || ++m_gaps > 3)
        return wait("gap");
    m_outbox.rewind(batch.head.epoch, *problem.expected_seq);
    m_expected[batch.head.epoch] = *problem.expected_seq;
    // A hub that was put back may lack earlier epochs too, and anything of this one would close them.
    m_state_known = false;
    return go_on();
}

// Of an epoch of before, the hub's state tells what to do; of this one there is a newer life.
Step Pusher::closed(const Batch& batch) {
    if (batch.head.epoch >= m_outbox.view().epoch || ++m_gaps > 3)
        return stop("stale_epoch");
    m_state_known = false;
    return go_on();
}

// A wrong clock must not keep a kiosk silent: the hub's signed time is used for signing, and told to nobody
// else. Tried once at once, then at the pace of failures: our own clock may have been set meanwhile, or be
// set again and again.
Step Pusher::correct_clock(const wire::Problem& problem) {
    if (!problem.server_time_ms)
        return wait("clock");
    m_talk.take_time(*problem.server_time_ms);
    m_clock_corrected = !m_clock_corrected;
    return m_clock_corrected ? go_on() : wait("clock");
}

Step Pusher::too_large(const Batch& batch, const Answered& heard) {
    if (m_batcher.too_large(int(batch.rows.size())))
        return go_on();
    // One event alone, and the hub itself says so: it will never take it. A proxy's word goes the way of
    // failures.
    if (heard.problem && batch.rows.size() == 1) {
        m_outbox.park(batch.head.epoch, batch.rows.front().seq, heard.reply.body);
        return go_on();
    }
    return failed(batch, "413 from something before the hub", heard);
}

// Nothing when an empty push was just acknowledged. What fails after that is the batch's own fault: a hub
// that died of the last one is up again, and no proxy stands between that lets questions pass and pushes not.
std::optional<Step> Pusher::is_hub_away() {
    const int64_t epoch = std::max<int64_t>(1, m_failing.first);
    const Batch empty = empty_batch(epoch, expected(epoch));
    const Answered heard = push(empty);
    if (!heard.genuine || heard.reply.status != 200)
        return refused(empty, heard);
    m_in_doubt = false;
    m_clock_corrected = false;
    return std::nullopt;
}

// The first failure says nothing: the hub may be away. Each further one comes right after it answered.
Step Pusher::failed(const Batch& batch, std::string reason, const Answered& heard) {
    constexpr int patience = 4;
    m_in_doubt = true;
    Step later = wait(reason, retry_after(heard.reply));
    later.unproven = heard.reply.status != 0 && !heard.genuine;
    if (m_trying)
        m_suspects.failed_again(batch.head.epoch, batch.rows.front().seq);
    if (batch.rows.empty() || m_trying)
        return later;
    if (heard.reply.timed_out)
        m_batcher.timed_out(int(batch.rows.size()));
    std::pair<int64_t, int64_t> which{batch.head.epoch, batch.rows.front().seq};
    m_failures = m_failing == which ? m_failures + 1 : 1;
    m_failing = which;
    if (m_failures < patience && !m_batcher.searching())
        return later;
    if (m_batcher.suspect(int(batch.rows.size()))) {
        wire::Problem problem;
        problem.detail = "the hub cannot take this event: " + reason;
        spdlog::error("event {}/{} is parked: {}", batch.head.epoch, which.second, reason);
        m_outbox.park(batch.head.epoch, which.second, wire::to_json(problem));
        m_suspects.found(m_clock.mono_ms());
        m_failures = 0;
    }
    return go_on_with_hub();
}

} // namespace accanto::agent

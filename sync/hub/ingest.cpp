#include "sync/hub/ingest.h"

#include "content/base/error.h"
#include "sync/hub/event_time.h"
#include "sync/hub/figures.h"
#include "sync/hub/point_orders.h"
#include "sync/hub/storage/key_changes.h"
#include "sync/wire/batch.h"
#include "sync/wire/compression.h"
#include "sync/wire/digest.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>

namespace accanto::hub {

namespace {

using wire::Problem;
using wire::ProblemKind;

Problem problem(ProblemKind kind, int status, std::string detail) { return {kind, status, std::move(detail), {}, {}, {}}; }

const char* verdict_text(wire::Verdict verdict) {
    switch (verdict) {
    case wire::Verdict::ok: return "";
    case wire::Verdict::unsigned_: return "there is no signature labelled \"kiosk\"";
    case wire::Verdict::malformed: return "the signature fields cannot be read";
    case wire::Verdict::not_covered: return "the signature does not cover all it must";
    case wire::Verdict::unknown_key: return "nobody is enrolled under this keyid";
    case wire::Verdict::wrong: return "the signature does not fit the request";
    }
    return "";
}

} // namespace

wire::Pace pace_at(wire::Pace pace, double load) {
    if (load > 0.5) {
        pace.after_s *= 4;
        pace.spread_s *= 4;
    }
    return pace;
}

Ingest::Ingest(Storage& storage, const Answers& answers, Metrics& metrics, DesiredStates& desired, wire::Pace pace)
    : m_storage(storage), m_answers(answers), m_metrics(metrics), m_desired(desired), m_pace(pace) {}

std::variant<Kiosk, HttpAnswer> Ingest::signer(const wire::Message& message, const std::vector<wire::Item>& required, Came came) const {
    std::optional<Kiosk> kiosk;
    auto verified = wire::verify(message, "kiosk", required, [&](const std::string& id) -> std::optional<wire::PublicKey> {
        kiosk = m_storage.kiosk(id);
        return kiosk ? std::optional(kiosk->key) : std::nullopt;
    });
    if (verified.verdict == wire::Verdict::wrong && is_of_offered_key(message, required, *kiosk))
        verified.verdict = wire::Verdict::ok;
    if (verified.verdict != wire::Verdict::ok)
        return m_answers.problem(message, problem(ProblemKind::signature, 401, verdict_text(verified.verdict)));
    if (kiosk->revoked) {
        wire::Problem out = problem(ProblemKind::revoked, 403, kiosk->replaced_by.empty() ? "" : "another device has taken its place");
        out.replaced_by = kiosk->replaced_by;
        return m_answers.problem(message, std::move(out));
    }
    int64_t off = verified.created_s - m_answers.clock().wall_ms() / 1000;
    // A stick takes its time. What comes twice so is a duplicate.
    if (came == Came::now && (off > clock_tolerance_s || off < -clock_tolerance_s))
        return m_answers.problem(message, problem(ProblemKind::clock, 401, fmt::format("the signature is {} s off", off)));
    return *kiosk;
}

// A kiosk that offered another key is heard under it for the first time: the old one ends here.
bool Ingest::is_of_offered_key(const wire::Message& message, const std::vector<wire::Item>& required, Kiosk& kiosk) const {
    const auto offered = m_storage.key_changes().offered(kiosk.id);
    if (!offered || wire::verify(message, "kiosk", required, [&](const auto&) { return offered; }).verdict != wire::Verdict::ok)
        return false;
    kiosk.key = *offered;
    try {
        m_storage.key_changes().settle(kiosk.id, *offered);
        spdlog::info("kiosk {} signs with another key from now on: {}", kiosk.id, offered->fingerprint());
    } catch (const Error& e) {   // both count until it can be written
        spdlog::error("the key of {} could not be settled: {}", kiosk.id, e.what());
    }
    return true;
}

std::variant<std::string, Problem> Ingest::body_of(HttpRequest& request) const {
    const wire::Message& m = request.message;
    if (m.field("content-type") != std::string(wire::batch_content_type))
        return problem(ProblemKind::malformed, 400, fmt::format("the content type must be {}", wire::batch_content_type));
    auto encoding = wire::encoding_of(m.field("content-encoding").value_or(""));
    if (!encoding)
        return problem(ProblemKind::encoding, 415, "zstd or gzip");
    // A compressed body that is longer than a whole batch is none of ours.
    auto travelled = request.read_body(wire::max_batch_bytes + 4096);
    if (!travelled)
        return problem(ProblemKind::too_large, 413, "the body is longer than a batch may be");
    if (wire::check_content_digest(m.field("content-digest").value_or(""), *travelled) != wire::DigestCheck::ok)
        return problem(ProblemKind::digest, 400, "the digest does not fit the body");
    auto body = wire::decompress(*encoding, *travelled, wire::max_batch_bytes);
    if (!body)
        return problem(ProblemKind::too_large, 413, "the body is damaged or grows beyond 1 MiB");
    return *body;
}

void read_incoming(Incoming& event, int64_t epoch, const std::function<Happened(const wire::Event&)>& when, const std::string& zone) {
    auto quarantine = [&](std::string why) {
        event.disposition = wire::Disposition::quarantined;
        event.problem = std::move(why);
    };
    event.digest = sha256(event.bytes);
    if (event.bytes.size() > wire::max_event_bytes) {
        event.disposition = wire::Disposition::refused;
        event.problem = fmt::format("{} bytes; an event has at most {}", event.bytes.size(), wire::max_event_bytes);
        return;
    }
    auto parsed = wire::parse_event(event.bytes);
    if (auto* fault = std::get_if<wire::EventFault>(&parsed))
        return quarantine(fault->detail);
    const auto& read = std::get<wire::Event>(parsed);
    if (read.epoch != epoch || read.seq != event.seq)
        return quarantine(fmt::format("says it is {}/{} but stands at {}/{}", read.epoch, read.seq, epoch, event.seq));
    event.happened = when(read);
    auto reading = figures_of(read, event.happened, zone);
    if (auto* fault = std::get_if<wire::EventFault>(&reading))
        return quarantine(fault->detail);
    event.disposition = wire::Disposition::stored;
    event.problem.clear();
    event.id = read.id;
    event.type = read.type;
    auto& told = std::get<Reading>(reading);
    event.figures = std::move(told.figures);
    event.visit = std::move(told.visit);
    event.booking = std::move(told.booking);
    event.facts = std::move(told.facts);
}

void Ingest::read_events(Push& push, const std::vector<std::string_view>& events) const {
    const std::string zone = m_storage.zone_of(push.kiosk.point);
    TimeBasis basis{push.received_ms, m_storage.anchors(push.kiosk),
                    m_storage.event_before(push.kiosk, push.head.epoch, push.head.from).value_or(Predecessor{})};
    if (push.came_now)
        basis.anchors[push.clock.boot] = push.received_ms - push.clock.mono_ms;
    else if (push.clock.quality == wire::ClockQuality::trusted)
        basis.anchors.emplace(push.clock.boot, std::min(push.clock.wall_ms, push.received_ms) - push.clock.mono_ms);
    int64_t seq = push.head.from;
    for (std::string_view bytes : events) {
        while (push.head.absent.contains(seq))
            ++seq;
        Incoming event;
        event.seq = seq++;
        event.bytes = bytes;
        event.happened = {basis.before.from_ms, push.received_ms};
        read_incoming(event, push.head.epoch, [&](const wire::Event& e) { return when(e, basis); }, zone);
        if (event.id > basis.before.id)   // all that is known of whatever comes after it
            basis.before = {event.id, event.happened.from_ms};
        push.events.push_back(std::move(event));
    }
}

HttpAnswer Ingest::push(HttpRequest& request, Came came) {
    const wire::Message& m = request.message;
    auto signer_or_answer = signer(m, wire::push_components(), came);
    if (auto* answer = std::get_if<HttpAnswer>(&signer_or_answer))
        return std::move(*answer);
    auto body = body_of(request);
    if (auto* wrong = std::get_if<Problem>(&body))
        return m_answers.problem(m, *wrong);
    auto head = wire::parse_batch_head(m.field("accanto-batch").value_or(""));
    auto clock = wire::parse_clock(m.field("accanto-clock").value_or(""));
    auto health = wire::parse_health(m.field("accanto-health").value_or(""));
    if (!head || !clock || !health)
        return m_answers.problem(m, problem(ProblemKind::malformed, 400, "one of the Accanto- fields cannot be read"));
    auto events = wire::decode_batch(std::get<std::string>(body));
    if (auto* fault = std::get_if<wire::BatchFault>(&events)) {
        bool large = *fault == wire::BatchFault::too_large || *fault == wire::BatchFault::too_many;
        return m_answers.problem(m, problem(large ? ProblemKind::too_large : ProblemKind::malformed, large ? 413 : 400, to_text(*fault)));
    }
    const auto& elements = std::get<std::vector<std::string_view>>(events);
    if (int64_t(elements.size() + head->absent.size()) != head->through - head->from + 1)
        return m_answers.problem(m, problem(ProblemKind::malformed, 400, "the head of the batch does not count its events"));
    Push push{std::get<Kiosk>(signer_or_answer), *head, {}, m_answers.clock().wall_ms(), *clock, *health, came == Came::now};
    read_events(push, elements);
    try {
        const auto began = std::chrono::steady_clock::now();
        const PushResult result = m_storage.push(push);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        m_metrics.pushed(result, push.events.size(), took.count());
        spdlog::debug("push kiosk={} epoch={} from={} through={} events={} took_ms={:.1f}", push.kiosk.id, push.head.epoch, push.head.from,
                      push.head.through, push.events.size(), took.count() * 1000);
        if (result.what == PushResult::What::accepted)
            hear_push(m_storage, m_desired, push);
        if (result.what == PushResult::What::clone)
            hear_clone(m_storage, m_desired, push);
        return answer(m, push, result);
    } catch (const Error& e) {
        m_metrics.push_failed();
        spdlog::error("a batch of {} could not be stored: {}", push.kiosk.id, e.what());
        return m_answers.problem(m, problem(ProblemKind::failed, 503, ""), 30);
    }
}

HttpAnswer Ingest::answer(const wire::Message& request, const Push& push, const PushResult& result) const {
    using What = PushResult::What;
    Problem wrong;
    wrong.epoch = result.epoch;
    switch (result.what) {
    case What::accepted: break;
    case What::gap:
        wrong.kind = ProblemKind::gap;
        wrong.status = 409;
        wrong.expected_seq = result.through + 1;
        return m_answers.problem(request, wrong);
    case What::stale_epoch:
        wrong.kind = ProblemKind::stale_epoch;
        wrong.status = 409;
        return m_answers.problem(request, wrong);
    case What::clone:
        spdlog::warn("alarm: kiosk {} of point {} sent other bytes for what is stored", push.kiosk.id, push.kiosk.point);
        wrong.kind = ProblemKind::clone;
        wrong.status = 403;
        return m_answers.problem(request, wrong);
    }
    wire::Ack ack{result.epoch, result.through, {}, pace_at(m_pace, m_storage.load()), m_answers.clock().wall_ms(), desired_tag(push)};
    for (const auto& [seq, disposition] : result.dispositions) {
        wire::EventResult one{seq, disposition, {}};
        for (const Incoming& event : push.events)
            if (event.seq == seq && !event.problem.empty())
                one.problem = problem(disposition == wire::Disposition::refused ? ProblemKind::event_too_large : ProblemKind::event_invalid,
                                      0, event.problem);
        ack.results.push_back(std::move(one));
    }
    return m_answers.json(request, 200, wire::to_json(ack));
}

// What was stored is acknowledged, whatever becomes of this.
std::string Ingest::desired_tag(const Push& push) const {
    try {
        return m_desired.tag(push.kiosk, push.head.epoch);
    } catch (const Error& e) {
        spdlog::error("what kiosk {} is to have cannot be read: {}", push.kiosk.id, e.what());
        return "";
    }
}

HttpAnswer Ingest::state(HttpRequest& request) {
    const wire::Message& m = request.message;
    auto signer_or_answer = signer(m, wire::get_components());
    if (auto* answer = std::get_if<HttpAnswer>(&signer_or_answer))
        return std::move(*answer);
    const Kiosk& kiosk = std::get<Kiosk>(signer_or_answer);
    wire::HubState state{kiosk.id, kiosk.point, m_storage.streams(kiosk), m_answers.clock().wall_ms()};
    for (const auto& [epoch, seq] : m_storage.absent(kiosk))
        for (wire::Stream& stream : state.streams)
            if (stream.epoch == epoch)
                stream.absent.push_back(seq);
    return m_answers.json(m, 200, wire::to_json(state));
}

} // namespace accanto::hub

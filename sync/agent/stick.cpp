#include "sync/agent/stick.h"

#include "sync/wire/digest.h"
#include "sync/wire/exchange.h"

#include <fmt/format.h>

namespace accanto::agent {

namespace {

using wire::ProblemKind;

// Once somebody has gone to the hub with a file, it is answered batch by batch; what is said about one.
struct Said {
    std::optional<wire::Ack> ack;
    std::optional<wire::Problem> problem;
};

Said said_by(const wire::WholeMessage& answer) {
    if (answer.message.status == 200)
        return {wire::parse_ack(answer.body), {}};
    return {{}, wire::parse_problem(answer.body)};
}

std::string why(const std::optional<wire::Problem>& problem) {
    if (!problem)
        return "its answer cannot be read";
    switch (problem->kind) {
    case ProblemKind::signature:
        return "it does not know this kiosk's key: enrol the kiosk again, then export again";
    case ProblemKind::revoked:
        return "this kiosk was taken out of service";
    case ProblemKind::stale_epoch:
        return "a newer life of this kiosk has begun";
    case ProblemKind::clone:
        return "another device sends under this kiosk's name";
    case ProblemKind::gap:
        return "it lacks events from before: they go with the next export";
    default:
        return problem->detail.empty() ? "it cannot store now: try again later" : problem->detail;
    }
}

void count(const wire::BatchHead& head, const wire::Ack& ack, Heard& heard) {
    heard.events += std::min(ack.through, head.through) - head.from + 1 - int64_t(head.absent.size());
    for (const wire::EventResult& one : ack.results)
        heard.set_aside += one.disposition == wire::Disposition::quarantined ||
                           one.disposition == wire::Disposition::refused;
}

// Signed by this kiosk, about events it holds with the very same bytes: of a copied disk both devices have
// the key.
bool is_ours(const wire::Message& request, const wire::BatchHead& head, Outbox& outbox,
             const Identity& identity) {
    const auto verified = wire::verify(request, "kiosk", wire::push_components(), [&](const std::string&) {
        return std::optional(identity.key.public_key());
    });
    if (verified.verdict != wire::Verdict::ok)
        return false;
    const auto chain = outbox.chain_at({head.epoch, head.through});
    return !chain || head.chain.empty() ||
           *chain == head.chain; // what is gone here was acknowledged long ago
}

// What the hub lacks goes with the next export. A hub that knows nothing of an epoch that it had begun was put
// back, and may lack events of those before, which anything of this one would close: nobody can ask it, so
// all that is kept of them goes too. It knows by their ids those that it has.
// Where it has closed an epoch of before, the next one takes what waits.
void learn_from(const wire::BatchHead& head, const wire::Problem& problem, Outbox& outbox) {
    constexpr int64_t epochs_looked_back = 50;
    if (problem.kind == ProblemKind::stale_epoch && head.epoch < outbox.view().epoch)
        outbox.bring_closed_over(head.epoch, head.from);
    if (problem.kind != ProblemKind::gap || !problem.expected_seq)
        return;
    outbox.rewind(head.epoch, *problem.expected_seq);
    if (*problem.expected_seq > 1)
        return;
    for (int64_t epoch = std::max<int64_t>(1, head.epoch - epochs_looked_back); epoch < head.epoch; ++epoch)
        outbox.rewind(epoch, 1);
}

} // namespace

wire::Stick write_out(Outbox& outbox, const Identity& identity, const Clock& clock) {
    constexpr int most = 500;
    wire::Stick out{
        wire::Stick::Holds::requests, identity.kiosk, identity.hub_key.fingerprint(), clock.wall_ms(), {}};
    Place behind;
    for (;;) {
        std::vector<Row> rows = outbox.pending(behind, most, room_of_batch());
        if (rows.empty())
            return out;
        const int64_t epoch = rows.front().epoch;
        const Batch batch = batch_of(
            std::move(rows), epoch == behind.epoch ? behind.seq + 1 : outbox.acknowledged_through(epoch) + 1);
        behind = {epoch, batch.head.through};
        wire::WholeMessage letter;
        letter.message = request_of(batch, wire::Encoding::zstd, outbox.health(0), letter.body);
        sign_for_hub(letter.message, wire::push_components(), identity,
                     {clock.wall_ms(), clock.mono_ms(), clock.boot(), outbox.clock_quality()},
                     clock.wall_ms() / 1000);
        out.messages.push_back(std::move(letter));
    }
}

Heard take_answers(const wire::Stick& answers, Outbox& outbox, const Identity& identity) {
    Heard heard;
    std::vector<std::pair<wire::BatchHead, Said>> proven; // all of it, or nothing of it
    for (size_t i = 0; i + 1 < answers.messages.size(); i += 2) {
        const wire::Message& request = answers.messages[i].message;
        wire::WholeMessage answer = answers.messages[i + 1];
        answer.message.request = &request;
        const auto head = wire::parse_batch_head(request.field("accanto-batch").value_or(""));
        if (!head || !is_ours(request, *head, outbox, identity))
            heard.refusal = "these answers are about other events than those of this kiosk";
        else if (!wire::is_genuine(answer.message, answer.body, "hub", identity.hub_key))
            heard.refusal = "an answer in it is not signed by this kiosk's hub";
        if (!heard.refusal.empty())
            return heard;
        proven.emplace_back(*head, said_by(answer));
    }
    for (const auto& [head, said] : proven) {
        if (!said.ack || said.ack->epoch != head.epoch) {
            if (said.problem)
                learn_from(head, *said.problem, outbox);
            heard.note = "the hub did not take the rest: " + why(said.problem);
            return heard;
        }
        take_acknowledgement(outbox, head, *said.ack);
        count(head, *said.ack, heard);
    }
    return heard;
}

Heard carry_requests(const wire::Stick& requests, const Identity& identity, const Clock& clock,
                     Transport& transport, wire::Stick& answers) {
    Heard heard;
    answers = {wire::Stick::Holds::answers, requests.kiosk, requests.hub, clock.wall_ms(), {}};
    for (const wire::WholeMessage& one : requests.messages) {
        const std::string body = wire::to_http(one.message, one.body);
        wire::Message request;
        request.method = "POST";
        request.path = "/v1/carried";
        request.scheme = identity.hub.scheme;
        request.authority = identity.hub.authority;
        request.set("content-type", wire::carried_content_type);
        request.set("content-digest", wire::content_digest(body));
        wire::sign(request, wire::point_components(), {"kiosk", identity.kiosk, clock.wall_ms() / 1000},
                   identity.key);
        Reply reply = transport.send(request, body);
        reply.message.request = &request;
        std::string_view text = reply.body;
        if (reply.status != 200 || !wire::is_genuine(reply.message, reply.body, "hub", identity.hub_key)) {
            const auto problem = wire::parse_problem(reply.body);
            heard.refusal = "the hub does not take it now: " + (reply.status == 0 ? reply.failure
                                                                : problem         ? problem->detail
                                                                          : "something stands between");
            return heard;
        }
        const auto answer = wire::take_http(text);
        const auto head = wire::parse_batch_head(one.message.field("accanto-batch").value_or(""));
        answers.messages.push_back({one.message, ""});
        answers.messages.push_back(answer.value_or(wire::WholeMessage{}));
        const Said said = answer ? said_by(*answer) : Said{};
        if (!said.ack || !head) {
            heard.note = "the hub did not take the rest: " + why(said.problem);
            return heard;
        }
        count(*head, *said.ack, heard);
    }
    return heard;
}

} // namespace accanto::agent

#include "sync/hub/carried.h"

#include "sync/wire/batch.h"
#include "sync/wire/digest.h"

#include <algorithm>

namespace accanto::hub {

namespace {

using wire::ProblemKind;

constexpr size_t longest_carried = wire::max_batch_bytes + (32 << 10);

std::string why(const std::optional<wire::Problem>& problem, const std::string& kiosk) {
    if (!problem)
        return "the hub gave no answer that can be read; its log says more";
    switch (problem->kind) {
    case ProblemKind::signature:
        return "kiosk " + kiosk +
               " is not enrolled here, or with another key than when it wrote this: enrol it (accanto-hub "
               "code), then export again";
    case ProblemKind::revoked:
        return "kiosk " + kiosk + " was taken out of service" +
               (problem->replaced_by.empty() ? "" : ": " + problem->replaced_by + " has taken its place");
    case ProblemKind::stale_epoch:
        return "a newer life of kiosk " + kiosk + " has begun";
    case ProblemKind::clone:
        return "another device sends under the name of kiosk " + kiosk + ": see the page Kiosks";
    case ProblemKind::gap:
        return "events from before are missing here: take the answers back to the kiosk and export again, "
               "they will be with it";
    default:
        return problem->detail.empty() ? "the hub cannot store now: try again later" : problem->detail;
    }
}

} // namespace

HttpAnswer carried(HttpRequest& request, bool by_coordinator, Ingest& ingest, const Answers& answers) {
    const wire::Message& m = request.message;
    const auto problem = [&](ProblemKind kind, int status, const char* detail) {
        return answers.problem(m, {kind, status, detail, {}, {}, {}});
    };
    if (!by_coordinator) {
        auto who = ingest.signer(m, wire::point_components());
        if (auto* refusal = std::get_if<HttpAnswer>(&who))
            return std::move(*refusal);
    }
    const auto body = request.read_body(longest_carried);
    if (!body)
        return problem(ProblemKind::too_large, 413, "the request in it is longer than a batch may be");
    if (!by_coordinator &&
        wire::check_content_digest(m.field("content-digest").value_or(""), *body) != wire::DigestCheck::ok)
        return problem(ProblemKind::digest, 400, "the digest does not fit the body");
    std::string_view rest = *body;
    auto inner = wire::take_http(rest);
    if (!inner || !rest.empty() || inner->message.method != "POST" || inner->message.path != "/v1/batches")
        return problem(ProblemKind::malformed, 400, "the body must be one whole POST /v1/batches");
    HttpRequest to;
    to.message = std::move(inner->message);
    to.read_body = [&](size_t limit) {
        return inner->body.size() <= limit ? std::optional(inner->body) : std::nullopt;
    };
    const HttpAnswer answered = ingest.push(to, Came::on_a_stick);
    wire::Message head;
    head.status = answered.status;
    head.fields = answered.fields;
    return answers.json(m, 200, wire::to_http(head, answered.body), wire::carried_content_type);
}

ImportedStick import_stick(const wire::Stick& requests, int64_t now_ms, const Bring& bring) {
    ImportedStick out{{wire::Stick::Holds::answers, requests.kiosk, requests.hub, now_ms, {}}, 0, 0, ""};
    for (const wire::WholeMessage& one : requests.messages) {
        const std::string text = bring(wire::to_http(one.message, one.body));
        std::string_view rest = text;
        auto answer = wire::take_http(rest);
        const auto head = wire::parse_batch_head(one.message.field("accanto-batch").value_or(""));
        const auto ack =
            answer && answer->message.status == 200 ? wire::parse_ack(answer->body) : std::nullopt;
        if (!ack || !head) {
            out.trouble = why(answer ? wire::parse_problem(answer->body) : std::nullopt, requests.kiosk);
            if (answer)
                out.answers.messages.insert(out.answers.messages.end(),
                                            {{one.message, ""}, std::move(*answer)});
            return out;
        }
        out.events += std::min(ack->through, head->through) - head->from + 1 - int64_t(head->absent.size());
        out.already +=
            std::count_if(ack->results.begin(), ack->results.end(), [](const wire::EventResult& r) {
                return r.disposition == wire::Disposition::duplicate;
            });
        out.answers.messages.insert(out.answers.messages.end(), {{one.message, ""}, std::move(*answer)});
    }
    return out;
}

} // namespace accanto::hub

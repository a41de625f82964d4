#include "sync/hub/key_api.h"

#include "content/base/error.h"
#include "sync/hub/storage/key_changes.h"
#include "sync/wire/digest.h"
#include "sync/wire/key_change.h"

#include <spdlog/spdlog.h>

namespace accanto::hub {

using wire::ProblemKind;

HttpAnswer take_key(HttpRequest& request, Storage& storage, const Ingest& ingest, const Answers& answers) {
    const wire::Message& m = request.message;
    const auto problem = [&](ProblemKind kind, int status, const char* detail) { return answers.problem(m, {kind, status, detail, {}, {}, {}}); };
    auto who = ingest.signer(m, wire::enrol_components());
    if (auto* refusal = std::get_if<HttpAnswer>(&who))
        return std::move(*refusal);
    const Kiosk& kiosk = std::get<Kiosk>(who);
    const auto body = request.read_body(4096);
    const auto offer = body ? wire::parse_key_offer(*body) : std::nullopt;
    if (!offer)
        return problem(ProblemKind::malformed, 400, "public_key is needed: base64 of 32 bytes");
    if (wire::check_content_digest(m.field("content-digest").value_or(""), *body) != wire::DigestCheck::ok)
        return problem(ProblemKind::digest, 400, "the digest does not fit the body");
    const auto proof = wire::verify(m, "next", wire::enrol_components(), [&](const std::string& id) {
        return id == kiosk.id ? std::optional(offer->key) : std::nullopt;
    });
    if (proof.verdict != wire::Verdict::ok)
        return problem(ProblemKind::signature, 401, "the request must be signed by the key it brings too, under \"next\"");
    try {
        if (offer->key != kiosk.key) {
            storage.key_changes().offer(kiosk.id, offer->key);
            spdlog::info("kiosk {} offers another key: {}", kiosk.id, offer->key.fingerprint());
        }
    } catch (const Error& e) {
        spdlog::error("a key of {} could not be stored: {}", kiosk.id, e.what());
        return problem(ProblemKind::failed, 503, "");
    }
    return answers.json(m, 200, wire::to_json(wire::KeyTaken{kiosk.id, offer->key, answers.clock().wall_ms()}));
}

} // namespace accanto::hub

#include "sync/wire/exchange.h"

#include "sync/wire/digest.h"

namespace accanto::wire {

void sign_answer(Message& answer, std::string_view type, std::string_view body, const SignWith& with, const SecretKey& key) {
    answer.set("content-type", type);
    answer.set("content-digest", content_digest(body));
    const bool bound = signature_base(answer, {answer_components(), {}}).has_value();
    sign(answer, bound ? answer_components() : answer_unsigned_components(), with, key);
}

bool is_genuine(const Message& answer, std::string_view body, std::string_view label, const PublicKey& key) {
    const auto verified = verify(answer, label, answer_components(), [&](const std::string&) { return std::optional(key); });
    return verified.verdict == Verdict::ok &&
           check_content_digest(answer.field("content-digest").value_or(""), body) == DigestCheck::ok;
}

} // namespace accanto::wire

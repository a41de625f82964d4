#include "sync/wire/exchange.h"

#include "sync/wire/digest.h"

#include <algorithm>

namespace accanto::wire {

namespace {

constexpr int partial_content = 206, not_modified = 304;

// A 304 has no body and none of its fields.
std::vector<Item> without_body(std::vector<Item> components) {
    std::erase_if(components, [](const Item& item) { return item == component("content-type") || item == component("content-digest"); });
    return components;
}

std::vector<Item> required_of(const Message& answer) {
    const bool asked_signed = answer.request && answer.request->field("signature");
    std::vector<Item> out = asked_signed ? answer_components() : answer_unsigned_components();
    if (answer.status == not_modified) {
        out = without_body(std::move(out));
        out.push_back(component("etag"));
    }
    if (answer.status == partial_content)
        out.push_back(component("content-range"));
    return out;
}

} // namespace

void sign_answer(Message& answer, const SignWith& with, const SecretKey& key) {
    const bool bound = signature_base(answer, {{answer_components().back()}, {}}).has_value();
    std::vector<Item> components = bound ? answer_components() : answer_unsigned_components();
    if (answer.status == not_modified)
        components = without_body(std::move(components));
    for (const char* name : {"etag", "content-range"})
        if (answer.field(name))
            components.push_back(component(name));
    sign(answer, components, with, key);
}

void sign_answer(Message& answer, std::string_view type, std::string_view body, const SignWith& with, const SecretKey& key) {
    answer.set("content-type", type);
    answer.set("content-digest", content_digest(body));
    sign_answer(answer, with, key);
}

bool is_genuine(const Message& answer, std::string_view body, std::string_view label, const PublicKey& key) {
    const auto verified = verify(answer, label, required_of(answer), [&](const std::string&) { return std::optional(key); });
    if (verified.verdict != Verdict::ok)
        return false;
    return answer.status == not_modified ? body.empty()
                                         : check_content_digest(answer.field("content-digest").value_or(""), body) == DigestCheck::ok;
}

} // namespace accanto::wire

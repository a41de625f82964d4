// Whatever arrives as an answer or as a field: problems, acknowledgements, signatures, our own fields.
#include "content/base/error.h"
#include "sync/wire/ack.h"
#include "sync/wire/digest.h"
#include "sync/wire/headers.h"
#include "sync/wire/signature.h"
#include "sync/wire/time.h"

using namespace accanto::wire;

namespace {

void documents(std::string_view text) {
    if (auto problem = parse_problem(text))
        ACCANTO_ASSERT(parse_problem(to_json(*problem)).has_value());
    if (auto ack = parse_ack(text))
        ACCANTO_ASSERT(parse_ack(to_json(*ack)).has_value());
    (void)parse_state(text);
    (void)parse_time(text);
    (void)parse_enrolled(text);
    (void)parse_enrol_request(text);
}

void fields(std::string_view text) {
    if (auto dictionary = parse_dictionary(text)) {
        std::string written = serialise(*dictionary);
        auto again = parse_dictionary(written);
        ACCANTO_ASSERT(again && serialise(*again) == written);
    }
    (void)parse_item(text);
    if (auto head = parse_batch_head(text))
        ACCANTO_ASSERT(parse_batch_head(to_field(*head)).has_value());
    (void)parse_clock(text);
    (void)parse_health(text);
    (void)parse_rfc3339(text);
    (void)check_content_digest(text, "body");
}

void signature(std::string_view text) {
    Message message;
    message.method = "POST";
    message.authority = "hub.test";
    message.path = "/v1/batches";
    size_t half = text.size() / 2;
    message.set("signature-input", text.substr(0, half));
    message.set("signature", text.substr(half));
    static const PublicKey key{};
    auto verified = verify(message, "kiosk", {}, [](const std::string&) { return std::optional(key); });
    ACCANTO_ASSERT(verified.verdict != Verdict::ok || !text.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    documents(text);
    fields(text);
    signature(text);
    return 0;
}

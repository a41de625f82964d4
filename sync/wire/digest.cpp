#include "sync/wire/digest.h"

#include "content/base/bytes.h"
#include "sync/wire/structured.h"

namespace accanto::wire {

std::string content_digest(std::string_view body) {
    return "sha-256=:" + to_base64(view(sha256(body))) + ":";
}

DigestCheck check_content_digest(std::string_view field, std::string_view body) {
    auto digests = parse_dictionary(field);
    const Binary* told = digests ? item_value<Binary>(*digests, "sha-256") : nullptr;
    if (!told)
        return DigestCheck::absent;
    return told->bytes == view(sha256(body)) ? DigestCheck::ok : DigestCheck::wrong;
}

} // namespace accanto::wire

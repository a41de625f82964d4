#pragma once
// Content-Digest (RFC 9530), sha-256 only: over the bytes of the body as they travel, after compression.

#include <string>
#include <string_view>

namespace accanto::wire {

std::string content_digest(std::string_view body);   // "sha-256=:...:"

enum class DigestCheck { ok, absent, wrong };         // absent: the field is malformed or names no sha-256
DigestCheck check_content_digest(std::string_view field, std::string_view body);

} // namespace accanto::wire

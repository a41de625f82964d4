#pragma once
// What goes wrong, in a form both ends understand: problem details (RFC 9457).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accanto::wire {

constexpr std::string_view problem_content_type = "application/problem+json";

// Stands for type "urn:accanto:problem:" + the name with '-' for '_'.
enum class ProblemKind {
    other,              // a type this version does not know, or about:blank
    malformed,          // 400: the request is not what the protocol says
    digest,             // 400: the body is not the one that was signed; sent again it may be
    signature,          // 401: no signature, an unknown key, or a wrong one
    clock,              // 401: the kiosk's clock is too far off; server_time tells
    revoked,            // 403: this kiosk was taken out of service
    clone,              // 403: another device sends under this kiosk's name
    code,               // 403: the enrolment code is wrong, used or too old
    not_found,          // 404: there is no such thing, or no longer
    gap,                // 409: events are missing; expected_seq is the next one the hub needs
    stale_epoch,        // 409: a newer life of this kiosk has begun
    too_large,          // 413
    encoding,           // 415
    range,              // 416: that part is not there
    busy,               // 429: Retry-After says when
    event_invalid,      // of one event: quarantined
    event_too_large,    // of one event: refused
    failed,             // 503: the hub could not make it durable
};

struct Problem {
    ProblemKind kind = ProblemKind::other;
    int status = 0;
    std::string detail;                        // for people
    std::optional<int64_t> epoch, expected_seq;
    std::optional<int64_t> server_time_ms;
    std::string replaced_by;                   // of `revoked`: the kiosk that has taken this one's place
    std::string reason;                        // of `code`: "unknown", "expired", "used", "other_point", "replaced"
};

std::string to_json(const Problem& problem);
std::optional<Problem> parse_problem(std::string_view json);   // nothing when it is no problem document

} // namespace accanto::wire

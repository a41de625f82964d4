#include "sync/wire/problem.h"

#include "content/base/clock.h"
#include "sync/wire/json_of_problem.h"
#include "sync/wire/time.h"

#include <array>

namespace accanto::wire {

namespace {

using nlohmann::json;

constexpr std::string_view prefix = "urn:accanto:problem:";

struct Kind {
    ProblemKind kind;
    std::string_view name, title;
};
constexpr std::array kinds{
    Kind{ProblemKind::malformed, "malformed", "The request is not what the protocol says"},
    Kind{ProblemKind::digest, "digest", "The body is not the one that was signed"},
    Kind{ProblemKind::signature, "signature", "The signature does not hold"},
    Kind{ProblemKind::clock, "clock", "The clock is too far off"},
    Kind{ProblemKind::revoked, "revoked", "This kiosk was taken out of service"},
    Kind{ProblemKind::clone, "clone", "Another device sends under this kiosk's name"},
    Kind{ProblemKind::code, "code", "The enrolment code is wrong, used or too old"},
    Kind{ProblemKind::not_found, "not-found", "There is no such thing"},
    Kind{ProblemKind::gap, "gap", "Events are missing"},
    Kind{ProblemKind::stale_epoch, "stale-epoch", "A newer life of this kiosk has begun"},
    Kind{ProblemKind::too_large, "too-large", "The request is too large"},
    Kind{ProblemKind::encoding, "encoding", "The content encoding is not supported"},
    Kind{ProblemKind::range, "range", "That part is not there"},
    Kind{ProblemKind::busy, "busy", "The hub is busy"},
    Kind{ProblemKind::event_invalid, "event-invalid", "The event cannot be read"},
    Kind{ProblemKind::event_too_large, "event-too-large", "The event is too large"},
    Kind{ProblemKind::failed, "failed", "The hub could not store this"},
};

std::optional<int64_t> whole(const json& object, const char* name) {
    auto at = object.find(name);
    if (at == object.end() || !at->is_number_integer())
        return std::nullopt;
    return at->get<int64_t>();
}

} // namespace

json json_of(const Problem& problem) {
    json out = json::object();
    for (const Kind& k : kinds)
        if (k.kind == problem.kind) {
            out["type"] = std::string(prefix) + std::string(k.name);
            out["title"] = k.title;
        }
    if (problem.status)
        out["status"] = problem.status;
    if (!problem.detail.empty())
        out["detail"] = problem.detail;
    if (problem.epoch)
        out["epoch"] = *problem.epoch;
    if (problem.expected_seq)
        out["expected_seq"] = *problem.expected_seq;
    if (problem.server_time_ms)
        out["server_time"] = rfc3339(*problem.server_time_ms);
    if (!problem.replaced_by.empty())
        out["replaced_by"] = problem.replaced_by;
    if (!problem.reason.empty())
        out["reason"] = problem.reason;
    return out;
}

std::optional<Problem> problem_of(const json& object) {
    if (!object.is_object())
        return std::nullopt;
    Problem out;
    auto type = object.find("type");
    if (type != object.end() && !type->is_string())
        return std::nullopt;
    if (type != object.end())
        for (const Kind& k : kinds)
            if (type->get_ref<const std::string&>() == std::string(prefix) + std::string(k.name))
                out.kind = k.kind;
    out.status = int(whole(object, "status").value_or(0));
    if (auto detail = object.find("detail"); detail != object.end() && detail->is_string())
        out.detail = detail->get<std::string>();
    out.epoch = whole(object, "epoch");
    out.expected_seq = whole(object, "expected_seq");
    if (auto time = object.find("server_time"); time != object.end() && time->is_string())
        out.server_time_ms = parse_rfc3339(time->get_ref<const std::string&>());
    if (auto by = object.find("replaced_by"); by != object.end() && by->is_string())
        out.replaced_by = by->get<std::string>();
    if (auto reason = object.find("reason"); reason != object.end() && reason->is_string())
        out.reason = reason->get<std::string>();
    return out;
}

std::string to_json(const Problem& problem) {
    return json_of(problem).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<Problem> parse_problem(std::string_view text) {
    if (text.size() > 65536)
        return std::nullopt;
    return problem_of(json::parse(text, nullptr, false));
}

} // namespace accanto::wire

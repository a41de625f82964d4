#include "sync/hub/enrolment.h"

#include "content/base/error.h"
#include "sync/hub/caller.h"
#include "sync/hub/storage/people.h"
#include "sync/wire/digest.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::hub {

namespace {

using wire::Problem;
using wire::ProblemKind;

constexpr std::string_view alphabet = "ABCDEFGHJKMNPQRTUVWXY346789";
constexpr size_t code_length = 8;

std::string digest_of(const std::string& code) { return to_hex(view(sha256("accanto enrolment code ", code))); }

bool is_uuid(std::string_view text) {
    if (text.size() != 36)
        return false;
    for (size_t i = 0; i < text.size(); ++i) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        bool hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
        if (dash ? text[i] != '-' : !hex)
            return false;
    }
    return true;
}

std::string refusal_text(EnrolRefusal refusal) {
    switch (refusal) {
    case EnrolRefusal::unknown_code: return "there is no such code";
    case EnrolRefusal::expired: return "the time in which the code could be used is over";
    case EnrolRefusal::used: return "the code was used by another kiosk";
    case EnrolRefusal::other_point: return "this kiosk is enrolled at another point";
    case EnrolRefusal::replaced: return "another device has taken that kiosk's place before: replace that one";
    }
    return "";
}

// The same for a program: a kiosk's screen says it in the technician's language.
const char* reason_of(EnrolRefusal refusal) {
    switch (refusal) {
    case EnrolRefusal::unknown_code: return "unknown";
    case EnrolRefusal::expired: return "expired";
    case EnrolRefusal::used: return "used";
    case EnrolRefusal::other_point: return "other_point";
    case EnrolRefusal::replaced: return "replaced";
    }
    return "";
}

} // namespace

std::string make_code() {
    std::string out;
    // Bytes beyond the largest multiple of the alphabet are thrown away, so that every character is as likely.
    const size_t fair = 256 / alphabet.size() * alphabet.size();
    while (out.size() < code_length)
        for (char c : random_bytes(code_length))
            if (auto n = static_cast<unsigned char>(c); n < fair && out.size() < code_length)
                out += alphabet[n % alphabet.size()];
    return out;
}

std::optional<std::string> normal_code(std::string_view typed) {
    std::string out;
    for (char c : typed) {
        if (c == ' ' || c == '-')
            continue;
        if (c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
        if (alphabet.find(c) == std::string_view::npos)
            return std::nullopt;
        out += c;
    }
    return out.size() == code_length ? std::optional(out) : std::nullopt;
}

bool is_point_id(std::string_view id) {
    return !id.empty() && id.size() <= 40 &&
           std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::optional<CodeRequest> parse_code_request(std::string_view text) {
    auto tree = nlohmann::json::parse(text.substr(0, 4096), nullptr, false);
    if (!tree.is_object())
        return std::nullopt;
    auto read = [&](const char* name) {
        auto at = tree.find(name);
        return at != tree.end() && at->is_string() ? at->get<std::string>().substr(0, longest_name) : std::string();
    };
    CodeRequest out{{read("point"), read("point_name"), read("zone")}, read("kiosk_name")};
    out.replaces = read("replaces");
    if (const auto lives = tree.find("lives_ms"); lives != tree.end() && lives->is_number_integer())
        out.lives_ms = lives->get<int64_t>();
    if (!is_point_id(out.point.id) || out.lives_ms <= 0 || out.lives_ms > longest_code_lives_ms)
        return std::nullopt;
    return out;
}

std::string to_json(const CodeRequest& request) {
    return nlohmann::json{{"point", request.point.id},
                          {"point_name", request.point.name},
                          {"zone", request.point.zone},
                          {"kiosk_name", request.kiosk_name},
                          {"lives_ms", request.lives_ms},
                          {"replaces", request.replaces}}
        .dump();
}

bool is_zone(const std::string& zone) {
    try {
        return zone.empty() || !local_date(0, zone).empty();
    } catch (const Error&) {
        return false;
    }
}

std::string issue_code(Storage& storage, const CodeRequest& request, int64_t now_ms) {
    if (!is_zone(request.point.zone))
        throw Error("there is no time zone \"" + request.point.zone + "\"; one is written such as Europe/Madrid", EINVAL);
    if (!request.replaces.empty()) {
        const auto old = storage.kiosk(request.replaces);
        if (!old || old->point != request.point.id)
            throw Error(request.replaces + ": no such kiosk is enrolled at " + request.point.id, ENOENT);
        if (!old->replaced_by.empty())
            throw Error(request.replaces + ": " + old->replaced_by + " has taken its place; replace that one", EEXIST);
    }
    std::string code = make_code();
    EnrolmentCode kept{digest_of(code), request.point, request.kiosk_name, now_ms, now_ms + request.lives_ms, request.replaces};
    if (kept.point.name.empty())
        kept.point.name = kept.point.id;
    storage.add_code(kept);
    return code;
}

bool revoke_kiosk(Storage& storage, const std::string& kiosk) {
    if (!storage.kiosk(kiosk))
        return false;
    storage.revoke(kiosk);
    return true;
}

std::string revocation_json(const std::string& kiosk) { return nlohmann::json{{"kiosk", kiosk}}.dump(); }

std::string kiosk_of_revocation(std::string_view json) {
    const auto tree = nlohmann::json::parse(json, nullptr, false);
    const auto kiosk = tree.is_object() ? tree.find("kiosk") : tree.end();
    return kiosk != tree.end() && kiosk->is_string() ? kiosk->get<std::string>() : std::string();
}

// Its own deed, by a code whose making is told already.
void Enrolment::note(const Kiosk& kiosk) {
    const int64_t now_ms = m_answers.clock().wall_ms();
    m_storage.people().note({now_ms, kiosk.id, "kiosk.enrolled", kiosk.point});
    if (!kiosk.replaces.empty())
        m_storage.people().note({now_ms, kiosk.id, "kiosk.replaced", kiosk.replaces});
}

HttpAnswer Enrolment::enrol(HttpRequest& request) {
    const wire::Message& m = request.message;
    auto problem = [&](ProblemKind kind, int status, std::string detail) {
        return m_answers.problem(m, Problem{kind, status, std::move(detail), {}, {}, {}});
    };
    if (m_tries.exhausted(request.caller, m_answers.clock().mono_ms())) {
        m_metrics.enrolled(Metrics::Try::refused);
        return m_answers.problem(m, Problem{ProblemKind::busy, 429, "too many wrong codes", {}, {}, {}}, 60);
    }
    auto body = request.read_body(4096);
    auto asked = body ? wire::parse_enrol_request(*body) : std::nullopt;
    auto key = asked ? wire::public_key_from_text(asked->public_key) : std::nullopt;
    if (!key || !is_uuid(asked->kiosk))
        return problem(ProblemKind::malformed, 400, "code, kiosk (its UUID), public_key and version are needed");
    if (wire::check_content_digest(m.field("content-digest").value_or(""), *body) != wire::DigestCheck::ok)
        return problem(ProblemKind::digest, 400, "the digest does not fit the body");
    // The request is signed by the very key it brings: whoever asks holds the private half.
    auto verified = wire::verify(m, "kiosk", wire::enrol_components(), [&](const std::string&) { return key; });
    if (verified.verdict != wire::Verdict::ok)
        return problem(ProblemKind::signature, 401, "the request must be signed by the key it brings");
    auto code = normal_code(asked->code);
    std::variant<Kiosk, EnrolRefusal> result = EnrolRefusal::unknown_code;
    try {
        if (code)
            result = m_storage.enrol(digest_of(*code), asked->kiosk, *key, m_answers.clock().wall_ms());
        // A kiosk that is not told of its enrolment asks again with the same code: so it is in the log once it is told.
        if (const auto* enrolled = std::get_if<Kiosk>(&result))
            note(*enrolled);
    } catch (const Error& e) {
        spdlog::error("an enrolment could not be stored: {}", e.what());
        return problem(ProblemKind::failed, 503, "");
    }
    if (auto* refusal = std::get_if<EnrolRefusal>(&result)) {
        m_tries.failed(request.caller, m_answers.clock().mono_ms());
        m_metrics.enrolled(Metrics::Try::wrong);
        spdlog::warn("an enrolment from {} was refused: {}", told_caller(request.caller), refusal_text(*refusal));
        Problem told{ProblemKind::code, 403, refusal_text(*refusal), {}, {}, {}};
        told.reason = reason_of(*refusal);
        return m_answers.problem(m, told);
    }
    const Kiosk& kiosk = std::get<Kiosk>(result);
    m_metrics.enrolled(Metrics::Try::good);
    spdlog::info("kiosk {} enrolled at point {} (key {})", kiosk.id, kiosk.point, kiosk.key.fingerprint());
    if (!kiosk.replaces.empty())
        spdlog::info("it takes the place of kiosk {}, of which nothing is believed any more", kiosk.replaces);
    return m_answers.json(m, 200, wire::to_json(wire::Enrolled{kiosk.id, kiosk.point, kiosk.name, m_answers.public_key().text(),
                                                               m_answers.clock().wall_ms(), kiosk.replaces}));
}

} // namespace accanto::hub

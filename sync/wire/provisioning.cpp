#include "sync/wire/provisioning.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "content/base/settings_text.h"
#include "sync/wire/time.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace accanto::wire {

namespace {

using nlohmann::json;

constexpr std::string_view format = "accanto-provisioning-1";
constexpr size_t most_bytes = 16 * 1024;

bool is_short_line(std::string_view s) {
    return s.size() <= 120 && std::none_of(s.begin(), s.end(), [](unsigned char c) { return c < 32 || c == 127; });
}
bool is_code(std::string_view s) {
    return s.size() == 8 && std::all_of(s.begin(), s.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}
bool is_kiosk(std::string_view s) {
    return s.size() == 36 && std::all_of(s.begin(), s.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}
constexpr std::string_view kiosk_allowed = "the id of a kiosk, as `accanto fleet list` prints it";
bool is_hub(std::string_view s) { return !s.empty() && text_rules::hub_address.accepts(s); }

struct Member {
    const char* name;
    std::string Provisioning::*value;
    bool (*accepts)(std::string_view);
    std::string_view allowed;
};
const Member* begin_of_members() {
    static const Member members[] = {
        {"point", &Provisioning::point, text_rules::point_id.accepts, text_rules::point_id.allowed},
        {"point_name", &Provisioning::point_name, text_rules::name.accepts, text_rules::name.allowed},
        {"time_zone", &Provisioning::time_zone, text_rules::time_zone.accepts, text_rules::time_zone.allowed},
        {"kiosk_name", &Provisioning::kiosk_name, is_short_line, "one line of up to 120 bytes"},
        {"letter", &Provisioning::letter, text_rules::kiosk_letter.accepts, text_rules::kiosk_letter.allowed},
        {"hub", &Provisioning::hub, is_hub, "the hub's address, such as \"https://hub.example.org\""},
        {"code", &Provisioning::code, is_code, "the 8 characters of a one-time code"},
        {nullptr, nullptr, nullptr, {}},
    };
    return members;
}

// What is signed: RFC 8785. nlohmann's objects keep their keys in order, and its dump() escapes what that asks for.
std::string signed_bytes(json document) {
    document.erase("signature");
    std::string out(format);
    out += '\n';
    out += document.dump();
    return out;
}

std::optional<std::string> text_of(const json& document, const char* name) {
    const auto at = document.find(name);
    return at != document.end() && at->is_string() ? std::optional(at->get<std::string>()) : std::nullopt;
}

std::string wrong(const char* name, std::string_view allowed) { return fmt::format("\"{}\" is wrong; allowed: {}", name, allowed); }

// Everything but the signature. A sentence when something is wrong with it.
std::string read_members(const json& document, Provisioning& into) {
    size_t known = 4;   // format, hub_key, valid_until, signature
    for (const Member* m = begin_of_members(); m->name; ++m, ++known) {
        const auto value = text_of(document, m->name);
        if (!value || !m->accepts(*value))
            return wrong(m->name, m->allowed);
        into.*(m->value) = *value;
    }
    const auto key = public_key_from_text(text_of(document, "hub_key").value_or(""));
    if (!key)
        return wrong("hub_key", "an Ed25519 public key as base64");
    into.hub_key = *key;
    const auto until = parse_rfc3339(text_of(document, "valid_until").value_or(""));
    if (!until)
        return wrong("valid_until", "a moment such as 2026-12-24T00:00:00.000Z");
    into.valid_until_ms = *until;
    if (document.contains("replaces")) {
        into.replaces = text_of(document, "replaces").value_or("");
        if (!is_kiosk(into.replaces))
            return wrong("replaces", kiosk_allowed);
        ++known;
    }
    if (document.size() != known)
        return "it has members that this version does not know";
    return {};
}

} // namespace

std::string seal_provisioning(Provisioning provisioning, const SecretKey& key) {
    for (const Member* m = begin_of_members(); m->name; ++m)
        if (!m->accepts(provisioning.*(m->value)))
            throw std::invalid_argument(wrong(m->name, m->allowed));
    if (!provisioning.replaces.empty() && !is_kiosk(provisioning.replaces))
        throw std::invalid_argument(wrong("replaces", kiosk_allowed));
    json document{{"format", format}, {"hub_key", key.public_key().text()}, {"valid_until", rfc3339(provisioning.valid_until_ms)}};
    for (const Member* m = begin_of_members(); m->name; ++m)
        document[m->name] = provisioning.*(m->value);
    if (!provisioning.replaces.empty())
        document["replaces"] = provisioning.replaces;
    try {
        document["signature"] = to_base64(key.sign(signed_bytes(document)));
    } catch (const json::exception&) {
        throw std::invalid_argument("a text is no UTF-8");
    }
    return document.dump(2) + "\n";
}

OpenedProvisioning open_provisioning(std::string_view document, std::optional<int64_t> now_ms, const std::optional<PublicKey>& expected) {
    using Verdict = OpenedProvisioning::Verdict;
    if (document.size() > most_bytes)
        return {Verdict::unreadable, "it is larger than 16 KiB", {}};
    const json read = json::parse(document, nullptr, false);
    if (!read.is_object() || text_of(read, "format") != format)
        return {Verdict::unreadable, "it is no provisioning file (\"format\": \"accanto-provisioning-1\")", {}};
    Provisioning out;
    if (std::string problem = read_members(read, out); !problem.empty())
        return {Verdict::unreadable, std::move(problem), {}};
    const auto signature = from_base64(text_of(read, "signature").value_or(""));
    if (!signature || !verify(out.hub_key, signed_bytes(read), *signature))
        return {Verdict::forged, "its signature does not fit: it was changed after the hub signed it", {}};
    if (expected && !(*expected == out.hub_key))
        return {Verdict::other_hub, fmt::format("it is of a hub with the key {}, not {}", out.hub_key.fingerprint(), expected->fingerprint()), {}};
    if (now_ms && *now_ms > out.valid_until_ms)
        return {Verdict::expired, fmt::format("it was valid until {}", rfc3339(out.valid_until_ms)), std::move(out)};
    return {Verdict::ok, {}, std::move(out)};
}

} // namespace accanto::wire

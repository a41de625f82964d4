#include "content/base/settings_text.h"

#include "content/base/bytes.h"
#include "content/base/keys.h"
#include "content/base/place.h"
#include "content/base/sealed.h"

#include <fmt/format.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <memory>

namespace accanto {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_control(char c) {
    return static_cast<unsigned char>(c) < 32 || c == 127;
}

bool all_of(std::string_view s, bool (*rule)(char)) {
    return std::all_of(s.begin(), s.end(), rule);
}
bool one_line(std::string_view s, size_t most_bytes) {
    return s.size() <= most_bytes && std::none_of(s.begin(), s.end(), is_control);
}

bool is_point_id(std::string_view s) {
    return !s.empty() && s.size() <= 40 &&
           all_of(s, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

bool is_name(std::string_view s) {
    return s.find_first_not_of(' ') != std::string_view::npos && one_line(s, 120);
}

bool is_phone(std::string_view s) {
    return s.size() <= 40 && all_of(s, [](char c) {
               return is_digit(c) || std::string_view(" +-().").find(c) != std::string_view::npos;
           });
}

bool is_time_zone(std::string_view s) {
    if (s.empty())
        return true;
    auto id = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), int32_t(s.size())));
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
    return *zone != icu::TimeZone::getUnknown();
}

bool is_language(std::string_view s) {
    return (s.size() == 2 || s.size() == 3) && all_of(s, is_lower);
}

bool is_kiosk_letter(std::string_view s) {
    return s.size() == 1 && s[0] >= 'A' && s[0] <= 'Z' &&
           std::string_view("IOQSZ").find(s[0]) == std::string_view::npos;
}

bool is_folder(std::string_view s) {
    return !s.empty() && s[0] == '/' && one_line(s, 1000);
}
bool is_optional_folder(std::string_view s) {
    return s.empty() || is_folder(s);
}

// What CUPS allows as a name (lpadmin(8)), and no "-" in front, where a program would take it for an option.
bool is_queue(std::string_view s) {
    return s.size() <= 127 && !s.starts_with('-') && all_of(s, [](char c) {
               return c > ' ' && c < 127 && std::string_view("/#?'\"\\").find(c) == std::string_view::npos;
           });
}

bool is_contact_key(std::string_view s) {
    return s.empty() || is_sealing_key(s);
}

bool is_ipv4(std::string_view s) {
    int parts = 0;
    while (parts < 4) {
        size_t dot = s.find('.');
        std::string_view part = s.substr(0, dot);
        if (part.empty() || part.size() > 3 || !all_of(part, is_digit) || std::stoi(std::string(part)) > 255)
            return false;
        ++parts;
        if (dot == std::string_view::npos)
            return parts == 4;
        s.remove_prefix(dot + 1);
    }
    return false;
}

// RFC 4291 section 2.2, forms 1 and 2: groups of up to four hex digits, "::" once in place of the missing
// ones.
bool is_ipv6(std::string_view s) {
    bool gap = s.find("::") != std::string_view::npos;
    if (gap && s.find("::", s.find("::") + 1) != std::string_view::npos)
        return false;
    auto groups_of = [](std::string_view part) -> int {
        int groups = 0;
        while (!part.empty()) {
            size_t colon = part.find(':');
            std::string_view group = part.substr(0, colon);
            if (group.empty() || group.size() > 4 || !all_of(group, [](char c) {
                    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
                }))
                return 99;
            ++groups;
            if (colon == std::string_view::npos)
                return groups;
            part.remove_prefix(colon + 1);
            if (part.empty())
                return 99;
        }
        return groups;
    };
    if (!gap)
        return groups_of(s) == 8;
    size_t at = s.find("::");
    return groups_of(s.substr(0, at)) + groups_of(s.substr(at + 2)) <= 7;
}

bool is_ip_address(std::string_view s) {
    return is_ipv4(s) || is_ipv6(s);
}

bool is_port_or_nothing(std::string_view s) {
    if (s.empty())
        return true;
    if (s[0] != ':')
        return false;
    s.remove_prefix(1);
    return !s.empty() && s.size() <= 5 && all_of(s, is_digit) && std::stoi(std::string(s)) >= 1 &&
           std::stoi(std::string(s)) <= 65535;
}

// The host of the beginning of a web address: without a user, path, query or fragment. Nothing when it is none.
std::optional<std::string_view> host_of_address(std::string_view s) {
    const bool secure = s.starts_with("https://");
    if (!secure && !s.starts_with("http://"))
        return std::nullopt;
    s.remove_prefix(secure ? 8 : 7);
    if (!one_line(s, 500) || s.find_first_of(" ?#@\\\"") != std::string_view::npos)
        return std::nullopt;
    if (s.ends_with('/'))
        s.remove_suffix(1);
    if (s.find('/') != std::string_view::npos)
        return std::nullopt;
    std::string_view authority = s;
    size_t host_end = authority.starts_with('[') ? authority.find(']') + 1
                                                 : std::min(authority.find(':'), authority.size());
    std::string_view host = authority.substr(0, host_end);
    if (host.empty() || !is_port_or_nothing(authority.substr(host_end)))
        return std::nullopt;
    if (host.starts_with('[') && !is_ipv6(host.substr(1, host.size() - 2)))
        return std::nullopt;
    return host;
}

// In the clear only within this machine: everything else is read on the way.
bool is_hub_address(std::string_view s) {
    if (s.empty())
        return true;
    const auto host = host_of_address(s);
    return host && (s.starts_with("https://") || *host == "localhost" || *host == "[::1]" ||
                    (is_ipv4(*host) && host->starts_with("127.")));
}

std::optional<int> minute_of(std::string_view s) {
    if (s.size() != 5 || s[2] != ':' || !all_of(s.substr(0, 2), is_digit) || !all_of(s.substr(3), is_digit))
        return std::nullopt;
    int hour = (s[0] - '0') * 10 + (s[1] - '0'), minute = (s[3] - '0') * 10 + (s[4] - '0');
    if (minute > 59 || hour * 60 + minute > 24 * 60)
        return std::nullopt;
    return hour * 60 + minute;
}

} // namespace

namespace text_rules {
const TextRule point_id = {is_point_id, "1 to 40 of a-z, 0-9 and -"};
const TextRule optional_code = {[](std::string_view s) { return s.empty() || is_point_id(s); },
                                "1 to 40 of a-z, 0-9 and -, or \"\" for none"};
const TextRule service = {
    [](std::string_view s) { return std::find(std::begin(point_services), std::end(point_services), s) != std::end(point_services); },
    "mentor, courses, computer, wifi, print, eid"};
const TextRule name = {is_name, "1 to 120 bytes of text on one line"};
const TextRule address = {[](std::string_view s) { return one_line(s, 300); },
                          "up to 300 bytes of text on one line"};
const TextRule phone = {is_phone, "digits, spaces and + - ( ) . or \"\" for none"};
const TextRule time_zone = {is_time_zone,
                            "a time zone such as \"Europe/Madrid\", or \"\" for the machine's own"};
const TextRule place = {[](std::string_view s) { return s.empty() || is_place(s); },
                        "an ISO 3166 code: a country, such as \"IT\", or a part of one, such as \"ES-CT\""};
const TextRule language = {is_language, "a language code of two or three small letters, such as \"en\""};
const TextRule optional_language = {[](std::string_view s) { return s.empty() || is_language(s); },
                                    "a language code of two or three small letters, such as \"en\", or \"\" for the point's own"};
const TextRule kiosk_letter = {is_kiosk_letter,
                               "one letter A to Z, but not I, O, Q, S, Z, which look like digits"};
const TextRule folder = {is_folder, "a folder from the root, such as \"/var/lib/accanto\""};
const TextRule optional_folder = {
    is_optional_folder,
    "a folder from the root, such as \"/var/lib/accanto/printed\", or \"\" for the usual one"};
const TextRule optional_file = {
    is_optional_folder, "a file from the root, such as \"/etc/accanto/content.pub\", or \"\" for the usual one"};
const TextRule optional_pem_file = {
    is_optional_folder, "a file from the root, such as \"/etc/accanto/desk/key.pem\", or \"\" for none"};
const TextRule optional_device = {is_optional_folder, "a path from the root, such as \"/dev/usb/lp0\", or \"\" for none"};
const TextRule queue = {is_queue, "the name of a print queue, up to 127 characters without blanks, /, #, ? and quotes, or \"\" for none"};
const TextRule contact_key = {is_contact_key, "the network's public key as base64, 44 characters, or \"\" to ask nobody for a telephone number"};
const TextRule ip_address = {
    is_ip_address, "an IP address of this machine, such as \"127.0.0.1\", or \"0.0.0.0\" for all of them"};
const TextRule hub_address = {
    is_hub_address,
    "\"https://hub.example.org\", \"http://127.0.0.1:8470\" on this machine alone, or \"\" for no hub"};
// Of the point's own network: what travels there is signed, and holds no name.
const TextRule host_address = {
    [](std::string_view s) { return s.empty() || host_of_address(s).has_value(); },
    "\"http://192.168.1.10:8460\", where accanto-desk of that kiosk listens, or \"\" for none"};
const TextRule public_key = {[](std::string_view s) { return s.empty() || public_key_from_text(s).has_value(); },
                             "a public key, as \"accanto point key\" prints it on the other kiosk, or \"\" for none"};
} // namespace text_rules

std::optional<std::vector<OpeningSpan>> parse_opening_spans(std::string_view text) {
    std::vector<OpeningSpan> spans;
    int earliest = 0;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.empty())
            return spans;
        std::string_view span = text.substr(0, text.find(' '));
        text.remove_prefix(span.size());
        if (span.size() != 11 || span[5] != '-')
            return std::nullopt;
        auto from = minute_of(span.substr(0, 5)), to = minute_of(span.substr(6));
        if (!from || !to || *from < earliest || *to <= *from)
            return std::nullopt;
        spans.push_back({*from, *to});
        earliest = *to;
    }
}

std::string opening_spans_text(const std::vector<OpeningSpan>& spans) {
    std::string out;
    for (const OpeningSpan& span : spans)
        out += fmt::format("{}{:02}:{:02}-{:02}:{:02}", out.empty() ? "" : " ", span.from_minute / 60, span.from_minute % 60,
                           span.to_minute / 60, span.to_minute % 60);
    return out;
}

} // namespace accanto

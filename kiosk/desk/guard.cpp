#include "kiosk/desk/guard.h"

#include <arpa/inet.h>
#include <unistd.h>

#include <algorithm>

namespace accanto::desk {

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool is_port(const std::string& text) {
    return !text.empty() && text.size() <= 5 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The name without its port; nothing when it is no host at all (RFC 9110 section 7.2).
std::optional<std::string> name_of(const std::string& host) {
    if (host.starts_with('[')) {
        const size_t close = host.find(']');
        if (close == std::string::npos)
            return std::nullopt;
        const std::string rest = host.substr(close + 1);
        if (!rest.empty() && (rest[0] != ':' || !is_port(rest.substr(1))))
            return std::nullopt;
        return host.substr(1, close - 1);
    }
    const size_t colon = host.find(':');
    if (colon != std::string::npos && !is_port(host.substr(colon + 1)))
        return std::nullopt;
    return host.substr(0, colon);
}

} // namespace

bool is_address(const std::string& name) {
    unsigned char bytes[16];
    return inet_pton(AF_INET, name.c_str(), bytes) == 1 || inet_pton(AF_INET6, name.c_str(), bytes) == 1;
}

bool is_loopback(const std::string& address) {
    in_addr four;
    in6_addr six;
    if (inet_pton(AF_INET, address.c_str(), &four) == 1)
        return ntohl(four.s_addr) >> 24 == 127;
    return inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

const std::string& machine_name() {
    static const std::string name = [] {
        char buffer[256] = {};
        return gethostname(buffer, sizeof buffer - 1) == 0 ? lower(buffer) : std::string();
    }();
    return name;
}

bool is_our_host(const std::string& host_header, const std::vector<std::string>& names) {
    const auto name = name_of(lower(host_header));
    if (!name || name->empty())
        return false;
    if (*name == "localhost" || is_address(*name))
        return true;
    if (!machine_name().empty() && (*name == machine_name() || *name == machine_name() + ".local"))
        return true;
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& ours) { return lower(ours) == *name; });
}

bool is_same_origin(const Request& request) {
    const std::string site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin")
        return false;
    if (!request.headers.contains("origin"))
        return true;
    const std::string ours = (request.secure ? "https://" : "http://") + lower(request.header("host"));
    return lower(request.header("origin")) == ours;
}

const std::vector<std::pair<std::string, std::string>>& security_headers() {
    static const std::vector<std::pair<std::string, std::string>> headers = {
        {"Content-Security-Policy",
         "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
         "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"},
    };
    return headers;
}

} // namespace accanto::desk

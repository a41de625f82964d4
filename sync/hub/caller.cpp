#include "sync/hub/caller.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace accanto::hub {

namespace {

std::optional<in_addr> ipv4_of(const std::string& text) {
    in_addr out{};
    return inet_pton(AF_INET, text.c_str(), &out) == 1 ? std::optional(out) : std::nullopt;
}

std::optional<in6_addr> ipv6_of(std::string text) {
    text = text.substr(0, text.find('%')); // a link's name is this machine's
    in6_addr out{};
    return inet_pton(AF_INET6, text.c_str(), &out) == 1 ? std::optional(out) : std::nullopt;
}

std::string ipv4_text(const void* bytes) {
    char text[INET_ADDRSTRLEN] = {};
    inet_ntop(AF_INET, bytes, text, sizeof text);
    return text;
}

// A socket of the file system has no address at all.
bool is_of_this_machine(std::string_view peer) {
    if (peer.empty() || peer == "::1")
        return true;
    const std::string network = network_of(peer);
    return network.starts_with("127.");
}

} // namespace

std::string network_of(std::string_view address) {
    const std::string text(address);
    if (const auto four = ipv4_of(text))
        return ipv4_text(&*four);
    auto six = ipv6_of(text);
    if (!six)
        return "";
    if (IN6_IS_ADDR_V4MAPPED(&*six))
        return ipv4_text(six->s6_addr + 12);
    std::fill(six->s6_addr + 8, six->s6_addr + 16, uint8_t(0));
    char out[INET6_ADDRSTRLEN] = {};
    inet_ntop(AF_INET6, &*six, out, sizeof out);
    return std::string(out) + "/64";
}

std::string caller_of(std::string_view peer, std::string_view real_ip, const std::set<std::string>& proxies) {
    const bool by_proxy = is_of_this_machine(peer) || proxies.contains(std::string(peer));
    return network_of(by_proxy && !real_ip.empty() ? real_ip : peer);
}

} // namespace accanto::hub

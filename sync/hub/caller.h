#pragma once
// Who calls, as far as an address tells it: for counting wrong tries. Pure; any thread.

#include <set>
#include <string>
#include <string_view>

namespace accanto::hub {

// An address as its network alone gives it out: of IPv6 the first 64 bits, because the rest is the machine's own
// to choose, and to choose anew for every try (RFC 4291, 2.5.4; RFC 8981); of IPv4 all, also where it comes inside an
// IPv6 one. "192.0.2.7", "2001:db8:0:1::/64"; "" for what is no address.
std::string network_of(std::string_view address);

// Where a request comes from: the peer of its connection, or, where that is a proxy of ours, whom the proxy named in
// X-Real-IP ("" where it named nobody). Ours are those of this machine and `proxies`: anybody else could write what
// they like into that field.
std::string caller_of(std::string_view peer, std::string_view real_ip, const std::set<std::string>& proxies);

// For the log.
inline std::string told_caller(const std::string& caller) { return caller.empty() ? "an unknown address" : caller; }

} // namespace accanto::hub

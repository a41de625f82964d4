#pragma once
// Who may ask at all: the names this desk is called by, and where a request that changes something comes
// from.

#include "kiosk/desk/http.h"

#include <string>
#include <utility>
#include <vector>

namespace accanto::desk {

bool is_address(const std::string& name); // "192.0.2.1", "::1"
// Reached from this machine alone.
bool is_loopback(const std::string& address);

const std::string& machine_name(); // lower case; "" when it has none

// A page of another site that has its own name point at us (DNS rebinding) is told apart by the Host header:
// only addresses, "localhost", this machine's own name and the names given are ours.
bool is_our_host(const std::string& host_header, const std::vector<std::string>& names);

// Was the request made by one of our own pages? By Origin (RFC 6454) and Sec-Fetch-Site, as far as the
// browser sends them.
bool is_same_origin(const Request& request);

// What every answer carries: nothing from elsewhere, nothing inline, no framing, no sniffing.
const std::vector<std::pair<std::string, std::string>>& security_headers();

} // namespace accanto::desk

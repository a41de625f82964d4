#pragma once
// One request to the hub and its answer; who carries it is somebody else's affair (curl, a test).

#include "sync/wire/signature.h"

#include <memory>
#include <string>

namespace accanto::agent {

struct Reply {
    int status = 0;             // 0: no answer came; `failure` says why
    wire::Message message;      // of the answer: status and fields
    std::string body;
    std::string failure;
};

class Transport {
public:
    virtual ~Transport() = default;
    // Fills nothing in: method, path, query, authority and fields of `request` are what goes out. Never throws for the network.
    virtual Reply send(const wire::Message& request, const std::string& body) = 0;
};

// Where the hub is. "https://hub.example.org" or "http://127.0.0.1:8470"; a path is not allowed, it would be part of what is signed.
struct HubAddress {
    std::string scheme, authority;
    std::string url() const { return scheme + "://" + authority; }
};
std::optional<HubAddress> parse_hub_address(std::string_view url);

// One connection, kept open between requests. Throws Error when curl cannot start.
std::unique_ptr<Transport> curl_transport(const HubAddress& hub);

} // namespace accanto::agent

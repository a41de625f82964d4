#pragma once
// One request to the hub and its answer; who carries it is somebody else's affair (curl, a test).

#include "sync/wire/signature.h"

#include <atomic>
#include <memory>
#include <string>

namespace accanto::agent {

struct Reply {
    int status = 0;             // 0: no answer came; `failure` says why
    wire::Message message;      // of the answer: status and fields
    std::string body;
    std::string failure;
    bool timed_out = false;     // of no answer: the request was on its way when its time was over; not while connecting
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

// `any`: of a kiosk of the same point, whose certificate nobody issued. Who answers is proven by the signature of each answer;
// TLS then only hides from others what is said.
enum class Certificate { of_a_known_authority, any };
struct CurlLimits {
    int connect_s = 10, total_s = 60;
    Certificate certificate = Certificate::of_a_known_authority;
    const std::atomic<bool>* stop = nullptr;   // when it becomes true a request under way fails within a second
};
// One connection, kept open between requests. Throws Error when curl cannot start.
std::unique_ptr<Transport> curl_transport(const HubAddress& hub, const CurlLimits& limits = {});

} // namespace accanto::agent

#pragma once
// HTTP Message Signatures (RFC 9421) with Ed25519. Pure: a message is what we say it is.

#include "sync/wire/keys.h"
#include "sync/wire/structured.h"

#include <functional>

namespace accanto::wire {

// The parts of an HTTP message that can be signed. Field names are lower case; a name may stand more than once.
struct Message {
    std::string method, scheme, authority, path, query;   // of a request; query with its '?', or empty
    int status = 0;                                       // of a response
    std::vector<std::pair<std::string, std::string>> fields;
    const Message* request = nullptr;                     // of a response: what it answers (for ";req")

    void set(std::string_view name, std::string_view value);             // replaces
    std::optional<std::string> field(std::string_view name) const;       // all of that name, joined as section 2.1 says
};

// A covered component: "content-type", "@path", {"signature", key="kiosk", req}.
Item component(std::string_view name);
Item component_of_request(std::string_view name);                               // ;req
Item component_of_request(std::string_view name, std::string_view member_key);  // ;key="..";req

// The signature base of section 2.5, or nothing when a component is missing, unknown or named twice.
std::optional<std::string> signature_base(const Message& message, const InnerList& input);

struct SignWith {
    std::string label;     // "kiosk", "hub"
    std::string key_id;
    int64_t created_s = 0;   // seconds since 1970 UTC, as the signer believes
};
// Adds Signature-Input and Signature under `with.label`. Every component must be present (a broken belief otherwise).
void sign(Message& message, const std::vector<Item>& components, const SignWith& with, const SecretKey& key);

enum class Verdict { ok, unsigned_, malformed, not_covered, unknown_key, wrong };
struct Verified {
    Verdict verdict = Verdict::unsigned_;
    std::string key_id;
    int64_t created_s = 0;
};
using KeyFinder = std::function<std::optional<PublicKey>(const std::string& key_id)>;
// Checks the signature under `label`: it must cover at least `required` and fit the key that `find_key` gives.
Verified verify(const Message& message, std::string_view label, const std::vector<Item>& required, const KeyFinder& find_key);

} // namespace accanto::wire

#pragma once
// The hub's signed answers: nobody between us and a kiosk can make one up (design/sync.md, "The wire").

#include "content/base/clock.h"
#include "content/base/key_change.h"
#include "sync/hub/http.h"
#include "sync/wire/keys.h"
#include "sync/wire/problem.h"

namespace accanto::hub {

class Answers {
public:
    // `changes`: of the hub's key, up to this one.
    Answers(wire::SecretKey key, const Clock& clock, std::vector<KeyChange> changes = {})
        : m_key(std::move(key)), m_clock(clock), m_changes(std::move(changes)) {}

    // Bound to the request's own signature where it has one, else to its method, path and query.
    HttpAnswer json(const wire::Message& request, int status, std::string body, std::string_view type = "application/json") const;
    // With these fields, content-type and content-digest among them where there is a body; etag and content-range are signed too.
    HttpAnswer of_fields(const wire::Message& request, int status, std::vector<std::pair<std::string, std::string>> fields, std::string body) const;
    HttpAnswer problem(const wire::Message& request, wire::Problem problem, std::optional<int> retry_after_s = {}) const;

    const wire::PublicKey& public_key() const { return m_key.public_key(); }
    const std::vector<KeyChange>& key_changes() const { return m_changes; }
    const Clock& clock() const { return m_clock; }

private:
    wire::SecretKey m_key;
    const Clock& m_clock;
    std::vector<KeyChange> m_changes;
};

} // namespace accanto::hub

#pragma once
// One signed question to the hub, and what is proven about its answer.

#include "content/base/clock.h"
#include "sync/agent/identity.h"
#include "sync/agent/outbox.h"
#include "sync/wire/problem.h"

namespace accanto::agent {

struct Answered {
    Reply reply;
    bool genuine = false;                  // signed by our hub, for this very request, body and all
    std::optional<wire::Problem> problem;  // that it tells, when it is genuine
};

// The seconds of a Retry-After field (its date form is not used by our hub), at most an hour.
std::optional<int> retry_after(const Reply& reply);

class HubTalk {
public:
    using Fields = std::vector<std::pair<std::string, std::string>>;
    // All outlive this. The outbox says how far the clock is to be trusted.
    HubTalk(Transport& transport, const Identity& identity, const Clock& clock, Outbox& outbox)
        : m_transport(transport), m_identity(identity), m_clock(clock), m_outbox(outbox) {}

    // Addresses, signs over `components` and sends; throws only what the outbox throws.
    Answered carry(wire::Message request, const std::string& body, const std::vector<wire::Item>& components);
    // A signed GET with further fields.
    Answered ask(const std::string& path, const Fields& fields = {});

    // The hub's signed word on the time: used for signing, and told to nobody else.
    void take_time(int64_t server_time_ms) { m_off_ms = server_time_ms - m_clock.wall_ms(); }
    // As far as this kiosk can know: its own clock, or the hub's since that was corrected.
    int64_t now_ms() const { return m_clock.wall_ms() + m_off_ms; }

private:
    Transport& m_transport;
    const Identity& m_identity;
    const Clock& m_clock;
    Outbox& m_outbox;
    int64_t m_off_ms = 0;   // what to add to our wall clock
};

} // namespace accanto::agent

#pragma once
// What kiosks ask, by path: everything under /v1/ that is answered with the hub's signature.

#include "sync/hub/enrolment.h"
#include "sync/hub/content_api.h"

namespace accanto::hub {

class KioskApi {
public:
    // All outlive this.
    KioskApi(Storage& storage, const Answers& answers, Metrics& metrics, wire::Pace pace);

    // Nothing when the path is none of a kiosk's. Any thread. `by_coordinator`: whoever asks has shown the token.
    std::optional<HttpAnswer> answer(HttpRequest& request, bool by_coordinator = false);
    // Above 80 % of the room for requests or for events, pushes are sent away before their body is read, and told to come back at
    // moments that are spread; packs, which nobody waits for, above half of it.
    std::optional<HttpAnswer> admit(const HttpRequest& request, double load);

private:
    HttpAnswer time(const HttpRequest& request) const;

    Storage& m_storage;
    const Answers& m_answers;
    Metrics& m_metrics;
    wire::Pace m_pace;
    DesiredStates m_desired;
    Ingest m_ingest;
    ContentApi m_content;
    Enrolment m_enrolment;
};

} // namespace accanto::hub

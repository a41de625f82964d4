#pragma once
// What a kiosk is to have, and the packs it gets it from: GET /v1/desired and GET /v1/packs/{sha256}.

#include "sync/hub/desired_states.h"
#include "sync/hub/ingest.h"

namespace accanto::hub {

// Any thread.
class ContentApi {
public:
    // All outlive this.
    ContentApi(Storage& storage, const Answers& answers, const Ingest& ingest, DesiredStates& desired)
        : m_storage(storage), m_answers(answers), m_ingest(ingest), m_desired(desired) {}

    HttpAnswer desired(const wire::Message& request);
    HttpAnswer pack(const wire::Message& request);

private:
    HttpAnswer whole(const wire::Message& request, const std::string& sha256) const;
    HttpAnswer part(const wire::Message& request, const std::string& sha256, const wire::Part& part) const;

    Storage& m_storage;
    const Answers& m_answers;
    const Ingest& m_ingest;
    DesiredStates& m_desired;
};

} // namespace accanto::hub

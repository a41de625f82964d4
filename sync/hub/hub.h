#pragma once
// The hub: what it keeps, who it is, and which request goes where.

#include "content/library/words.h"
#include "sync/hub/access.h"
#include "sync/hub/ingest.h"
#include "sync/hub/pages.h"

namespace accanto::hub {

struct HubOptions {
    std::filesystem::path data;      // its folder
    std::filesystem::path content;   // content/ of the installation
    std::string zone;                // IANA; empty: the machine's
    wire::Pace pace;
    BeforeCommit before_commit;      // of the tests
};

class Hub {
public:
    // Opens the folder (makes it, its key and its token at the first start). Throws Error.
    Hub(const HubOptions& options, const Clock& clock);

    // Any thread.
    HttpAnswer answer(HttpRequest& request);
    // Above 80 % of the room for requests or for events, pushes are sent away before their body is read.
    std::optional<HttpAnswer> admit(const HttpRequest& request, double load) const;

    Storage& storage() { return *m_storage; }
    const wire::PublicKey& public_key() const { return m_answers.public_key(); }

private:
    HttpAnswer api(HttpRequest& request);
    HttpAnswer time(const HttpRequest& request) const;
    HttpAnswer code(HttpRequest& request);
    HttpAnswer export_events() const;

    const Clock& m_clock;
    std::unique_ptr<Storage> m_storage;
    Answers m_answers;
    Access m_access;
    Ingest m_ingest;
    Enrolment m_enrolment;
    Pages m_pages;
};

// One event as a JSON line: point, kiosk, epoch, seq, type, disposition, received, happened, data; for what could not be read
// the bytes as text in "raw".
std::string event_line(const StoredEvent& event);

} // namespace accanto::hub

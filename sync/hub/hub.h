#pragma once
// The hub: what it keeps, who it is, and which request goes where.

#include "content/library/words.h"
#include "sync/hub/access.h"
#include "sync/hub/kiosk_api.h"
#include "sync/hub/pages.h"
#include "sync/hub/people_api.h"
#include "sync/hub/publish_api.h"

namespace accanto::hub {

struct HubOptions {
    std::filesystem::path data;    // its folder
    std::filesystem::path content; // content/ of the installation
    std::string zone;              // IANA; empty: the machine's
    wire::Pace pace;
    BeforeCommit before_commit; // of the tests
};

class Hub {
public:
    // Opens the folder (makes it, its key and its token at the first start). Throws Error.
    Hub(const HubOptions& options, const Clock& clock);

    // Any thread.
    HttpAnswer answer(HttpRequest& request);
    // As KioskApi::admit().
    std::optional<HttpAnswer> admit(const HttpRequest& request, double load) {
        return m_kiosks.admit(request, load);
    }

    Storage& storage() { return *m_storage; }
    const wire::PublicKey& public_key() const { return m_answers.public_key(); }

private:
    HttpAnswer api(HttpRequest& request);
    HttpAnswer for_programs(HttpRequest& request, const Visitor& visitor);
    HttpAnswer code(HttpRequest& request, const Visitor& visitor);
    HttpAnswer revoke(HttpRequest& request, const Visitor& visitor);
    HttpAnswer export_events(const Visitor& visitor);
    HttpAnswer contacts(const Visitor& visitor);
    HttpAnswer tell(HttpRequest& request, const Visitor& visitor);
    HttpAnswer publish(HttpRequest& request, const Visitor& visitor);
    HttpAnswer health();
    HttpAnswer metrics();
    void note(const Visitor& visitor, std::string what, std::string about);

    const Clock& m_clock;
    Metrics m_metrics;
    std::filesystem::path m_data;
    std::unique_ptr<Storage> m_storage;
    Answers m_answers;
    Access m_access;
    KioskApi m_kiosks;
    PublishApi m_publish;
    Pages m_pages;
};

// One event as a JSON line: point, kiosk, epoch, seq, type, disposition, received, happened, data; for what
// could not be read the bytes as text in "raw".
// What is sealed leaves the hub by contacts.h alone.
enum class Sealed { left_out, in_full };
std::string event_line(const StoredEvent& event, Sealed sealed = Sealed::left_out);

// Reads all events anew when what the figures mean has changed since they were read: after an upgrade. What
// an older hub had to quarantine may now be understood.
void read_again_if_older(Storage& storage);

// What a hub does with its store before it takes anything: claims it, and reads again what is to be. Throws
// Error when it is another hub's.
void take_up(Storage& storage, const Answers& answers);

} // namespace accanto::hub

#pragma once
// The pages on which people of the network do their work: accounts and organisations, the log, one's own
// password, kiosks, content. What a page changes is written into the log, with the name of whoever asked for
// it.

#include "sync/hub/accounts.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/form_read.h"
#include "sync/hub/forms.h"
#include "sync/hub/http.h"
#include "sync/hub/rights.h"
#include "sync/hub/storage/storage.h"

namespace accanto::hub {

class Offices {
public:
    // All outlive this.
    Offices(Storage& storage, const Clock& clock, const content::Words& kiosk_words, std::string zone)
        : m_storage(storage), m_clock(clock), m_kiosk_words(kiosk_words), m_zone(std::move(zone)) {}

    static bool is_asked(const wire::Message& request);
    // The right to ask was seen already (rights.h). Throws Error when the store fails.
    Sheet answer(HttpRequest& request, const Visitor& visitor, const Speaker& say);

private:
    Sheet people(HttpRequest& request, const Visitor& visitor, const Speaker& say);
    Sheet account(HttpRequest& request, const Visitor& visitor, const Speaker& say);
    Sheet log(const wire::Message& request, const Speaker& say);
    Outcome change_kiosks(const std::string& path, const Form& asked, const Visitor& visitor, const Speaker& say);
    Sheet kiosks(HttpRequest& request, const Visitor& visitor, const Speaker& say);
    Sheet orders(HttpRequest& request, const Visitor& visitor, const Speaker& say);
    Sheet content(HttpRequest& request, const Visitor& visitor, const Speaker& say);
    std::string change_content(HttpRequest& request, const Visitor& visitor);

    Storage& m_storage;
    const Clock& m_clock;
    const content::Words& m_kiosk_words;
    std::string m_zone;
};

// Their main parts.
// `organisation`: only its people; empty: all.
std::string people_page(const Speaker& say, People& people, const std::string& organisation, const Outcome& told);
std::string account_page(const Speaker& say, const Visitor& visitor, const Outcome& told);
std::string log_page(const Speaker& say, People& people, int64_t before);
struct Here {
    int64_t now_ms = 0;
    std::string zone;         // of points that name none
    std::string organisation; // only its points; empty: all
};
// `typed`: what the form for a code says at first.
std::string kiosks_page(const Speaker& say, Storage& storage, const content::Words& kiosk_words, const Here& here, const Outcome& told,
                        const CodeRequest& typed);

} // namespace accanto::hub

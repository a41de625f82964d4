#pragma once
// A kiosk that was provisioned by a signed file knows its hub and a one-time code, and has perhaps never had a connection
// (kiosk/setup/setup.h). With the first one it is taken up.

#include "sync/agent/identity.h"

namespace accanto::agent {

struct FirstContact {
    std::optional<Identity> identity; // taken up now: the file is gone
    std::string trouble;              // why not, as a sentence; "": nothing waits for a first contact
};
// Reads `state`/sync/first_contact.json. `open`: the connection. The hub that answers must be the one of the signed file. What
// cannot be mended by waiting (a code that is used or too old) is told with each try, until a new file or code comes. Throws Error
// when files cannot be read or written.
FirstContact first_contact(const std::filesystem::path& state, const std::string& kiosk_id, int64_t wall_ms,
                           const std::function<std::unique_ptr<Transport>(const HubAddress&)>& open);

} // namespace accanto::agent

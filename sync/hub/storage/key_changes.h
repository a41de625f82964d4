#pragma once
// A kiosk that changes its key has two for a while. Calls as those of Storage: from any thread, and durable when they return.

#include "sync/wire/keys.h"

#include <optional>
#include <string>

namespace accanto::hub {

class KeyChanges {
public:
    virtual ~KeyChanges() = default;

    // The kiosk has proven that it holds this key too. Its own goes on counting until it is heard under this one; a later offer takes
    // the place of this one.
    virtual void offer(const std::string& kiosk, const wire::PublicKey& key) = 0;
    virtual std::optional<wire::PublicKey> offered(const std::string& kiosk) = 0;
    // It was heard under the offered key: that is its key from now on, and the old one is worth nothing. Changes nothing when another
    // key is offered by now.
    virtual void settle(const std::string& kiosk, const wire::PublicKey& key) = 0;
};

} // namespace accanto::hub

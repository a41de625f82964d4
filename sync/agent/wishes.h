#pragma once
// What a technician asks for at the kiosk's screen, heard here (kiosk/store/wishes.h).

#include "content/base/settings.h"
#include "kiosk/store/store.h"

#include <future>
#include <memory>

namespace accanto::agent {

// Belongs to the service's thread.
class Wishes {
public:
    // Both outlive this. What was asked before is over: a restart does not repeat it.
    Wishes(const Settings& settings, const Clock& clock) : m_settings(settings), m_clock(clock) {}
    ~Wishes(); // waits for a look that is under way: its parts have their own limits of time

    // Whether everything is to be sent now. Begins a look at the network where one was asked for, or enrols, on a thread of its own. A store
    // that cannot be opened is looked at again with the next call.
    bool hear();

private:
    bool hear_enrolling();

    const Settings& m_settings;
    const Clock& m_clock;
    std::unique_ptr<store::Store> m_store;
    int64_t m_sync_now = 0, m_look = 0; // the wishes that were heard
    int64_t m_enrolled = 0;             // the last of them whose answer was seen
    std::future<void> m_looking, m_enrolling;
};

} // namespace accanto::agent

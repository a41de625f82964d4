#pragma once
// What each kiosk is to have, worked out from what was published.

#include "content/base/clock.h"
#include "sync/hub/storage/publishing.h"
#include "sync/hub/storage/storage.h"
#include "sync/wire/desired.h"

#include <mutex>

namespace accanto::hub {

struct Published {
    std::vector<Release> releases;
    std::vector<KeptCatalogue> catalogues;
};

// Of each pack the newest version that is out for this kiosk's point, in the order of their lists: a kiosk takes no older list than
// it has seen. Pure.
wire::Desired desired_of(const Kiosk& kiosk, const Published& published);
// Of that, the version of one pack at a point; nothing when it gets none.
const Release* release_for(const std::string& point, const std::string& pack, const std::vector<Release>& releases);

// The same for many kiosks that ask again and again. Any thread; every call may throw Error.
class DesiredStates {
public:
    // Both outlive this.
    DesiredStates(Storage& storage, const Clock& clock) : m_storage(storage), m_clock(clock) {}

    std::string document(const Kiosk& kiosk);
    // The document's tag, for every batch's answer; empty when nothing was ever published.
    std::string tag(const Kiosk& kiosk);
    // The length of a published pack or list, or nothing: it is none, or was taken back.
    std::optional<int64_t> length_of(const std::string& sha256);
    // Something was published by this process: count it at once. What another process published is seen within seconds.
    void look_again();

private:
    void refresh();   // m_mutex is held

    Storage& m_storage;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::optional<Published> m_published;
    int64_t m_change = -1, m_looked_ms = 0;
    std::map<std::string, std::string> m_tags;   // by kiosk
};

} // namespace accanto::hub

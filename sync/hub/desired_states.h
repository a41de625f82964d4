#pragma once
// What each kiosk is to have, worked out from what was published.

#include "sync/hub/inheritance.h"
#include "sync/hub/leases.h"
#include "sync/hub/storage/orders.h"
#include "sync/hub/storage/publishing.h"
#include "sync/hub/storage/storage.h"
#include "sync/wire/desired.h"

#include <mutex>

namespace accanto::hub {

struct Published {
    std::vector<Release> releases;
    std::vector<KeptCatalogue> catalogues;
    // By point.
    std::map<std::string, std::vector<Order>> orders;
    std::map<std::string, LeaseBook> leases;
    std::map<std::string, std::vector<Erasure>> erasures;
    std::map<std::string, std::map<std::string, Inheritance>> inherited;   // and by kiosk
    std::map<std::string, int64_t> erased;   // erasures_told()
    bool empty() const { return releases.empty() && orders.empty() && erasures.empty(); }
};

// What is ordered for its point and for itself; and of each pack the newest version that is out for this kiosk's point, in the order of their lists: a kiosk takes no older list than
// it has seen. Erasures until it told of them in this life (epoch) of its store: one that came back from a copy does them again. Pure.
wire::Desired desired_of(const Kiosk& kiosk, int64_t epoch, const Published& published);
// Of that, the version of one pack at a point; nothing when it gets none.
const Release* release_for(const std::string& point, const std::string& pack, const std::vector<Release>& releases);

// The same for many kiosks that ask again and again. Each call asks the store whether anything was published since, by whichever process:
// every hub of a store says the same. Any thread; every call may throw Error.
class DesiredStates {
public:
    explicit DesiredStates(Storage& storage) : m_storage(storage) {}   // which outlives this

    std::string document(const Kiosk& kiosk) { return wire::to_json(desired(kiosk, newest_epoch(kiosk))); }
    wire::Desired desired(const Kiosk& kiosk, int64_t epoch);
    // The document's tag, for every batch's answer; empty when nothing was ever published.
    std::string tag(const Kiosk& kiosk) { return tag(kiosk, newest_epoch(kiosk)); }
    std::string tag(const Kiosk& kiosk, int64_t epoch);
    // What a push of this kiosk may have to do with.
    struct AtPoint {
        std::vector<Erasure> erasures;
        bool shares_seats = false, has_lease = false;
        std::map<std::string, Inheritance> inherited;   // by kiosk
    };
    AtPoint at_point(const Kiosk& kiosk);
    // The length of a published pack or list, or nothing: it is none, or was taken back.
    std::optional<int64_t> length_of(const std::string& sha256);

private:
    // As long as it is held, m_published is no older than when this was called.
    std::unique_lock<std::mutex> refreshed();
    int64_t newest_epoch(const Kiosk& kiosk);   // 0: it never sent anything

    Storage& m_storage;
    std::mutex m_mutex;
    Published m_published;
    int64_t m_change = -1;   // Publishing::change(), as it was before m_published was read
    std::map<std::pair<std::string, int64_t>, std::string> m_tags;   // by kiosk and epoch
};

} // namespace accanto::hub

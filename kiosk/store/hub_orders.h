#pragma once
// What the hub wants to be different at this kiosk: accanto-sync puts it here, the kiosk carries it out when
// nobody is there, and tells by an event (kiosk/point/hub_orders.h).

#include "kiosk/store/take_over.h"

#include <vector>

namespace accanto::store {

struct HubOrder {
    std::string what; // "settings", "schedule"
    int64_t version = 0;
    std::string text;
};

struct Erasure {
    std::string id, visit;
};

// Keeps what is new of these. Of settings the last that was told counts, whatever its number: a hub that was
// restored counts anew. Of schedules the one with the greatest, because leases may have been given away since. An erasure stays for ever. Writes nothing when nothing is new. Own transaction.
void keep_hub_orders(Store& store, const std::vector<HubOrder>& orders, const std::vector<Erasure>& erasures);

// What was not carried out yet; of erasures, in this epoch: they are done again, and told again, in a store that
// came back from a copy.
struct OpenOrders {
    std::vector<HubOrder> orders;
    std::vector<Erasure> erasures;
    bool bookings = false; // open_inherited() has some
    bool any() const { return !orders.empty() || !erasures.empty() || bookings; }
};
OpenOrders open_orders(Store& store);

// Within transaction(), with its event.
void order_taken(Store& store, const HubOrder& order);
void erasure_done(Store& store, const std::string& id);

// Of what somebody left under this booking, or wrote to the community in this visit: sealed words that are on
// their way to the hub lose their bytes and are set aside. Rows keep their places in the chain. The record of a
// service stays: it counts, a hub that was put back from an older copy needs it again, and the hub takes the
// note out of it as it comes. Within transaction().
void erase_told(Store& store, const Erasure& erasure);

} // namespace accanto::store

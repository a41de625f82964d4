#pragma once
// What somebody left, found by the paper they hold, and taken out of the events (sync/README.md, "Erasures").

#include "sync/hub/storage/orders.h"
#include "sync/hub/storage/storage.h"

#include <map>

namespace accanto::hub {

// The booking with this code ("k7m dx4" is as good as "K7MDX4") at this point, or the ticket with this number
// on this day there; nothing when the hub does not know it, or everything of it is erased.
std::optional<Erasure> find_booking(Storage& storage, const std::string& point, const std::string& code);
std::optional<Erasure> find_ticket(Storage& storage, const std::string& point, const std::string& label,
                                   const std::string& day);

// The bytes of an event without what the subject of this erasure left in it: sealed words, a booking's code,
// a mentor's note. Nothing when there is nothing of it. Pure.
std::optional<std::string> without_personal(std::string_view type, std::string_view bytes,
                                            const Erasure& erasure);

// In all that the point's kiosks sent until now; what comes later is Heard's. Returns of how many events. Any
// number of times.
int erase(Storage& storage, const Erasure& erasure, const std::optional<Deed>& deed);
// Every erasure once more: what a crash kept from being erased is, and so is what a kiosk told of having
// erased to a hub that was put back from an older copy.
void erase_again(Storage& storage, int64_t now_ms);

// By "kiosk/id": in which life (epoch) of its store a kiosk told last that it erased this.
std::map<std::string, int64_t> erasures_told(Storage& storage);

// Which kiosks of the point have told that they erased it, by the facts they told.
struct ErasureStanding {
    Erasure erasure;
    int kiosks = 0, done = 0; // in service
};
std::vector<ErasureStanding> standing_of_erasures(Storage& storage);

// The erasure that an event of a kiosk tells of.
std::optional<Erasure> erasure_told(const std::string& point, std::string_view bytes, int64_t now_ms);

} // namespace accanto::hub

#pragma once
// What people order for points from afar, and what kiosks tell of it: settings, the schedule and the leases
// of its seats, erasures (sync/README.md, "What a kiosk is to have").

#include "content/base/clock.h"
#include "content/base/error.h"
#include "sync/hub/desired_states.h"
#include "sync/hub/erasing.h"

namespace accanto::hub {

// What cannot be, as a key of the pages' words and as a sentence for commands; `lines`: what is wrong in a
// file, in English.
class OrderRefusal : public Error {
public:
    OrderRefusal(std::string key, const std::string& sentence, std::vector<std::string> lines = {});
    const std::string& key() const { return m_key; }
    // Of the answer over HTTP.
    int status() const { return m_key == "orders.no_point" ? 404 : 400; }
    const std::vector<std::string>& lines() const { return m_lines; }

private:
    std::string m_key;
    std::vector<std::string> m_lines;
};

class PointOrders {
public:
    // All outlive this. `who` orders, for points of this organisation alone where it is not empty.
    PointOrders(Storage& storage, const Clock& clock, std::string who, std::string organisation)
        : m_storage(storage),
          m_clock(clock),
          m_who(std::move(who)),
          m_organisation(std::move(organisation)) {}

    // All throw OrderRefusal when it cannot be; then nothing has changed.

    // For a point, or one of its kiosks (its id; empty: all); an empty text takes back what was ordered
    // before.
    int64_t settings(const std::string& point, const std::string& kiosk, const std::string& text);
    int64_t schedule(const std::string& point, const std::string& text);
    // By the code of a booking, or by a ticket's number and day. How many events it was taken out of.
    int erase_booking(const std::string& point, const std::string& code);
    int erase_ticket(const std::string& point, const std::string& label, const std::string& day);

private:
    void check_point(const std::string& point) const;
    int64_t put(Order order, std::string what);
    int erase_found(const std::optional<Erasure>& found);

    Storage& m_storage;
    const Clock& m_clock;
    std::string m_who, m_organisation;
};

// The seats of the point's schedule are shared out among its kiosks, where there is anything to share out
// anew. `again`: the schedule is another. Any number of hubs.
void share_out_seats(Storage& storage, const std::string& point, int64_t now_ms, bool again);

// This hub was put back from an older copy: what its kiosks were told since is not known, so nothing new is
// promised at a point until each of them holds to what it is told now.
void forget_leases(Storage& storage, int64_t now_ms);

// After a push was stored: erases what came late, hears of erasures and of bookings. What fails here is done
// at the next start or with the next push, so it throws nothing.
void hear_push(Storage& storage, DesiredStates& desired, const Push& push);

// After a push whose bytes an alarm keeps: what was erased is erased there too. Throws nothing, as above.
void hear_clone(Storage& storage, DesiredStates& desired, const Push& push);

// What is wished and what the kiosk told it has.
struct OrderStanding {
    Kiosk kiosk;
    std::string what; // "settings", "schedule"
    int64_t wished = 0, has = 0;
    std::string problem; // why it has no newer one; "" when nothing is in the way
};
std::vector<OrderStanding> standing_of_orders(Storage& storage);

} // namespace accanto::hub

#pragma once
// How the seats of a point's schedule are shared out among its kiosks, so that each promises its own without
// asking and nothing is promised twice (design/queue.md, "Appointments"). Pure.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::hub {

using Seats = std::map<std::string, int>; // by wire::unit_of_time() or the id of a course

// What one kiosk was told.
struct Lease {
    int64_t version = 0;
    Seats seats;
    bool forgotten = false; // told before this hub was put back from an older copy: nobody knows how many
    bool operator==(const Lease&) const = default;
};
// Of every kiosk what it holds to for certain, and all it was told since, in order: it may act upon any of
// these.
struct LeaseBook {
    std::map<std::string, std::vector<Lease>> kiosks;
    bool operator==(const LeaseBook&) const = default;
};
std::string to_json(const LeaseBook& book);
LeaseBook parse_leases(std::string_view json); // empty where it is none

struct Holder {
    std::string kiosk;
    bool in_service = true;
    int64_t has = 0; // version of the lease that it told it holds to; 0: none yet
    Seats promised;  // as far as it told, which is all it promised before it told `has`
};

// Shares `seats` out anew where a kiosk of two has none left and another has two or more, or where they do
// not add up. A lease is lowered at once; what that frees goes to others only when the kiosk told that it
// holds to it, so that at every moment, whoever has heard what, no more is promised than there is. `again`:
// everybody is told anew, because the schedule itself is another. Who has 16 to hear of is told nothing else.
// Holders in the order in which they get what does not divide. What is told anew has the version
// `at_least`, or one greater than all that are known.
LeaseBook share_out(const Seats& seats, const std::vector<Holder>& holders, const LeaseBook& before,
                    bool again, int64_t at_least);

// Of a lease that is given now, and of no other, also by a hub that was put back from an older copy: of the
// clock and, for clocks that were put back, of chance. Numbers that JSON carries whole.
int64_t new_lease_version(int64_t now_ms);

} // namespace accanto::hub

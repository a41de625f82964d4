#include "kiosk/point/wait.h"

#include "kiosk/point/people.h"

#include <algorithm>
#include <cmath>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

// Mentors who are on and have nobody at their desk.
int free_mentors(Store& store) {
    int free = 0;
    for (const Present& one : present(store))
        free +=
            one.presence == Presence::on &&
            !store.db().integer("SELECT 1 FROM ticket WHERE state IN ('called', 'serving') AND mentor = ?",
                                one.mentor.id);
    return free;
}

WaitBasis basis_now(Store& store, const std::string& topic, int before) {
    WaitBasis basis{before, mentors_here(store), free_mentors(store), first_mean_s, 0};
    basis.served = store.db().integer("SELECT coalesce(sum(served), 0) FROM topic_service").value();
    Query row = store.db().query("SELECT mean_s FROM topic_service WHERE topic = ?", topic);
    if (row.step())
        basis.mean_s = row.real(0);
    return basis;
}

} // namespace

double smoothed_s(double mean_s, double length_s) {
    return 0.9 * mean_s + 0.1 * length_s;
}

std::optional<WaitEstimate> estimate_of(const WaitBasis& basis) {
    if (basis.mentors <= 0 || basis.served < least_history)
        return std::nullopt;
    const double slot = basis.mean_s / basis.mentors;
    const double latest = std::max(0, basis.before + 1 - basis.free) * slot;
    const double earliest = 0.8 * std::max(0, basis.before - basis.mentors + 1) * slot;
    // A hair's breadth above a whole five is that five: doubles are not money.
    const double five_minutes = 300.0, hair = 1e-6;
    return WaitEstimate{int(std::floor(earliest / five_minutes + hair)) * 5,
                        int(std::ceil(latest / five_minutes - hair)) * 5};
}

std::optional<WaitEstimate> wait_estimate(Store& store, const Settings&, const std::string& topic,
                                          int before) {
    std::optional<WaitEstimate> out;
    store.read([&] { out = estimate_of(basis_now(store, topic, before)); });
    return out;
}

std::optional<WaitEstimate> wait_estimate(Store& store, const Settings& settings, const Ticket& ticket) {
    if (!is_waiting(ticket.state) || !ticket.target.empty())
        return std::nullopt;
    return wait_estimate(store, settings, ticket.topic, people_before(store, settings, ticket.id));
}

} // namespace accanto::point

#pragma once
// Who is called next, as a plain rule without a store (design/queue.md, "Order").

#include "kiosk/point/queue.h"

#include <vector>

namespace accanto::point {

// One who waits. Order of arrival and of calls are numbers of one sequence, so no clock decides who came
// first.
struct Queued {
    int64_t arrival = 0;
    TicketClass klass = TicketClass::normal;
    bool overdue = false; // has waited longer than overdue_after_ms
    bool again = false;   // was called before: transferred, or put back into the line
};

constexpr int64_t overdue_after_ms = 30 * 60 * 1000;

// First calls of normal tickets since the last first call of a priority ticket, oldest first.
struct Calls {
    std::vector<int64_t> normals;
};

// Indices into `waiting` in the order of calling, if nobody comes and nothing else changes. Booked go first
// (their time has come). Of the others, two normal go to one priority; the first priority in line is passed
// by at most two normals from its arrival on, whatever else holds; and within that bound a normal who is
// overdue is not passed by a priority that came later.
//
// Who waits again has had a turn, so the rules above are not for them: each stands right before the first of
// the others who came later, whatever their class, and at the end when nobody did. So they are before all who
// came later, the order among the others stays as it was, and the bounds count only those who wait for their
// first call.
std::vector<size_t> call_order(const std::vector<Queued>& waiting, Calls calls);

} // namespace accanto::point

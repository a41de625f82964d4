#include "kiosk/point/order.h"

#include <algorithm>
#include <limits>

namespace accanto::point {

namespace {

constexpr size_t normals_to_one_priority = 2;

bool priority_is_next(const Queued& priority, const Queued& normal, const Calls& calls) {
    auto passed_it = size_t(std::count_if(calls.normals.begin(), calls.normals.end(),
                                          [&](int64_t call) { return call > priority.arrival; }));
    if (normal.overdue && normal.arrival < priority.arrival && passed_it < normals_to_one_priority)
        return false;
    return calls.normals.size() >= normals_to_one_priority;
}

} // namespace

std::vector<size_t> call_order(const std::vector<Queued>& waiting, Calls calls) {
    std::vector<size_t> order, priorities, normals;
    for (size_t i = 0; i < waiting.size(); ++i) {
        switch (waiting[i].klass) {
        case TicketClass::booked:
            order.push_back(i);
            break;
        case TicketClass::priority:
            priorities.push_back(i);
            break;
        case TicketClass::normal:
            normals.push_back(i);
            break;
        }
    }
    auto by_arrival = [&](size_t a, size_t b) { return waiting[a].arrival < waiting[b].arrival; };
    for (auto* list : {&order, &priorities, &normals})
        std::sort(list->begin(), list->end(), by_arrival);

    auto priority = priorities.begin(), normal = normals.begin();
    while (priority != priorities.end() || normal != normals.end()) {
        bool take_priority =
            normal == normals.end() ||
            (priority != priorities.end() && priority_is_next(waiting[*priority], waiting[*normal], calls));
        if (take_priority) {
            order.push_back(*priority++);
            calls.normals.clear();
        } else {
            order.push_back(*normal++);
            calls.normals.push_back(
                std::numeric_limits<int64_t>::max()); // after everything that has happened
        }
    }
    return order;
}

} // namespace accanto::point

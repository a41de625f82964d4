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

void take_turns(const std::vector<Queued>& waiting, const std::vector<size_t>& priorities,
                const std::vector<size_t>& normals, Calls calls, std::vector<size_t>& order) {
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
}

} // namespace

std::vector<size_t> call_order(const std::vector<Queued>& waiting, Calls calls) {
    std::vector<size_t> order, priorities, normals, again;
    for (size_t i = 0; i < waiting.size(); ++i) {
        const Queued& one = waiting[i];
        auto& list = one.again                            ? again
                     : one.klass == TicketClass::booked   ? order
                     : one.klass == TicketClass::priority ? priorities
                                                          : normals;
        list.push_back(i);
    }
    auto by_arrival = [&](size_t a, size_t b) { return waiting[a].arrival < waiting[b].arrival; };
    for (auto* list : {&order, &priorities, &normals, &again})
        std::stable_sort(list->begin(), list->end(), by_arrival);
    take_turns(waiting, priorities, normals, std::move(calls), order);
    // In the order of arrival, so each is put behind those of them who came before it.
    for (size_t i : again)
        order.insert(std::find_if(order.begin(), order.end(),
                                  [&](size_t other) { return waiting[other].arrival > waiting[i].arrival; }),
                     i);
    return order;
}

} // namespace accanto::point

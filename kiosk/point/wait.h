#pragma once
// How long somebody will wait, as a plain formula without a store (design/queue.md, "Wait estimate").

#include "kiosk/point/queue.h"

namespace accanto::point {

// What the estimate rests on. `before`: people who will be called before; missed and parked ones are not
// among them.
struct WaitBasis {
    int before = 0;
    int mentors = 0;    // who are on
    int free = 0;       // of these, with nobody at the desk
    double mean_s = 0;  // smoothed length of a service of the topic
    int64_t served = 0; // services ever measured here
};

constexpr double first_mean_s = 15 * 60; // before anybody was served
constexpr int64_t least_history = 10;

// The mean after one more service: A = 0.9 A' + 0.1 S.
double smoothed_s(double mean_s, double length_s);

// slot = mean / mentors; latest = (before + 1 - free) slots, earliest = 0.8 (before - mentors + 1) slots,
// neither below zero; rounded outward to 5 minutes. Nothing before 10 services or without a mentor.
std::optional<WaitEstimate> estimate_of(const WaitBasis& basis);

} // namespace accanto::point

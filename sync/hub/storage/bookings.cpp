#include "sync/hub/storage/bookings.h"

#include "sync/hub/figures.h"

#include <algorithm>
#include <tuple>

namespace accanto::hub {

namespace {

// The same whatever the order in which they came.
BookingPart both(const BookingPart& one, const BookingPart& other) {
    const auto place = [](const BookingPart& part) { return std::tie(part.told_ms, part.day, part.topic); };
    BookingPart out = place(one) < place(other) ? other : one;
    out.language = std::max(one.language, other.language);
    out.placed_ms = std::max(one.placed_ms, other.placed_ms); // nothing is before all
    out.missed_ms = std::max(one.missed_ms, other.missed_ms);
    out.arrived = one.arrived || other.arrived;
    out.cancelled = one.cancelled || other.cancelled;
    return out;
}

// A move after nobody had come makes it an appointment again.
const char* fate(const BookingPart& part) {
    if (part.cancelled)
        return "cancelled";
    if (part.arrived)
        return "kept";
    return part.missed_ms && part.missed_ms >= part.placed_ms ? "missed" : "booked";
}

Figure figure_of(const BookingPart& part, int64_t times) {
    return {part.day, figure::appointment, fate(part), times, part.language, part.topic, false};
}

} // namespace

void BookingRollup::add(const BookingPart& part) {
    auto [known, is_new] = m_told.try_emplace(part.booking, part);
    if (!is_new)
        known->second = both(known->second, part);
}

std::vector<std::string> BookingRollup::ids() const {
    std::vector<std::string> out;
    for (const auto& [booking, part] : m_told)
        out.push_back(booking);
    return out;
}

void BookingRollup::settle(const Read& read, const Write& write, const std::function<void(const Figure&)>& count) {
    for (auto& [booking, part] : m_told) {
        if (const auto before = read(booking)) {
            count(figure_of(*before, -1));
            part = both(*before, part);
        }
        count(figure_of(part, 1));
        write(part);
    }
}

} // namespace accanto::hub

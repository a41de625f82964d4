// What becomes of an appointment, told bit by bit by the kiosks of its point.
#include "sync/hub/figures_parts.h"

namespace accanto::hub {

namespace {

BookingPart& part(Told& told) {
    BookingPart out;
    out.booking = told.data.code("booking");
    out.told_ms = told.at_ms;
    out.day = told.data.day("day");
    out.topic = told.data.added_code("topic");
    return told.out.booking.emplace(std::move(out));
}

} // namespace

void appointment_booked(Told& told) {
    BookingPart& of = part(told);
    of.placed_ms = told.at_ms;
    of.language = told.data.added_code("language");
}
void appointment_moved(Told& told) {
    part(told).placed_ms = told.at_ms;
}
void appointment_missed(Told& told) {
    part(told).missed_ms = told.at_ms;
}
void appointment_arrived(Told& told) {
    part(told).arrived = true;
}
void appointment_cancelled(Told& told) {
    part(told).cancelled = true;
}

} // namespace accanto::hub

#pragma once
// What somebody wishes who books; `key` makes it a wish of its own.

#include "kiosk/point/booking.h"

namespace accanto::tests {

inline point::BookingRequest booking_wish(int key, const std::string& day, int minute) {
    point::BookingRequest r;
    r.idempotency_key = "booking-" + std::to_string(key);
    r.visit_id = "visit-" + std::to_string(key);
    r.language = "ca";
    r.topic = "email";
    r.day = day;
    r.from_minute = minute;
    return r;
}

} // namespace accanto::tests

#pragma once
// One event on its way into the figures. For the figures*.cpp files.

#include "sync/hub/event_data.h"
#include "sync/hub/figures.h"

namespace accanto::hub {

struct Told {
    EventData& data;
    int64_t at_ms = 0;
    const std::string& zone;
    const std::string day; // of at_ms at the point
    Reading& out;
};

void appointment_booked(Told& told);
void appointment_moved(Told& told);
void appointment_missed(Told& told);
void appointment_arrived(Told& told);
void appointment_cancelled(Told& told);
void service_recorded(Told& told);
void skills_checked(Told& told);
void feedback_given(Told& told);
void stars_given(Told& told);
void mentor_credential(Told& told);
void point_described(Told& told);
void point_closed(Told& told);
void point_opened(Told& told);
void kiosk_accepted(Told& told);
void order_taken(Told& told);
void erasure_done(Told& told);

} // namespace accanto::hub

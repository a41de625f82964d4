#pragma once
// What staff ask of the kiosk with one tap at a desk. The kiosk reads it here; all are forgotten by
// themselves.

#include "kiosk/point/queue.h"

namespace accanto::point {

// The screen ignores touches, so that it can be wiped: nobody's visit is touched, numbers are called on.
constexpr int64_t cleaning_ms = 60'000;
void start_cleaning(store::Store& store);
void end_cleaning(store::Store& store); // sooner; harmless when there is none
int64_t cleaning_left_ms(store::Store& store);

// The paper of a ticket once more, from the kiosk that gave it. Asked twice it comes out once; a kiosk that
// does not answer within 30 s never prints it. False when the ticket does not exist or is over.
bool ask_reprint(store::Store& store, const Settings& settings, std::string_view ticket_id);
// Whether there is something for take_reprints(). For the reader, which must not write.
bool reprint_asked(store::Store& store, const Settings& settings);
// The kiosk's side: the tickets of its letter whose paper is asked for, each handed out once.
std::vector<Ticket> take_reprints(store::Store& store, const Settings& settings);

} // namespace accanto::point

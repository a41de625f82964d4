#pragma once
// What staff ask of the kiosk with one tap at a desk. The kiosk reads it here; all are forgotten by
// themselves.

#include "kiosk/point/queue.h"

namespace accanto::point {

// The screen ignores touches, so that it can be wiped: nobody's visit is touched, numbers are called on.
constexpr int64_t cleaning_ms = 60'000;
void start_cleaning(store::Store& store, int64_t for_ms = cleaning_ms); // at most so long
void end_cleaning(store::Store& store); // sooner; harmless when there is none
int64_t cleaning_left_ms(store::Store& store);

// The paper of a ticket once more, from the kiosk that gave it. Asked twice it comes out once; a kiosk that
// does not answer within 30 s never prints it. False when the ticket does not exist or is over.
bool ask_reprint(store::Store& store, const Settings& settings, std::string_view ticket_id);
// Whether there is something for take_reprints(). For the reader, which must not write.
bool reprint_asked(store::Store& store, const Settings& settings);
// The kiosk's side: the tickets of its letter whose paper is asked for, each handed out once.
std::vector<Ticket> take_reprints(store::Store& store, const Settings& settings);

// Staff have seen to the printer: the kiosk looks at it at once, not within the minute.
void ask_printer_look(store::Store& store);
// Another number with each wish; 0 when there was none since the machine started.
int64_t printer_look_asked(store::Store& store);

// "I need a colleague": for the other desks of the point to see, until somebody goes or it is taken back, at
// most ten minutes. One for each desk; asking again begins anew.
constexpr int64_t colleague_wanted_ms = 10 * 60'000;
struct ColleagueWanted {
    std::string desk, mentor;               // who asks; id of the mentor
    std::string coming_desk, coming_mentor; // who goes; empty: nobody yet
};
void want_colleague(store::Store& store, const DeskUser& who);
void end_colleague_wanted(store::Store& store, const std::string& desk); // harmless when there is none
// False when it is taken back, or somebody goes already.
bool go_to_colleague(store::Store& store, const DeskUser& who, const std::string& desk);
std::vector<ColleagueWanted> colleagues_wanted(store::Store& store); // by desk
// The same for the other kiosks of the point (host.h, guest.h), for the files of this room.

// "" when none was ever ordered; another id is another order, and one that was ended has nothing left.
struct CleaningOrder {
    std::string id;
    int64_t left_ms = 0;
};
CleaningOrder cleaning_order(store::Store& store);
void follow_cleaning(store::Store& store, const CleaningOrder& order); // within transaction()

struct ReprintOrder {
    std::string ticket, id;
    int64_t age_ms = 0;
};
std::vector<ReprintOrder> reprint_orders(store::Store& store, const Settings& settings,
                                         const std::string& letter);
// Each id once. Within transaction().
void follow_reprints(store::Store& store, const std::vector<ReprintOrder>& orders);

} // namespace accanto::point

#pragma once
// The queue as plain rules over the store (design/queue.md). Every call that writes commits before it
// returns.

#include "content/base/settings.h"
#include "kiosk/point/service_record.h"
#include "kiosk/point/ticket_life.h"
#include "kiosk/store/store.h"

#include <variant>

namespace accanto::point {

enum class TicketClass { booked, priority, normal };
const char* to_text(TicketClass klass);

// What makes a ticket easier for its holder. Moves nobody in the queue.
struct Needs {
    bool sit = false, speak_slowly = false, hearing_loop = false, interpreter = false;
};

// Where in a tutorial the citizen got stuck: the mentor starts there.
struct StuckAt {
    std::string tutorial; // id
    int step = 0;         // 1-based
    int steps = 0;        // of how many
    int hints_used = 0;
    bool alone = false; // in the practice without help
};

struct TicketRequest {
    std::string idempotency_key; // one for each confirmation: the same key gives the same ticket
    std::string visit_id;
    std::string topic; // content/topics id
    std::string language;
    Needs needs;
    bool priority = false;
    std::optional<StuckAt> stuck;
    // By arrive() alone: its time has come; and what was promised is given also when the day's numbers are used up.
    bool booked = false, promised = false;
};

// Whom a transferred ticket waits for. Empty: any desk.
struct Target {
    std::string desk;   // "3"
    std::string mentor; // id
    bool empty() const { return desk.empty() && mentor.empty(); }
};

struct Ticket {
    std::string id;          // UUIDv7
    std::string service_day; // local date at the point
    std::string label;       // "B07"
    std::string topic, language, visit_id;
    Needs needs;
    TicketClass klass = TicketClass::normal;
    TicketState state = TicketState::waiting;
    bool clock_suspect = false;
    std::optional<StuckAt> stuck;
    int64_t taken_ms = 0; // wall time
    std::optional<int64_t> called_ms, serving_ms, closed_ms;
    int calls = 0;
    int64_t call = 0;    // number of its latest call, growing over all tickets; 0: never called
    int64_t arrival = 0; // number of the change with which it came into this store
    int64_t came = 0;    // the order of coming over all kiosks of the point, whatever the clocks say
    std::optional<int64_t> first_called; // in the same sequence; nothing: never called
    std::string desk;    // "2" once called; stays while parked and when it is over
    std::string mentor;  // id of the mentor who called
    Target target;       // while transferred: for whom it waits
    std::string origin;  // letter of the kiosk that gave it; empty: this one
    bool is_hosts = false; // another kiosk, which has the desk, decides about it (guest.h)
};

struct Refused {
    enum class Why { daily_limit, closed } why;
};

// Takes a ticket: number, ticket and outbox event in one transaction. The same idempotency key gives the same
// ticket. daily_limit: no more of this topic today (full_topics() tells before), or all 899 numbers are held
// (from 900 on they are for a kiosk without its store).
std::variant<Ticket, Refused> take_ticket(store::Store& store, const Settings& settings,
                                          const TicketRequest& request);
// Topics of which no more tickets are given today.
std::vector<std::string> full_topics(store::Store& store, const Settings& settings);

// The newest ticket of this kiosk's letter that is not over, if it was taken less than a minute ago: "you already
// have B07".
struct RecentTicket {
    Ticket ticket;
    int64_t age_ms = 0;
};
constexpr int64_t recent_ms = 60'000;
std::optional<RecentTicket> recent_ticket(store::Store& store, const Settings& settings);

// What people who cannot read know their ticket by, beside its topic's colour: one of twelve pictures, by the number. The
// same on screen, paper, desk and display. A name in assets/pictograms: "picture_tree".
std::string ticket_picture(std::string_view label);
constexpr int picture_count = 12;
std::string picture_name(int index); // 0 to 11: "picture_sun"

std::optional<Ticket> find_ticket(store::Store& store, std::string_view id);
// The newest ticket of a visit: "you already have B07".
std::optional<Ticket> ticket_of_visit(store::Store& store, std::string_view visit_id);
// Waiting and transferred tickets in the order they will be called (order.h).
std::vector<Ticket> waiting(store::Store& store, const Settings& settings);
// Called or being served now, newest call first.
std::vector<Ticket> now_serving(store::Store& store, const Settings& settings);
// Today's tickets in one state, in the order of taking: parked, missed, ...
std::vector<Ticket> in_state(store::Store& store, const Settings& settings, TicketState state);
// The last `count` of today that had been called and are at no desk now, newest call first.
std::vector<Ticket> last_called(store::Store& store, const Settings& settings, int count);
// Who will be called before this one. Those reserved for another desk do not count for who waits for a certain one.
int people_before(store::Store& store, const Settings& settings, std::string_view ticket_id);

// Why not by number: who of the others goes or went before a waiting ticket.
struct Others {
    int booked = 0;   // their time has come
    int priority = 0;
    int normal = 0;   // in turn with the priorities, or called by hand
    int again = 0;    // had been called before: transferred, or back from missed
    int all() const { return booked + priority + normal + again; }
};
struct Explanation {
    int before = 0;             // as people_before()
    int came_earlier = 0;       // of these, who took their number earlier
    Others will;                // of these, who took it later
    Others went;                // who took it later and has been called already
    bool other_letters = false; // another kiosk of the point gives numbers too
};
// Nothing when the ticket does not wait.
std::optional<Explanation> why(store::Store& store, const Settings& settings, std::string_view ticket_id);

struct WaitEstimate {
    int from_minutes = 0, to_minutes = 0; // rounded outward to 5 minutes
};
// Nothing when there is no basis: before 10 served tickets, or with no mentor signed in (wait.h has the formula).
std::optional<WaitEstimate> wait_estimate(store::Store& store, const Settings& settings,
                                          const std::string& topic, int before);

// Of a ticket as it is now: nothing for one that waits for a certain desk or mentor, or does not wait at all.
std::optional<WaitEstimate> wait_estimate(store::Store& store, const Settings& settings, const Ticket& ticket);

// Why a change of state could not be made; `ticket` as it is now. Nothing was changed.
struct Conflict {
    enum class Why {
        not_found,
        wrong_state,     // the table knows no such step, or it is of an earlier day
        taken_by_other,  // ticket.desk has called or serves it
        too_soon,        // not five minutes since the last call
        too_many_calls,  // three calls were made
        desk_busy,       // this desk has somebody
        waits_for_other, // transferred to ticket.target, who is here
    } why;
    Ticket ticket;
};
const char* to_text(Conflict::Why why); // "not_found", ..., "waits_for_other"
using Moved = std::variant<Ticket, Conflict>;

struct DeskUser {
    std::string mentor; // id
    std::string desk;   // "2"
};

// Somebody is here who is meant by the ticket's target, and it is not this one.
struct Present;
bool is_reserved_from(const Ticket& ticket, const DeskUser& who, const std::vector<Present>& present);

// What keeps this desk from the action now; nothing: it would succeed. For buttons: the actions below ask the same.
std::optional<Conflict::Why> objection(store::Store& store, const Settings& settings, const DeskUser& who,
                                       TicketAction action, const Ticket& ticket);

// The actions of a desk. Each throws std::invalid_argument for a desk without a name.

// monostate: nobody waits whom this desk may call, or the desk is busy.
std::variant<Ticket, std::monostate> call_next(store::Store& store, const Settings& settings,
                                               const DeskUser& who);
// A certain person: from the line, from set aside, or back from missed. The calls begin anew.
Moved call(store::Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id);
// At most 3 calls, the next not before 5 minutes.
Moved call_again(store::Store& store, const Settings& settings, const DeskUser& who,
                 std::string_view ticket_id);
Moved here(store::Store& store, const Settings& settings, const DeskUser& who,
           std::string_view ticket_id); // called -> serving
Moved not_here(store::Store& store, const Settings& settings, const DeskUser& who,
               std::string_view ticket_id); // called -> missed
// serving -> parked; the desk is free. Any desk may take the person up (-> serving) or call them.
Moved park(store::Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id);
Moved take_up(store::Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id);
// -> transferred. The person keeps the number and the place before all who came later (order.h). `topic` empty: it
// stays. While the target is signed in (on or pause) nobody else may call the ticket; without it everybody may.
struct Transfer {
    std::string topic;
    Target target;
};
Moved transfer(store::Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id,
               const Transfer& to);
// called, parked or missed -> waiting, with the place before all who came later.
Moved put_back(store::Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id);
// Taken by mistake: -> void. Does not count for the daily limit.
Moved void_ticket(store::Store& store, const Settings& settings, const DeskUser& who,
                  std::string_view ticket_id);
// The citizen gives the place up, at the kiosk or at any desk.
Moved leave(store::Store& store, const Settings& settings, std::string_view ticket_id);

// Closes what earlier service days left open; every action does so first. For the kiosk, which sees midnight pass when
// nobody touches anything. Returns how many were closed.
bool day_changed(store::Store& store, const Settings& settings); // there may be something to close
int end_earlier_days(store::Store& store, const Settings& settings);

// serving -> done, with the record and its event in the same transaction.
Moved finish(store::Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id,
             const ServiceRecord& record);

} // namespace accanto::point

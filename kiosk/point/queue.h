#pragma once
// The queue as plain rules over the store (design/queue.md). Every call that writes commits before it
// returns.

#include "content/base/settings.h"
#include "kiosk/store/store.h"

#include <variant>

namespace accanto::point {

enum class TicketState {
    waiting,
    called,
    serving,
    done,
    parked,
    missed,
    left,
    transferred,
    closed_at_day_end,
    void_
};
enum class TicketClass { booked, priority, normal };
const char* to_text(TicketState state); // "waiting", ..., "void"
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
    std::string desk;   // "2" once called
    std::string mentor; // id of the mentor who called
};

struct Refused {
    enum class Why { daily_limit, closed } why;
};

// Takes a ticket: number, ticket and outbox event in one transaction. The same idempotency key gives the same
// ticket.
std::variant<Ticket, Refused> take_ticket(store::Store& store, const Settings& settings,
                                          const TicketRequest& request);

// What people who cannot read know their ticket by, beside its topic's colour: one of twelve pictures, by the number. The
// same on screen, paper, desk and display. A name in assets/pictograms: "picture_tree".
std::string ticket_picture(std::string_view label);

std::optional<Ticket> find_ticket(store::Store& store, std::string_view id);
// The newest ticket of a visit: "you already have B07".
std::optional<Ticket> ticket_of_visit(store::Store& store, std::string_view visit_id);
// Waiting tickets in the order they will be called.
std::vector<Ticket> waiting(store::Store& store, const Settings& settings);
// Called or being served now, newest call first.
std::vector<Ticket> now_serving(store::Store& store, const Settings& settings);
// The last `count` closed or missed of today that had been called, newest first.
std::vector<Ticket> last_called(store::Store& store, const Settings& settings, int count);
int people_before(store::Store& store, const Settings& settings, std::string_view ticket_id);

struct WaitEstimate {
    int from_minutes = 0, to_minutes = 0; // rounded outward to 5 minutes
};
// Nothing when there is no basis: before 10 served tickets, or with no mentor signed in.
std::optional<WaitEstimate> wait_estimate(store::Store& store, const Settings& settings,
                                          const std::string& topic, int before);

// Why a change of state could not be made; `ticket` as it is now.
struct Conflict {
    enum class Why { not_found, wrong_state, taken_by_other, too_soon, desk_busy } why;
    Ticket ticket;
};
using Moved = std::variant<Ticket, Conflict>;

struct DeskUser {
    std::string mentor; // id
    std::string desk;   // "2"
};

std::variant<Ticket, std::monostate>
call_next(store::Store& store, const Settings& settings,
          const DeskUser& who); // monostate: nobody waits, or the desk is busy
Moved call(store::Store& store, const Settings& settings, const DeskUser& who,
           std::string_view ticket_id); // first call, or bring back from missed
Moved call_again(store::Store& store, const Settings& settings, const DeskUser& who,
                 std::string_view ticket_id); // at most 3, the next not before 5 minutes
Moved here(store::Store& store, const Settings& settings, const DeskUser& who,
           std::string_view ticket_id); // called -> serving
Moved not_here(store::Store& store, const Settings& settings, const DeskUser& who,
               std::string_view ticket_id); // called -> missed
Moved leave(store::Store& store, const Settings& settings,
            std::string_view ticket_id); // the citizen gives the place up
Moved void_ticket(store::Store& store, const Settings& settings, const DeskUser& who,
                  std::string_view ticket_id);

// What the mentor records when closing (four taps). Codes: outcome and help are fixed words.
struct ServiceRecord {
    std::vector<std::string> topics;
    std::string help;     // "alone" | "with" | "for"
    std::string outcome;  // "done" | "partly" | "not_done" | "sent_elsewhere"
    std::string obstacle; // "" | "no_document" | "no_phone" | "no_email" | "forgot_password" | "language" |
                          // "site_down" | "other"
    std::string note;     // no personal data; at most 600 characters
};
// serving -> done, with the record and its event in the same transaction.
Moved finish(store::Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id,
             const ServiceRecord& record);

} // namespace accanto::point

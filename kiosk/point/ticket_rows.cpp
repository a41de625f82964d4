#include "kiosk/point/ticket_rows.h"

#include "kiosk/point/event.h"
#include "kiosk/point/order.h"

#include <nlohmann/json.hpp>

#include <array>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr std::array state_names = {"waiting", "called",      "serving",           "done", "parked", "missed",
                                    "left",    "transferred", "closed_at_day_end", "void"};
constexpr std::array class_names = {"booked", "priority", "normal"};

std::optional<StuckAt> stuck_of(const Query& row) {
    if (row.is_null(13))
        return std::nullopt;
    return StuckAt{row.text(13), int(row.integer(14)), int(row.integer(15)), int(row.integer(16)),
                   row.boolean(17)};
}

} // namespace

const char* to_text(TicketState state) {
    return state_names.at(size_t(state));
}
const char* to_text(TicketClass klass) {
    return class_names.at(size_t(klass));
}

TicketState state_of(std::string_view text) {
    for (size_t i = 0; i < state_names.size(); ++i)
        if (text == state_names[i])
            return TicketState(i);
    ACCANTO_ASSERT(!"a ticket state the schema allows");
}

TicketClass class_of(std::string_view text) {
    for (size_t i = 0; i < class_names.size(); ++i)
        if (text == class_names[i])
            return TicketClass(i);
    ACCANTO_ASSERT(!"a ticket class the schema allows");
}

Ticket ticket_of(const Query& row) {
    Ticket t;
    t.id = row.text(0);
    t.service_day = row.text(1);
    t.label = row.text(2);
    t.topic = row.text(3);
    t.language = row.text(4);
    t.visit_id = row.text(5);
    t.needs = {row.boolean(6), row.boolean(7), row.boolean(8), row.boolean(9)};
    t.klass = class_of(row.text(10));
    t.state = state_of(row.text(11));
    t.clock_suspect = row.boolean(12);
    t.stuck = stuck_of(row);
    t.taken_ms = row.integer(18);
    t.called_ms = row.maybe_integer(19);
    t.serving_ms = row.maybe_integer(20);
    t.closed_ms = row.maybe_integer(21);
    t.calls = int(row.integer(22));
    t.desk = row.text(23);
    t.mentor = row.text(24);
    return t;
}

std::vector<Ticket> waiting_in_order(Store& store, const std::string& day) {
    std::vector<Queued> queued;
    std::vector<Ticket> tickets;
    const int64_t now = store.clock().wall_ms();
    Query rows = store.db().query("SELECT " ACCANTO_TICKET_COLUMNS ", arrival FROM ticket "
                                  "WHERE state = 'waiting' AND service_day >= ? ORDER BY arrival",
                                  day);
    while (rows.step()) {
        tickets.push_back(ticket_of(rows));
        const Ticket& t = tickets.back();
        queued.push_back({rows.integer(25), t.klass, now - t.taken_ms > overdue_after_ms});
    }
    Calls calls;
    Query called = store.db().query(
        "SELECT first_call FROM ticket WHERE service_day >= ?1 AND class = 'normal' AND first_call > "
        "(SELECT coalesce(max(first_call), 0) FROM ticket WHERE service_day >= ?1 AND class = 'priority') "
        "ORDER BY first_call",
        day);
    while (called.step())
        calls.normals.push_back(called.integer(0));
    std::vector<Ticket> ordered;
    ordered.reserve(tickets.size());
    for (size_t index : call_order(queued, std::move(calls)))
        ordered.push_back(std::move(tickets[index]));
    return ordered;
}

ServiceDay service_day(Store& store, const Settings& settings) {
    const int64_t now = store.clock().wall_ms();
    if (!store::clock_trusted(store)) {
        // Tickets that were themselves suspect do not count: a dead clock must not become the measure.
        std::optional<int64_t> latest =
            store.db().integer("SELECT max(taken_ms) FROM ticket WHERE clock_suspect = 0");
        if (latest && now < *latest)
            return {store.db().text("SELECT service_day FROM ticket ORDER BY arrival DESC LIMIT 1").value(),
                    true};
    }
    return {local_date(now, settings.point.time_zone), false};
}

void close_earlier_days(Store& store, const std::string& day) {
    std::vector<Ticket> open;
    {
        Query rows =
            store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket "
                             "WHERE state IN ('waiting', 'called', 'serving', 'parked') AND service_day < ? "
                             "ORDER BY arrival",
                             day);
        while (rows.step())
            open.push_back(ticket_of(rows));
    }
    for (Ticket& ticket : open)
        move_ticket(store, ticket, TicketState::closed_at_day_end, {ticket.mentor, ticket.desk});
}

int64_t record_change(Store& store, const Ticket& ticket, const char* from, TicketState to,
                      const DeskUser& who) {
    std::optional<std::string_view> from_state;
    if (from)
        from_state = from;
    store.db().run(
        "INSERT INTO ticket_change (ticket, from_state, to_state, wall_ms, mono_ms, boot, desk, mentor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ticket.id, from_state, to_text(to), store.clock().wall_ms(), store.clock().mono_ms(), boot_id(),
        who.desk, who.mentor);
    return store.db().last_id();
}

} // namespace accanto::point

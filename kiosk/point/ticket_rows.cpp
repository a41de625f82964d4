#include "kiosk/point/ticket_rows.h"

#include "kiosk/point/booking_rows.h"
#include "kiosk/point/event.h"
#include "kiosk/point/order.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr std::string_view last_day_key = "service_day"; // of store.value(): the day of the last writer

constexpr std::array state_names = {"waiting", "called",      "serving",           "done", "parked", "missed",
                                    "left",    "transferred", "closed_at_day_end", "void"};
constexpr std::array class_names = {"booked", "priority", "normal"};
constexpr std::array action_names = {"call",     "call_again", "here",   "not_here", "park",   "take_up",
                                     "transfer", "put_back",   "finish", "leave",    "cancel", "close_day"};
constexpr std::array why_names = {"not_found",      "wrong_state", "taken_by_other", "too_soon",
                                  "too_many_calls", "desk_busy",   "waits_for_other"};
static_assert(state_names.size() == ticket_state_count && action_names.size() == ticket_action_count);

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
const char* to_text(TicketAction action) {
    return action_names.at(size_t(action));
}
const char* to_text(TicketClass klass) {
    return class_names.at(size_t(klass));
}
const char* to_text(Conflict::Why why) {
    return why_names.at(size_t(why));
}

std::string label_of(const std::string& letter, int number) {
    return fmt::format("{}{:02}", letter, number);
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
    t.arrival = row.integer(25);
    t.call = row.integer(26);
    t.target = {row.text(27), row.text(28)};
    t.came = row.integer(29);
    t.first_called = row.maybe_integer(30);
    t.origin = row.text(31);
    t.is_hosts = row.boolean(32);
    return t;
}

namespace {

// The date on which something happened in this boot, told backwards from now by the clock that cannot be
// turned.
std::optional<std::string> true_date(Store& store, const Settings& settings, Query change) {
    if (!change.step() || change.text(1) != store.clock().boot())
        return std::nullopt;
    const int64_t age_ms = store.clock().mono_ms() - change.integer(0);
    return local_date(store.clock().wall_ms() - age_ms, settings.point.time_zone);
}

// Whether a ticket outlives a change of the day.
bool stays(Store& store, const Settings& settings, const ServiceDay& day, int64_t arrival) {
    auto taken =
        true_date(store, settings,
                  store.db().query("SELECT mono_ms, boot FROM ticket_change WHERE change = ?", arrival));
    return taken ? *taken == day.date : !day.later;
}

} // namespace

ServiceDay service_day(Store& store, const Settings& settings) {
    const int64_t now = store.clock().wall_ms();
    const std::optional<std::string> last = store.value(last_day_key);
    if (last && !store::clock_trusted(store)) {
        // Tickets that were themselves suspect do not count: a dead clock must not become the measure.
        std::optional<int64_t> latest =
            store.db().integer("SELECT max(taken_ms) FROM ticket WHERE clock_suspect = 0");
        if (latest && now < *latest)
            return {*last, true, false, false};
    }
    std::string date = local_date(now, settings.point.time_zone);
    if (!last)
        return {std::move(date), false, false, false};
    // A clock that was ahead wrote today's date yesterday: then only the other clock tells.
    // Tickets of other kiosks come with the moment of their taking, which may be long ago.
    auto written = true_date(
        store, settings,
        store.db().query("SELECT mono_ms, boot FROM ticket_change WHERE NOT EXISTS (SELECT 1 FROM ticket "
                         "WHERE arrival = change AND origin <> '') ORDER BY change DESC LIMIT 1"));
    const bool changes = *last != date || (written && *written != date), later = *last < date;
    return {std::move(date), false, changes, later};
}

ServiceDay begin_day(Store& store, const Settings& settings, int* closed) {
    ServiceDay day = service_day(store, settings);
    if (!day.changes && store.value(last_day_key) == day.date)
        return day;
    if (day.changes) {
        std::vector<Ticket> before;
        {
            Query rows = store.db().query("SELECT " ACCANTO_TICKET_COLUMNS
                                          " FROM ticket WHERE day_over = 0 ORDER BY arrival");
            while (rows.step())
                before.push_back(ticket_of(rows));
        }
        for (Ticket& ticket : before) {
            if (stays(store, settings, day, ticket.arrival))
                continue;
            if (is_open(ticket.state)) {
                move_ticket(store, settings, ticket, TicketState::closed_at_day_end,
                            {ticket.mentor, ticket.desk});
                if (closed)
                    ++*closed;
            }
            store.db().run("UPDATE ticket SET day_over = 1 WHERE id = ?", ticket.id);
        }
    }
    if (store.value(last_day_key) != day.date)
        store.set_value(last_day_key, day.date);
    if (!day.clock_suspect)
        miss_appointments(store, day.date);
    day.changes = day.later = false;
    return day;
}

bool is_of_today(Store& store, const Settings& settings, const ServiceDay& day, const Ticket& ticket) {
    return store.db().integer("SELECT 1 FROM ticket WHERE id = ? AND day_over = 0", ticket.id).has_value() &&
           (!day.changes || stays(store, settings, day, ticket.arrival));
}

std::vector<Ticket> of_today(Store& store, const Settings& settings, const ServiceDay& day, Query rows) {
    std::vector<Ticket> out;
    while (rows.step())
        out.push_back(ticket_of(rows));
    if (day.changes)
        std::erase_if(out, [&](const Ticket& t) { return !stays(store, settings, day, t.arrival); });
    return out;
}

std::vector<Ticket> waiting_in_order(Store& store, const Settings& settings, const ServiceDay& day) {
    std::vector<Ticket> tickets =
        of_today(store, settings, day,
                 store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE day_over = 0 "
                                  "AND state IN ('waiting', 'transferred') ORDER BY came, id"));
    const int64_t now = store.clock().wall_ms();
    std::vector<Queued> queued;
    for (const Ticket& t : tickets)
        queued.push_back({t.came, t.klass, now - t.taken_ms > overdue_after_ms, t.first_called.has_value()});
    Calls calls;
    Query called = store.db().query(
        "SELECT first_called FROM ticket WHERE day_over = 0 AND class = 'normal' AND first_called > "
        "(SELECT coalesce(max(first_called), 0) FROM ticket WHERE day_over = 0 AND class = 'priority') "
        "ORDER BY first_called");
    while (!day.changes && called.step())
        calls.normals.push_back(called.integer(0));
    std::vector<Ticket> ordered;
    ordered.reserve(tickets.size());
    for (size_t index : call_order(queued, std::move(calls)))
        ordered.push_back(std::move(tickets[index]));
    return ordered;
}

void keep_stuck(Store& store, const Ticket& t) {
    if (t.stuck)
        store.db().run(
            "UPDATE ticket SET stuck_tutorial = ?, stuck_step = ?, stuck_steps = ?, stuck_hints = ?, "
            "stuck_alone = ? WHERE id = ?",
            t.stuck->tutorial, t.stuck->step, t.stuck->steps, t.stuck->hints_used, t.stuck->alone, t.id);
}

int64_t next_place(Store& store, int64_t change) {
    // Behind everything that is known, also what another kiosk numbered.
    const int64_t latest = store.db()
                               .integer("SELECT max(max(came), coalesce(max(first_called), 0)) FROM ticket "
                                        "WHERE day_over = 0")
                               .value_or(0);
    return std::max(change << place_bits, latest + 1);
}

bool is_reserved_from(const Ticket& ticket, const DeskUser& who, const std::vector<Present>& present) {
    const Target& target = ticket.target;
    if (ticket.state != TicketState::transferred || target.empty())
        return false;
    auto meant = [&](const std::string& mentor, const std::string& desk) {
        return (target.mentor.empty() || target.mentor == mentor) &&
               (target.desk.empty() || target.desk == desk);
    };
    return !meant(who.mentor, who.desk) && std::any_of(present.begin(), present.end(), [&](const Present& p) {
        return meant(p.mentor.id, p.desk);
    });
}

int64_t record_change(Store& store, const Ticket& ticket, const char* from, TicketState to,
                      const DeskUser& who) {
    std::optional<std::string_view> from_state;
    if (from)
        from_state = from;
    store.db().run(
        "INSERT INTO ticket_change (ticket, from_state, to_state, wall_ms, mono_ms, boot, desk, mentor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ticket.id, from_state, to_text(to), store.clock().wall_ms(), store.clock().mono_ms(), store.clock().boot(),
        who.desk, who.mentor);
    return store.db().last_id();
}

} // namespace accanto::point

// What a desk does with a ticket.

#include "kiosk/point/service.h"
#include "kiosk/point/ticket_rows.h"

#include <functional>
#include <stdexcept>

namespace accanto::point {

using store::Query;
using store::Store;
using Why = Conflict::Why;

namespace {

constexpr int calls_at_most = 3;
constexpr int64_t between_calls_ms = 5 * 60 * 1000;

// A rule looks at the ticket as it is now and moves it or says why not.
using Rule = std::function<std::optional<Why>(Ticket&)>;

Moved change(Store& store, const Settings& settings, std::string_view ticket_id, const Rule& rule) {
    Moved out;
    store.transaction([&] {
        close_earlier_days(store, service_day(store, settings).date);
        std::optional<Ticket> ticket = find_ticket(store, ticket_id);
        if (!ticket) {
            out = Conflict{Why::not_found, {}};
            return;
        }
        if (std::optional<Why> why = rule(*ticket))
            out = Conflict{*why, *ticket};
        else
            out = *ticket;
    });
    return out;
}

void need_desk(const DeskUser& who) {
    if (who.desk.empty())
        throw std::invalid_argument("a desk has a name");
}

bool at_a_desk(const Ticket& t) {
    return t.state == TicketState::called || t.state == TicketState::serving;
}

// Why this desk may not touch a ticket that should be in `state`.
std::optional<Why> not_mine(const Ticket& t, TicketState state, const DeskUser& who) {
    if (at_a_desk(t) && t.desk != who.desk)
        return Why::taken_by_other;
    return t.state == state ? std::nullopt : std::optional(Why::wrong_state);
}

std::optional<Why> move(Store& store, Ticket& ticket, TicketState to, const DeskUser& who) {
    return move_ticket(store, ticket, to, who) ? std::nullopt : std::optional(Why::taken_by_other);
}

bool desk_busy(Store& store, const std::string& desk) {
    return store.db()
        .integer("SELECT 1 FROM ticket WHERE desk = ? AND state IN ('called', 'serving')", desk)
        .has_value();
}

// On the clock that cannot be turned; after a restart of the machine on the wall clock, and a wall clock
// behind the call tells nothing, so the citizen gets the five minutes.
bool too_soon(Store& store, const Ticket& ticket) {
    Query last = store.db().query("SELECT c.wall_ms, c.mono_ms, c.boot FROM ticket_change c "
                                  "JOIN ticket t ON t.last_call = c.change WHERE t.id = ?",
                                  ticket.id);
    bool found = last.step();
    ACCANTO_ASSERT(found);
    int64_t passed = last.text(2) == boot_id() ? store.clock().mono_ms() - last.integer(1)
                                               : store.clock().wall_ms() - last.integer(0);
    return passed < between_calls_ms;
}

} // namespace

std::variant<Ticket, std::monostate> call_next(Store& store, const Settings& settings, const DeskUser& who) {
    need_desk(who);
    std::variant<Ticket, std::monostate> out;
    store.transaction([&] {
        out = std::monostate();
        const std::string day = service_day(store, settings).date;
        close_earlier_days(store, day);
        std::vector<Ticket> line = waiting_in_order(store, day);
        if (line.empty() || desk_busy(store, who.desk))
            return;
        bool claimed = move_ticket(store, line.front(), TicketState::called, who);
        ACCANTO_ASSERT(claimed); // nobody else writes within an immediate transaction
        out = line.front();
    });
    return out;
}

Moved call(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    need_desk(who);
    return change(store, settings, ticket_id, [&](Ticket& t) -> std::optional<Why> {
        if (at_a_desk(t) && t.desk != who.desk)
            return Why::taken_by_other;
        // A missed ticket of an earlier day is history.
        bool back = t.state == TicketState::missed && t.service_day >= service_day(store, settings).date;
        if (t.state != TicketState::waiting && !back)
            return Why::wrong_state;
        if (desk_busy(store, who.desk))
            return Why::desk_busy;
        return move(store, t, TicketState::called, who);
    });
}

Moved call_again(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    need_desk(who);
    return change(store, settings, ticket_id, [&](Ticket& t) -> std::optional<Why> {
        if (auto why = not_mine(t, TicketState::called, who))
            return why;
        if (t.calls >= calls_at_most)
            return Why::wrong_state;
        if (too_soon(store, t))
            return Why::too_soon;
        return move(store, t, TicketState::called, who);
    });
}

Moved here(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    need_desk(who);
    return change(store, settings, ticket_id, [&](Ticket& t) -> std::optional<Why> {
        if (auto why = not_mine(t, TicketState::called, who))
            return why;
        return move(store, t, TicketState::serving, who);
    });
}

Moved not_here(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    need_desk(who);
    return change(store, settings, ticket_id, [&](Ticket& t) -> std::optional<Why> {
        if (auto why = not_mine(t, TicketState::called, who))
            return why;
        return move(store, t, TicketState::missed, who);
    });
}

Moved leave(Store& store, const Settings& settings, std::string_view ticket_id) {
    return change(store, settings, ticket_id, [&](Ticket& t) -> std::optional<Why> {
        if (t.state != TicketState::waiting && t.state != TicketState::called &&
            t.state != TicketState::parked)
            return Why::wrong_state;
        return move(store, t, TicketState::left, {t.mentor, t.desk});
    });
}

Moved void_ticket(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    need_desk(who);
    return change(store, settings, ticket_id, [&](Ticket& t) -> std::optional<Why> {
        if (at_a_desk(t) && t.desk != who.desk)
            return Why::taken_by_other;
        if (t.state != TicketState::waiting && t.state != TicketState::called &&
            t.state != TicketState::parked && t.state != TicketState::missed)
            return Why::wrong_state;
        return move(store, t, TicketState::void_, who);
    });
}

Moved finish(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id,
             const ServiceRecord& record) {
    need_desk(who);
    check_record(record);
    return change(store, settings, ticket_id, [&](Ticket& t) -> std::optional<Why> {
        if (auto why = not_mine(t, TicketState::serving, who))
            return why;
        std::optional<int64_t> length_s = served_s(store, t);
        if (auto why = move(store, t, TicketState::done, who))
            return why;
        keep_record(store, t, who, record, length_s);
        return std::nullopt;
    });
}

} // namespace accanto::point

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

void need_desk(const Settings& settings, const DeskUser& who) {
    if (who.desk.empty())
        throw std::invalid_argument("a desk has a name");
    if (settings.has_host())
        throw std::invalid_argument("the desk is at " + settings.host.address + ": nobody is called here");
}

bool desk_busy(Store& store, const Settings& settings, const ServiceDay& day, const std::string& desk) {
    return !of_today(store, settings, day,
                     store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE day_over = 0 "
                                      "AND state IN ('called', 'serving') AND desk = ?",
                                      desk))
                .empty();
}

// On the clock that cannot be turned; after a restart of the machine on the wall clock, and a wall clock
// behind the call tells nothing, so the citizen gets the five minutes.
bool too_soon(Store& store, const Ticket& ticket) {
    Query last =
        store.db().query("SELECT wall_ms, mono_ms, boot FROM ticket_change WHERE change = ?", ticket.call);
    bool found = last.step();
    ACCANTO_ASSERT(found);
    int64_t passed = last.text(2) == store.clock().boot() ? store.clock().mono_ms() - last.integer(1)
                                               : store.clock().wall_ms() - last.integer(0);
    return passed < between_calls_ms;
}

std::optional<Why> objection_now(Store& store, const Settings& settings, const ServiceDay& day,
                                 const DeskUser& who, TicketAction action, const Ticket& ticket) {
    if (is_of_desk(action) && is_at_desk(ticket.state) && ticket.desk != who.desk)
        return Why::taken_by_other;
    if (!next_state(action, ticket.state) || !is_of_today(store, settings, day, ticket))
        return Why::wrong_state;
    if (action == TicketAction::call_again && ticket.calls >= calls_at_most)
        return Why::too_many_calls;
    if (action == TicketAction::call_again && too_soon(store, ticket))
        return Why::too_soon;
    if (fills_desk(action) && desk_busy(store, settings, day, who.desk))
        return Why::desk_busy;
    if (action == TicketAction::call && is_reserved_from(ticket, who, present(store)))
        return Why::waits_for_other;
    return std::nullopt;
}

// What goes with the change, in its transaction.
using Also = std::function<void(const Ticket& after)>;

Moved act(Store& store, const Settings& settings, const DeskUser& who, TicketAction action,
          std::string_view ticket_id, const Transfer& to = {}, const Also& also = nullptr) {
    Moved out;
    store.transaction([&] {
        const ServiceDay day = begin_day(store, settings);
        std::optional<Ticket> ticket = find_ticket(store, ticket_id);
        if (!ticket) {
            out = Conflict{Why::not_found, {}};
            return;
        }
        if (std::optional<Why> why = objection_now(store, settings, day, who, action, *ticket)) {
            out = Conflict{*why, *ticket};
            return;
        }
        bool changed = move_ticket(store, settings, *ticket, *next_state(action, ticket->state), who, to);
        ACCANTO_ASSERT(changed); // nobody else writes within an immediate transaction
        if (also)
            also(*ticket);
        out = *ticket;
    });
    return out;
}

Moved act_at_desk(Store& store, const Settings& settings, const DeskUser& who, TicketAction action,
                  std::string_view ticket_id) {
    need_desk(settings, who);
    return act(store, settings, who, action, ticket_id);
}

} // namespace

std::optional<Why> objection(Store& store, const Settings& settings, const DeskUser& who, TicketAction action,
                             const Ticket& ticket) {
    std::optional<Why> out;
    store.read(
        [&] { out = objection_now(store, settings, service_day(store, settings), who, action, ticket); });
    return out;
}

std::variant<Ticket, std::monostate> call_next(Store& store, const Settings& settings, const DeskUser& who) {
    need_desk(settings, who);
    std::variant<Ticket, std::monostate> out;
    store.transaction([&] {
        out = std::monostate();
        const ServiceDay day = begin_day(store, settings);
        if (desk_busy(store, settings, day, who.desk))
            return;
        const std::vector<Present> here_now = present(store);
        for (Ticket& ticket : waiting_in_order(store, settings, day)) {
            if (is_reserved_from(ticket, who, here_now))
                continue;
            bool claimed = move_ticket(store, settings, ticket, TicketState::called, who);
            ACCANTO_ASSERT(claimed); // nobody else writes within an immediate transaction
            out = ticket;
            return;
        }
    });
    return out;
}

Moved call(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    return act_at_desk(store, settings, who, TicketAction::call, ticket_id);
}
Moved call_again(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    return act_at_desk(store, settings, who, TicketAction::call_again, ticket_id);
}
Moved here(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    return act_at_desk(store, settings, who, TicketAction::here, ticket_id);
}
Moved not_here(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    return act_at_desk(store, settings, who, TicketAction::not_here, ticket_id);
}
Moved park(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    return act_at_desk(store, settings, who, TicketAction::park, ticket_id);
}
Moved take_up(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    return act_at_desk(store, settings, who, TicketAction::take_up, ticket_id);
}
Moved put_back(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    return act_at_desk(store, settings, who, TicketAction::put_back, ticket_id);
}
Moved void_ticket(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id) {
    return act_at_desk(store, settings, who, TicketAction::cancel, ticket_id);
}

Moved transfer(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id,
               const Transfer& to) {
    need_desk(settings, who);
    return act(store, settings, who, TicketAction::transfer, ticket_id, to);
}

Moved leave(Store& store, const Settings& settings, std::string_view ticket_id) {
    return act(store, settings, {}, TicketAction::leave, ticket_id, {}, [&](const Ticket& after) {
        if (after.origin.empty() && (settings.has_host() || after.is_hosts))
            store.db().run("UPDATE ticket SET given_back = given_back + 1, untold = 'yes' WHERE id = ?",
                           after.id);
    });
}

Moved finish(Store& store, const Settings& settings, const DeskUser& who, std::string_view ticket_id,
             const ServiceRecord& record) {
    need_desk(settings, who);
    check_record(record);
    return act(store, settings, who, TicketAction::finish, ticket_id, {},
               [&](const Ticket& after) { keep_record(store, after, who, record, served_s(store, after)); });
}

bool day_changed(Store& store, const Settings& settings) {
    bool changed = false;
    store.read([&] { changed = service_day(store, settings).changes; });
    return changed;
}

int end_earlier_days(Store& store, const Settings& settings) {
    int closed = 0;
    store.transaction([&] {
        closed = 0;
        begin_day(store, settings, &closed);
    });
    return closed;
}

} // namespace accanto::point

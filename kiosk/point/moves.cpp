// One change of state of a ticket: row, change, event.

#include "kiosk/point/event.h"
#include "kiosk/point/ticket_rows.h"

#include <nlohmann/json.hpp>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Query;
using store::Store;

namespace {

struct Moment {
    int64_t wall_ms = 0, mono_ms = 0;
    std::string boot;
};

std::optional<Moment> moment(Query query) {
    if (!query.step())
        return std::nullopt;
    return Moment{query.integer(0), query.integer(1), query.text(2)};
}

std::optional<int64_t> seconds(const std::optional<Moment>& from, const std::optional<Moment>& to) {
    if (!from || !to)
        return std::nullopt;
    int64_t ms = from->boot == to->boot ? to->mono_ms - from->mono_ms : to->wall_ms - from->wall_ms;
    if (ms < 0 || ms > 24LL * 3600 * 1000)
        return std::nullopt;
    return ms / 1000;
}

std::optional<Moment> taken(Store& store, const Ticket& ticket) {
    return moment(store.db().query("SELECT c.wall_ms, c.mono_ms, c.boot FROM ticket_change c "
                                   "JOIN ticket t ON t.arrival = c.change WHERE t.id = ?",
                                   ticket.id));
}

Moment now(Store& store) {
    return {store.clock().wall_ms(), store.clock().mono_ms(), store.clock().boot()};
}

// The claim: one row changes, or another was quicker. The desk stays on a ticket that is over: the display
// and the record want it.
bool update_row(Store& store, const Ticket& after, TicketState from) {
    return store.db().run("UPDATE ticket SET state = ?, topic = ?, called_ms = ?, serving_ms = ?, closed_ms "
                          "= ?, calls = ?, "
                          "desk = ?, mentor = ?, to_desk = ?, to_mentor = ? WHERE id = ? AND state = ?",
                          to_text(after.state), after.topic, after.called_ms, after.serving_ms,
                          after.closed_ms, after.calls, after.desk, after.mentor, after.target.desk,
                          after.target.mentor, after.id, to_text(from)) == 1;
}

Ticket moved(Store& store, const Ticket& before, TicketState to, const DeskUser& who,
             const Transfer& transfer) {
    Ticket after = before;
    after.state = to;
    after.target = to == TicketState::transferred ? transfer.target : Target{};
    const int64_t wall = store.clock().wall_ms();
    switch (to) {
    case TicketState::called:
        // From anywhere else the three calls begin anew.
        after.calls = before.state == TicketState::called ? before.calls + 1 : 1;
        after.called_ms = wall;
        after.desk = who.desk;
        after.mentor = who.mentor;
        after.closed_ms.reset();
        break;
    case TicketState::serving:
        after.serving_ms = wall;
        if (before.state == TicketState::parked) {
            after.desk = who.desk;
            after.mentor = who.mentor;
        }
        break;
    case TicketState::transferred:
        if (!transfer.topic.empty())
            after.topic = transfer.topic;
        break;
    case TicketState::waiting:
        // Nobody's until somebody calls it again.
        after.desk.clear();
        after.mentor.clear();
        after.closed_ms.reset();
        break;
    case TicketState::parked:
        break;
    case TicketState::missed:
    case TicketState::done:
    case TicketState::left:
    case TicketState::closed_at_day_end:
    case TicketState::void_:
        after.closed_ms = wall;
        break;
    }
    return after;
}

ordered_json event_of(Store& store, const Ticket& before, const Ticket& ticket, const DeskUser& who) {
    ordered_json data = ticket_fields(ticket, to_text(before.state));
    switch (ticket.state) {
    case TicketState::called:
        data["calls"] = ticket.calls;
        data["first"] = !before.first_called;
        data["waited_s"] = or_null(seconds(taken(store, ticket), now(store)));
        break;
    case TicketState::serving:
        data["calls"] = ticket.calls;
        data["waited_s"] = or_null(waited_s(store, ticket));
        break;
    case TicketState::done:
        data["waited_s"] = or_null(waited_s(store, ticket));
        data["served_s"] = or_null(served_s(store, ticket));
        break;
    case TicketState::missed:
        data["calls"] = ticket.calls;
        break;
    case TicketState::transferred:
        data["topic_before"] = before.topic;
        data["to_desk"] = ticket.target.desk;
        data["to_mentor"] = ticket.target.mentor;
        break;
    case TicketState::void_:
        data["reason"] = who.desk.empty() ? "same_booking" : "mistake";
        break;
    default:
        break;
    }
    return data;
}

} // namespace

std::optional<int64_t> waited_s(Store& store, const Ticket& ticket) {
    auto call = moment(store.db().query("SELECT c.wall_ms, c.mono_ms, c.boot FROM ticket_change c "
                                        "JOIN ticket t ON t.first_call = c.change WHERE t.id = ?",
                                        ticket.id));
    return seconds(taken(store, ticket), call);
}

std::optional<int64_t> served_s(Store& store, const Ticket& ticket) {
    std::optional<int64_t> total = 0;
    std::optional<Moment> began;
    auto leaves = [&](const Moment& at) {
        std::optional<int64_t> part = seconds(began, at);
        total = total && part ? std::optional(*total + *part) : std::nullopt;
        began.reset();
    };
    Query changes = store.db().query(
        "SELECT wall_ms, mono_ms, boot, to_state FROM ticket_change WHERE ticket = ? ORDER BY change",
        ticket.id);
    while (changes.step()) {
        const Moment at{changes.integer(0), changes.integer(1), changes.text(2)};
        const TicketState to = state_of(changes.text(3));
        if (began)
            leaves(at);
        if (to == TicketState::serving)
            began = at;
        if (to == TicketState::transferred)
            total = 0;
    }
    if (began)
        leaves(now(store));
    return total;
}

ordered_json or_null(const std::optional<int64_t>& value) {
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json needs_json(const Needs& needs) {
    return {{"sit", needs.sit},
            {"speak_slowly", needs.speak_slowly},
            {"hearing_loop", needs.hearing_loop},
            {"interpreter", needs.interpreter}};
}

ordered_json stuck_json(const std::optional<StuckAt>& stuck) {
    if (!stuck)
        return nullptr;
    return {{"tutorial", stuck->tutorial},
            {"step", stuck->step},
            {"steps", stuck->steps},
            {"hints_used", stuck->hints_used},
            {"alone", stuck->alone}};
}

ordered_json ticket_fields(const Ticket& ticket, const char* from) {
    return {{"ticket", ticket.id},
            {"label", ticket.label},
            {"service_day", ticket.service_day},
            {"topic", ticket.topic},
            {"language", ticket.language},
            {"class", to_text(ticket.klass)},
            {"state", to_text(ticket.state)},
            {"from", from ? ordered_json(from) : ordered_json(nullptr)},
            {"desk", ticket.desk},
            {"mentor", ticket.mentor}};
}

bool move_ticket(Store& store, const Settings& settings, Ticket& ticket, TicketState to, const DeskUser& who,
                 const Transfer& transfer) {
    Ticket after = moved(store, ticket, to, who, transfer);
    if (!update_row(store, after, ticket.state))
        return false;
    int64_t change = record_change(store, after, to_text(ticket.state), to, who);
    if (to == TicketState::called) {
        after.call = change;
        if (!after.first_called)
            after.first_called = next_place(store, change);
        store.db().run("UPDATE ticket SET first_call = coalesce(first_call, ?1), last_call = ?1, "
                       "first_called = ?2 WHERE id = ?3",
                       change, after.first_called, after.id);
    }
    if (!settings.has_host() && !ticket.is_hosts)
        tell(store, std::string("ticket.") + to_text(to), event_of(store, ticket, after, who));
    ticket = std::move(after);
    return true;
}

} // namespace accanto::point

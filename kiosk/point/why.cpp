// Who goes before whom, told to the one who waits.

#include "kiosk/point/ticket_rows.h"

#include <algorithm>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

// The waiting tickets before this one, in order; nothing when it does not wait.
std::optional<std::vector<Ticket>> before(Store& store, const Settings& settings,
                                          std::string_view ticket_id) {
    std::vector<Ticket> line = waiting_in_order(store, settings, service_day(store, settings));
    auto place = std::find_if(line.begin(), line.end(), [&](const Ticket& t) { return t.id == ticket_id; });
    if (place == line.end())
        return std::nullopt;
    // At the desk it waits for, those who wait for another are not called. Until then it may be called
    // anywhere.
    const Target target = place->target;
    line.erase(place, line.end());
    if (!target.empty()) {
        const std::vector<Present> here = present(store);
        std::erase_if(line, [&](const Ticket& t) {
            return is_reserved_from(t, {target.mentor, target.desk}, here);
        });
    }
    return line;
}

void count(Others& others, TicketClass klass, bool again) {
    int& part = again                            ? others.again
                : klass == TicketClass::booked   ? others.booked
                : klass == TicketClass::priority ? others.priority
                                                 : others.normal;
    ++part;
}

void count_went(Store& store, const Ticket& ticket, Others& went) {
    Query rows = store.db().query(
        "SELECT class FROM ticket WHERE day_over = 0 AND came > ? AND first_called IS NOT NULL "
        "AND state NOT IN ('waiting', 'transferred')",
        ticket.came);
    while (rows.step())
        count(went, class_of(rows.text(0)), false);
}

Explanation explained(Store& store, const Ticket& ticket, const std::vector<Ticket>& line) {
    Explanation out;
    out.before = int(line.size());
    for (const Ticket& other : line) {
        if (other.came < ticket.came)
            ++out.came_earlier;
        else
            count(out.will, other.klass, other.first_called.has_value());
    }
    // Whom others passed while it was at a desk itself, nobody passed.
    if (!ticket.first_called)
        count_went(store, ticket, out.went);
    out.other_letters =
        store.db()
            .integer("SELECT count(DISTINCT substr(label, 1, 1)) FROM ticket WHERE day_over = 0")
            .value() > 1;
    return out;
}

} // namespace

int people_before(Store& store, const Settings& settings, std::string_view ticket_id) {
    int out = 0;
    store.read([&] {
        auto line = before(store, settings, ticket_id);
        out = line ? int(line->size()) : 0;
    });
    return out;
}

std::optional<Explanation> why(Store& store, const Settings& settings, std::string_view ticket_id) {
    std::optional<Explanation> out;
    store.read([&] {
        out.reset();
        if (auto line = before(store, settings, ticket_id))
            out = explained(store, find_ticket(store, ticket_id).value(), *line);
    });
    return out;
}

} // namespace accanto::point

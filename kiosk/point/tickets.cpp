// Questions about tickets. They change nothing.

#include "kiosk/point/ticket_rows.h"

namespace accanto::point {

using store::Query;
using store::Store;

std::optional<Ticket> find_ticket(Store& store, std::string_view id) {
    std::optional<Ticket> out;
    store.read([&] {
        Query row = store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE id = ?", id);
        out = row.step() ? std::optional(ticket_of(row)) : std::nullopt;
    });
    return out;
}

std::optional<Ticket> ticket_of_visit(Store& store, std::string_view visit_id) {
    std::optional<Ticket> out;
    store.read([&] {
        Query row = store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE visit = ? "
                                     "ORDER BY arrival DESC LIMIT 1",
                                     visit_id);
        out = row.step() ? std::optional(ticket_of(row)) : std::nullopt;
    });
    return out;
}

std::vector<Ticket> waiting(Store& store, const Settings& settings) {
    std::vector<Ticket> out;
    store.read([&] { out = waiting_in_order(store, settings, service_day(store, settings)); });
    return out;
}

std::vector<Ticket> now_serving(Store& store, const Settings& settings) {
    std::vector<Ticket> out;
    store.read([&] {
        out = of_today(store, settings, service_day(store, settings),
                       store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE day_over = 0 "
                                        "AND state IN ('called', 'serving') ORDER BY last_call DESC"));
    });
    return out;
}

std::vector<Ticket> in_state(Store& store, const Settings& settings, TicketState state) {
    std::vector<Ticket> out;
    store.read([&] {
        out = of_today(store, settings, service_day(store, settings),
                       store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE day_over = 0 "
                                        "AND state = ? ORDER BY came, id",
                                        to_text(state)));
    });
    return out;
}

std::vector<Ticket> last_called(Store& store, const Settings& settings, int count) {
    std::vector<Ticket> out;
    store.read([&] {
        out = of_today(store, settings, service_day(store, settings),
                       store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE day_over = 0 "
                                        "AND state NOT IN ('waiting', 'called', 'serving') AND last_call IS NOT NULL "
                                        "ORDER BY last_call DESC LIMIT ?",
                                        count));
    });
    return out;
}

std::string picture_name(int index) {
    static constexpr const char* names[picture_count] = {"sun",    "tree", "house", "fish", "boat",     "bird",
                                                         "flower", "key",  "star",  "cup",  "umbrella", "bicycle"};
    return std::string("picture_") + names[index];
}

std::string ticket_picture(std::string_view label) {
    int number = 0;
    for (char c : label)
        if (c >= '0' && c <= '9')
            number = (number * 10 + (c - '0')) % 1000;
    return picture_name(number % picture_count);
}

} // namespace accanto::point

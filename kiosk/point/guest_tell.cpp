// What a guest tells its host.

#include "kiosk/point/guest.h"

#include "kiosk/point/host_word.h"
#include "kiosk/point/shared_booking.h"
#include "kiosk/point/shared_ticket.h"
#include "kiosk/point/ticket_rows.h"

#include <nlohmann/json.hpp>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Query;
using store::Store;

namespace {

constexpr int64_t tickets_at_once = 40; // well below what the desk takes in one body
constexpr int bookings_at_once = 20;

TicketTold told_of(Store& store, const std::string& id) {
    TicketTold out;
    out.ticket = find_ticket(store, id).value();
    Query row = store.db().query("SELECT number, round, given_back, idempotency_key FROM ticket WHERE id = ?", id);
    const bool found = row.step();
    ACCANTO_ASSERT(found);
    out.number = int(row.integer(0));
    out.round = int(row.integer(1));
    out.given_back = row.integer(2);
    out.booking = booking_id_of_key(row.text(3));
    out.age_ms = age_of(store, out.ticket);
    return out;
}

} // namespace

void begin_as_guest(Store& store, const Settings& settings) {
    store.transaction([&] {
        begin_day(store, settings);
        store.db().run(
            "UPDATE ticket SET untold = 'yes' WHERE origin = '' AND host_change IS NULL AND untold = '' "
            "AND day_over = 0 AND state = 'waiting' AND first_called IS NULL");
    });
}

void forget_host(Store& store) {
    store.transaction([&] { forget_host_word(store); });
}

std::string tell_host(Store& store) {
    ordered_json tickets = ordered_json::array(), bookings = ordered_json::array();
    store.read([&] {
        tickets.clear();
        bookings.clear();
        std::vector<std::string> ids;
        {
            Query rows = store.db().query(
                "SELECT id FROM ticket WHERE untold <> '' AND untold = 'yes' ORDER BY arrival LIMIT ?",
                tickets_at_once);
            while (rows.step())
                ids.push_back(rows.text(0));
        }
        for (const std::string& id : ids)
            tickets.push_back(json_of(told_of(store, id)));
        for (const SharedBooking& booking : untold_bookings(store, bookings_at_once))
            bookings.push_back(json_of(booking));
    });
    if (tickets.empty() && bookings.empty())
        return "";
    return ordered_json{{"tickets", std::move(tickets)}, {"bookings", std::move(bookings)}}.dump(-1, ' ', false,
                                                              ordered_json::error_handler_t::replace);
}

GuestState guest_state(Store& store) {
    GuestState out;
    store.read([&] {
        const auto count = [&](const char* what) {
            return store.db()
                .integer("SELECT count(*) FROM ticket WHERE untold <> '' AND untold = ?", what)
                .value();
        };
        out = {count("yes"), count("refused"), host_heard_ms_ago(store)};
    });
    return out;
}

} // namespace accanto::point

#include "kiosk/store/migrations.h"
#include "kiosk/store/salvage_reading.h"

#include <spdlog/spdlog.h>

#include <map>
#include <vector>

namespace accanto::store {

namespace {

constexpr int64_t day_ms = 24LL * 3600 * 1000;

struct OldTicket {
    int64_t arrival = 0;
    std::vector<int64_t> changes, services; // rowids
};
using OldTickets = std::map<std::string, OldTicket>; // by id

// Through the tables alone: an index may be what is damaged.
bool read_tickets(Database& store, const std::string& since, OldTickets& tickets) {
    return from_both_ends(
        store, "SELECT arrival, id, service_day FROM aside.ticket NOT INDEXED ORDER BY arrival",
        "SELECT arrival, id, service_day FROM aside.ticket NOT INDEXED ORDER BY arrival DESC",
        [&](Query& row) {
            if (row.text(2) >= since)
                tickets[row.text(1)].arrival = row.integer(0);
            return row.integer(0);
        });
}

bool read_history(Database& store, OldTickets& tickets) {
    const auto into = [&](std::vector<int64_t> OldTicket::*rows) {
        return [&tickets, rows](Query& row) {
            if (const auto ticket = tickets.find(row.text(1)); ticket != tickets.end())
                (ticket->second.*rows).push_back(row.integer(0));
            return row.integer(0);
        };
    };
    const bool changes =
        from_both_ends(store, "SELECT change, ticket FROM aside.ticket_change NOT INDEXED ORDER BY change",
                       "SELECT change, ticket FROM aside.ticket_change NOT INDEXED ORDER BY change DESC",
                       into(&OldTicket::changes));
    const bool services =
        from_both_ends(store, "SELECT rowid, ticket FROM aside.service NOT INDEXED ORDER BY rowid",
                       "SELECT rowid, ticket FROM aside.service NOT INDEXED ORDER BY rowid DESC",
                       into(&OldTicket::services));
    return changes && services;
}

// The changes that order the queue must be there, whatever became of the others: a number that is in use is
// not given again.
void make_up_for_history(Database& store, const std::string& id) {
    store.run("INSERT OR IGNORE INTO main.ticket_change (change, ticket, to_state, wall_ms, mono_ms, boot) "
              "SELECT arrival, id, 'waiting', taken_ms, 0, '' FROM main.ticket WHERE id = ?",
              id);
    store.run("INSERT OR IGNORE INTO main.ticket_change (change, ticket, from_state, to_state, wall_ms, "
              "mono_ms, boot) "
              "SELECT last_call, id, 'waiting', 'called', called_ms, 0, '' FROM main.ticket "
              "WHERE id = ? AND last_call IS NOT NULL AND called_ms IS NOT NULL",
              id);
}

// As it last was. What stands in its way (a desk that is busy with somebody else) leaves it as the backup has
// it, if at all.
bool bring(Database& store, const std::string& id, const OldTicket& ticket, bool with_history) {
    return attempt(store, [&] {
        store.run("DELETE FROM main.service WHERE ticket = ?", id);
        store.run("DELETE FROM main.ticket_change WHERE ticket = ?", id);
        store.run("DELETE FROM main.ticket WHERE id = ?", id);
        store.run("INSERT INTO main.ticket SELECT * FROM aside.ticket NOT INDEXED WHERE arrival = ?",
                  ticket.arrival);
        if (with_history) {
            for (const int64_t change : ticket.changes)
                store.run("INSERT INTO main.ticket_change SELECT * FROM aside.ticket_change NOT INDEXED "
                          "WHERE change = ?",
                          change);
            for (const int64_t service : ticket.services)
                store.run("INSERT INTO main.service SELECT * FROM aside.service NOT INDEXED WHERE rowid = ?",
                          service);
        }
        make_up_for_history(store, id);
    });
}

} // namespace

SalvagedTickets salvage_tickets(Database& store, const Clock& clock) {
    if (store.integer("PRAGMA aside.user_version") != int64_t(migrations().size())) {
        spdlog::error("store: its tickets are of another version of the program and stay where they are");
        return {0, false};
    }
    // Today wherever the point is: zones are a day apart.
    const std::string since = rfc3339(clock.wall_ms() - day_ms).substr(0, 10);
    OldTickets tickets;
    SalvagedTickets out;
    out.whole = read_tickets(store, since, tickets);
    out.whole = read_history(store, tickets) && out.whole;
    for (const auto& [id, ticket] : tickets) {
        const bool all = bring(store, id, ticket, true);
        out.brought += all || bring(store, id, ticket, false);
        out.whole = out.whole && all;
    }
    return out;
}

} // namespace accanto::store

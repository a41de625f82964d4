// Questions about tickets. They change nothing.

#include "kiosk/point/people.h"
#include "kiosk/point/ticket_rows.h"

#include <algorithm>
#include <cmath>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr double first_mean_s = 15 * 60; // before anybody was served
constexpr int64_t least_history = 10;

std::vector<Ticket> rest_of(Query rows) {
    std::vector<Ticket> out;
    while (rows.step())
        out.push_back(ticket_of(rows));
    return out;
}

// Mentors who are on and have nobody at their desk.
int free_mentors(Store& store) {
    int free = 0;
    for (const Present& one : present(store))
        free +=
            one.presence == Presence::on &&
            !store.db().integer("SELECT 1 FROM ticket WHERE state IN ('called', 'serving') AND mentor = ?",
                                one.mentor.id);
    return free;
}

} // namespace

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
    store.read([&] { out = waiting_in_order(store, service_day(store, settings).date); });
    return out;
}

std::vector<Ticket> now_serving(Store& store, const Settings& settings) {
    std::vector<Ticket> out;
    store.read([&] {
        out = rest_of(store.db().query("SELECT " ACCANTO_TICKET_COLUMNS
                                       " FROM ticket WHERE state IN ('called', 'serving') "
                                       "AND service_day >= ? ORDER BY last_call DESC",
                                       service_day(store, settings).date));
    });
    return out;
}

std::vector<Ticket> last_called(Store& store, const Settings& settings, int count) {
    std::vector<Ticket> out;
    store.read([&] {
        out = rest_of(
            store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket "
                             "WHERE state NOT IN ('waiting', 'called', 'serving') AND last_call IS NOT NULL "
                             "AND service_day >= ? ORDER BY last_call DESC LIMIT ?",
                             service_day(store, settings).date, count));
    });
    return out;
}

int people_before(Store& store, const Settings& settings, std::string_view ticket_id) {
    std::vector<Ticket> line = waiting(store, settings);
    auto place = std::find_if(line.begin(), line.end(), [&](const Ticket& t) { return t.id == ticket_id; });
    return place == line.end() ? 0 : int(place - line.begin());
}

std::optional<WaitEstimate> wait_estimate(Store& store, const Settings&, const std::string& topic,
                                          int before) {
    std::optional<WaitEstimate> out;
    store.read([&] {
        out.reset();
        const int mentors = mentors_here(store);
        const int64_t served =
            store.db().integer("SELECT coalesce(sum(served), 0) FROM topic_service").value();
        if (mentors == 0 || served < least_history)
            return;
        double mean_s = first_mean_s;
        Query row = store.db().query("SELECT mean_s FROM topic_service WHERE topic = ?", topic);
        if (row.step())
            mean_s = row.real(0);
        const double slot = mean_s / mentors;
        const double latest = std::max(0, before + 1 - free_mentors(store)) * slot;
        const double earliest = 0.8 * std::max(0, before - mentors + 1) * slot;
        // Outward to 5 minutes. A hair's breadth above a whole five is that five: doubles are not money.
        const double five_minutes = 300.0, hair = 1e-6;
        out = WaitEstimate{int(std::floor(earliest / five_minutes + hair)) * 5,
                           int(std::ceil(latest / five_minutes - hair)) * 5};
    });
    return out;
}

std::string ticket_picture(std::string_view label) {
    static constexpr const char* names[] = {"sun",    "tree", "house", "fish", "boat",     "bird",
                                            "flower", "key",  "star",  "cup",  "umbrella", "bicycle"};
    int number = 0;
    for (char c : label)
        if (c >= '0' && c <= '9')
            number = (number * 10 + (c - '0')) % 1000;
    return std::string("picture_") + names[number % 12];
}

} // namespace accanto::point

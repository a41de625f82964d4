// What a guest does not know yet.

#include "kiosk/point/host.h"

#include "content/base/bytes.h"
#include "kiosk/point/host_rows.h"
#include "kiosk/point/people.h"
#include "kiosk/point/quick_actions.h"
#include "kiosk/point/shared_booking.h"
#include "kiosk/point/ticket_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Query;
using store::Store;

namespace {

constexpr int64_t tickets_at_once = 200;
constexpr int64_t heard_of_ms = int64_t(36) * 3600 * 1000;

int64_t not_below_zero(int64_t ms) {
    return std::max<int64_t>(0, ms);
}

std::optional<int64_t> age_since(Store& store, const std::optional<int64_t>& wall_ms) {
    return wall_ms ? std::optional(not_below_zero(store.clock().wall_ms() - *wall_ms)) : std::nullopt;
}

struct Changed {
    std::string ticket;
    int64_t change = 0; // the last one
};

// The oldest of what changed after `after`, each ticket once, at its last change. Who has read nothing yet
// hears of today, and of a night that may have been between.
std::vector<Changed> changed_after(Store& store, int64_t after) {
    if (after == 0)
        after = store.db()
                    .integer("SELECT min(arrival) - 1 FROM ticket WHERE day_over = 0 OR taken_ms > ?",
                             store.clock().wall_ms() - heard_of_ms)
                    .value_or(0);
    std::vector<Changed> out;
    Query rows = store.db().query("SELECT ticket, max(change) AS last FROM ticket_change WHERE change > ? "
                                  "GROUP BY ticket ORDER BY last LIMIT ?",
                                  after, tickets_at_once);
    while (rows.step())
        out.push_back({rows.text(0), rows.integer(1)});
    return out;
}

// How things stand beside the tickets. The digest is of what matters, so that ages do not make it news.
ordered_json standing_of(Store& store, const Settings& settings, const std::string& letter,
                         std::string& digest) {
    ordered_json out;
    const std::optional<ClosedByStaff> closed = closed_by_staff(store, settings);
    out["closed"] = closed.has_value();
    out["reason"] = closed ? closed->reason : "";
    out["message"] = closed ? closed->message : "";
    out["mentors"] = ordered_json::array();
    for (const Present& one : present(store))
        out["mentors"].push_back(
            {{"mentor", one.mentor.id}, {"desk", one.desk}, {"presence", to_text(one.presence)}});
    out["services"] = ordered_json::array();
    Query means = store.db().query("SELECT topic, mean_s, served FROM topic_service ORDER BY topic");
    while (means.step())
        out["services"].push_back(
            {{"topic", means.text(0)}, {"mean_s", means.real(1)}, {"served", means.integer(2)}});
    const CleaningOrder cleaning = cleaning_order(store);
    out["cleaning"] = cleaning.id;
    std::vector<ReprintOrder> papers = reprint_orders(store, settings, letter);
    out["papers"] = ordered_json::array();
    for (const ReprintOrder& paper : papers)
        out["papers"].push_back({{"ticket", paper.ticket}, {"id", paper.id}});
    digest =
        to_hex(view(sha256(out.dump(-1, ' ', false, ordered_json::error_handler_t::replace)))).substr(0, 32);
    out["cleaning_left_ms"] = cleaning.left_ms;
    for (size_t i = 0; i < papers.size(); ++i)
        out["papers"][i]["age_ms"] = papers[i].age_ms;
    return out;
}

} // namespace

std::optional<TicketSaid> said_of(Store& store, const std::string& ticket_id) {
    std::optional<Ticket> ticket = find_ticket(store, ticket_id);
    if (!ticket)
        return std::nullopt;
    TicketSaid out;
    Query row = store.db().query(
        "SELECT number, round, given_back, (SELECT max(change) FROM ticket_change WHERE ticket = id) "
        "FROM ticket WHERE id = ?",
        ticket_id);
    if (!row.step())
        return std::nullopt;
    out.number = int(row.integer(0));
    out.round = int(row.integer(1));
    out.given_back = row.integer(2);
    out.change = row.integer(3);
    out.age_ms = not_below_zero(age_of_change(store, ticket->arrival));
    out.called_age_ms = age_since(store, ticket->called_ms);
    out.serving_age_ms = age_since(store, ticket->serving_ms);
    out.closed_age_ms = age_since(store, ticket->closed_ms);
    out.ticket = *std::move(ticket);
    return out;
}

std::string life_of(Store& store) {
    return store.value("kiosk_id").value_or("") + "." + store.value("epoch").value_or("");
}

std::optional<HostNews> host_news(Store& store, const Settings& settings, const std::string& letter,
                                  std::string_view body) {
    const ordered_json asked = ordered_json::parse(body, nullptr, false);
    const auto is_text = [&](const char* name) { return asked.contains(name) && asked[name].is_string(); };
    const auto is_whole = [&](const char* name) {
        return asked.contains(name) && asked[name].is_number_integer();
    };
    if (!asked.is_object() || !is_whole("after") || !is_whole("bookings_after") ||
        !is_text("life") || !is_text("seen"))
        return std::nullopt;
    const std::string life = asked["life"], seen = asked["seen"];
    HostNews out;
    if (day_changed(store, settings))
        end_earlier_days(store, settings);
    store.read([&] {
        const std::string here = life_of(store);
        const int64_t after = life == here ? std::max<int64_t>(0, asked["after"]) : 0;
        int64_t through = after;
        ordered_json tickets = ordered_json::array();
        const std::vector<Changed> changed = changed_after(store, after);
        for (const Changed& one : changed) {
            tickets.push_back(json_of(said_of(store, one.ticket).value()));
            through = one.change;
        }
        const BookingsSince since =
            bookings_since(store, settings, life == here ? std::max<int64_t>(0, asked["bookings_after"]) : 0);
        ordered_json bookings = ordered_json::array();
        for (const SharedBooking& booking : since.bookings)
            bookings.push_back(json_of(booking));
        std::string digest;
        ordered_json standing = standing_of(store, settings, letter, digest);
        const bool more = int64_t(changed.size()) == tickets_at_once || since.more, same = digest == seen && life == here;
        out.any = !changed.empty() || !since.bookings.empty() || !same;
        const ordered_json answer = {
            {"life", here},   {"through", through},
            {"more", more},   {"tickets", std::move(tickets)},
            {"seen", digest}, {"point", same ? ordered_json(nullptr) : std::move(standing)},
            {"bookings", std::move(bookings)}, {"bookings_through", since.through}};
        out.body = answer.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    });
    return out;
}

int64_t patience_of(std::string_view body, int64_t most) {
    const ordered_json asked = ordered_json::parse(body, nullptr, false);
    const auto at = asked.is_object() ? asked.find("wait_ms") : asked.end();
    if (!asked.is_object() || at == asked.end() || !at->is_number_integer())
        return 0;
    return std::clamp<int64_t>(at->get<int64_t>(), 0, most);
}

} // namespace accanto::point

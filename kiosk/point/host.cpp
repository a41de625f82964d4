// What a guest tells of its tickets.

#include "kiosk/point/host.h"

#include "kiosk/point/host_rows.h"
#include "kiosk/point/shared_booking.h"
#include "kiosk/point/shared_ticket.h"
#include "kiosk/point/ticket_rows.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <limits>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Query;
using store::Store;

namespace {

constexpr int64_t most_between = (int64_t(1) << place_bits) - 1;

// The place in the line of who came so long ago: behind the last thing that had happened here by then. Only
// moments of this machine are compared, and tickets of one kiosk keep their order whatever its clock did: of
// those that were heard of before `arrival`.
int64_t place_since(Store& store, const std::string& letter, int64_t age_ms, int64_t arrival) {
    const int64_t before =
        store.db()
            .integer("SELECT max(came) FROM ticket WHERE origin = ? AND day_over = 0 AND arrival < ?", letter,
                     arrival)
            .value_or(-1);
    Query rows = store.db().query("SELECT change, wall_ms, mono_ms, boot FROM ticket_change WHERE NOT EXISTS "
                                  "(SELECT 1 FROM ticket WHERE arrival = change AND origin <> '') "
                                  "ORDER BY change DESC");
    int64_t place = most_between - std::min(age_ms, most_between);
    while (rows.step()) {
        const int64_t since = rows.text(3) == store.clock().boot() ? store.clock().mono_ms() - rows.integer(2)
                                                        : store.clock().wall_ms() - rows.integer(1);
        if (since < age_ms)
            continue;
        place = (rows.integer(0) << place_bits) + std::min(since - age_ms + 1, most_between);
        break;
    }
    return std::max(place, before + 1);
}

int64_t record_taking(Store& store, const Ticket& ticket, int64_t age_ms) {
    store.db().run(
        "INSERT INTO ticket_change (ticket, to_state, wall_ms, mono_ms, boot) VALUES (?, 'waiting', ?, ?, ?)",
        ticket.id, store.clock().wall_ms() - age_ms, store.clock().mono_ms() - age_ms, store.clock().boot());
    return store.db().last_id();
}

void insert(Store& store, const std::string& letter, const TicketTold& told, bool day_over) {
    const Ticket& t = told.ticket;
    const int64_t age_ms = told.age_ms.value_or(0);
    const int64_t place = place_since(store, letter, age_ms, std::numeric_limits<int64_t>::max());
    const int64_t arrival = record_taking(store, t, age_ms);
    store.db().run(
        "INSERT INTO ticket (arrival, id, idempotency_key, service_day, number, round, label, topic, "
        "language, visit, sit, speak_slowly, hearing_loop, interpreter, class, state, clock_suspect, "
        "taken_ms, came, origin, day_over) VALUES (?1, ?2, ?20, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
        "?13, ?14, 'waiting', ?15, ?16, ?17, ?18, ?19)",
        arrival, t.id, t.service_day, told.number, told.round, t.label, t.topic, t.language, t.visit_id,
        t.needs.sit, t.needs.speak_slowly, t.needs.hearing_loop, t.needs.interpreter, to_text(t.klass),
        t.clock_suspect, store.clock().wall_ms() - age_ms, place, letter, day_over,
        told.booking.empty() ? t.id : key_of_booking(told.booking, letter));
    keep_stuck(store, t);
}

// An age is never too great: what delays a message makes the ticket younger than it is. So the greatest one
// counts, and who was put too far back in the line, because the first message was long under way, goes to
// where they came.
void correct_age(Store& store, const Ticket& known, const TicketTold& told) {
    constexpr int64_t grain_ms = 500;
    if (!told.age_ms || known.state != TicketState::waiting || known.first_called ||
        *told.age_ms < age_of_change(store, known.arrival) + grain_ms)
        return;
    const int64_t wall_ms = store.clock().wall_ms() - *told.age_ms;
    store.db().run("UPDATE ticket_change SET wall_ms = ?, mono_ms = ?, boot = ? WHERE change = ?", wall_ms,
                   store.clock().mono_ms() - *told.age_ms, store.clock().boot(), known.arrival);
    store.db().run("UPDATE ticket SET taken_ms = ?, came = ? WHERE id = ?", wall_ms,
                   place_since(store, known.origin, *told.age_ms, known.arrival), known.id);
    record_change(store, known, to_text(known.state), known.state, {}); // is news to the other kiosks
}

// Whoever gave the number back is gone, and whoever waited on an earlier day is too.
void settle(Store& store, const Settings& settings, const TicketTold& told) {
    Ticket ticket = find_ticket(store, told.ticket.id).value();
    const int64_t heard = store.db().integer("SELECT given_back FROM ticket WHERE id = ?", ticket.id).value();
    if (told.given_back > heard) {
        store.db().run("UPDATE ticket SET given_back = ? WHERE id = ?", told.given_back, ticket.id);
        const TicketState after = given_back(ticket.state);
        if (after != ticket.state)
            move_ticket(store, settings, ticket, after, {});
        else
            spdlog::info("{} was given back at its kiosk, but is {} here", ticket.label,
                         to_text(ticket.state));
    }
    const bool over = store.db().integer("SELECT day_over FROM ticket WHERE id = ?", ticket.id) == 1;
    if (over && is_open(ticket.state))
        move_ticket(store, settings, ticket, TicketState::closed_at_day_end, {});
}

// Nothing: it is in the list. Else why not.
std::optional<std::string> hear(Store& store, const Settings& settings, const std::string& letter,
                                const TicketTold& told) {
    if (letter_of(told.ticket) != letter)
        return "letter";
    if (const auto known = find_ticket(store, told.ticket.id)) {
        if (known->origin != letter)
            return "not_yours";
        correct_age(store, *known, told);
    } else {
        if (is_label_taken(store, told.ticket, told.round))
            return "label_taken";
        const std::string& zone = settings.point.time_zone;
        const int64_t now = store.clock().wall_ms();
        insert(store, letter, told, local_date(now - told.age_ms.value_or(0), zone) != local_date(now, zone));
    }
    settle(store, settings, told);
    if (!told.booking.empty())
        keep_one_ticket(store, settings, told.booking);
    return std::nullopt;
}

std::string id_of(const ordered_json& one) {
    return one.is_object() && one.contains("id") && one["id"].is_string() ? one["id"] : "";
}

// The bookings of a body, each as it stands here then, and those that cannot be taken.
void hear_bookings(Store& store, const Settings& settings, const std::string& letter, const ordered_json& list,
                   ordered_json& said, ordered_json& refused) {
    for (const ordered_json& one : list) {
        const auto told = shared_booking(one);
        const auto heard = told ? hear_booking(store, settings, letter, *told) : "malformed";
        if (const auto* stands = std::get_if<SharedBooking>(&heard)) {
            SharedBooking answer = *stands;
            if (answer.booking.lease.empty())
                answer.booking.lease = settings.kiosk.letter;
            said.push_back(json_of(answer));
            continue;
        }
        const std::string& why = std::get<std::string>(heard);
        spdlog::error("kiosk {} tells of a booking that cannot be taken: {}", letter, why);
        refused.push_back({{"id", id_of(one)}, {"why", why}});
    }
}

} // namespace

std::optional<std::string> hear_guest(Store& store, const Settings& settings, const std::string& letter,
                                      std::string_view body) {
    const ordered_json json = ordered_json::parse(body, nullptr, false);
    const auto list = json.is_object() ? json.find("tickets") : json.end();
    const auto bookings = json.is_object() ? json.find("bookings") : json.end();
    if (!json.is_object() || list == json.end() || !list->is_array() || bookings == json.end() || !bookings->is_array())
        return std::nullopt;
    ordered_json answer;
    store.transaction([&] {
        begin_day(store, settings);
        ordered_json said = ordered_json::array(), refused = ordered_json::array();
        for (const ordered_json& one : *list) {
            const std::optional<TicketTold> told = ticket_told(one);
            const auto why = told ? hear(store, settings, letter, *told) : "malformed";
            if (!why) {
                said.push_back(json_of(said_of(store, told->ticket.id).value()));
                continue;
            }
            // Nothing of what cannot be read goes into the log.
            spdlog::error("kiosk {} tells of a ticket{}{} that cannot be taken: {}", letter, told ? " " : "",
                          told ? told->ticket.label : "", *why);
            refused.push_back({{"id", id_of(one)}, {"why", *why}});
        }
        ordered_json stand = ordered_json::array(), refused_bookings = ordered_json::array();
        hear_bookings(store, settings, letter, *bookings, stand, refused_bookings);
        answer = {{"life", life_of(store)},
                  {"tickets", std::move(said)},
                  {"refused", std::move(refused)},
                  {"bookings", std::move(stand)},
                  {"refused_bookings", std::move(refused_bookings)}};
    });
    return answer.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

} // namespace accanto::point

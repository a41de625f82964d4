// Taking a ticket: number, ticket and event in one transaction.

#include "kiosk/point/event.h"
#include "kiosk/point/people.h"
#include "kiosk/point/ticket_rows.h"
#include "kiosk/store/given_numbers.h"
#include "kiosk/store/safe_numbers.h"
#include "kiosk/store/take_over.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr int last_number = store::first_safe_number - 1;
constexpr int first_after_another = store::most_unknown_numbers + 1;

struct Number {
    int number = 1, round = 0;
    std::string label;
};

// On the day on which this kiosk took another's place that one's numbers are in people's hands, and only it knows how many.
bool follows_another(Store& store, const Settings& settings, const std::string& day) {
    const auto since = store::took_over_ms(store);
    return since && local_date(*since, settings.point.time_zone) == day;
}

// The number after the day's last one, and after those that only a store that is lost knew of. When they
// run out they begin again with the next round, past the people who still hold theirs. Nothing when all are
// held.
std::optional<Number> next_number(Store& store, const Settings& settings, const std::string& day) {
    const std::string& letter = settings.kiosk.letter;
    Number next;
    {
        Query last = store.db().query(
            "SELECT number, round FROM ticket WHERE service_day = ? AND substr(label, 1, ?) = ? AND number <= ? "
            "ORDER BY arrival DESC LIMIT 1",
            day, int64_t(letter.size()), letter, int64_t(last_number));
        if (last.step())
            next = {int(last.integer(0)) + 1, int(last.integer(1)), ""};
    }
    if (const auto given = store::given_before(store, day);
        given && std::pair(next.round, next.number) <= std::pair(given->round, given->number))
        next = {given->number + 1, given->round, ""};
    if (next.round == 0 && next.number < first_after_another && follows_another(store, settings, day))
        next.number = first_after_another;
    for (int tries = 0; tries < last_number; ++tries, ++next.number) {
        if (next.number > last_number)
            next.number = 1, ++next.round;
        next.label = label_of(letter, next.number);
        // Somebody may hold a number of another date, because the clock was set right meanwhile; and of this date there may
        // be one who never came, from a day on which the clock was ahead. Neither number is given again.
        if (!is_label_held(store, day, next.label))
            return next;
    }
    return std::nullopt;
}

std::optional<Ticket> ticket_of_key(Store& store, const std::string& key) {
    Query row =
        store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE idempotency_key = ?", key);
    return row.step() ? std::optional(ticket_of(row)) : std::nullopt;
}

bool limit_reached(Store& store, const Settings& settings, const std::string& day, const std::string& topic) {
    const auto own = settings.kiosk.daily_limits.find(topic);
    const int limit = own == settings.kiosk.daily_limits.end() ? settings.kiosk.daily_limit : own->second;
    return limit > 0 && store.db()
                                .integer("SELECT count(*) FROM ticket WHERE service_day = ? AND topic = ? "
                                         "AND state <> 'void' AND origin = ''",
                                         day, topic)
                                .value() >= limit;
}

} // namespace

bool is_label_held(Store& store, const std::string& day, const std::string& label) {
    return store.db()
        .integer("SELECT 1 FROM ticket WHERE (day_over = 0 OR service_day = ?) AND label = ? AND state IN "
                 "('waiting', 'called', 'serving', 'parked', 'missed', 'transferred')",
                 day, label)
        .has_value();
}

void insert_ticket(Store& store, const Settings& settings, const Ticket& t, const std::string& key, int number,
                   int round) {
    int64_t arrival = record_change(store, t, nullptr, TicketState::waiting, {});
    store.db().run(
        "INSERT INTO ticket (arrival, id, idempotency_key, service_day, number, round, label, topic, "
        "language, "
        "visit, sit, speak_slowly, hearing_loop, interpreter, class, state, clock_suspect, taken_ms, came, "
        "untold) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)",
        arrival, t.id, key, t.service_day, number, round, t.label, t.topic, t.language,
        t.visit_id, t.needs.sit, t.needs.speak_slowly, t.needs.hearing_loop, t.needs.interpreter,
        to_text(t.klass), t.clock_suspect, t.taken_ms, next_place(store, arrival),
        settings.has_host() ? "yes" : "");
    keep_stuck(store, t);
}

void tell_taken(Store& store, const Settings& settings, const ServiceDay& day, const Ticket& t) {
    std::vector<Ticket> line = waiting_in_order(store, settings, day);
    auto place =
        std::find_if(line.begin(), line.end(), [&](const Ticket& other) { return other.id == t.id; });
    ACCANTO_ASSERT(place != line.end());
    nlohmann::ordered_json data = ticket_fields(t, nullptr);
    data["visit"] = t.visit_id;
    data["needs"] = needs_json(t.needs);
    data["stuck"] = stuck_json(t.stuck);
    data["clock_suspect"] = t.clock_suspect;
    data["people_before"] = place - line.begin();
    tell(store, "ticket.taken", data);
}

std::variant<Ticket, Refused> take_within(Store& store, const Settings& settings, const TicketRequest& request) {
    if (auto already = ticket_of_key(store, request.idempotency_key))
        return *already;
    if (!is_open(store, settings))
        return Refused{Refused::Why::closed};
    const ServiceDay day = begin_day(store, settings);
    if (!request.promised && limit_reached(store, settings, day.date, request.topic))
        return Refused{Refused::Why::daily_limit};
    std::optional<Number> number = next_number(store, settings, day.date);
    if (!number)
        return Refused{Refused::Why::daily_limit};
    Ticket t;
    t.id = store.new_id();
    t.service_day = day.date;
    t.label = number->label;
    t.topic = request.topic;
    t.language = request.language;
    t.visit_id = request.visit_id;
    t.needs = request.needs;
    t.klass = request.booked     ? TicketClass::booked
              : request.priority ? TicketClass::priority : TicketClass::normal;
    t.clock_suspect = day.clock_suspect;
    t.stuck = request.stuck;
    t.taken_ms = store.clock().wall_ms();
    insert_ticket(store, settings, t, request.idempotency_key, number->number, number->round);
    store::note_given(store, day.date, {number->round, number->number});
    tell_taken(store, settings, day, t);
    return find_ticket(store, t.id).value();
}

std::variant<Ticket, Refused> take_ticket(Store& store, const Settings& settings,
                                          const TicketRequest& request) {
    ACCANTO_ASSERT(!request.idempotency_key.empty());
    std::variant<Ticket, Refused> out;
    store.transaction([&] { out = take_within(store, settings, request); });
    return out;
}

std::vector<std::string> full_topics(Store& store, const Settings& settings) {
    std::vector<std::string> out;
    store.read([&] {
        out.clear();
        const ServiceDay day = service_day(store, settings);
        std::vector<std::string> taken;
        Query rows = store.db().query(
            "SELECT DISTINCT topic FROM ticket WHERE service_day = ? ORDER BY topic", day.date);
        while (rows.step())
            taken.push_back(rows.text(0));
        for (const std::string& topic : taken)
            if (limit_reached(store, settings, day.date, topic))
                out.push_back(topic);
    });
    return out;
}

std::optional<RecentTicket> recent_ticket(Store& store, const Settings& settings) {
    std::optional<RecentTicket> out;
    store.read([&] {
        out.reset();
        const std::string& letter = settings.kiosk.letter;
        Query row = store.db().query("SELECT " ACCANTO_TICKET_COLUMNS " FROM ticket WHERE day_over = 0 "
                                     "AND substr(label, 1, ?) = ? ORDER BY arrival DESC LIMIT 1",
                                     int64_t(letter.size()), letter);
        if (!row.step())
            return;
        Ticket ticket = ticket_of(row);
        Query taken =
            store.db().query("SELECT mono_ms, boot FROM ticket_change WHERE change = ?", ticket.arrival);
        if (!taken.step())
            return;
        const int64_t age_ms = taken.text(1) == store.clock().boot() ? store.clock().mono_ms() - taken.integer(0)
                                                          : store.clock().wall_ms() - ticket.taken_ms;
        if (is_open(ticket.state) && age_ms >= 0 && age_ms < recent_ms)
            out = RecentTicket{std::move(ticket), age_ms};
    });
    return out;
}

} // namespace accanto::point

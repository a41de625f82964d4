#include "kiosk/point/safe_tickets.h"

#include "kiosk/point/event.h"
#include "kiosk/point/ticket_rows.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::point {

using store::SafeNumber;
using store::Store;

namespace {

constexpr const char* brought_key = "safe_numbers_brought"; // how many, and the last: then nothing is new
constexpr int64_t good_ms = 12 * 3'600'000LL;

std::string state_of(const std::vector<SafeNumber>& given) {
    return given.empty() ? "" : std::to_string(given.size()) + " " + given.back().id;
}

std::string key_of(const SafeNumber& number) {
    return "safe/" + number.id;
}

bool is_ticket(Store& store, const SafeNumber& number) {
    return store.db()
        .integer("SELECT 1 FROM ticket WHERE id = ?1 OR idempotency_key = ?2", number.id, key_of(number))
        .has_value();
}

// On the clock that cannot be turned where it is the same boot. Nothing believable: it was given just now.
int64_t age_ms(const SafeNumber& number, const Clock& clock) {
    return std::max<int64_t>(0, number.boot == clock.boot() ? clock.mono_ms() - number.mono_ms
                                                            : clock.wall_ms() - number.wall_ms);
}

Ticket ticket_of_number(Store& store, const Settings& settings, const ServiceDay& day, const SafeNumber& number) {
    Ticket t;
    t.id = number.id;
    t.label = number.label();
    t.topic = topic_not_asked;
    t.language = number.language;
    t.clock_suspect = day.clock_suspect;
    t.taken_ms = store.clock().wall_ms() - age_ms(number, store.clock());
    t.service_day = day.clock_suspect ? day.date : local_date(t.taken_ms, settings.point.time_zone);
    return t;
}

bool bring(Store& store, const Settings& settings, const SafeNumber& number) {
    const ServiceDay day = begin_day(store, settings);
    Ticket t = ticket_of_number(store, settings, day, number);
    if (is_label_held(store, t.service_day, t.label)) {
        spdlog::error("safe number {}: somebody of that day has it still; it is not brought over", t.label);
        return false;
    }
    insert_ticket(store, settings, t, key_of(number), number.number(), number.round());
    t = find_ticket(store, t.id).value();
    // What is told of its life is measured from when it was given, not from when the store came back.
    store.db().run("UPDATE ticket_change SET wall_ms = ?, mono_ms = ?, boot = ? WHERE change = ?",
                   number.wall_ms, number.mono_ms, number.boot, t.arrival);
    tell_taken(store, settings, day, t);
    if (t.service_day != day.date) {
        move_ticket(store, settings, t, TicketState::closed_at_day_end, {});
        store.db().run("UPDATE ticket SET day_over = 1 WHERE id = ?", t.id);
    }
    return true;
}

} // namespace

int bring_safe_numbers(Store& store, const Settings& settings, const store::SafePlaces& places) {
    const std::vector<SafeNumber> given = store::safe_numbers(places);
    if (given.empty() || store.value(brought_key) == state_of(given))
        return 0;
    int brought = 0;
    store.transaction([&] {
        brought = 0;
        for (const SafeNumber& number : given)
            brought += !is_ticket(store, number) && bring(store, settings, number);
        store.set_value(brought_key, state_of(given));
    });
    if (brought > 0)
        spdlog::warn("{} numbers that were given without the store are tickets now", brought);
    return brought;
}

std::vector<SafeNumber> waiting_safe_numbers(Store* store, const store::SafePlaces& places,
                                             const Clock& clock) {
    std::vector<SafeNumber> out = store::safe_numbers(places);
    if (store && store->value(brought_key) == state_of(out))
        return {};
    std::erase_if(
        out, [&](const SafeNumber& n) { return store ? is_ticket(*store, n) : age_ms(n, clock) >= good_ms; });
    return out;
}

} // namespace accanto::point

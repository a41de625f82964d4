// What a guest hears of its host.

#include "kiosk/point/guest.h"

#include "kiosk/point/host_word.h"
#include "kiosk/point/quick_actions.h"
#include "kiosk/point/shared_booking.h"
#include "kiosk/point/shared_ticket.h"
#include "kiosk/point/ticket_rows.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Query;
using store::Store;

namespace {

constexpr const char *life_key = "host_life", *through_key = "host_through", *seen_key = "host_seen",
                    *bookings_key = "host_bookings_through";

std::string dump(const ordered_json& json) {
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

void set_if_other(Store& store, const char* key, const std::string& value) {
    if (store.value(key).value_or("") != value)
        store.set_value(key, value);
}

// The host's store began a new life (a backup came back, the machine was replaced): its numbers begin anew,
// and what it had heard may be lost. So everything is told and asked again; who is called there stays called
// until it says otherwise.
void begin_life(Store& store, const std::string& life) {
    const std::string before = store.value(life_key).value_or("");
    if (before == life)
        return;
    store.set_value(life_key, life);
    set_if_other(store, through_key, "0");
    set_if_other(store, seen_key, "");
    set_if_other(store, bookings_key, "0");
    store.db().run("UPDATE booking SET untold = 'yes' WHERE untold = ''");
    store.db().run("UPDATE ticket SET host_change = -1 WHERE host_change IS NOT NULL AND day_over = 0");
    store.db().run("UPDATE ticket SET untold = 'yes' WHERE host_change = -1 AND origin = '' AND day_over = 0 "
                   "AND state IN "
                   "('waiting', 'called', 'serving', 'parked', 'missed', 'transferred')");
    store.db().run(
        "UPDATE ticket SET state = 'void' WHERE host_change = -1 AND origin <> '' AND day_over = 0");
    if (!before.empty())
        spdlog::warn(
            "the kiosk with the desk has another store than before: telling it of who waits here again");
}

void insert(Store& store, const Settings& settings, const TicketSaid& said) {
    const Ticket& t = said.ticket;
    const int64_t wall = store.clock().wall_ms() - said.age_ms;
    store.db().run(
        "INSERT INTO ticket_change (ticket, to_state, wall_ms, mono_ms, boot) VALUES (?, 'waiting', ?, ?, ?)",
        t.id, wall, store.clock().mono_ms() - said.age_ms, store.clock().boot());
    store.db().run("INSERT INTO ticket (arrival, id, idempotency_key, service_day, number, round, label, "
                   "topic, language, "
                   "visit, class, state, taken_ms, came, origin, host_change, given_back) "
                   "VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '', ?9, 'waiting', ?10, ?11, ?12, -1, ?13)",
                   store.db().last_id(), t.id, t.service_day, said.number, said.round, t.label, t.topic,
                   t.language, to_text(t.klass), wall, t.came,
                   letter_of(t) == settings.kiosk.letter ? "" : letter_of(t), said.given_back);
}

// Whom the newer word puts elsewhere is not at this desk any more, whatever is still to be heard of them.
void free_desk(Store& store, const Ticket& now_there) {
    store.db().run(
        "UPDATE ticket SET state = 'waiting' WHERE desk = ? AND id <> ? AND state IN ('called', 'serving')",
        now_there.desk, now_there.id);
}

void keep_calls(Store& store, const Ticket& before, TicketState state, int64_t change) {
    if (state == TicketState::called || (is_at_desk(state) && before.call == 0))
        store.db().run(
            "UPDATE ticket SET first_call = coalesce(first_call, ?1), last_call = ?1 WHERE id = ?2", change,
            before.id);
}

// Something held up what was told, so that the host believes the ticket younger than it is: it is told again.
bool is_too_young_there(Store& store, const Ticket& ours, const TicketSaid& said) {
    constexpr int64_t grain_ms = 1'000;
    if (!ours.origin.empty() || said.ticket.state != TicketState::waiting || said.ticket.first_called)
        return false;
    const std::optional<int64_t> age = age_of(store, ours);
    return age && *age - said.age_ms > grain_ms;
}

void write(Store& store, const Ticket& before, const TicketSaid& said, TicketState state) {
    const Ticket& t = said.ticket;
    const auto moment = [&](const std::optional<int64_t>& age) {
        return age ? std::optional(store.clock().wall_ms() - *age) : std::nullopt;
    };
    if (is_at_desk(state))
        free_desk(store, t);
    store.db().run(
        "UPDATE ticket SET state = ?2, topic = ?3, came = ?4, first_called = ?5, calls = ?6, desk = ?7, "
        "mentor = ?8, to_desk = ?9, to_mentor = ?10, called_ms = ?11, serving_ms = ?12, closed_ms = ?13, "
        "host_change = ?14, untold = CASE WHEN given_back > ?1 OR ?17 THEN 'yes' ELSE '' END, "
        "given_back = max(given_back, ?1), day_over = CASE WHEN ?15 THEN 0 ELSE day_over END WHERE id = ?16",
        said.given_back, to_text(state), t.topic, t.came, t.first_called, t.calls, t.desk, t.mentor,
        t.target.desk, t.target.mentor, moment(said.called_age_ms), moment(said.serving_age_ms),
        state == t.state ? moment(said.closed_age_ms) : before.closed_ms, said.change, is_open(state),
        t.id, // one day for all: the desk's clock says when it ends
        is_too_young_there(store, before, said));
}

Known known_of(Store& store, const std::string& id) {
    Query row = store.db().query("SELECT coalesce(host_change, -1), given_back FROM ticket WHERE id = ?", id);
    const bool found = row.step();
    ACCANTO_ASSERT(found);
    return {row.integer(0), {}, 0, row.integer(1)};
}

void hear_ticket(Store& store, const Settings& settings, const TicketSaid& said) {
    const std::string& id = said.ticket.id;
    if (is_label_taken(store, said.ticket, said.round))
        return spdlog::error(
            "the kiosk with the desk has another {} than this one: have two kiosks the same letter?",
            said.ticket.label);
    if (!find_ticket(store, id))
        insert(store, settings, said);
    Known known = known_of(store, id);
    const int64_t heard_before = known.change;
    if (!known.hear(said.change, said.ticket.state, said.given_back))
        return;
    const Ticket before = find_ticket(store, id).value();
    const TicketState state = known.counts();
    write(store, before, said, state);
    const bool called = state == TicketState::called && said.change > heard_before;
    if (state == before.state && !called)
        return;
    const int64_t change =
        record_change(store, before, to_text(before.state), state, {said.ticket.mentor, said.ticket.desk});
    keep_calls(store, before, state, change);
}

void hear_services(Store& store, const ordered_json& topics) {
    for (const ordered_json& one : topics)
        if (one["mean_s"] > 0 && one["served"] >= 0)
            store.db().run(
                "INSERT INTO topic_service (topic, mean_s, served) VALUES (?1, ?2, ?3) ON CONFLICT (topic) "
                "DO UPDATE SET mean_s = ?2, served = ?3 WHERE mean_s <> ?2 OR served <> ?3",
                one["topic"].get<std::string>(), one["mean_s"].get<double>(), one["served"].get<int64_t>());
}

void hear_standing(Store& store, const ordered_json& said) {
    keep_host_word(store, said);
    if (!said.is_object())
        return;
    hear_services(store, said["services"]);
    follow_cleaning(store, {said["cleaning"],
                            std::clamp<int64_t>(said["cleaning_left_ms"].get<int64_t>(), 0, cleaning_ms)});
    std::vector<ReprintOrder> papers;
    for (const ordered_json& one : said["papers"])
        papers.push_back({one["ticket"], one["id"], one["age_ms"]});
    follow_reprints(store, papers);
}

using Is = bool (ordered_json::*)() const noexcept;
struct Part {
    const char* name;
    Is is;
};

bool has(const ordered_json& json, std::initializer_list<Part> parts) {
    return json.is_object() && std::all_of(parts.begin(), parts.end(), [&](const Part& part) {
               const auto at = json.find(part.name);
               return at != json.end() && ((*at).*part.is)();
           });
}

bool has_each(const ordered_json& list, std::initializer_list<Part> parts) {
    return std::all_of(list.begin(), list.end(), [&](const ordered_json& one) { return has(one, parts); });
}

constexpr Is is_text = &ordered_json::is_string, is_whole = &ordered_json::is_number_integer,
             is_list = &ordered_json::is_array, is_flag = &ordered_json::is_boolean,
             is_number = &ordered_json::is_number;

// How things stand at the host, whole or not at all.
bool is_standing(const ordered_json& said) {
    return has(said, {{"closed", is_flag},
                      {"reason", is_text},
                      {"message", is_text},
                      {"mentors", is_list},
                      {"services", is_list},
                      {"cleaning", is_text},
                      {"cleaning_left_ms", is_whole},
                      {"papers", is_list}}) &&
           has_each(said["mentors"], {{"mentor", is_text}, {"desk", is_text}, {"presence", is_text}}) &&
           has_each(said["services"], {{"topic", is_text}, {"mean_s", is_number}, {"served", is_whole}}) &&
           has_each(said["papers"], {{"ticket", is_text}, {"id", is_text}, {"age_ms", is_whole}});
}

// All of them, or nothing when one cannot be read.
template <class Said>
std::optional<std::vector<Said>> all_of(const ordered_json& answer, const char* name,
                                        std::optional<Said> (*read)(const ordered_json&)) {
    std::vector<Said> out;
    const auto list = answer.find(name);
    if (list == answer.end() || !list->is_array())
        return std::nullopt;
    for (const ordered_json& one : *list) {
        std::optional<Said> said = read(one);
        if (!said)
            return std::nullopt;
        out.push_back(*std::move(said));
    }
    return out;
}

int64_t number_kept(Store& store, const char* key) {
    return std::atoll(store.value(key).value_or("0").c_str());
}

} // namespace

bool hear_receipt(Store& store, const Settings& settings, std::string_view body) {
    const ordered_json answer = ordered_json::parse(body, nullptr, false);
    if (!has(answer, {{"life", is_text}, {"refused", is_list}, {"refused_bookings", is_list}}) ||
        !has_each(answer["refused"], {{"id", is_text}, {"why", is_text}}) ||
        !has_each(answer["refused_bookings"], {{"id", is_text}, {"why", is_text}}))
        return false;
    const auto tickets = all_of(answer, "tickets", ticket_said);
    const auto bookings = all_of(answer, "bookings", shared_booking);
    if (!tickets || !bookings)
        return false;
    store.transaction([&] {
        begin_life(store, answer["life"]);
        for (const TicketSaid& said : *tickets)
            hear_ticket(store, settings, said);
        for (const ordered_json& one : answer["refused"]) {
            const std::string id = one["id"];
            spdlog::error("the kiosk with the desk refuses ticket {}: {}", id, one["why"].get<std::string>());
            store.db().run("UPDATE ticket SET untold = 'refused' WHERE id = ? AND untold = 'yes'", id);
        }
        for (const SharedBooking& said : *bookings)
            hear_booking_of_host(store, settings, said);
        for (const ordered_json& one : answer["refused_bookings"]) {
            const std::string id = one["id"];
            spdlog::error("the kiosk with the desk refuses booking {}: {}", id, one["why"].get<std::string>());
            store.db().run("UPDATE booking SET untold = 'refused' WHERE id = ? AND untold = 'yes'", id);
        }
    });
    return true;
}

std::string ask_host(Store& store, int64_t wait_ms) {
    ordered_json out;
    store.read([&] {
        const std::string printer = store.value("printer_state").value_or("unknown");
        out = {{"life", store.value(life_key).value_or("")},
               {"after", number_kept(store, through_key)},
               {"bookings_after", number_kept(store, bookings_key)},
               {"seen", store.value(seen_key).value_or("")},
               {"printer", printer},
               {"wait_ms", wait_ms}};
    });
    return dump(out);
}

Heard hear_news(Store& store, const Settings& settings, std::string_view body) {
    const ordered_json answer = ordered_json::parse(body, nullptr, false);
    if (!has(answer, {{"life", is_text}, {"seen", is_text}, {"more", is_flag}, {"through", is_whole}, {"bookings_through", is_whole}}) ||
        !answer.contains("point") || (!answer["point"].is_null() && !is_standing(answer["point"])))
        return Heard::not_understood;
    const auto tickets = all_of(answer, "tickets", ticket_said);
    const auto bookings = all_of(answer, "bookings", shared_booking);
    if (!tickets || !bookings)
        return Heard::not_understood;
    const std::string life = answer["life"], through = std::to_string(answer["through"].get<int64_t>()),
                      bookings_through = std::to_string(answer["bookings_through"].get<int64_t>());
    bool new_to_us = false;
    store.read([&] {
        new_to_us = !tickets->empty() || !bookings->empty() || !answer["point"].is_null() || store.value(life_key) != life ||
                    !is_host_word_fresh(store);
    });
    if (!new_to_us)
        return Heard::nothing_new;
    store.transaction([&] {
        begin_life(store, life);
        for (const TicketSaid& said : *tickets)
            hear_ticket(store, settings, said);
        for (const SharedBooking& said : *bookings)
            hear_booking_of_host(store, settings, said);
        hear_standing(store, answer["point"]);
        set_if_other(store, through_key, through);
        set_if_other(store, bookings_key, bookings_through);
        set_if_other(store, seen_key, answer["seen"]);
    });
    return answer["more"].get<bool>() ? Heard::more : Heard::news;
}

} // namespace accanto::point

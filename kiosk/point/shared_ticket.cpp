#include "kiosk/point/shared_ticket.h"

#include "kiosk/point/fields.h"
#include "kiosk/point/ticket_rows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Query;
using store::Store;

namespace {

constexpr int64_t longest_age_ms = 400LL * 24 * 3600 * 1000;

// What both ends say of a ticket in the same words.
ordered_json common(const Ticket& t, int number, int round) {
    return {{"id", t.id},
            {"label", t.label},
            {"number", number},
            {"round", round},
            {"service_day", t.service_day},
            {"topic", t.topic},
            {"language", t.language},
            {"class", to_text(t.klass)}};
}

template <class Message>
void read_common(Fields& in, Message& out) {
    Ticket& t = out.ticket;
    t.id = in.text("id", 8, 64);
    t.label = in.text("label", 2, 4);
    out.number = int(in.whole("number", 1, 999));
    out.round = int(in.whole("round", 0, 1000));
    t.service_day = in.text("service_day", 10, 10);
    t.topic = in.text("topic", 1, 64);
    t.language = in.text("language", 0, 8);
    t.klass = TicketClass(in.one_of("class", words_of<TicketClass, 3>()));
    in.spoil_unless(is_date(t.service_day) && t.label == label_of(t.label.substr(0, 1), out.number));
}

std::optional<StuckAt> read_stuck(Fields& outer) {
    const ordered_json json = outer.part("stuck");
    if (json.is_null())
        return std::nullopt;
    Fields in(json);
    StuckAt out;
    out.tutorial = in.text("tutorial", 1, 64);
    out.step = int(in.whole("step", 0, 999));
    out.steps = int(in.whole("steps", 0, 999));
    out.hints_used = int(in.whole("hints_used", 0, 9999));
    out.alone = in.flag("alone");
    outer.spoil_unless(in.good());
    return out;
}

} // namespace

bool Known::hear(int64_t said_change, TicketState state, int64_t heard) {
    if (said_change < change)
        return false;
    change = said_change;
    at_desk = state;
    desk_heard = std::max(desk_heard, heard);
    return true;
}

ordered_json json_of(const TicketTold& told) {
    const Ticket& t = told.ticket;
    ordered_json out = common(t, told.number, told.round);
    out["visit"] = t.visit_id;
    out["needs"] = needs_json(t.needs);
    out["stuck"] = stuck_json(t.stuck);
    out["clock_suspect"] = t.clock_suspect;
    out["age_ms"] = or_null(told.age_ms);
    out["given_back"] = told.given_back;
    out["booking"] = told.booking;
    return out;
}

ordered_json json_of(const TicketSaid& said) {
    const Ticket& t = said.ticket;
    ordered_json out = common(t, said.number, said.round);
    out["state"] = to_text(t.state);
    out["change"] = said.change;
    out["given_back"] = said.given_back;
    out["came"] = t.came;
    out["first_called"] = or_null(t.first_called);
    out["calls"] = t.calls;
    out["desk"] = t.desk;
    out["mentor"] = t.mentor;
    out["to_desk"] = t.target.desk;
    out["to_mentor"] = t.target.mentor;
    out["age_ms"] = said.age_ms;
    out["called_age_ms"] = or_null(said.called_age_ms);
    out["serving_age_ms"] = or_null(said.serving_age_ms);
    out["closed_age_ms"] = or_null(said.closed_age_ms);
    return out;
}

std::optional<TicketTold> ticket_told(const ordered_json& json) {
    Fields in(json);
    TicketTold out;
    read_common(in, out);
    Ticket& t = out.ticket;
    t.visit_id = in.text("visit", 0, 64);
    const ordered_json needs_part = in.part("needs");
    Fields needs(needs_part);
    t.needs = {needs.flag("sit"), needs.flag("speak_slowly"), needs.flag("hearing_loop"),
               needs.flag("interpreter")};
    t.stuck = read_stuck(in);
    t.clock_suspect = in.flag("clock_suspect");
    out.age_ms = in.maybe_whole("age_ms", 0, longest_age_ms);
    out.given_back = in.whole("given_back", 0, 1000);
    out.booking = in.added_text("booking", 64);
    return in.good() && needs.good() ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<TicketSaid> ticket_said(const ordered_json& json) {
    constexpr int64_t any = std::numeric_limits<int64_t>::max();
    Fields in(json);
    TicketSaid out;
    read_common(in, out);
    Ticket& t = out.ticket;
    t.state = TicketState(in.one_of("state", words_of<TicketState, ticket_state_count>()));
    out.change = in.whole("change", 0, any);
    out.given_back = in.whole("given_back", 0, 1000);
    t.came = in.whole("came", 0, any);
    t.first_called = in.maybe_whole("first_called", 0, any);
    t.calls = int(in.whole("calls", 0, 1000));
    t.desk = in.text("desk", 0, 64);
    t.mentor = in.text("mentor", 0, 64);
    t.target = {in.text("to_desk", 0, 64), in.text("to_mentor", 0, 64)};
    out.age_ms = in.whole("age_ms", 0, longest_age_ms);
    out.called_age_ms = in.maybe_whole("called_age_ms", 0, longest_age_ms);
    out.serving_age_ms = in.maybe_whole("serving_age_ms", 0, longest_age_ms);
    out.closed_age_ms = in.maybe_whole("closed_age_ms", 0, longest_age_ms);
    return in.good() ? std::optional(std::move(out)) : std::nullopt;
}

std::string letter_of(const Ticket& ticket) {
    return ticket.label.substr(0, 1);
}

int64_t age_of_change(Store& store, int64_t change) {
    Query row = store.db().query("SELECT wall_ms, mono_ms, boot FROM ticket_change WHERE change = ?", change);
    if (!row.step())
        return -1;
    return row.text(2) == store.clock().boot() ? store.clock().mono_ms() - row.integer(1)
                                    : store.clock().wall_ms() - row.integer(0);
}

std::optional<int64_t> age_of(Store& store, const Ticket& ticket) {
    constexpr int64_t longest_ms = 30LL * 24 * 3600 * 1000; // older is a clock that was wrong
    const int64_t age = age_of_change(store, ticket.arrival);
    return age >= 0 && age <= longest_ms ? std::optional(age) : std::nullopt;
}

bool is_label_taken(Store& store, const Ticket& ticket, int round) {
    return store.db()
        .integer("SELECT 1 FROM ticket WHERE service_day = ?1 AND label = ?2 AND id <> ?3 AND (round = ?4 OR "
                 "state IN "
                 "('waiting', 'called', 'serving', 'parked', 'missed', 'transferred'))",
                 ticket.service_day, ticket.label, ticket.id, round)
        .has_value();
}

} // namespace accanto::point

#include "tests/faults/scripted_day.h"

#include "kiosk/point/booking.h"
#include "kiosk/store/outbox.h"

#include <fmt/format.h>

namespace accanto::tests {

using namespace point;
using store::Store;

namespace {

const DeskUser desk{"anna", "1"};

void take(Store& store, Ledger& ledger, const std::string& key) {
    auto taken = take_ticket(store, point_settings(), confirmation(key));
    ledger.shown[key] = std::get<Ticket>(taken).label;
}

constexpr const char* booked_day = "2026-12-01";
constexpr int first_minute = 10 * 60, second_minute = 11 * 60;

BookingRequest appointment(const std::string& key) {
    BookingRequest request;
    request.idempotency_key = key;
    request.visit_id = "visit of " + key;
    request.language = "es";
    request.topic = "email";
    request.day = booked_day;
    request.from_minute = first_minute;
    request.sealed_contact = "sealed";
    return request;
}

void book_and_move(Store& store, Ledger& ledger, const std::string& key) {
    Schedule schedule;
    schedule.point = point_settings().point.id;
    schedule.kiosk = point_settings().kiosk.letter;
    schedule.slots = {{booked_day, first_minute, 30, 1}, {booked_day, second_minute, 30, 1}};
    import_schedule(store, point_settings(), schedule);
    const auto booked = book(store, point_settings(), appointment(key));
    // Refused, and nothing promised: what room the disk has is for numbers.
    if (const auto* not_booked = std::get_if<NotBooked>(&booked)) {
        ACCANTO_ASSERT(not_booked->why == NotBooked::Why::no_room);
        return;
    }
    const std::string code = std::get<Booking>(booked).code;
    ledger.booked[key] = code;
    if (std::holds_alternative<Booking>(
            move_booking(store, point_settings(), code, booked_day, second_minute)))
        ledger.moved.insert(code);
}

// A time that was promised is held, under its code, with its events, and for nobody else.
void check_bookings(Store& store, const Ledger& ledger, std::vector<std::string>& wrong) {
    for (const auto& [key, code] : ledger.booked) {
        const auto again = book(store, point_settings(), appointment(key));
        const Booking* booking = std::get_if<Booking>(&again);
        if (!booking || booking->code != code)
            wrong.push_back(fmt::format("{} was shown for {}, now it is {}", code, key,
                                        booking ? booking->code : "refused"));
        else if (ledger.moved.contains(code) && booking->from_minute != second_minute)
            wrong.push_back(fmt::format("{} was moved, and is not any more", code));
    }
    for (const char* type : {"org.accanto.appointment.booked.v1", "org.accanto.contact.given.v1"})
        if (store.db().integer("SELECT count(*) FROM outbox WHERE type = ?", type) !=
            store.db().integer("SELECT count(*) FROM booking"))
            wrong.push_back("bookings and their events do not stand or fall together");
    if (store.db().integer(
            "SELECT count(*) FROM (SELECT 1 FROM booking GROUP BY day, from_minute HAVING count(*) > 1)") !=
        0)
        wrong.push_back("one seat was sold twice");
}

void serve(Store& store, ManualClock& clock, Ledger& ledger) {
    auto next = call_next(store, point_settings(), desk);
    const Ticket* ticket = std::get_if<Ticket>(&next);
    ACCANTO_ASSERT(ticket);
    here(store, point_settings(), desk, ticket->id);
    clock.advance_ms(60'000);
    ServiceRecord record;
    record.help = "with";
    record.outcome = "done";
    if (std::holds_alternative<Ticket>(finish(store, point_settings(), desk, ticket->id, record)))
        ledger.done.insert(ticket->label);
}

void check_tickets(Store& store, const Ledger& ledger, std::vector<std::string>& wrong) {
    for (const auto& [key, label] : ledger.shown) {
        auto again = take_ticket(store, point_settings(), confirmation(key));
        const Ticket* ticket = std::get_if<Ticket>(&again);
        if (!ticket || ticket->label != label) {
            wrong.push_back(fmt::format("{} was shown for {}, now it is {}", label, key,
                                        ticket ? ticket->label : "refused"));
            continue;
        }
        auto told =
            store.db().integer("SELECT count(*) FROM outbox WHERE type = 'org.accanto.ticket.taken.v1' "
                               "AND instr(CAST(bytes AS TEXT), ?) > 0",
                               ticket->id);
        if (told != 1 && !(told == 0 && ledger.held_by_hub.contains(key)))
            wrong.push_back(fmt::format("{} has {} events", label, told.value_or(-1)));
        if (ledger.done.contains(label) && ticket->state != TicketState::done)
            wrong.push_back(fmt::format("{} was served, now it is {}", label, to_text(ticket->state)));
    }
    if (store.db().integer(
            "SELECT count(*) FROM (SELECT 1 FROM ticket GROUP BY service_day, label HAVING count(*) > 1)") !=
        0)
        wrong.push_back("a label was given twice");
}

void check_outbox(Store& store, const Ledger& ledger, std::vector<std::string>& wrong) {
    store::OutboxState state = store::outbox_state(store);
    if (auto broken = store::verify_chain(store))
        wrong.push_back(fmt::format("the chain breaks at {}/{}", broken->epoch, broken->seq));
    if (store.db().integer("SELECT count(*) FROM outbox WHERE epoch = ? AND seq > ?", state.epoch,
                           state.acknowledged_through) != state.next_seq - 1 - state.acknowledged_through)
        wrong.push_back("the sequence has a gap");
    if (state.acknowledged_through < ledger.acknowledged)
        wrong.push_back("an acknowledgement was forgotten");
    // Services and their records stand or fall together.
    if (store.db().integer("SELECT count(*) FROM ticket t LEFT JOIN service s ON s.ticket = t.id "
                           "WHERE (t.state = 'done') <> (s.id IS NOT NULL)") != 0)
        wrong.push_back("a service without its record, or the other way round");
}

} // namespace

Settings point_settings() {
    Settings settings;
    settings.point.time_zone = "Europe/Madrid";
    return settings;
}

TicketRequest confirmation(const std::string& key) {
    TicketRequest request;
    request.idempotency_key = key;
    request.visit_id = "visit of " + key;
    request.topic = "email";
    request.language = "es";
    return request;
}

void live_through(const std::filesystem::path& folder, ManualClock& clock, Ledger& ledger) {
    auto store = Store::open(folder, clock);
    take(*store, ledger, "a");
    take(*store, ledger, "b");
    serve(*store, clock, ledger);
    store::acknowledge(*store, store::outbox_state(*store).epoch, 2);
    ledger.acknowledged = 2;
    ledger.held_by_hub = {"a", "b"};
    take(*store, ledger, "c");
    serve(*store, clock, ledger);
    take(*store, ledger, "d");
    book_and_move(*store, ledger, "e");
}

std::vector<std::string> broken_promises(const std::filesystem::path& folder, ManualClock& clock,
                                         const Ledger& ledger) {
    std::vector<std::string> wrong;
    try {
        auto store = Store::open(folder, clock);
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().filename().string().starts_with("store-corrupt"))
                wrong.push_back("the store was corrupt");
        if (auto found = store->db().text("PRAGMA integrity_check"); found != "ok")
            wrong.push_back("integrity_check: " + found.value_or("nothing"));
        if (store->db().query("PRAGMA foreign_key_check").step())
            wrong.push_back("a reference to nothing");
        check_tickets(*store, ledger, wrong);
        check_bookings(*store, ledger, wrong);
        check_outbox(*store, ledger, wrong);
    } catch (const std::exception& e) {
        wrong.push_back(std::string("it does not come up: ") + e.what());
    }
    return wrong;
}

} // namespace accanto::tests

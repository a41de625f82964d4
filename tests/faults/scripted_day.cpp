#include "tests/faults/scripted_day.h"

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
        check_outbox(*store, ledger, wrong);
    } catch (const std::exception& e) {
        wrong.push_back(std::string("it does not come up: ") + e.what());
    }
    return wrong;
}

} // namespace accanto::tests

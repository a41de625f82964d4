#include "tests/app/desk_hand.h"

#include "kiosk/point/quick_actions.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <stdexcept>

namespace accanto::tests {

using point::Ticket;

namespace {

const char* const desk = "2";

Ticket moved(point::Moved result) {
    if (auto* ticket = std::get_if<Ticket>(&result))
        return *ticket;
    throw std::runtime_error(fmt::format("the ticket is {} and cannot be moved so", to_text(std::get<point::Conflict>(result).ticket.state)));
}

} // namespace

DeskHand::DeskHand(const std::filesystem::path& state) {
    m_settings.point.time_zone = "Europe/Madrid";
    std::filesystem::create_directories(state);
    m_store = store::Store::open(state, m_clock);
    std::vector<point::Mentor> known = point::mentors(*m_store);
    m_mentor = known.empty() ? point::add_mentor(*m_store, "Ada", "271828").id : known.front().id;
}

void DeskHand::on(int64_t ahead_ms) {
    m_clock.advance_ms(ahead_ms);
    point::set_presence(*m_store, m_mentor, desk, point::Presence::on);
}

void DeskHand::off() { point::set_presence(*m_store, m_mentor, desk, point::Presence::off); }

void DeskHand::pause() { point::set_presence(*m_store, m_mentor, desk, point::Presence::pause); }

Ticket DeskHand::somebody_waits() {
    Settings other = m_settings;
    other.kiosk.letter = "C";
    point::TicketRequest request;
    request.idempotency_key = fmt::format("somebody {}", ++m_taken);
    request.visit_id = "another", request.topic = "email", request.language = "it";
    return std::get<Ticket>(point::take_ticket(*m_store, other, request));
}

Ticket DeskHand::call() {
    auto called = point::call_next(*m_store, m_settings, {m_mentor, desk});
    if (auto* ticket = std::get_if<Ticket>(&called))
        return *ticket;
    throw std::runtime_error("nobody waits");
}

void DeskHand::here(const Ticket& ticket) { moved(point::here(*m_store, m_settings, {m_mentor, desk}, ticket.id)); }
void DeskHand::miss(const Ticket& ticket) { moved(point::not_here(*m_store, m_settings, {m_mentor, desk}, ticket.id)); }

void DeskHand::finish(const Ticket& ticket) {
    point::ServiceRecord record;
    record.topics = {ticket.topic};
    record.help = "with";
    record.outcome = "done";
    moved(point::finish(*m_store, m_settings, {m_mentor, desk}, ticket.id, record));
}

void DeskHand::park(const Ticket& ticket) { moved(point::park(*m_store, m_settings, {m_mentor, desk}, ticket.id)); }
void DeskHand::transfer(const Ticket& ticket, const point::Transfer& to) {
    moved(point::transfer(*m_store, m_settings, {m_mentor, desk}, ticket.id, to));
}
void DeskHand::put_back(const Ticket& ticket) { moved(point::put_back(*m_store, m_settings, {m_mentor, desk}, ticket.id)); }
void DeskHand::cancel(const Ticket& ticket) { moved(point::void_ticket(*m_store, m_settings, {m_mentor, desk}, ticket.id)); }
void DeskHand::reprint(const Ticket& ticket) {
    if (!point::ask_reprint(*m_store, m_settings, ticket.id))
        throw std::runtime_error("there is no paper of " + ticket.label);
}
void DeskHand::everybody_leaves() {
    for (const Ticket& ticket : point::waiting(*m_store, m_settings))
        moved(point::leave(*m_store, m_settings, ticket.id));
}
void DeskHand::start_cleaning() { point::start_cleaning(*m_store); }
void DeskHand::end_cleaning() { point::end_cleaning(*m_store); }

std::vector<Ticket> DeskHand::tickets() {
    std::vector<std::string> ids;
    {
        store::Query rows = m_store->db().query("SELECT id FROM ticket ORDER BY arrival");
        while (rows.step())
            ids.push_back(rows.text(0));
    }
    std::vector<Ticket> out;
    for (const std::string& id : ids)
        out.push_back(point::find_ticket(*m_store, id).value());
    return out;
}

std::vector<nlohmann::json> DeskHand::events(const std::string& name) {
    std::vector<nlohmann::json> out;
    for (const store::OutboxRow& row : store::pending(*m_store, 1'000'000, 1LL << 30))
        if (row.type == "org.accanto." + name + ".v1")
            out.push_back(nlohmann::json::parse(row.bytes).at("data"));
    return out;
}

int DeskHand::count(const std::string& name) { return int(events(name).size()); }

std::string DeskHand::broken_promises() {
    std::string out;
    int64_t epoch = 0, seq = 0;
    std::set<std::string> ids;
    for (const store::OutboxRow& row : store::pending(*m_store, 1'000'000, 1LL << 30)) {
        if (epoch != 0 && (row.epoch != epoch || row.seq != seq + 1))
            out += fmt::format("event {}.{} follows {}.{}\n", row.epoch, row.seq, epoch, seq);
        epoch = row.epoch, seq = row.seq;
        if (!ids.insert(row.id).second)
            out += fmt::format("two events have the id {}\n", row.id);
    }
    if (auto broken = store::verify_chain(*m_store))
        out += fmt::format("the chain is broken at {}.{}\n", broken->epoch, broken->seq);
    std::map<std::string, int> labels, taken;
    for (const Ticket& t : tickets())
        if (++labels[t.service_day + " " + t.label] > 1)
            out += fmt::format("two tickets are called {}\n", t.label);
    for (const nlohmann::json& e : events("ticket.taken"))
        ++taken[e.at("service_day").get<std::string>() + " " + e.at("label").get<std::string>()];
    if (labels != taken)
        out += fmt::format("{} tickets, but events of {}\n", labels.size(), taken.size());
    return out;
}

} // namespace accanto::tests

#include "tests/simulator/simulated_kiosk.h"

#include "content/base/error.h"
#include "content/base/sealed.h"
#include "kiosk/point/booking.h"
#include "kiosk/point/contact.h"
#include "kiosk/point/hub_orders.h"
#include "kiosk/point/queue.h"
#include "kiosk/point/service.h"
#include "kiosk/store/care.h"
#include "kiosk/store/hub_orders.h"
#include "kiosk/store/new_life.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/recovery.h"
#include "sync/agent/key_turn.h"
#include "sync/hub/desired_states.h"
#include "tests/simulator/beginning.h"
#include "tests/simulator/publisher.h"
#include "tests/store/damaged.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <set>

namespace accanto::simulator {

namespace fs = std::filesystem;

SimulatedKiosk::SimulatedKiosk(Life& life, Network& network, std::vector<Shown>& ledger, fs::path folder,
                               std::string name, std::string letter)
    : clock(life.now_ms, 1'000'000),
      m_life(life),
      m_network(network),
      m_ledger(ledger),
      m_folder(folder.string() + "/"),
      m_name(std::move(name)) {
    m_settings.point.id = "biblio";
    m_settings.point.time_zone = "Europe/Madrid";
    m_settings.kiosk.letter = std::move(letter);
    m_settings.state = m_folder;
}

SimulatedKiosk::~SimulatedKiosk() = default;

bool SimulatedKiosk::start() {
    try {
        m_store = store::Store::open(m_folder, clock);
        m_identity = agent::load_identity(m_folder);
        m_outbox = agent::store_outbox(*m_store);
        start_agent();
        return true;
    } catch (const Error& e) {
        m_life.broken.push_back(fmt::format("{} does not come up: {}", m_name, e.what()));
        stop();
        return false;
    }
}

// Those that an epoch of before left behind lose their place when they are brought over
// (kiosk/store/new_life.h).
void SimulatedKiosk::note_suspects() {
    const std::set<std::string> of_now = tickets_in_outbox("epoch = (SELECT max(epoch) FROM outbox_head)");
    for (Shown& shown : m_ledger)
        shown.was_suspect =
            shown.was_suspect || (m_of_before.contains(shown.ticket) && of_now.contains(shown.ticket));
    m_of_before = tickets_in_outbox("epoch < (SELECT max(epoch) FROM outbox_head)");
    auto rows = m_store->db().query(
        "SELECT bytes FROM outbox WHERE state = 'parked' AND type = 'org.accanto.ticket.taken.v1'");
    while (rows.step())
        if (const auto event = nlohmann::json::parse(rows.text(0), nullptr, false); event.is_object())
            for (Shown& shown : m_ledger)
                shown.was_suspect = shown.was_suspect || shown.ticket == event["data"]["ticket"];
}

bool SimulatedKiosk::has_suspects() const {
    return m_store->db().integer(
               "SELECT count(*) FROM outbox WHERE state = 'parked' AND length(bytes) > 0 AND "
               "json_extract(problem, '$.type') IS NULL") > 0;
}

void SimulatedKiosk::start_agent() {
    note_suspects();
    m_pusher = std::make_unique<agent::Pusher>(*m_outbox, *this, *m_identity, clock);
    m_talk = std::make_unique<agent::HubTalk>(*this, *m_identity, clock, *m_outbox);
    m_puller = std::make_unique<agent::Puller>(
        *m_store, *m_talk, clock,
        agent::PullPlace{m_folder, beginning() / "content.pub", "Europe/Madrid", 0});
    m_schedule.emplace(30, clock.mono_ms(), clock.mono_ms(), [this] { return m_life.dice.unit(); });
    m_stopped.clear();
    m_drained = false;
}

void SimulatedKiosk::stop() {
    m_puller.reset();
    m_talk.reset();
    m_pusher.reset();
    m_outbox.reset();
    m_store.reset();
}

void SimulatedKiosk::kill_agent() {
    if (m_store)
        start_agent();
}

void SimulatedKiosk::lose_power() {
    if (!m_life.disk.happened())
        m_life.disk.cut_power(m_folder);
    stop();
    m_life.disk.settle_power_cut(unsigned(m_life.dice.up_to(1 << 30)), m_folder);
    clock.reboot(m_life.dice.between(1000, 700'000));
    start();
}

void SimulatedKiosk::attempt(const std::function<void()>& work) {
    if (!m_store)
        return;
    try {
        work();
    } catch (const Error& e) {
        m_life.tell(fmt::format("{}: failed", m_name));
        if (m_life.disk.power_is_off())
            return lose_power();
        m_life.disk.heal();
        stop();
        start();
    }
}

void SimulatedKiosk::people_come(int how_many) {
    attempt([&] {
        for (int i = 0; i < how_many; ++i) {
            point::TicketRequest request;
            request.idempotency_key = fmt::format("{}-{}-{}", m_name, ++m_keys, m_life.now_ms);
            request.visit_id = "visit-" + request.idempotency_key;
            request.topic = "email";
            request.language = "es";
            const auto taken = point::take_ticket(*m_store, m_settings, request);
            if (const auto* ticket = std::get_if<point::Ticket>(&taken)) {
                m_ledger.push_back({ticket->id, ticket->label, ticket->service_day, m_name, m_life.now_ms});
                m_life.tell(ticket->label);
            }
        }
        if (m_life.dice.one_in(3)) {
            const point::DeskUser mentor{"anna", "1"};
            const auto next = point::call_next(*m_store, m_settings, mentor);
            if (const auto* ticket = std::get_if<point::Ticket>(&next))
                point::here(*m_store, m_settings, mentor, ticket->id);
        }
    });
}

void SimulatedKiosk::visits(int how_many) {
    attempt([&] {
        m_store->transaction([&] {
            for (int i = 0; i < how_many; ++i)
                store::append_event(*m_store, "org.accanto.visit.started.v1",
                                    fmt::format(R"({{"visit":"{}-{}-{}","language":"ca"}})", m_name,
                                                m_life.now_ms, ++m_visits));
        });
    });
}

void SimulatedKiosk::book(std::vector<Sold>& sold) {
    attempt([&] {
        static const OpeningKey key = OpeningKey::generate();
        m_settings.contact.key = key.sealing_key();
        point::BookingRequest wish;
        wish.idempotency_key = fmt::format("{}-booking-{}-{}", m_name, ++m_bookings, m_life.now_ms);
        wish.visit_id = "visit-" + wish.idempotency_key;
        wish.language = "es";
        wish.topic = "email";
        wish.day = "2026-12-30";
        wish.from_minute = m_life.dice.one_in(2) ? 9 * 60 + 30 : 10 * 60 + 30;
        wish.sealed_contact = point::seal_contact(m_settings, "600112233");
        const auto made = point::book(*m_store, m_settings, wish);
        if (const auto* booking = std::get_if<point::Booking>(&made)) {
            m_life.fault("somebody books");
            sold.push_back({booking->code, wish.from_minute});
        }
    });
}

void SimulatedKiosk::carry_out() {
    attempt([&] { point::carry_out_hub_orders(*m_store, m_settings, m_settings); });
    m_drained = false;
}

bool SimulatedKiosk::has_open_orders() {
    return store::open_orders(*m_store).any();
}

void SimulatedKiosk::odd_record() {
    const int64_t kind = m_life.dice.up_to(2);
    m_life.fault(kind == 0 ? "record: not understood" : kind == 1 ? "record: too large" : "record: poison");
    const std::string data = kind == 0   ? R"({"visit":7,"language":7})"
                             : kind == 1 ? R"({"text":")" + std::string(70'000, 'x') + "\"}"
                                         : "{}";
    const char* type = kind == 0   ? "org.accanto.visit.started.v1"
                       : kind == 1 ? "org.accanto.note.v1"
                                   : "org.accanto.poison.v1";
    attempt([&] { m_store->transaction([&] { store::append_event(*m_store, type, data); }); });
}

void SimulatedKiosk::night() {
    attempt([&] {
        const std::atomic<bool> stop = false;
        store::take_care(*m_store, fmt::format("night {}", ++m_nights), stop);
    });
    m_life.disk.forget(m_folder + "backup");
}

void SimulatedKiosk::sync(int steps) {
    attempt([&] {
        note_suspects();
        for (int i = 0; i < steps && m_stopped.empty() && clock.mono_ms() >= m_schedule->next_ms(); ++i) {
            const agent::Step step = m_pusher->step();
            m_life.tell(fmt::format("{} {}", int(step.next), step.reason.substr(0, 8)));
            m_drained = step.next == agent::Step::Next::drained;
            if (m_drained)
                m_schedule->drained(clock.mono_ms(), step.after_s, step.spread_s);
            if (step.next == agent::Step::Next::wait)
                m_schedule->failed(clock.mono_ms(), step.retry_after_s);
            if (step.next == agent::Step::Next::stop && !finds_known_key())
                m_stopped = step.reason;
            if (!step.desired.empty()) {
                m_pulled = false;
                m_puller->hear(step.desired);
            }
            if (!m_pulled && m_drained)
                pull();
        }
        if (m_drained && store::pending_count(*m_store) > 0) {
            m_drained = false;
            m_schedule->changed(clock.mono_ms(), true);
        }
    });
}

// A few parts at a time, as beside the pushes.
void SimulatedKiosk::pull() {
    for (int i = 0; i < 8 && !m_pulled; ++i) {
        const agent::PullStep step = m_puller->step();
        m_pulled = step.next == agent::PullStep::Next::idle;
        if (step.next == agent::PullStep::Next::wait)
            return;
    }
}

bool SimulatedKiosk::finds_known_key() {
    if (!agent::find_known_key(m_folder, *m_identity, *this, clock, *m_outbox))
        return false;
    m_life.fault("agent: goes on with the key of before");
    m_identity = agent::load_identity(m_folder);
    start_agent();
    return true;
}

void SimulatedKiosk::turn_key() {
    attempt([&] {
        const bool turned = agent::turn_key(m_folder, *m_identity, *m_talk).empty();
        m_life.fault(turned ? "agent: key turned" : "agent: key not turned");
        if (!turned)
            return;
        m_identity = agent::load_identity(m_folder);
        start_agent();
    });
}

void SimulatedKiosk::check_content(hub::Storage& storage, bool has_all_published) {
    const fs::path content = content::installed_content(m_folder);
    const auto releases = storage.publishing().releases();
    const hub::Release* wanted = hub::release_for("biblio", published_pack, releases);
    int shown = 0;
    for (const content::InstalledPack& pack : content::installed_packs(content).packs) {
        shown = pack.record.current;
        if (const std::string fault = content::fault_of_installed(pack.folder, pack.manifest); !fault.empty())
            m_life.broken.push_back(fmt::format("{} shows a damaged pack: {}", m_name, fault));
    }
    for (const hub::Release& release : releases)
        if (release.withdrawn && release.version == shown)
            m_life.broken.push_back(fmt::format("{} shows version {}, which was taken back", m_name, shown));
    const auto said = store::read_arrivals(*m_store);
    if (has_all_published && shown != (wanted ? wanted->version : 0) && said.empty())
        m_life.broken.push_back(fmt::format("{} shows version {}, and the hub wants {}", m_name, shown,
                                            wanted ? wanted->version : 0));
}

int64_t SimulatedKiosk::next_sync_ms() const {
    return m_schedule ? m_schedule->next_ms() : clock.mono_ms();
}

agent::Reply SimulatedKiosk::send(const wire::Message& request, const std::string& body) {
    if (unplugged)
        return {0, {}, "", "no route to host"};
    return m_network.send(request, body);
}

std::set<std::string> SimulatedKiosk::tickets_in_outbox(const std::string& where) {
    std::set<std::string> out;
    auto rows = m_store->db().query(
        "SELECT bytes FROM outbox WHERE type = 'org.accanto.ticket.taken.v1' AND " + where);
    while (rows.step())
        if (const auto event = nlohmann::json::parse(rows.text(0), nullptr, false); event.is_object())
            out.insert(event["data"]["ticket"]);
    return out;
}

void SimulatedKiosk::replace_store(const std::function<void()>& how, const char* what) {
    if (!m_store)
        return;
    m_life.fault(what);
    stop();
    m_life.disk.forget(m_folder);
    how();
    if (!start())
        return;
    stop(); // what was put in place is durable
    m_life.disk.forget(m_folder);
    start();
}

void SimulatedKiosk::lose_store() {
    replace_store([&] { fs::remove(m_folder + "store.db"); }, "kiosk: restored from its copy of the night");
}

void SimulatedKiosk::spoil_store() {
    replace_store(
        [&] {
            const int64_t pages = int64_t(fs::file_size(m_folder + "store.db") / 4096);
            tests::spoil_page(m_folder + "store.db", m_life.dice.between(2, pages));
            store::mark_suspect(m_folder);
        },
        "kiosk: a page of its disk lost");
}

void SimulatedKiosk::cure(SimulatedHub& hub) {
    m_life.tell("cure " + m_stopped);
    attempt([&] {
        note_suspects();
        store::begin_new_life(*m_store);
        const auto enrolled = agent::enrol(m_folder, m_identity->hub, hub.new_code(m_identity->point),
                                           m_identity->kiosk, "", clock.wall_ms(), *this);
        if (!enrolled.identity)
            return; // the road is bad: another time
        m_identity = agent::load_identity(m_folder);
        start_agent();
    });
}

} // namespace accanto::simulator

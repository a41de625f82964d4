#include "tests/simulator/simulated_hub.h"

#include "content/base/error.h"
#include "sync/hub/backup.h"
#include "sync/hub/erasing.h"
#include "sync/hub/hub.h"
#include "sync/hub/point_orders.h"
#include "sync/hub/publish.h"
#include "tests/simulator/orders.h"
#include "tests/simulator/publisher.h"

#include <fmt/format.h>

namespace accanto::simulator {

namespace fs = std::filesystem;

struct SimulatedHub::Running {
    std::unique_ptr<hub::Storage> storage;
    hub::Answers answers;
    hub::Metrics metrics;
    hub::KioskApi api;

    Running(const fs::path& folder, const Clock& clock)
        : storage(hub::open_sqlite(folder)), answers(wire::SecretKey::load_or_make(folder / "hub.key"), clock),
          api(*storage, answers, metrics, {.spread_s = 0}) {   // all chance of a life is its dice's
        hub::read_again_if_older(*storage);
        hub::erase_again(*storage, clock.wall_ms());
        hub::note_restored(folder, *storage, clock.wall_ms());
    }
};

SimulatedHub::SimulatedHub(Life& life, fs::path folder) : m_life(life), m_folder(folder.string() + "/") {}
SimulatedHub::~SimulatedHub() = default;

void SimulatedHub::start() {
    if (!m_running)
        m_running = std::make_unique<Running>(m_folder, clock);
    check_promises();
}

void SimulatedHub::stop() { m_running.reset(); }

void SimulatedHub::lose_power_at(int64_t k) { m_life.disk.cut_power_at(k, m_folder); }

void SimulatedHub::lose_power() {
    if (!m_life.disk.happened())
        m_life.disk.cut_power(m_folder);
    m_running.reset();
    m_life.disk.settle_power_cut(unsigned(m_life.dice.up_to(1 << 30)), m_folder);
}

void SimulatedHub::back_up() {
    const std::string where = m_folder + "copies";
    m_copies.push_back(hub::back_up(m_folder, where, clock.wall_ms()).folder);
    m_life.disk.forget(where);   // it was synced by another way than SQLite's
}

void SimulatedHub::restore() {
    if (m_copies.empty())
        return;
    stop();
    for (const char* file : {"hub.db", "hub.db-wal", "hub.db-shm"})
        fs::remove(m_folder + file);
    hub::restore(m_copies.front(), m_folder);
    m_life.disk.forget(m_folder);
    m_published_lost = m_published_lost || m_published > 0;
    m_promised.clear();   // what was promised since the copy is gone, and comes again from the kiosks
    start();
}

agent::Reply SimulatedHub::answer(const wire::Message& request, const std::string& body, bool overloaded) {
    agent::Reply reply;
    if (!m_running) {
        reply.failure = "nobody listens";
        return reply;
    }
    hub::HttpRequest to;
    to.message = request;
    to.read_body = [&](size_t limit) { return body.size() <= limit ? std::optional(body) : std::nullopt; };
    hub::HttpAnswer answer{500, {{"content-type", "text/plain"}}, "", {}};   // as http.cpp answers for what was thrown
    try {
        std::optional<hub::HttpAnswer> given = overloaded ? m_running->api.admit(to, 1.0) : std::nullopt;
        if (!given)
            given = m_running->api.answer(to);
        answer = given ? std::move(*given) : hub::HttpAnswer{404, {{"content-type", "text/plain"}}, "", {}};
    } catch (const Error&) {
    }
    reply.status = answer.status;
    reply.message.status = answer.status;
    reply.message.fields = answer.fields;
    reply.body = answer.body;
    note_promise(request, reply);
    if (m_life.disk.power_is_off()) {
        m_life.fault("hub: power lost within a request");
        lose_power();
        return {0, {}, "", "connection reset"};
    }
    return reply;
}

// Whatever left the hub counts, also when the power went a moment later.
void SimulatedHub::note_promise(const wire::Message& request, const agent::Reply& reply) {
    if (reply.status != 200 || request.path != "/v1/batches")
        return;
    const auto ack = wire::parse_ack(reply.body);
    if (!ack) {
        m_life.broken.push_back("the hub's answer to a batch cannot be read");
        return;
    }
    const std::string field = request.field("signature-input").value_or("");
    const size_t at = field.find("keyid=\"");
    const std::string kiosk = at == std::string::npos ? "" : field.substr(at + 7, 36);
    int64_t& through = m_promised[kiosk][ack->epoch];
    through = std::max(through, ack->through);
}

void SimulatedHub::check_promises() {
    for (const auto& [id, epochs] : m_promised) {
        const auto kiosk = storage().kiosk(id);
        std::map<int64_t, int64_t> held;
        if (kiosk)
            for (const wire::Stream& stream : storage().streams(*kiosk))
                held[stream.epoch] = stream.through;
        for (const auto& [epoch, through] : epochs)
            if (held[epoch] < through)
                m_life.broken.push_back(fmt::format("acknowledged and lost: {} of epoch {}; the hub holds {}", through, epoch, held[epoch]));
    }
}

void SimulatedHub::attempt(const std::function<void(hub::Storage&)>& work) {
    if (!m_running)
        return;
    try {
        work(storage());
    } catch (const Error&) {
    }
    if (m_life.disk.power_is_off())
        lose_power();
}

void SimulatedHub::publish() {
    if (m_published == versions_to_publish)
        return;
    m_life.fault("hub: something new is published");
    const Edition& edition = editions()[size_t(m_published)];
    attempt([&](hub::Storage& to) {
        const auto bring = [&](const std::string& bytes) {
            const std::string digest = to_hex(view(sha256(bytes)));
            if (to.publishing().kept_bytes(digest) == 0)
                to.publishing().add_piece(digest, 0, bytes);
            return digest;
        };
        const std::string list = bring(edition.list);
        hub::publish(to, bring(edition.pack), {list, edition.signature}, {.everyone = true}, clock.wall_ms(), "");
        ++m_published;
    });
}

void SimulatedHub::take_back() {
    attempt([&](hub::Storage& to) {
        hub::take_back(to, published_pack);
        m_life.fault("hub: what is published is taken back");
    });
}

void SimulatedHub::order_settings() {
    m_life.fault("hub: settings ordered");
    const int64_t volume = m_life.dice.between(10, 90);
    attempt([&](hub::Storage& to) {
        hub::PointOrders(to, clock, "anna", "").settings("biblio", "", fmt::format("[voice]\nvolume_percent = {}\n", volume));
    });
}

void SimulatedHub::order_schedule() {
    m_life.fault("hub: schedule ordered");
    attempt([&](hub::Storage& to) { hub::PointOrders(to, clock, "anna", "").schedule("biblio", seats_for_sale()); });
}

void SimulatedHub::erase(const std::string& code) {
    attempt([&](hub::Storage& to) {
        hub::PointOrders(to, clock, "anna", "").erase_booking("biblio", code);
        m_life.fault("hub: somebody's words erased");
    });
}

hub::Storage& SimulatedHub::storage() { return *m_running->storage; }

std::string SimulatedHub::new_code(const std::string& point) {
    return hub::issue_code(storage(), {{point, point, "Europe/Madrid"}, "entrance"}, clock.wall_ms());
}

} // namespace accanto::simulator

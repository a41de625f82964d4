// What the hub takes in, durably, beside what SQLite alone writes; what an event costs on the wire; a long
// drain.
//
//   bench_ingest HUB SYNC [EVENTS]      (100000)
//
// Events are those of the demonstration network, so they are mixed as real ones are. Everything is the real
// thing: the programs, one connection of HTTP for each kiosk, zstd, signatures, an answer only after the disk
// has it.

#include "content/base/file.h"
#include "kiosk/store/outbox.h"
#include "sync/agent/batch.h"
#include "sync/agent/pusher.h"
#include "sync/hub/enrolment.h"
#include "sync/wire/http_text.h"
#include "tests/bench/program.h"
#include "tests/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <chrono>
#include <thread>

namespace accanto::bench {

namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

constexpr int kiosks = 4, batch_events = 500;
// What curl adds to the fields that are ours: "User-Agent: accanto-sync/0.1.0" and "Accept: */*".
constexpr int64_t added_by_curl = 48;

double seconds_since(Steady::time_point began) {
    return std::chrono::duration<double>(Steady::now() - began).count();
}

// A hub's program in a folder of its own.
struct Served {
    fs::path data;
    std::unique_ptr<Program> program;
    agent::HubAddress address;

    Served(const std::string& hub, const fs::path& where) : data(where) {
        fs::create_directories(data);
        program = std::make_unique<Program>(
            std::vector<std::string>{hub, "serve", "--data", data.string(), "--listen", "127.0.0.1:0"},
            data / "log");
        while (!fs::exists(data / "address"))
            if (program->ended())
                throw std::runtime_error(read_file(data / "log").value_or("the hub does not start"));
            else
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
        std::string text = "http://" + read_file(data / "address").value();
        text.pop_back();
        address = agent::parse_hub_address(text).value();
    }
    agent::Identity enrolled(const std::string& hub, const fs::path& state, const std::string& kiosk) const {
        Program made({hub, "code", "--data", data.string(), "--point", "bench", "--zone", "Europe/Madrid"},
                     state / "code");
        made.wait();
        const auto transport = agent::curl_transport(address);
        auto result = agent::enrol(state, address, read_file(state / "code").value_or("").substr(0, 8), kiosk,
                                   "", SystemClock().wall_ms(), *transport);
        if (!result.identity)
            throw std::runtime_error(result.refusal);
        return std::move(*result.identity);
    }
};

// Type and data of real-looking events, as many as asked for.
std::vector<std::pair<std::string, std::string>> invented_events(const std::string& hub,
                                                                 const fs::path& folder, size_t count) {
    const int days = int(count / 700) + 2; // four points have some 900 a day
    Program demo({hub, "demo", "--data", (folder / "demo").string(), "--points", "4", "--days",
                  std::to_string(days), "--until", "2026-10-31"},
                 folder / "demo.log");
    if (demo.wait() != 0)
        throw std::runtime_error(read_file(folder / "demo.log").value_or("no demonstration"));
    std::vector<std::pair<std::string, std::string>> out;
    hub::open_sqlite_read_only(folder / "demo")->each_event([&](const hub::StoredEvent& event) {
        const auto tree = nlohmann::ordered_json::parse(event.bytes, nullptr, false);
        out.emplace_back(event.type, tree["data"].dump());
        return out.size() < count;
    });
    fs::remove_all(folder / "demo");
    return out;
}

struct Kiosk {
    fs::path state;
    std::unique_ptr<store::Store> store;
    std::optional<agent::Identity> identity;
};

Kiosk make_kiosk(const std::string& hub, const Served& served, const fs::path& state, const Clock& clock) {
    Kiosk out{state, store::Store::open(state, clock), {}};
    out.identity.emplace(served.enrolled(hub, state, out.store->value("kiosk_id").value()));
    return out;
}

void fill(store::Store& store, const std::vector<std::pair<std::string, std::string>>& events, size_t from,
          size_t to) {
    for (size_t at = from; at < to;) {
        const size_t end = std::min(to, at + 2000);
        store.transaction([&] {
            for (; at < end; ++at)
                store::append_event(store, events[at].first, events[at].second);
        });
    }
}

struct Letter {
    wire::Message request;
    std::string body;
};

// Ready to be sent, so that only the hub is measured; its clock tolerates some minutes.
std::vector<Letter> letters_of(Kiosk& kiosk, const Clock& clock) {
    const auto outbox = agent::store_outbox(*kiosk.store);
    std::vector<Letter> out;
    agent::Place behind;
    for (;;) {
        auto rows = outbox->pending(behind, batch_events, agent::room_of_batch());
        if (rows.empty())
            return out;
        const agent::Batch batch = agent::batch_of(std::move(rows), behind.seq + 1);
        behind = {batch.head.epoch, batch.head.through};
        Letter letter;
        letter.request = agent::request_of(batch, wire::Encoding::zstd, outbox->health(0), letter.body);
        agent::sign_for_hub(letter.request, wire::push_components(), *kiosk.identity,
                            {clock.wall_ms(), clock.mono_ms(), clock.boot(), wire::ClockQuality::trusted},
                            clock.wall_ms() / 1000);
        out.push_back(std::move(letter));
    }
}

struct Sent {
    double seconds = 0;
    int64_t wire_bytes = 0;
    bool good = true;
};

Sent send_all(const std::vector<std::vector<Letter>>& letters, const agent::HubAddress& address) {
    std::atomic<int64_t> bytes = 0;
    std::atomic<bool> good = true;
    std::vector<std::thread> senders;
    const auto began = Steady::now();
    for (const auto& of_kiosk : letters)
        senders.emplace_back([&] {
            const auto transport = agent::curl_transport(address);
            for (const Letter& letter : of_kiosk) {
                const agent::Reply reply = transport->send(letter.request, letter.body);
                good = good && reply.status == 200;
                bytes += int64_t(wire::to_http(letter.request, letter.body).size() +
                                 wire::to_http(reply.message, reply.body).size()) +
                         added_by_curl;
            }
        });
    for (std::thread& sender : senders)
        sender.join();
    return {seconds_since(began), bytes, good};
}

// The same rows into the same table, in transactions of a batch, each on the disk before the next: what
// SQLite alone can do.
double bare_insert_s(const fs::path& hub_db, const fs::path& file) {
    constexpr const char* columns = "point, kiosk, epoch, seq, disposition, id, type, problem, received_ms, "
                                    "from_ms, to_ms, digest, bytes";
    SQLite::Database from(hub_db.string(), SQLite::OPEN_READONLY),
        to(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    to.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384");
    to.exec(from.execAndGet("SELECT sql FROM sqlite_master WHERE name = 'events'").getString());
    SQLite::Statement read(from, fmt::format("SELECT {} FROM events", columns));
    struct Row {
        std::string point, kiosk, disposition, id, type, digest, bytes;
        int64_t epoch, seq, received, happened, before;
    };
    std::vector<Row> rows;
    while (read.executeStep())
        rows.push_back(
            {read.getColumn(0).getString(), read.getColumn(1).getString(), read.getColumn(4).getString(),
             read.getColumn(5).getString(), read.getColumn(6).getString(), read.getColumn(11).getString(),
             read.getColumn(12).getString(), read.getColumn(2).getInt64(), read.getColumn(3).getInt64(),
             read.getColumn(8).getInt64(), read.getColumn(9).getInt64(), read.getColumn(10).getInt64()});
    SQLite::Statement insert(
        to, fmt::format("INSERT INTO events ({}) VALUES (?,?,?,?,?,?,?,NULL,?,?,?,?,?)", columns));
    const auto began = Steady::now();
    for (size_t at = 0; at < rows.size();) {
        SQLite::Transaction transaction(to);
        for (const size_t end = std::min(rows.size(), at + batch_events); at < end; ++at) {
            const Row& row = rows[at];
            insert.reset();
            insert.bindNoCopy(1, row.point);
            insert.bindNoCopy(2, row.kiosk);
            insert.bind(3, row.epoch);
            insert.bind(4, row.seq);
            insert.bindNoCopy(5, row.disposition);
            insert.bindNoCopy(6, row.id);
            insert.bindNoCopy(7, row.type);
            insert.bind(8, row.received);
            insert.bind(9, row.happened);
            insert.bind(10, row.before);
            insert.bindNoCopy(11, row.digest.data(), int(row.digest.size()));
            insert.bindNoCopy(12, row.bytes.data(), int(row.bytes.size()));
            insert.exec();
        }
        transaction.commit();
    }
    return seconds_since(began);
}

void say(const char* what, double value, const char* unit, const char* aim, bool met) {
    fmt::print("{:<64} {:>12.3f} {:<10} {} {}\n", what, value, unit, aim,
               *aim ? (met ? "met" : "MISSED") : "");
}

void measure_ingest(const std::string& hub, const std::vector<std::pair<std::string, std::string>>& events,
                    const fs::path& folder, const Clock& clock) {
    Served served(hub, folder / "hub");
    std::vector<std::vector<Letter>> letters;
    for (int i = 0; i < kiosks; ++i) {
        Kiosk kiosk = make_kiosk(hub, served, folder / fmt::format("kiosk{}", i), clock);
        fill(*kiosk.store, events, events.size() * size_t(i) / kiosks,
             events.size() * size_t(i + 1) / kiosks);
        letters.push_back(letters_of(kiosk, clock));
    }
    const Sent sent = send_all(letters, served.address);
    if (!sent.good)
        throw std::runtime_error("not every batch was taken:\n" +
                                 read_file(served.data / "log").value_or(""));
    const double memory = served.program->most_memory_mib();
    served.program->end();
    const double bare_s = bare_insert_s(served.data / "hub.db", folder / "bare.db");
    const double count = double(events.size());
    say(fmt::format("ingest by {} kiosks, durable, end to end", kiosks).c_str(), count / sent.seconds,
        "events/s", "", true);
    say("bare SQLite insert of the same rows, as durable", count / bare_s, "events/s", "", true);
    say("ingest / bare insert", bare_s / sent.seconds, "", "at least 0.25:", bare_s / sent.seconds >= 0.25);
    say("on the wire, heads and answers included", double(sent.wire_bytes) / count, "bytes/event",
        "at most 48:", double(sent.wire_bytes) / count <= 48);
    say("most memory of the hub during it", memory, "MiB", "", true);
}

void measure_drain(const std::string& hub, const std::string& sync,
                   const std::vector<std::pair<std::string, std::string>>& events, const fs::path& folder,
                   const Clock& clock) {
    Served served(hub, folder / "hub");
    Kiosk kiosk = make_kiosk(hub, served, folder / "kiosk", clock);
    fill(*kiosk.store, events, 0, events.size());
    kiosk.store.reset();
    const auto began = Steady::now();
    Program agent({sync, "once", "--wait-s", "60", "--state", kiosk.state.string()}, folder / "agent.log");
    double hub_mib = 0, agent_mib = 0;
    while (!agent.ended()) {
        agent_mib = std::max(agent_mib, agent.most_memory_mib());
        hub_mib = std::max(hub_mib, served.program->most_memory_mib());
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    const double took = seconds_since(began);
    const int64_t waiting = store::outbox_state(*store::Store::open(kiosk.state, clock)).pending;
    if (waiting > 0)
        throw std::runtime_error(fmt::format("{} events did not get through:\n{}", waiting,
                                             read_file(folder / "agent.log").value_or("")));
    say(fmt::format("drain of {} events by one kiosk", events.size()).c_str(), took, "s", "", true);
    say("the same", double(events.size()) / took, "events/s", "", true);
    say("most memory of the agent during it", agent_mib, "MiB", "", true);
    say("most memory of the hub during it", hub_mib, "MiB", "", true);
}

} // namespace

} // namespace accanto::bench

int main(int count, char** arguments) {
    using namespace accanto;
    if (count < 3) {
        fmt::print(stderr, "usage: bench_ingest HUB SYNC [EVENTS]\n");
        return 2;
    }
    try {
        spdlog::set_level(spdlog::level::err);
        setenv("ACCANTO_LOG", "error", 0);
        const SystemClock clock;
        const tests::TemporaryFolder folder;
        const auto events = bench::invented_events(arguments[1], folder.path(),
                                                   count > 3 ? size_t(std::stoul(arguments[3])) : 100'000);
        fmt::print("{} events of the demonstration network\n", events.size());
        bench::measure_ingest(arguments[1], events, folder / "ingest", clock);
        bench::measure_drain(arguments[1], arguments[2], events, folder / "drain", clock);
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "bench_ingest: {}\n", e.what());
        return 1;
    }
}

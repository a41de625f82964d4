// What the hub takes in, durably, beside what SQLite alone writes; what an event costs on the wire; a long
// drain.
//
//   bench_ingest HUB SYNC [EVENTS]      (100000)
//
// Events are those of the demonstration network, so they are mixed as real ones are. Everything is the real
// thing: the programs, one connection of HTTP for each kiosk, zstd, signatures, an answer only after the disk
// has it.

#include "kiosk/store/outbox.h"
#include "tests/bench/ingest_parts.h"
#include "tests/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>

#include <thread>

namespace accanto::bench {

namespace {

namespace fs = std::filesystem;

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

void measure_ingest(const std::string& hub, const std::vector<std::pair<std::string, std::string>>& events,
                    const fs::path& folder, const Clock& clock) {
    std::vector<double> ingest, bare, ratio;
    const double count = double(events.size());
    double memory = 0, wire_bytes = 0;
    for (int round = 0; round < rounds; ++round) {
        const fs::path here = folder / fmt::format("round{}", round);
        Served served(hub, here / "hub");
        const Sent sent = send_all(letters_of_all(hub, served, here, events, clock), served.address);
        if (!sent.good)
            throw std::runtime_error("not every batch was taken:\n" +
                                     read_file(served.data / "log").value_or(""));
        memory = std::max(memory, served.program->most_memory_mib());
        wire_bytes = double(sent.wire_bytes);
        served.program->end();
        const double bare_s = bare_insert_s(served.data / "hub.db", here / "bare.db");
        ingest.push_back(count / sent.seconds), bare.push_back(count / bare_s), ratio.push_back(bare_s / sent.seconds);
        fs::remove_all(here);
    }
    say(fmt::format("ingest by {} kiosks, durable, end to end", kiosks).c_str(), median(ingest),
        "events/s", "", true);
    say("bare SQLite insert of the same rows, as durable", median(bare), "events/s", "", true);
    say("ingest / bare insert", median(ratio), "", "at least 0.25:", median(ratio) >= 0.25);
    say("on the wire, heads and answers included", wire_bytes / count, "bytes/event",
        "at most 48:", wire_bytes / count <= 48);
    say("most memory of the hub during it", memory, "MiB", "", true);
}

void measure_drain(const std::string& hub, const std::string& sync,
                   const std::vector<std::pair<std::string, std::string>>& events, const fs::path& folder,
                   const Clock& clock) {
    Served served(hub, folder / "hub");
    Kiosk kiosk = make_kiosk(hub, served, folder / "kiosk", "point", clock);
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

// What the hub takes in on PostgreSQL, durably, beside what PostgreSQL alone writes.
//
//   bench_ingest_postgres HUB [EVENTS]      (100000)
//
// As bench_ingest; the server is of this run alone, and syncs its disk.

#define DOCTEST_CONFIG_IMPLEMENT // for tests/postgres.h
#include "tests/postgres.h"

#include "sync/hub/storage/postgres_connection.h"
#include "tests/bench/ingest_parts.h"
#include "tests/temporary_folder.h"

#include <spdlog/spdlog.h>

namespace accanto::bench {

namespace {

namespace fs = std::filesystem;

constexpr const char* columns = "point, kiosk, epoch, seq, month, disposition, id, type, problem, "
                                "received_ms, from_ms, to_ms, digest, bytes";

// One statement's rows, as many as a batch has.
struct Rows {
    using Type = hub::Column::Type;
    hub::Column points{Type::text}, kiosks{Type::text}, epochs{Type::number}, seqs{Type::number},
        months{Type::number}, dispositions{Type::text}, ids{Type::text}, types{Type::text},
        problems{Type::text}, received{Type::number}, from{Type::number}, to{Type::number},
        digests{Type::bytes}, bytes{Type::bytes};

    void add(const hub::Rows& rows, size_t row) {
        points.add(rows.text(row, 0));
        kiosks.add(rows.text(row, 1));
        epochs.add(rows.number(row, 2));
        seqs.add(rows.number(row, 3));
        months.add(rows.number(row, 4));
        dispositions.add(rows.text(row, 5));
        ids.add_unless_empty(rows.text(row, 6));
        types.add_unless_empty(rows.text(row, 7));
        problems.add_unless_empty(rows.text(row, 8));
        received.add(rows.number(row, 9));
        from.add(rows.number(row, 10));
        to.add(rows.number(row, 11));
        digests.add(rows.bytes(row, 12));
        bytes.add(rows.bytes(row, 13));
    }
    hub::Arguments arguments() {
        return hub::Arguments::taking(points, kiosks, epochs, seqs, months, dispositions, ids, types,
                                      problems, received, from, to, digests, bytes);
    }
};

// The same rows into a table with the same indexes, in transactions of a batch, each one statement and on the
// disk before the next: what PostgreSQL alone can do over one connection.
double bare_insert_s(const std::string& url) {
    hub::PostgresConnection connection(url);
    std::vector<hub::Arguments> batches;
    {
        hub::PostgresTransaction once(connection, hub::PostgresTransaction::Mode::each_alone);
        once.run_script("CREATE TABLE bare (LIKE events INCLUDING ALL); CHECKPOINT");
        const hub::Rows rows = once.run(fmt::format("SELECT {} FROM events ORDER BY kiosk, seq", columns));
        for (size_t row = 0; row < rows.size();) {
            Rows batch;
            for (const size_t end = std::min(rows.size(), row + batch_events); row < end; ++row)
                batch.add(rows, row);
            batches.push_back(batch.arguments());
        }
    }
    const std::string insert = fmt::format("INSERT INTO bare ({}) SELECT * FROM unnest($1::text[], "
                                           "$2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],"
                                           " $7::text[], $8::text[], $9::text[], $10::bigint[], "
                                           "$11::bigint[], $12::bigint[], $13::bytea[], $14::bytea[])",
                                           columns);
    const auto began = Steady::now();
    for (const hub::Arguments& batch : batches) {
        hub::PostgresTransaction transaction(connection);
        transaction.run(insert, batch);
        transaction.commit();
    }
    return seconds_since(began);
}

void measure(const std::string& hub, size_t count) {
    const SystemClock clock;
    const tests::TemporaryFolder folder;
    tests::Postgres postgres(tests::Postgres::Where::on_disk);
    const auto events = invented_events(hub, folder.path(), count);
    fmt::print("{} events of the demonstration network, on PostgreSQL\n", events.size());
    std::vector<double> ingest, bare, ratio;
    const double all = double(events.size());
    for (int round = 0; round < rounds; ++round) {
        const std::string url = postgres.new_url();
        const fs::path here = folder / fmt::format("round{}", round);
        Served served(hub, here / "hub", {"--database", url});
        const auto letters = letters_of_all(hub, served, here, events, clock);
        const Sent sent = send_all(letters, served.address);
        if (!sent.good)
            throw std::runtime_error("not every batch was taken:\n" +
                                     read_file(served.data / "log").value_or(""));
        served.program->end();
        const double bare_s = bare_insert_s(url);
        ingest.push_back(all / sent.seconds), bare.push_back(all / bare_s), ratio.push_back(bare_s / sent.seconds);
    }
    say(fmt::format("ingest by {} kiosks, durable, end to end", kiosks).c_str(), median(ingest),
        "events/s", "", true);
    say("bare multi-row insert of the same rows, as durable", median(bare), "events/s", "", true);
    say("ingest / bare insert", median(ratio), "", "at least 0.4:", median(ratio) >= 0.4);
}

} // namespace

} // namespace accanto::bench

int main(int count, char** arguments) {
    if (count < 2) {
        fmt::print(stderr, "usage: bench_ingest_postgres HUB [EVENTS]\n");
        return 2;
    }
    // What tests/postgres.h requires is no test case here: what fails ends the program.
    doctest::Context context;
    context.setAsDefaultForAssertsOutOfTestCases();
    context.setAssertHandler([](const doctest::AssertData& failed) {
        if (failed.m_failed)
            throw std::runtime_error(failed.m_expr);
    });
    try {
        spdlog::set_level(spdlog::level::err);
        setenv("ACCANTO_LOG", "error", 0);
        accanto::bench::measure(arguments[1], count > 2 ? size_t(std::stoul(arguments[2])) : 100'000);
        return 0;
    } catch (const std::exception& e) {
        fmt::print(stderr, "bench_ingest_postgres: {}\n", e.what());
        return 1;
    }
}

// Copies of the embedded store, and how far they can be trusted.
#include "content/base/error.h"
#include "sync/hub/storage/sqlite_schema.h"
#include "sync/hub/storage/storage.h"

#include <fmt/format.h>

namespace accanto::hub {

namespace {

void check_file(SQLite::Database& db) {
    const std::string found = db.execAndGet("PRAGMA integrity_check(1)").getString();
    if (found != "ok")
        throw Error("the copy is damaged: " + found, 0);
    SQLite::Statement references(db, "PRAGMA foreign_key_check");
    if (references.executeStep())
        throw Error("the copy refers to what is not in it", 0);
}

// Each event is what its digest says, but for those of which something was erased; those of an epoch are all there up to where the stream stands.
int64_t check_events(SQLite::Database& db) {
    SQLite::Statement q(db, "SELECT point, kiosk, epoch, seq, digest, bytes, erased FROM events ORDER BY point, kiosk, epoch, seq");
    std::string stream;
    int64_t expected = 1, count = 0;
    while (q.executeStep()) {
        const std::string here = fmt::format("{} {} {}", q.getColumn(0).getString(), q.getColumn(1).getString(), q.getColumn(2).getInt64());
        if (here != stream)
            expected = 1;
        stream = here;
        if (q.getColumn(3).getInt64() != expected++)
            throw Error(fmt::format("the copy has a hole: {} before {}", here, q.getColumn(3).getInt64()), 0);
        if (!q.getColumn(5).isNull() && q.getColumn(6).getInt() == 0 && q.getColumn(4).getString() != view(sha256(q.getColumn(5).getString())))
            throw Error(fmt::format("the copy holds other bytes than were sent: {} {}", here, expected - 1), 0);
        ++count;
    }
    SQLite::Statement behind(db, "SELECT kiosk, epoch, through FROM streams s WHERE through <> (SELECT count(*) FROM events e WHERE"
                                 " e.point = s.point AND e.kiosk = s.kiosk AND e.epoch = s.epoch)");
    if (behind.executeStep())
        throw Error(fmt::format("the copy lacks events of {} that were acknowledged", behind.getColumn(0).getString()), 0);
    return count;
}

// What kiosks are to fetch is what its name says.
void check_published(SQLite::Database& db) {
    SQLite::Statement names(db, "SELECT sha256 FROM releases UNION SELECT sha256 FROM catalogues");
    SQLite::Statement pieces(db, "SELECT bytes FROM pack_pieces WHERE sha256 = ? ORDER BY piece");
    while (names.executeStep()) {
        const std::string sha256 = names.getColumn(0).getString();
        Sha256Stream stream;
        pieces.reset();
        pieces.bind(1, sha256);
        while (pieces.executeStep())
            stream.add(pieces.getColumn(0).getString());
        if (to_hex(view(stream.finish())) != sha256)
            throw Error("the copy holds other bytes of a pack than were published: " + sha256, 0);
    }
}

template <typename Work>
auto with_database(const std::filesystem::path& file, int mode, Work&& work) {
    try {
        SQLite::Database db(file.string(), mode);
        db.setBusyTimeout(5000);
        return work(db);
    } catch (const SQLite::Exception& e) {
        throw Error(file.string() + ": " + e.what(), e.getExtendedErrorCode());
    }
}

} // namespace

void copy_sqlite(const std::filesystem::path& folder, const std::filesystem::path& file) {
    if (!std::filesystem::exists(folder / "hub.db"))
        throw Error(folder.string() + ": there is no hub here", ENOENT);
    with_database(folder / "hub.db", SQLite::OPEN_READWRITE, [&](SQLite::Database& db) {
        SQLite::Statement q(db, "VACUUM INTO ?");
        q.bind(1, file.string());
        q.exec();
    });
}

CheckedCopy check_sqlite_copy(const std::filesystem::path& file) {
    return with_database(file, SQLite::OPEN_READONLY, [&](SQLite::Database& db) {
        prepare_reader(db);
        check_file(db);
        check_published(db);
        CheckedCopy out;
        out.events = check_events(db);
        out.kiosks = db.execAndGet("SELECT count(*) FROM kiosks").getInt64();
        return out;
    });
}

} // namespace accanto::hub

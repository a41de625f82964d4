#include "content/base/error.h"
#include "content/base/file.h"
#include "sync/hub/storage/look_only.h"
#include "sync/hub/storage/replay.h"
#include "sync/hub/storage/sqlite_key_changes.h"
#include "sync/hub/storage/sqlite_orders.h"
#include "sync/hub/storage/sqlite_people.h"
#include "sync/hub/storage/sqlite_publishing.h"
#include "sync/hub/storage/sqlite_push.h"
#include "sync/hub/storage/sqlite_reads.h"
#include "sync/hub/storage/sqlite_schema.h"
#include "sync/hub/storage/sqlite_writer.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>

namespace accanto::hub {

namespace {

// The questions, which are the same for whoever asks.
class SqliteReads : public Storage {
public:
    explicit SqliteReads(const std::string& file) : m_file(file), m_readers(file) {}

    std::optional<Kiosk> kiosk(const std::string& id) final { return m_readers.kiosk(id); }
    std::vector<wire::Stream> streams(const Kiosk& kiosk) final { return m_readers.streams(kiosk); }
    std::vector<std::pair<int64_t, int64_t>> absent(const Kiosk& kiosk) final { return m_readers.absent(kiosk); }
    std::map<std::string, int64_t> anchors(const Kiosk& kiosk) final { return m_readers.anchors(kiosk); }
    std::optional<Predecessor> event_before(const Kiosk& kiosk, int64_t epoch, int64_t seq) final {
        return m_readers.event_before(kiosk, epoch, seq);
    }
    std::vector<Point> points() final { return m_readers.points(); }
    std::string zone_of(const std::string& point) final { return m_readers.zone_of(point); }
    std::vector<KioskHealth> kiosks() final { return m_readers.kiosks(); }
    std::vector<FigureRow> figures(const FigureFilter& filter) final { return m_readers.figures(filter); }
    std::vector<TallyRow> tallies(const std::string& from_day, const std::string& to_day) final { return m_readers.tallies(from_day, to_day); }
    std::map<std::string, Spread> point_waits(const std::string& from_day, const std::string& to_day) final {
        return m_readers.point_waits(from_day, to_day);
    }
    std::vector<FactRow> facts() final { return m_readers.facts(); }
    std::vector<Alarm> alarms(int at_most) final { return m_readers.alarms(at_most); }
    void each_event(const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take) final {
        m_readers.each_event(filter, take);
    }
    std::map<std::string, int64_t> sizes() final { return {{"database", bytes_of(m_file)}, {"journal", bytes_of(m_file + "-wal")}}; }
    Publishing& publishing() final { return m_publishing; }
    KeyChanges& key_changes() final { return m_key_changes; }
    People& people() final { return m_people; }
    Orders& orders() final { return m_orders; }

protected:
    // Runs work that changes something, within a durable transaction. What is only looked at refuses.
    virtual void write(const std::function<void(SQLite::Database&)>&) { refuse_to_write(); }

private:
    static int64_t bytes_of(const std::string& file) {
        std::error_code none;
        const auto size = std::filesystem::file_size(file, none);
        return none ? 0 : int64_t(size);
    }

    const std::string m_file;
    Readers m_readers;
    SqlitePublishing m_publishing{[this](const auto& work) { m_readers.run(work); }, [this](const auto& work) { write(work); }};
    SqliteKeyChanges m_key_changes{[this](const auto& work) { m_readers.run(work); }, [this](const auto& work) { write(work); }};
    SqlitePeople m_people{[this](const auto& work) { m_readers.run(work); }, [this](const auto& work) { write(work); }};
    SqliteOrders m_orders{[this](const auto& work) { m_readers.run(work); }, [this](const auto& work) { write(work); }};
};

void forget_offered_key(SQLite::Database& db, const std::string& kiosk) {
    SQLite::Statement q(db, "DELETE FROM offered_keys WHERE kiosk = ?");
    q.bind(1, kiosk);
    q.exec();
}

// From now on nothing of it is believed.
void take_out_of_service(SQLite::Database& db, const std::string& kiosk, const std::string& replaced_by = "") {
    SQLite::Statement q(db, "UPDATE kiosks SET revoked = 1, replaced_by = coalesce(nullif(?, ''), replaced_by) WHERE kiosk = ?");
    q.bind(1, replaced_by);
    q.bind(2, kiosk);
    q.exec();
    forget_offered_key(db, kiosk);
}

class SqliteStorage final : public SqliteReads {
public:
    using Prepare = void (*)(SQLite::Database&);
    SqliteStorage(const std::string& file, BeforeCommit before_commit, Prepare prepare)
        : SqliteReads(file),
          m_writer([file, prepare] { return open_writer(file, prepare); }, std::move(before_commit)) {}

    PushResult push(const Push& push) override {
        PushResult out;
        m_writer.run(push.events.size(), [&](SqliteSession& session) { out = push_within(session, push); });
        return out;
    }
    double load() const override { return m_writer.load(); }
    void claim(const std::string&, const std::vector<std::string>&) override {}   // the key lies beside it

    void add_code(const EnrolmentCode& code) override;
    std::variant<Kiosk, EnrolRefusal> enrol(const std::string& code_digest, const std::string& kiosk, const wire::PublicKey& key,
                                            int64_t now_ms) override;
    void revoke(const std::string& kiosk) override {
        write([&](SQLite::Database& db) { take_out_of_service(db, kiosk); });
    }
    void replay(int version, const std::function<void(const StoredEvent&, const Point&, Incoming&)>& read) override;

private:
    static std::unique_ptr<SQLite::Database> open_writer(const std::string& file, Prepare prepare) {
        // Used by one thread at a time (SqliteWriter).
        auto db = std::make_unique<SQLite::Database>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX);
        prepare(*db);
        migrate(*db);
        return db;
    }

    void write(const std::function<void(SQLite::Database&)>& work) override {
        m_writer.run(1, [&](SqliteSession& session) { work(*session.connection); });
    }

    SqliteWriter m_writer;
};

void SqliteStorage::add_code(const EnrolmentCode& code) {
    write([&](SQLite::Database& db) {
        SQLite::Statement point(db, "INSERT INTO points (point, name, zone) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET"
                                    " name = CASE WHEN ?2 = ?1 THEN name ELSE ?2 END, zone = CASE WHEN ?3 = '' THEN zone ELSE ?3 END");
        point.bind(1, code.point.id);
        point.bind(2, code.point.name);
        point.bind(3, code.point.zone);
        point.exec();
        SQLite::Statement old(db, "DELETE FROM codes WHERE expires_ms < ? - 86400000");
        old.bind(1, code.made_ms);
        old.exec();
        SQLite::Statement q(db, "INSERT INTO codes (digest, point, name, expires_ms, replaces) VALUES (?,?,?,?,?)");
        q.bind(1, code.digest);
        q.bind(2, code.point.id);
        q.bind(3, code.name);
        q.bind(4, code.expires_ms);
        q.bind(5, code.replaces);
        q.exec();
    });
}

// Within a transaction: the code's row, and the kiosk it became.
std::variant<Kiosk, EnrolRefusal> enrol_within(SQLite::Database& db, const std::string& code_digest, const std::string& id,
                                               const wire::PublicKey& key, int64_t now_ms) {
    SQLite::Statement code(db, "SELECT point, name, expires_ms, kiosk, replaces FROM codes WHERE digest = ?");
    code.bind(1, code_digest);
    if (!code.executeStep())
        return EnrolRefusal::unknown_code;
    if (!code.getColumn(3).isNull()) {
        auto before = read_kiosk(db, code.getColumn(3).getString());
        return before && before->key == key ? std::variant<Kiosk, EnrolRefusal>(*before) : EnrolRefusal::used;
    }
    if (now_ms >= code.getColumn(2).getInt64())
        return EnrolRefusal::expired;
    Kiosk kiosk{id, code.getColumn(0).getString(), code.getColumn(1).getString(), key, false, now_ms, code.getColumn(4).getString(), ""};
    code.reset();
    if (kiosk.replaces == id)
        kiosk.replaces.clear();
    if (const auto old = kiosk.replaces.empty() ? std::nullopt : read_kiosk(db, kiosk.replaces); old && !old->replaced_by.empty() && old->replaced_by != id)
        return EnrolRefusal::replaced;
    if (auto before = read_kiosk(db, id); before && before->point != kiosk.point)
        return EnrolRefusal::other_point;
    SQLite::Statement add(db, "INSERT INTO kiosks (point, kiosk, name, public_key, enrolled_ms, replaces) VALUES (?,?,?,?,?,?) ON CONFLICT DO UPDATE"
                              " SET name = excluded.name, public_key = excluded.public_key, enrolled_ms = excluded.enrolled_ms, revoked = 0,"
                              " replaces = excluded.replaces, replaced_by = ''");
    add.bind(1, kiosk.point);
    add.bind(2, kiosk.id);
    add.bind(3, kiosk.name);
    add.bind(4, key.bytes.data(), int(key.bytes.size()));
    add.bind(5, now_ms);
    add.bind(6, kiosk.replaces);
    add.exec();
    if (!kiosk.replaces.empty())
        take_out_of_service(db, kiosk.replaces, kiosk.id);
    SQLite::Statement use(db, "UPDATE codes SET kiosk = ? WHERE digest = ?");
    use.bind(1, kiosk.id);
    use.bind(2, code_digest);
    use.exec();
    forget_offered_key(db, kiosk.id);
    return kiosk;
}

std::variant<Kiosk, EnrolRefusal> SqliteStorage::enrol(const std::string& code_digest, const std::string& kiosk, const wire::PublicKey& key,
                                                       int64_t now_ms) {
    std::variant<Kiosk, EnrolRefusal> out = EnrolRefusal::unknown_code;
    write([&](SQLite::Database& db) { out = enrol_within(db, code_digest, kiosk, key, now_ms); });
    return out;
}

void write_change(SQLite::Database& db, const Changed& changed) {
    SQLite::Statement q(db, "UPDATE OR IGNORE events SET disposition = ?, id = nullif(?, ''), type = nullif(?, ''), problem = nullif(?, '')"
                            " WHERE point = ? AND kiosk = ? AND epoch = ? AND seq = ?");
    q.bind(1, wire::to_text(changed.now.disposition));
    q.bind(2, changed.now.id);
    q.bind(3, changed.now.type);
    q.bind(4, changed.now.problem);
    q.bind(5, changed.event.point);
    q.bind(6, changed.event.kiosk);
    q.bind(7, changed.event.epoch);
    q.bind(8, changed.event.seq);
    q.exec();
}

void replay_all(SqliteSession& session, const ReadAgain& read) {
    SQLite::Database& db = *session.connection;
    Replay replay(read_points(db), read, [&](const std::string& point, const std::string& kiosk, Rollup&& rollup) {
        session.sums.add(point, kiosk, rollup);
    });
    read_events(db, {}, [&](const StoredEvent& event) {
        replay.add(event);
        return true;
    });
    for (const Changed& changed : replay.finish())
        write_change(db, changed);
}

void SqliteStorage::replay(int version, const ReadAgain& read) {
    // Alone in its group: what others had added for the network and not yet written would be counted twice.
    m_writer.run(GroupCommit::group_events, [&](SqliteSession& session) {
        SQLite::Database& db = *session.connection;
        SQLite::Statement now(db, "SELECT value FROM meta WHERE name = 'figures_version'");
        if (now.executeStep() && now.getColumn(0).getInt() >= version)
            return;
        now.reset();
        db.exec("DELETE FROM figures; DELETE FROM spreads; DELETE FROM point_waits; DELETE FROM tallies; DELETE FROM bookings; DELETE FROM visits; DELETE FROM facts");
        replay_all(session, read);
        db.exec("UPDATE kiosks SET stored = (SELECT count(*) FROM events e WHERE e.point = kiosks.point AND e.kiosk = kiosks.kiosk"
                " AND e.disposition = 'stored'), quarantined = (SELECT count(*) FROM events e WHERE e.point = kiosks.point"
                " AND e.kiosk = kiosks.kiosk AND e.disposition = 'quarantined')");
        SQLite::Statement set(db, "INSERT INTO meta (name, value) VALUES ('figures_version', ?) ON CONFLICT DO UPDATE SET value = excluded.value");
        set.bind(1, std::to_string(version));
        set.exec();
    });
}

// SQLite takes a lock of the whole process at each allocation, to tell a sum that nobody asks for. Nothing happens where the
// process has used SQLite before.
void leave_memory_uncounted() {
    [[maybe_unused]] static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

std::unique_ptr<Storage> open_with(const std::filesystem::path& folder, BeforeCommit before_commit, SqliteStorage::Prepare prepare) {
    try {
        leave_memory_uncounted();
        std::filesystem::create_directories(folder);
        // Other accounts of the machine have no business here; SQLite gives its journal the mode of the database.
        if (int fd = open((folder / "hub.db").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); fd >= 0)
            close(fd);
        return std::make_unique<SqliteStorage>((folder / "hub.db").string(), std::move(before_commit), prepare);
    } catch (const SQLite::Exception& e) {
        throw Error((folder / "hub.db").string() + ": " + e.what(), e.getExtendedErrorCode());
    } catch (const std::filesystem::filesystem_error& e) {
        throw Error(e.what(), e.code().value());
    }
}

} // namespace

std::unique_ptr<Storage> open_sqlite(const std::filesystem::path& folder, BeforeCommit before_commit) {
    return open_with(folder, std::move(before_commit), prepare_writer);
}

std::unique_ptr<Storage> open_sqlite_bulk(const std::filesystem::path& folder) { return open_with(folder, {}, prepare_bulk_writer); }

void close_bulk(std::unique_ptr<Storage> storage, const std::filesystem::path& folder) {
    storage.reset();
    sync_path(folder / "hub.db");
    sync_path(folder);
}

std::unique_ptr<Storage> open_sqlite_read_only(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / "hub.db"))
        throw Error(folder.string() + ": there is no hub here", ENOENT);
    try {
        SQLite::Database db((folder / "hub.db").string(), SQLite::OPEN_READONLY);
        prepare_reader(db);
        require_current(db);
    } catch (const SQLite::Exception& e) {
        throw Error((folder / "hub.db").string() + ": " + e.what(), e.getExtendedErrorCode());
    }
    return std::make_unique<LookOnly<SqliteReads>>((folder / "hub.db").string());
}

} // namespace accanto::hub

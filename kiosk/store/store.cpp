#include "kiosk/store/store.h"

#include "content/base/bytes.h"
#include "kiosk/store/guard.h"
#include "kiosk/store/migrations.h"
#include "kiosk/store/named_values.h"
#include "kiosk/store/opening.h"
#include "kiosk/store/recovery.h"

#include <spdlog/spdlog.h>

namespace accanto::store {

namespace fs = std::filesystem;

namespace {

constexpr int rows_given_up = 2'000; // acknowledged rows that go at once when the disk is full

} // namespace

struct Store::Inner {
    const Clock& clock;
    fs::path folder;
    OpenMode mode;
    std::unique_ptr<Guard> guard;
    std::unique_ptr<Database> database;
    bool inside = false; // transaction() or read() is running
    bool writing = false;
    std::optional<int64_t> id_floor_ms; // within a transaction that made an id

    void start() {
        database.reset();
        guard.reset();
        guard = std::make_unique<Guard>(folder);
        WriteTurn turn(*guard);
        database = open_database(folder, clock, *guard);
        make_reserve(folder);
        guard->opened();
    }

    // A handle that failed is given up and the file looked at with new eyes before anything else.
    void ready() {
        if (!database->broken())
            return;
        database->reopen();
        if (mode == OpenMode::read_write)
            configure(*database);
        quick_check(*database);
        if (schema_version(*database) != int64_t(migrations().size()))
            throw StoreError("store: was replaced; open it anew", 0, StoreTrouble::corrupt);
    }

    // SQLite's writer keeps readers out for nearly the whole of a commit, so they queue for their turn as
    // well; once the view is theirs they let the next one in.
    void begin_reading() {
        std::optional<WriteTurn> turn;
        if (guard)
            turn.emplace(*guard);
        ready();
        database->run("BEGIN");
        try {
            schema_version(*database);
        } catch (...) {
            roll_back();
            throw;
        }
    }

    // A COMMIT may fail at its very last step, the sync of the journal that was already truncated: then the
    // change is in the file and stays. Whoever ran it must hear "done", or it is done twice. A change more,
    // which must succeed, puts the truncation on the disk.
    bool committed_after_all(const std::string& mark) {
        try {
            ready();
            if (stored_value(*database, "last_commit") != mark)
                return false;
            database->run("BEGIN IMMEDIATE");
            store_value(*database, "last_commit", mark + " confirmed");
            database->run("COMMIT");
            return true;
        } catch (const StoreError& e) {
            spdlog::error("store: {}", e.what());
            roll_back();
            return false;
        }
    }

    void roll_back() {
        inside = writing = false;
        id_floor_ms.reset();
        try {
            if (database->in_transaction())
                database->run("ROLLBACK");
        } catch (const StoreError& e) {
            // The first failure is the one to tell; the next call opens the file anew, which rolls back for
            // good.
            spdlog::error("store: {}", e.what());
        }
    }
};

Store::Store() = default;

std::unique_ptr<Store> Store::open(const fs::path& folder, const Clock& clock, OpenMode mode) {
    std::unique_ptr<Store> store(new Store);
    store->m_inner.reset(new Inner{clock, folder, mode, nullptr, nullptr, false, false, std::nullopt});
    Inner& inner = *store->m_inner;
    if (mode == OpenMode::read_only) {
        inner.database = std::make_unique<Database>(folder / "store.db", mode);
        if (schema_version(*inner.database) > int64_t(migrations().size()))
            throw StoreError("the store is of a later program", 0, StoreTrouble::too_new);
        return store;
    }
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        throw file_error(folder.string(), failed.value());
    try {
        inner.start();
    } catch (const StoreError& e) {
        // A full disk keeps nobody from starting, as long as the reserve is there.
        if (e.trouble() != StoreTrouble::disk_full || !release_reserve(folder))
            throw;
        spdlog::warn("store: the disk is full; the reserve is released");
        inner.start();
    }
    return store;
}

Store::~Store() {
    if (!m_inner)   // there was no memory to open it
        return;
    ACCANTO_ASSERT(!m_inner->inside);
    bool in_order = m_inner->database && !m_inner->database->broken();
    m_inner->database.reset();
    if (!m_inner->guard || !in_order)
        return;
    try {
        m_inner->guard->close_in_order();
    } catch (const std::exception& e) {
        spdlog::error("store: closing: {}", e.what());
    }
}

const Clock& Store::clock() const {
    return m_inner->clock;
}
const fs::path& Store::folder() const {
    return m_inner->folder;
}
Database& Store::db() {
    return *m_inner->database;
}

void Store::attempt(const std::function<void()>& work, bool spare_reserve) {
    Inner& inner = *m_inner;
    WriteTurn turn(*inner.guard);
    inner.ready();
    inner.database->run("BEGIN IMMEDIATE");
    inner.inside = inner.writing = true;
    const int64_t changes = inner.database->total_changes();
    std::string mark;
    try {
        work();
        if (inner.id_floor_ms)
            store_value(*inner.database, "id_floor_ms", std::to_string(*inner.id_floor_ms));
        // What changed nothing writes nothing: a double tap is answered on a full disk too.
        if (inner.database->total_changes() != changes) {
            if (spare_reserve && !has_reserve(inner.folder))
                throw StoreError("the room that is left is kept for tickets", ENOSPC, StoreTrouble::disk_full);
            std::string next = to_hex(random_bytes(8));
            store_value(*inner.database, "last_commit", next);
            mark = std::move(next);
        }
        inner.database->run("COMMIT");
    } catch (...) {
        inner.roll_back();
        if (mark.empty() || !inner.committed_after_all(mark))
            throw;
    }
    inner.inside = inner.writing = false;
    inner.id_floor_ms.reset();
}

void Store::transaction(const std::function<void()>& work) {
    ACCANTO_ASSERT(!m_inner->inside && m_inner->mode == OpenMode::read_write);
    try {
        attempt(work);
        return;
    } catch (const StoreError& e) {
        if (e.trouble() != StoreTrouble::disk_full)
            throw;
        spdlog::error("store: the disk is full: {}", e.what());
        if (!make_room())
            throw;
    }
    attempt(work);
}

void Store::transaction_with_room(const std::function<void()>& work) {
    ACCANTO_ASSERT(!m_inner->inside && m_inner->mode == OpenMode::read_write);
    attempt(work, true);
}

bool Store::make_room() {
    bool released = release_reserve(m_inner->folder);
    int64_t rows = 0;
    try {
        attempt([&] {
            rows = m_inner->database->run(
                "DELETE FROM outbox WHERE row IN (SELECT row FROM outbox "
                "WHERE state = 'acknowledged' ORDER BY acknowledged_ms, epoch, seq LIMIT ?)",
                rows_given_up);
        });
    } catch (const StoreError& e) {
        rows = 0;
        spdlog::error("store: giving up acknowledged rows failed: {}", e.what());
    }
    spdlog::warn("store: made room: reserve {}, {} acknowledged rows", released ? "released" : "already gone",
                 rows);
    return released || rows > 0;
}

void Store::read(const std::function<void()>& work) {
    if (m_inner->inside)
        return work();
    m_inner->begin_reading();
    m_inner->inside = true;
    try {
        work();
        m_inner->database->run("COMMIT");
    } catch (...) {
        m_inner->roll_back();
        throw;
    }
    m_inner->inside = false;
}

void Store::interrupt() {
    m_inner->database->interrupt();
}

int64_t Store::data_version() {
    int64_t version = 0;
    read([&] { version = m_inner->database->integer("PRAGMA data_version").value_or(0); });
    return version;
}

std::string Store::new_id() {
    ACCANTO_ASSERT(m_inner->writing);
    if (!m_inner->id_floor_ms)
        m_inner->id_floor_ms = stored_number(stored_value(*m_inner->database, "id_floor_ms"));
    return uuid7(m_inner->clock.wall_ms(), *m_inner->id_floor_ms);
}

std::optional<std::string> Store::value(std::string_view key) {
    std::optional<std::string> out;
    read([&] { out = stored_value(*m_inner->database, key); });
    return out;
}

void Store::set_value(std::string_view key, std::string_view value) {
    ACCANTO_ASSERT(m_inner->writing);
    store_value(*m_inner->database, key, value);
}

} // namespace accanto::store

#include "kiosk/store/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace accanto::store {

namespace {

constexpr std::chrono::seconds busy_timeout(5);

StoreTrouble trouble_of_code(int code) {
    switch (code & 0xff) {
    case SQLITE_FULL:
        return StoreTrouble::disk_full;
    case SQLITE_READONLY:
        // The file was moved aside under us: what we hold is the corrupt one.
        return code == SQLITE_READONLY_DBMOVED ? StoreTrouble::corrupt : StoreTrouble::not_writable;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return StoreTrouble::not_writable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return StoreTrouble::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return StoreTrouble::busy;
    default:
        return StoreTrouble::failed;
    }
}

bool breaks_handle(int code) {
    int primary = code & 0xff;
    return primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB ||
           code == SQLITE_READONLY_DBMOVED;
}

// Asks again every two milliseconds or so. SQLite's own handler backs off to 100 ms, and then misses the
// short moments in which a busy writer lets go.
int wait_for_lock(void* waiting, int) {
    using Time = std::chrono::steady_clock;
    auto& [began, last] = *static_cast<LockWait*>(waiting);
    const auto now = Time::now();
    if (now - last > std::chrono::seconds(1)) // another wait than the last one
        began = now;
    last = now;
    if (now - began >= busy_timeout)
        return 0;
    // Two that wait must not knock in step.
    std::this_thread::sleep_for(
        std::chrono::microseconds(1000 + (now.time_since_epoch().count() >> 4) % 2000));
    return 1;
}

} // namespace

const char* to_text(StoreTrouble trouble) {
    switch (trouble) {
    case StoreTrouble::none:
        return "none";
    case StoreTrouble::not_writable:
        return "not_writable";
    case StoreTrouble::disk_full:
        return "disk_full";
    case StoreTrouble::corrupt:
        return "corrupt";
    case StoreTrouble::too_new:
        return "too_new";
    case StoreTrouble::busy:
        return "busy";
    case StoreTrouble::failed:
        return "failed";
    }
    return "failed";
}

StoreTrouble trouble_of(const std::exception& e) {
    if (auto* error = dynamic_cast<const StoreError*>(&e))
        return error->trouble();
    return StoreTrouble::failed;
}

Query::Query(Database& database, sqlite3_stmt* statement, bool* in_use)
    : m_database(database), m_statement(statement), m_in_use(in_use) {
    if (m_in_use)
        *m_in_use = true;
}

Query::Query(Query&& other) noexcept
    : m_database(other.m_database), m_statement(other.m_statement), m_in_use(other.m_in_use) {
    other.m_statement = nullptr;
    other.m_in_use = nullptr;
}

Query::~Query() {
    if (!m_statement)
        return;
    if (m_in_use) {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement); // what was bound must not stay in memory
        *m_in_use = false;
    } else {
        sqlite3_finalize(m_statement);
    }
}

bool Query::step() {
    int result = sqlite3_step(m_statement);
    if (result == SQLITE_ROW)
        return true;
    if (result != SQLITE_DONE)
        check(result);
    return false;
}

bool Query::is_null(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}
int64_t Query::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}
double Query::real(int column) const {
    return sqlite3_column_double(m_statement, column);
}

std::string Query::text(int column) const {
    auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    int size = sqlite3_column_bytes(m_statement, column);
    return bytes ? std::string(bytes, size_t(size)) : std::string();
}

std::optional<int64_t> Query::maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Query::maybe_text(int column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

void Query::bind(int index, std::nullptr_t) {
    check(sqlite3_bind_null(m_statement, index));
}
void Query::bind(int index, int64_t value) {
    check(sqlite3_bind_int64(m_statement, index, value));
}
void Query::bind(int index, double value) {
    check(sqlite3_bind_double(m_statement, index, value));
}

void Query::bind(int index, std::string_view value) {
    // A null data pointer would bind NULL; an empty text is a text.
    const char* bytes = value.data() ? value.data() : "";
    check(sqlite3_bind_text64(m_statement, index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::bind(int index, Blob value) {
    const char* bytes = value.bytes.data() ? value.bytes.data() : "";
    check(sqlite3_bind_blob64(m_statement, index, bytes, value.bytes.size(), SQLITE_TRANSIENT));
}

void Query::check(int result) const {
    if (result != SQLITE_OK)
        m_database.fail(result, sqlite3_sql(m_statement));
}

Database::Database(const std::filesystem::path& file, OpenMode mode) : m_file(file), m_mode(mode) {
    open();
}
Database::~Database() {
    close();
}

void Database::open() {
    const std::lock_guard lock(m_interrupting);
    int flags =
        m_mode == OpenMode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int result = sqlite3_open_v2(m_file.c_str(), &m_handle,
                                 flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    if (result != SQLITE_OK) {
        sqlite3_close(m_handle);
        m_handle = nullptr;
        m_broken = true;
        throw StoreError(fmt::format("{}: cannot open: {}", m_file.string(), sqlite3_errstr(result)), result,
                         trouble_of_code(result));
    }
    m_broken = false;
    sqlite3_busy_handler(m_handle, wait_for_lock, &m_wait);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
}

void Database::close() {
    for (auto& [sql, prepared] : m_cache) {
        ACCANTO_ASSERT(!prepared.in_use);
        sqlite3_finalize(prepared.statement);
    }
    m_cache.clear();
    const std::lock_guard lock(m_interrupting);
    int result = sqlite3_close(m_handle);
    ACCANTO_ASSERT(result == SQLITE_OK);
    m_handle = nullptr;
}

void Database::reopen() {
    close();
    open();
}

void Database::interrupt() {
    const std::lock_guard lock(m_interrupting);
    if (m_handle)
        sqlite3_interrupt(m_handle);
}

Query Database::prepare(std::string_view sql) {
    auto found = m_cache.find(sql);
    // A place for it first: a statement that nobody keeps for want of memory would keep the file open.
    if (found == m_cache.end())
        found = m_cache.emplace(std::string(sql), Prepared{}).first;
    if (!found->second.statement)
        found->second.statement = compile(sql);
    if (found->second.in_use) // a loop inside a loop over the same statement
        return Query(*this, compile(sql), nullptr);
    return Query(*this, found->second.statement, &found->second.in_use);
}

sqlite3_stmt* Database::compile(std::string_view sql) {
    if (!m_handle)
        throw StoreError(m_file.string() + ": not open", SQLITE_CANTOPEN, StoreTrouble::not_writable);
    sqlite3_stmt* statement = nullptr;
    int result = sqlite3_prepare_v3(m_handle, sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                    &statement, nullptr);
    if (result != SQLITE_OK)
        fail(result, sql);
    return statement;
}

int64_t Database::finish(Query& statement) {
    while (statement.step()) {
    }
    return sqlite3_changes64(m_handle);
}

void Database::script(const char* sql) {
    if (!m_handle)
        throw StoreError(m_file.string() + ": not open", SQLITE_CANTOPEN, StoreTrouble::not_writable);
    int result = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK)
        fail(result, sql);
}

int64_t Database::total_changes() const {
    return m_handle ? sqlite3_total_changes64(m_handle) : 0;
}
int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(m_handle);
}
bool Database::in_transaction() const {
    return m_handle && sqlite3_get_autocommit(m_handle) == 0;
}

void Database::fail(int result, std::string_view doing) {
    m_broken = m_broken || breaks_handle(result);
    StoreTrouble trouble = trouble_of_code(result);
    int system = sqlite3_system_errno(m_handle);
    // A file system may tell "full" as late as at the sync, or as a quota or a limit: SQLite then says I/O
    // error.
    if ((result & 0xff) == SQLITE_IOERR && (system == ENOSPC || system == EDQUOT || system == EFBIG))
        trouble = StoreTrouble::disk_full;
    throw StoreError(
        fmt::format("store: {} ({}) in: {}", sqlite3_errmsg(m_handle), result, doing.substr(0, 120)), result,
        trouble);
}

} // namespace accanto::store

#pragma once
// One SQLite handle and its prepared statements. The rooms above write their SQL beside the function that
// uses it, and never see SQLite itself.

#include "content/base/error.h"

#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace accanto::store {

enum class OpenMode { read_write, read_only };

// What kept a store from being used, in the words the trouble screen distinguishes.
enum class StoreTrouble { none, not_writable, disk_full, corrupt, too_new, busy, failed };
const char* to_text(StoreTrouble trouble); // "disk_full"

// A failure of this room. code() is SQLite's extended code, or the errno of a file beside the database.
class StoreError : public Error {
public:
    StoreError(const std::string& what, int code, StoreTrouble trouble)
        : Error(what, code), m_trouble(trouble) {}
    StoreTrouble trouble() const { return m_trouble; }

private:
    StoreTrouble m_trouble;
};

// Tells a StoreTrouble from any exception; `failed` when it did not come from this room.
StoreTrouble trouble_of(const std::exception& e);

// Bytes to bind as a BLOB.
struct Blob {
    std::string_view bytes;
};

// Since when a lock that another holds is waited for, and when it was last tried.
struct LockWait {
    std::chrono::steady_clock::time_point began, last;
};

class Database;

// A statement being stepped. Holds a lock on the file until it goes out of scope: keep it short-lived.
class Query {
public:
    Query(Query&& other) noexcept;
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query& operator=(Query&&) = delete;
    ~Query();

    // Moves to the next row; false at the end. Throws StoreError.
    bool step();

    // Columns count from 0 and are read of the current row.
    bool is_null(int column) const;
    int64_t integer(int column) const;
    double real(int column) const;
    bool boolean(int column) const { return integer(column) != 0; }
    std::string text(int column) const; // of a BLOB too; "" for NULL
    std::optional<int64_t> maybe_integer(int column) const;
    std::optional<std::string> maybe_text(int column) const;

private:
    friend class Database;
    Query(Database& database, sqlite3_stmt* statement, bool* in_use);
    void bind(int index, std::nullptr_t);
    void bind(int index, int64_t value);
    void bind(int index, double value);
    void bind(int index, std::string_view value);
    void bind(int index, Blob value);
    void bind(int index, bool value) { bind(index, int64_t(value)); }
    void bind(int index, int value) { bind(index, int64_t(value)); }
    void bind(int index, const char* value) { bind(index, std::string_view(value)); }
    void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
    template <class T>
    void bind(int index, const std::optional<T>& value) {
        if (value)
            bind(index, *value);
        else
            bind(index, nullptr);
    }
    void check(int result) const;

    Database& m_database;
    sqlite3_stmt* m_statement;
    bool* m_in_use; // of the cache; null when the statement is this query's own
};

// Belongs to one thread at a time. Statements are prepared once for each text and kept.
class Database {
public:
    // Opens the file (read_write creates it). Waits up to 5 s for a lock, then and later. Throws StoreError.
    Database(const std::filesystem::path& file, OpenMode mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Binds the values in order to the ?s of `sql`; the text is the key of the cache.
    template <class... Values>
    Query query(std::string_view sql, const Values&... values) {
        Query out = prepare(sql);
        [[maybe_unused]] int index = 0;
        (out.bind(++index, values), ...);
        return out;
    }

    // Runs a statement to its end; returns the rows it changed.
    template <class... Values>
    int64_t run(std::string_view sql, const Values&... values) {
        Query statement = query(sql, values...);
        return finish(statement);
    }

    // The first column of the first row, if there is one and it is not NULL.
    template <class... Values>
    std::optional<int64_t> integer(std::string_view sql, const Values&... values) {
        Query statement = query(sql, values...);
        return statement.step() ? statement.maybe_integer(0) : std::nullopt;
    }
    template <class... Values>
    std::optional<std::string> text(std::string_view sql, const Values&... values) {
        Query statement = query(sql, values...);
        return statement.step() ? statement.maybe_text(0) : std::nullopt;
    }

    // Several statements without values: pragmas, migrations.
    void script(const char* sql);

    // Closes the handle and opens the file again; the object and its callers' references stay. Settings of
    // the connection are lost. No query may be alive. Throws StoreError, and then every later call does.
    void reopen();

    // Ends what another thread is doing on this handle: its call throws. Nothing when it does nothing. Any
    // thread, while the object lives.
    void interrupt();

    // Rows changed by all statements of this handle so far.
    int64_t total_changes() const;
    int64_t last_id() const; // rowid of the last insert
    bool in_transaction() const;

    // Whether the last error means that this handle must be given up: a failed read, write or sync is never
    // tried again on the same handle (what the kernel kept of it is unknown), nor is a file that was moved or
    // is corrupt.
    bool broken() const { return m_broken; }

private:
    friend class Query;
    struct Prepared {
        sqlite3_stmt* statement = nullptr;
        bool in_use = false;
    };
    struct TextHash {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    void open();
    void close();
    Query prepare(std::string_view sql);
    sqlite3_stmt* compile(std::string_view sql);
    int64_t finish(Query& statement);
    [[noreturn]] void fail(int result, std::string_view doing);

    std::filesystem::path m_file;
    OpenMode m_mode;
    LockWait m_wait;
    sqlite3* m_handle = nullptr;
    std::mutex m_interrupting; // held while the handle changes
    bool m_broken = false;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> m_cache;
};

} // namespace accanto::store

#pragma once
// One connection to PostgreSQL, and what goes over it. libpqxx is behind it alone. For the .cpp files of this
// folder.

#include "content/base/error.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::hub {

// What PostgreSQL says, with its SQLSTATE ("40P01"; empty where it said nothing, because the connection is
// gone).
class PostgresError : public Error {
public:
    PostgresError(const std::string& what, std::string state) : Error(what, 0), m_state(std::move(state)) {}
    const std::string& state() const { return m_state; }
    // Another transaction was in the way: the same may succeed when it is tried again.
    bool is_transient() const { return m_state == "40001" || m_state == "40P01" || m_state == "55P03"; }

private:
    std::string m_state;
};

// A column of rows that go to PostgreSQL together: an array, taken apart there by unnest(). Written in
// PostgreSQL's own binary form, so that nothing is quoted, and bytes travel as they are.
class Column {
public:
    enum class Type : uint32_t { flag = 16, bytes = 17, number = 20, text = 25 }; // pg_type.oid
    explicit Column(Type type);
    void add(int64_t value);
    void add(std::string_view value); // of text and bytes
    void add_flag(bool value);
    void add_nothing(); // NULL
    void add(const std::optional<int64_t>& value) { value ? add(*value) : add_nothing(); }
    void add_unless_empty(std::string_view value) { value.empty() ? add_nothing() : add(value); }
    size_t size() const { return m_size; }

private:
    friend class Arguments;
    std::string m_form;
    size_t m_size = 0;
};

// What stands for $1, $2, ... of a statement, which must say their types: $1::text, $2::bigint[].
class Arguments {
public:
    Arguments& number(int64_t value); // bigint
    Arguments& whole(int32_t value);  // int
    Arguments& text(std::string_view value);
    Arguments& bytes(std::string_view value) { return text(value); }
    Arguments& flag(bool value);
    Arguments& column(Column&& column);
    // All columns of the rows; they are empty afterwards.
    template <typename... Columns>
    static Arguments taking(Columns&... columns) {
        Arguments out;
        (out.column(std::move(columns)), ...);
        return out;
    }
    Arguments& texts(const std::vector<std::string>& values);
    Arguments& numbers(const std::vector<int64_t>& values);

private:
    friend class PostgresTransaction;
    std::vector<std::string> m_forms;
};

// What a statement gives back. Rows and columns from 0.
class Rows {
public:
    size_t size() const;
    bool empty() const { return size() == 0; }
    size_t changed() const; // how many rows of a table
    bool is_null(size_t row, int column) const;
    int64_t number(size_t row, int column) const;
    std::optional<int64_t> number_if_any(size_t row, int column) const;
    bool flag(size_t row, int column) const;
    std::string text(size_t row, int column) const;  // empty for NULL
    std::string bytes(size_t row, int column) const; // of a bytea; empty for NULL

private:
    friend class PostgresTransaction;
    struct Result;
    std::shared_ptr<const Result> m_result;
};

// Not for two threads at once. Every failure of it and of its transactions is a PostgresError.
class PostgresConnection {
public:
    // `url`: postgresql://..., or what else libpq takes. Durable commits, whatever the server's default.
    explicit PostgresConnection(const std::string& url);
    ~PostgresConnection();
    PostgresConnection(const PostgresConnection&) = delete;
    // After a failure: whether it can still be used.
    bool is_open() const;

private:
    friend class PostgresTransaction;
    struct Connection;
    std::unique_ptr<Connection> m_connection;
};

// From its making to commit() all or nothing; without commit() nothing. One at a time for each connection.
class PostgresTransaction {
public:
    // each_alone: every statement is a transaction of its own, made durable by itself.
    enum class Mode { together, each_alone };
    explicit PostgresTransaction(PostgresConnection& connection, Mode mode = Mode::together);
    ~PostgresTransaction();
    // `sql` is one statement; it is prepared when it is run for the first time.
    Rows run(const std::string& sql, const Arguments& arguments = {});
    // One or several statements without arguments, not prepared.
    void run_script(const std::string& sql);
    void commit();

private:
    struct Transaction;
    PostgresConnection& m_connection;
    std::unique_ptr<Transaction> m_transaction;
};

} // namespace accanto::hub

#include "sync/hub/storage/postgres_connection.h"

#include <pqxx/pqxx>

#include <bit>

// Each version of libpqxx calls something by another name than the last one, and says so.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace accanto::hub {

namespace {

template <typename Number>
void append(std::string& to, Number number) {
    for (int shift = int(sizeof number) * 8 - 8; shift >= 0; shift -= 8)
        to += char(std::make_unsigned_t<Number>(number) >> shift);
}

// A server or a network that is gone is noticed within a minute or so, at both ends; who wants it otherwise
// says so in the URL.
std::string with_keepalives(std::string url) {
    const bool is_uri = url.starts_with("postgresql://") || url.starts_with("postgres://");
    for (const char* one : {"connect_timeout=10", "keepalives_idle=20", "keepalives_interval=10",
                            "keepalives_count=3", "fallback_application_name=accanto-hub"}) {
        const std::string name = std::string(one, std::string_view(one).find('=') + 1);
        if (url.find(name) == std::string::npos)
            url += (!is_uri ? " " : url.find('?') == std::string::npos ? "?" : "&") + std::string(one);
    }
    return url;
}

// Statements of the hub look rows up by their keys, in tables that may never have been analysed: a plan that
// reads a whole table is never right, and one made anew for each time's keys is no better than the first, but takes
// milliseconds where a table has a part for each month. A hub that stopped in the middle must not keep others from its point.
constexpr const char* settings =
    "SET client_encoding = 'UTF8'; SET synchronous_commit = on; SET default_transaction_isolation = 'read "
    "committed';"
    "SET bytea_output = 'hex'; SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s';"
    "SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3; SET jit = "
    "off;"
    "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; SET client_min_messages = warning; SET timezone = 'UTC'";

template <typename Work>
auto translated(Work&& work) {
    try {
        return work();
    } catch (const pqxx::deadlock_detected& e) {
        throw PostgresError(std::string("PostgreSQL: ") + e.what(), "40P01");
    } catch (const pqxx::serialization_failure& e) {
        throw PostgresError(std::string("PostgreSQL: ") + e.what(), "40001");
    } catch (const pqxx::sql_error& e) {
        throw PostgresError(std::string("PostgreSQL: ") + e.what(), e.sqlstate());
    } catch (const pqxx::failure& e) {
        throw PostgresError(std::string("PostgreSQL: ") + e.what(), "");
    }
}

} // namespace

// ---- arguments

Column::Column(Type type) {
    // One dimension, may hold NULL, the type, how many (written at the end), counted from 1.
    append(m_form, int32_t(1));
    append(m_form, int32_t(1));
    append(m_form, uint32_t(type));
    append(m_form, int32_t(0));
    append(m_form, int32_t(1));
}

void Column::add(int64_t value) {
    append(m_form, int32_t(sizeof value));
    append(m_form, value);
    ++m_size;
}

void Column::add(std::string_view value) {
    append(m_form, int32_t(value.size()));
    m_form += value;
    ++m_size;
}

void Column::add_flag(bool value) {
    append(m_form, int32_t(1));
    m_form += char(value);
    ++m_size;
}

void Column::add_nothing() {
    append(m_form, int32_t(-1));
    ++m_size;
}

Arguments& Arguments::number(int64_t value) {
    append(m_forms.emplace_back(), value);
    return *this;
}

Arguments& Arguments::whole(int32_t value) {
    append(m_forms.emplace_back(), value);
    return *this;
}

Arguments& Arguments::text(std::string_view value) {
    m_forms.emplace_back(value);
    return *this;
}

Arguments& Arguments::flag(bool value) {
    m_forms.emplace_back(1, char(value));
    return *this;
}

Arguments& Arguments::column(Column&& column) {
    constexpr size_t count_at = 12;
    std::string count;
    append(count, int32_t(column.m_size));
    column.m_form.replace(count_at, count.size(), count);
    m_forms.push_back(std::move(column.m_form));
    return *this;
}

Arguments& Arguments::texts(const std::vector<std::string>& values) {
    Column out(Column::Type::text);
    for (const std::string& value : values)
        out.add(value);
    return column(std::move(out));
}

Arguments& Arguments::numbers(const std::vector<int64_t>& values) {
    Column out(Column::Type::number);
    for (int64_t value : values)
        out.add(value);
    return column(std::move(out));
}

// ---- rows

struct Rows::Result {
    pqxx::result rows;
    pqxx::field at(size_t row, int column) const {
        return rows[pqxx::result::size_type(row)][pqxx::row::size_type(column)];
    }
};

size_t Rows::size() const {
    return size_t(m_result->rows.size());
}
size_t Rows::changed() const {
    return size_t(m_result->rows.affected_rows());
}
bool Rows::is_null(size_t row, int column) const {
    return m_result->at(row, column).is_null();
}
int64_t Rows::number(size_t row, int column) const {
    return translated([&] { return m_result->at(row, column).as<int64_t>(); });
}
std::optional<int64_t> Rows::number_if_any(size_t row, int column) const {
    return is_null(row, column) ? std::nullopt : std::optional(number(row, column));
}
bool Rows::flag(size_t row, int column) const {
    return *m_result->at(row, column).c_str() == 't';
}
std::string Rows::text(size_t row, int column) const {
    const pqxx::field field = m_result->at(row, column);
    return {field.c_str(), size_t(field.size())};
}

std::string Rows::bytes(size_t row, int column) const {
    const pqxx::field field = m_result->at(row, column);
    const std::string_view text(field.c_str(), size_t(field.size()));
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    ACCANTO_ASSERT(text.empty() || text.starts_with("\\x"));
    std::string out;
    out.reserve(text.size() / 2);
    for (size_t i = 2; i + 1 < text.size(); i += 2)
        out += char(digit(text[i]) << 4 | digit(text[i + 1]));
    return out;
}

// ---- connection

struct PostgresConnection::Connection {
    pqxx::connection pqxx;
    std::map<std::string, std::string, std::less<>> prepared; // SQL -> name

    explicit Connection(const std::string& url) : pqxx(url) {
#if PQXX_VERSION_MAJOR < 7
        // It would put another connection in the place of one that broke, which has neither our settings nor
        // our locks.
        pqxx.inhibit_reactivation(true);
#endif
        pqxx::nontransaction once(pqxx);
        once.exec(settings);
    }
    const std::string& name_of(const std::string& sql) {
        auto known = prepared.find(sql);
        if (known == prepared.end()) {
            known = prepared.emplace(sql, "s" + std::to_string(prepared.size())).first;
            pqxx.prepare(known->second, sql);
        }
        return known->second;
    }
};

PostgresConnection::PostgresConnection(const std::string& url)
    : m_connection(translated([&] { return std::make_unique<Connection>(with_keepalives(url)); })) {}
PostgresConnection::~PostgresConnection() = default;
bool PostgresConnection::is_open() const {
    return m_connection->pqxx.is_open();
}

// ---- transaction

struct PostgresTransaction::Transaction {
    std::optional<pqxx::work> together;
    std::optional<pqxx::nontransaction> each_alone;
    pqxx::transaction_base& pqxx() {
        return together ? static_cast<pqxx::transaction_base&>(*together)
                        : static_cast<pqxx::transaction_base&>(*each_alone);
    }
};

PostgresTransaction::PostgresTransaction(PostgresConnection& connection, Mode mode)
    : m_connection(connection), m_transaction(std::make_unique<Transaction>()) {
    translated([&] {
        if (mode == Mode::together)
            m_transaction->together.emplace(connection.m_connection->pqxx);
        else
            m_transaction->each_alone.emplace(connection.m_connection->pqxx);
    });
}
PostgresTransaction::~PostgresTransaction() = default;

Rows PostgresTransaction::run(const std::string& sql, const Arguments& arguments) {
    return translated([&] {
        const std::string& name = m_connection.m_connection->name_of(sql);
        auto result = std::make_shared<Rows::Result>();
#if PQXX_VERSION_MAJOR >= 7
        pqxx::params params;
        for (const std::string& form : arguments.m_forms)
            params.append(pqxx::binary_cast(form));
        result->rows = m_transaction->pqxx().exec_prepared(name, params);
#else
        std::vector<pqxx::binarystring> params(arguments.m_forms.begin(), arguments.m_forms.end());
        result->rows = m_transaction->pqxx().exec_prepared(name, pqxx::prepare::make_dynamic_params(params));
#endif
        Rows out;
        out.m_result = std::move(result);
        return out;
    });
}

void PostgresTransaction::run_script(const std::string& sql) {
    translated([&] { m_transaction->pqxx().exec(sql); });
}

void PostgresTransaction::commit() {
    translated([&] { m_transaction->pqxx().commit(); });
}

} // namespace accanto::hub

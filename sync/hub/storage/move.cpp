#include "sync/hub/storage/move.h"

#include "content/base/clock.h"
#include "sync/hub/storage/postgres_schema.h"
#include "sync/hub/storage/storage.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <cerrno>

namespace accanto::hub {

namespace {

constexpr size_t rows_at_once = 2000;
constexpr size_t bytes_at_once = 8 << 20;

// A table on its way. Its columns are a letter each: t text, n number, b bytes, f flag, and m the month of
// the id in this column, or of the moment behind an '@' where there is no id (postgres_schema.cpp).
struct Copied {
    const char *columns, *select, *insert;
};

constexpr Copied tables_to_copy[] = {
    {"ttt", "SELECT point, name, zone FROM points", "points (point, name, zone)"},
    {"tttntt", "SELECT point, digest, name, expires_ms, kiosk, replaces FROM codes",
     "codes (point, digest, name, expires_ms, kiosk, replaces)"},
    {"tttbfnntnnnnnttb",
     "SELECT k.point, k.kiosk, k.name, k.public_key, k.revoked, k.enrolled_ms, k.last_seen_ms, k.health, "
     "k.clock_off_ms, k.stored,"
     " k.quarantined, k.refused, k.absent, k.replaces, k.replaced_by, o.public_key FROM kiosks k LEFT JOIN offered_keys o ON o.kiosk = "
     "k.kiosk",
     "kiosks (point, kiosk, name, public_key, revoked, enrolled_ms, last_seen_ms, health, clock_off_ms, "
     "stored, quarantined, refused, absent,"
     " replaces, replaced_by, offered_key)"},
    {"ttnnb", "SELECT point, kiosk, epoch, through, chain FROM streams",
     "streams (point, kiosk, epoch, through, chain)"},
    {"tttnn", "SELECT point, kiosk, boot, offset_ms, received_ms FROM boots",
     "boots (point, kiosk, boot, offset_ms, received_ms)"},
    {"ttnnmttttnnnbbf",
     "SELECT point, kiosk, epoch, seq, coalesce(id, '@' || received_ms), disposition, id, type, problem, "
     "received_ms, from_ms, to_ms, digest,"
     " bytes, erased FROM events",
     "events (point, kiosk, epoch, seq, month, disposition, id, type, problem, received_ms, from_ms, to_ms, "
     "digest, bytes, erased)"},
    {"ttnnnttb", "SELECT point, kiosk, epoch, seq, at_ms, kind, detail, bytes FROM alarms ORDER BY alarm",
     "alarms (point, kiosk, epoch, seq, at_ms, kind, detail, bytes)"},
    {"tnb", "SELECT sha256, piece, bytes FROM pack_pieces", "pack_pieces (sha256, piece, bytes)"},
    {"tnnb", "SELECT sha256, version, bytes, signature FROM catalogues",
     "catalogues (sha256, version, bytes, signature)"},
    {"tntttntnff",
     "SELECT pack, version, version_name, title, sha256, bytes, catalogue, published_ms, everyone, withdrawn "
     "FROM releases",
     "releases (pack, version, version_name, title, sha256, bytes, catalogue, published_ms, everyone, "
     "withdrawn)"},
    {"tnt", "SELECT pack, version, point FROM release_points", "release_points (pack, version, point)"},
    {"ttt", "SELECT organisation, name, kind FROM organisations", "organisations (organisation, name, kind)"},
    {"tttttff", "SELECT name, full_name, role, organisation, password, temporary, active FROM people",
     "people (name, full_name, role, organisation, password, temporary, active)"},
    {"nntttb", "SELECT number, at_ms, who, what, about, hash FROM audit",
     "audit (number, at_ms, who, what, about, hash)"},
    {"tttntn", "SELECT point, kiosk, what, version, text, made_ms FROM orders",
     "orders (point, kiosk, what, version, text, made_ms)"},
    {"tttn", "SELECT point, id, visit, asked_ms FROM erasures", "erasures (point, id, visit, asked_ms)"},
    {"tt", "SELECT name, value FROM meta WHERE name = 'publishing'", "meta (name, value)"},
};

Column::Type type_of(char letter) {
    switch (letter) {
    case 't':
        return Column::Type::text;
    case 'b':
        return Column::Type::bytes;
    case 'f':
        return Column::Type::flag;
    default:
        return Column::Type::number;
    }
}

const char* name_of_type(char letter) {
    switch (letter) {
    case 't':
        return "text";
    case 'b':
        return "bytea";
    case 'f':
        return "boolean";
    default:
        return "bigint";
    }
}

int64_t month_in(const std::string& id) {
    return id.starts_with('@') ? month_of(std::stoll(id.substr(1))) : month_of_name(id);
}

void add_value(Column& to, char letter, const SQLite::Column& from) {
    if (from.isNull())
        to.add_nothing();
    else if (letter == 'f')
        to.add_flag(from.getInt() != 0);
    else if (letter == 'n')
        to.add(int64_t(from.getInt64()));
    else if (letter == 'm')
        to.add(month_in(from.getString()));
    else
        to.add(std::string_view(from.getString()));
}

class TableCopy {
public:
    TableCopy(const Copied& table, PostgresTransaction& to) : m_table(table), m_to(to) {
        std::string places;
        for (size_t i = 0; m_table.columns[i]; ++i)
            places += fmt::format("{}${}::{}[]", i > 0 ? ", " : "", i + 1, name_of_type(m_table.columns[i]));
        m_insert = fmt::format("INSERT INTO {} SELECT * FROM unnest({})", m_table.insert, places);
        begin();
    }
    int64_t copy(SQLite::Database& from, const std::function<void(int64_t)>& told) {
        SQLite::Statement rows(from, m_table.select);
        int64_t count = 0;
        while (rows.executeStep()) {
            for (size_t i = 0; m_table.columns[i]; ++i) {
                add_value(m_columns[i], m_table.columns[i], rows.getColumn(int(i)));
                m_bytes += size_t(rows.getColumn(int(i)).getBytes());
            }
            ++count;
            if (m_columns[0].size() == rows_at_once || m_bytes >= bytes_at_once) {
                write();
                told(count);
            }
        }
        write();
        return count;
    }

private:
    void begin() {
        m_columns.clear();
        m_bytes = 0;
        for (const char* one = m_table.columns; *one; ++one)
            m_columns.emplace_back(type_of(*one));
    }
    void write() {
        if (m_columns[0].size() == 0)
            return;
        Arguments arguments;
        for (Column& one : m_columns)
            arguments.column(std::move(one));
        m_to.run(m_insert, arguments);
        begin();
    }

    const Copied& m_table;
    PostgresTransaction& m_to;
    std::string m_insert;
    std::vector<Column> m_columns;
    size_t m_bytes = 0;
};

// Parts for the months there are, before anything would go among the others.
void make_parts(SQLite::Database& from, PostgresConnection& to) {
    constexpr int64_t day_ms = 86'400'000;
    std::set<int64_t> months;
    SQLite::Statement days(from, "SELECT DISTINCT received_ms / 86400000 FROM events UNION SELECT DISTINCT "
                                 "from_ms / 86400000 FROM events");
    while (days.executeStep())
        months.insert(month_of(days.getColumn(0).getInt64() * day_ms));
    Partitions().make(to, months, SystemClock().wall_ms());
}

Moved copy_all(SQLite::Database& from, PostgresConnection& to, const std::function<void(int64_t)>& told) {
    make_parts(from, to);
    PostgresTransaction transaction(to);
    transaction.run_script("SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
    for (const char* table : {"points", "meta WHERE name = 'hub_key'"})
        if (!transaction.run(fmt::format("SELECT 1 FROM {} LIMIT 1", table)).empty())
            throw Error("this database is of a hub already; make an empty one, or empty this one (DROP "
                        "SCHEMA), and call this again",
                        EEXIST);
    Moved out;
    for (const Copied& table : tables_to_copy) {
        const std::string_view name(table.insert);
        const bool of_events = name.starts_with("events ");
        const int64_t count = TableCopy(table, transaction)
                                  .copy(
                                      from, of_events ? told : [](int64_t) {});
        out.events += of_events ? count : 0;
        out.kiosks += name.starts_with("kiosks ") ? count : 0;
    }
    if (transaction.run("SELECT count(*) FROM events").number(0, 0) != out.events)
        throw Error("not all events arrived in the new database; nothing was moved", EIO);
    transaction.commit();
    return out;
}

} // namespace

Moved copy_to_postgres(const std::filesystem::path& folder, const std::string& url,
                       const std::function<void(int64_t)>& told) {
    if (!std::filesystem::exists(folder / "hub.db"))
        throw Error(folder.string() + ": there is no hub.db to be moved", ENOENT);
    open_sqlite(folder); // brought forward, and closed again
    check_sqlite_copy(folder / "hub.db");
    PostgresConnection to(url);
    migrate(to);
    try {
        SQLite::Database from((folder / "hub.db").string(), SQLite::OPEN_READONLY);
        return copy_all(from, to, told);
    } catch (const SQLite::Exception& e) {
        throw Error((folder / "hub.db").string() + ": " + e.what(), e.getExtendedErrorCode());
    }
}

} // namespace accanto::hub

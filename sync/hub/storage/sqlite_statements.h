#pragma once
// The statements of one connection, prepared once. For the .cpp files of this folder.

#include "content/base/error.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>
#include <unordered_map>

namespace accanto::hub {

// A statement on loan: it goes back reset and with nothing bound, so it locks nothing and points at nobody's text.
class Borrowed {
public:
    Borrowed(SQLite::Statement& statement, bool& lent) : m_statement(statement), m_lent(lent) {
        ACCANTO_ASSERT(!m_lent);   // one at a time: two would read each other's rows
        m_lent = true;
    }
    Borrowed(const Borrowed&) = delete;
    ~Borrowed() {
        m_statement.tryReset();   // which tells once more what the last one ended with
        m_statement.clearBindings();
        m_lent = false;
    }
    SQLite::Statement* operator->() const { return &m_statement; }

private:
    SQLite::Statement& m_statement;
    bool& m_lent;
};

// Of one connection, which outlives them; as it, for one thread at a time.
class Statements {
public:
    explicit Statements(SQLite::Database& db) : m_db(db) {}

    // `sql` lives for ever: it is a literal. Throws SQLite::Exception.
    Borrowed operator()(std::string_view sql) {
        auto found = m_known.find(sql);
        if (found == m_known.end())
            found = m_known.try_emplace(sql, m_db, sql).first;
        return {found->second.statement, found->second.lent};
    }

private:
    struct Known {
        Known(SQLite::Database& db, std::string_view sql) : statement(db, std::string(sql)) {}
        SQLite::Statement statement;
        bool lent = false;
    };

    SQLite::Database& m_db;
    std::unordered_map<std::string_view, Known> m_known;
};

} // namespace accanto::hub

#pragma once
// A writing connection and what is kept with it from one transaction to the next. For the .cpp files of this folder.

#include "sync/hub/storage/sqlite_sums.h"

#include <memory>

namespace accanto::hub {

struct SqliteSession {
    explicit SqliteSession(std::unique_ptr<SQLite::Database> opened) : connection(std::move(opened)), statements(*connection), sums(statements) {}

    std::unique_ptr<SQLite::Database> connection;
    Statements statements;
    SqliteSums sums;
};

} // namespace accanto::hub

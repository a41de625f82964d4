#pragma once
// The tables of the embedded store. For the .cpp files of this folder.

#include <SQLiteCpp/SQLiteCpp.h>

namespace accanto::hub {

// Sets the connection's rules: WAL, full synchronisation, no trust in the schema.
void prepare_writer(SQLite::Database& db);
// No waiting for the disk, and the journal in memory: for a file that is thrown away when the work is not finished.
void prepare_bulk_writer(SQLite::Database& db);
void prepare_reader(SQLite::Database& db);
// Runs the missing migrations, each in its own transaction. Throws Error when the file is of a newer hub.
void migrate(SQLite::Database& db);
// For who only looks: throws Error when the file is not of this very version.
void require_current(SQLite::Database& db);

} // namespace accanto::hub

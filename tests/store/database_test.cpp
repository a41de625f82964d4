#include "kiosk/store/database.h"

#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sqlite3.h>
#include <stdexcept>

using namespace accanto;
using namespace accanto::store;
using tests::TemporaryFolder;

TEST_CASE("every kind of value comes back as it went in") {
    TemporaryFolder folder;
    Database db(folder / "a.db", OpenMode::read_write);
    db.script("CREATE TABLE t (i INTEGER, r REAL, t TEXT, b BLOB, n TEXT) STRICT");
    const std::string bytes("\0\xff'\"", 4);
    db.run("INSERT INTO t VALUES (?, ?, ?, ?, ?)", int64_t(-5'000'000'000), 0.25, bytes, Blob{bytes},
           std::optional<std::string>());
    Query row = db.query("SELECT i, r, t, b, n FROM t");
    REQUIRE(row.step());
    CHECK(row.integer(0) == -5'000'000'000);
    CHECK(row.real(1) == 0.25);
    CHECK(row.text(2) == bytes);
    CHECK(row.text(3) == bytes);
    CHECK(row.is_null(4));
    CHECK_FALSE(row.maybe_text(4));
    CHECK_FALSE(row.step());
}

TEST_CASE("an empty text is a text, not NULL") {
    TemporaryFolder folder;
    Database db(folder / "a.db", OpenMode::read_write);
    CHECK(db.text("SELECT typeof(?)", std::string_view()) == "text");
    CHECK(db.text("SELECT typeof(?)", Blob{{}}) == "blob");
}

TEST_CASE("the same statement can be looped over within itself") {
    TemporaryFolder folder;
    Database db(folder / "a.db", OpenMode::read_write);
    db.script("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2), (3)");
    int64_t sum = 0;
    Query outer = db.query("SELECT i FROM t ORDER BY i");
    while (outer.step()) {
        Query inner = db.query("SELECT i FROM t ORDER BY i");
        while (inner.step())
            sum += outer.integer(0) * inner.integer(0);
    }
    CHECK(sum == 36);
}

TEST_CASE("a query that is given up half way leaves no lock behind") {
    TemporaryFolder folder;
    Database db(folder / "a.db", OpenMode::read_write), other(folder / "a.db", OpenMode::read_write);
    db.script("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2)");
    {
        Query half = db.query("SELECT i FROM t");
        REQUIRE(half.step());
    }
    CHECK_NOTHROW(other.script("BEGIN EXCLUSIVE; COMMIT"));
}

TEST_CASE("an error carries SQLite's extended code and the trouble it means") {
    TemporaryFolder folder;
    Database db(folder / "a.db", OpenMode::read_write);
    db.script("CREATE TABLE t (i INTEGER UNIQUE); INSERT INTO t VALUES (1)");
    try {
        db.run("INSERT INTO t VALUES (?)", 1);
        FAIL("the second 1 was taken");
    } catch (const StoreError& e) {
        CHECK(e.code() == SQLITE_CONSTRAINT_UNIQUE);
        CHECK(trouble_of(e) == StoreTrouble::failed);
    }
    CHECK_FALSE(db.broken());
    CHECK(trouble_of(std::runtime_error("something else")) == StoreTrouble::failed);

    std::ofstream(folder / "b.db") << std::string(4096, 'x');
    Database no_database(folder / "b.db", OpenMode::read_write);
    try {
        no_database.script("SELECT * FROM sqlite_schema");
        FAIL("that was no database");
    } catch (const StoreError& e) {
        CHECK(e.code() == SQLITE_NOTADB);
        CHECK(trouble_of(e) == StoreTrouble::corrupt);
    }
    CHECK(no_database.broken());
}

TEST_CASE("reopening keeps the object usable and forgets the old file") {
    TemporaryFolder folder;
    Database db(folder / "a.db", OpenMode::read_write);
    db.script("CREATE TABLE t (i INTEGER)");
    db.run("INSERT INTO t VALUES (?)", 1);
    std::filesystem::remove(folder / "a.db");
    db.reopen();
    CHECK(db.integer("SELECT count(*) FROM sqlite_schema") == 0);
}

TEST_CASE("what was bound does not stay bound") {
    TemporaryFolder folder;
    Database db(folder / "a.db", OpenMode::read_write);
    CHECK(db.integer("SELECT ?", 7) == 7);
    Query again = db.query("SELECT ?");
    REQUIRE(again.step());
    CHECK(again.is_null(0));
}

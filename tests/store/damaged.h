#pragma once
// A store that is broken on purpose, behind its back.

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sqlite3.h>
#include <string>

namespace accanto::tests {

// SQL that no handle of ours would run.
inline void run_raw(const std::filesystem::path& file, const std::string& sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &handle) == SQLITE_OK);
    char* error = nullptr;
    const int result = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &error);
    INFO(sql << ": " << (error ? error : ""));
    CHECK(result == SQLITE_OK);
    sqlite3_free(error);
    sqlite3_close(handle);
}

// Pages count from 1 and have 4096 bytes.
inline void spoil_page(const std::filesystem::path& file, int64_t page) {
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp((page - 1) * 4096);
    out << std::string(4096, '\x55');
}

// While this lives the index is not kept up: it then lacks what was written meanwhile.
class ForgottenIndex {
public:
    ForgottenIndex(const std::filesystem::path& file, const std::string& name) : m_file(file), m_name(name) {
        run_raw(m_file, "PRAGMA writable_schema = ON; CREATE TABLE forgotten AS SELECT * FROM sqlite_schema "
                        "WHERE name = '" +
                            name + "'; DELETE FROM sqlite_schema WHERE name = '" + name + "'");
    }
    ~ForgottenIndex() {
        run_raw(m_file, "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT * FROM forgotten; "
                        "DROP TABLE forgotten");
    }
    ForgottenIndex(const ForgottenIndex&) = delete;
    ForgottenIndex& operator=(const ForgottenIndex&) = delete;

private:
    std::filesystem::path m_file;
    std::string m_name;
};

} // namespace accanto::tests

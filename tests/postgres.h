#pragma once
// A PostgreSQL of a test's own, in a folder of its own: no cluster of the system is touched.

#include "tests/process.h"

#include <memory>

namespace accanto::tests {

class Postgres {
public:
    // in_memory: nothing is synced, in /dev/shm where that can be. on_disk: as in service. Another user runs
    // it when we are root, whom PostgreSQL refuses. Ends with this, and with the process however that ends.
    enum class Where { in_memory, on_disk };
    explicit Postgres(Where where);
    ~Postgres();
    Postgres(const Postgres&) = delete;

    // An empty place for one hub's tables, apart from all others.
    std::string new_url();
    void run(const std::string& sql);
    // As after a power cut of the machine it runs on, but for what the system still had in memory.
    void kill();
    void start();

private:
    std::vector<std::string> as_its_user(std::vector<std::string> command) const;

    const bool m_synced;
    std::filesystem::path m_folder, m_programs;
    std::unique_ptr<Process> m_server;
    int m_places = 0;
};

// What the environment asks the tests of this program to keep their hub's events in (ACCANTO_STORE=postgres):
// a URL of a new place in the program's one PostgreSQL; empty: the embedded store.
std::string new_store_url();
bool on_postgres();

} // namespace accanto::tests

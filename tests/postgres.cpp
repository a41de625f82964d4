#include "tests/postgres.h"

#include "content/base/file.h"
#include "sync/hub/storage/postgres_connection.h"

#include <chrono>
#include <cstdlib>
#include <pwd.h>
#include <thread>

namespace accanto::tests {

namespace fs = std::filesystem;

namespace {

constexpr const char* name_begins = "accanto-postgres-";

// What a test that was killed could not take away.
void remove_left_over(const fs::path& where) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(where, ignored)) {
        const std::string name = entry.path().filename();
        if (name.starts_with(name_begins) &&
            ::kill(atoi(name.c_str() + std::string_view(name_begins).size()), 0) != 0 && errno == ESRCH)
            fs::remove_all(entry.path(), ignored);
    }
}

fs::path programs_of_newest() {
    fs::path out;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql"))
        if (fs::exists(entry.path() / "bin/postgres"))
            out = std::max(out, entry.path() / "bin");
    REQUIRE_MESSAGE(!out.empty(), "PostgreSQL is not installed (deploy/install-packages test)");
    return out;
}

} // namespace

Postgres::Postgres(Where where) : m_synced(where == Where::on_disk), m_programs(programs_of_newest()) {
    const fs::path parent =
        !m_synced && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"; // a socket's path must be short
    remove_left_over(parent);
    std::string pattern = (parent / (name_begins + std::to_string(getpid()) + "-XXXXXX")).string();
    REQUIRE(mkdtemp(pattern.data()));
    m_folder = pattern;
    if (getuid() == 0) {
        const passwd* other = getpwnam("postgres");
        REQUIRE(other);
        REQUIRE(chown(m_folder.c_str(), other->pw_uid, other->pw_gid) == 0);
    }
    const auto command =
        as_its_user({(m_programs / "initdb").string(), "-D", (m_folder / "data").string(), "-U", "accanto",
                     "--auth=trust", "-N", "-E", "UTF8", "--locale=C.UTF-8"});
    Process made("/usr/bin/setpriv", command, m_folder / "log");
    REQUIRE_MESSAGE(made.wait() == 0, read_file(m_folder / "log").value_or(""));
    start();
}

Postgres::~Postgres() {
    if (m_server)
        m_server->end(SIGQUIT);
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

std::vector<std::string> Postgres::as_its_user(std::vector<std::string> command) const {
    std::vector<std::string> out{"--pdeathsig=QUIT"};
    if (getuid() == 0) {
        const passwd* other = getpwnam("postgres");
        out.insert(out.end(), {"--reuid=" + std::to_string(other->pw_uid),
                               "--regid=" + std::to_string(other->pw_gid), "--clear-groups"});
    }
    out.push_back("--");
    out.insert(out.end(), command.begin(), command.end());
    return out;
}

void Postgres::start() {
    std::vector<std::string> command{(m_programs / "postgres").string(),
                                     "-D",
                                     (m_folder / "data").string(),
                                     "-k",
                                     m_folder.string(),
                                     "-c",
                                     "listen_addresses=",
                                     "-c",
                                     "max_connections=60",
                                     "-c",
                                     "shared_buffers=64MB",
                                     "-c",
                                     "autovacuum=off"};
    if (!m_synced)
        command.insert(command.end(), {"-c", "fsync=off", "-c", "full_page_writes=off"});
    m_server = std::make_unique<Process>("/usr/bin/setpriv", as_its_user(command), m_folder / "log");
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (;;) {
        Process asked("/usr/bin/pg_isready", {"-q", "-h", m_folder.string()}, m_folder / "log");
        if (asked.wait() == 0)
            return;
        REQUIRE_MESSAGE((!m_server->ended() && std::chrono::steady_clock::now() < until),
                        read_file(m_folder / "log").value_or(""));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

void Postgres::kill() {
    m_server->end(SIGQUIT);
}

void Postgres::run(const std::string& sql) {
    hub::PostgresConnection connection("postgresql://accanto@/postgres?host=" + m_folder.string());
    hub::PostgresTransaction(connection, hub::PostgresTransaction::Mode::each_alone).run_script(sql);
}

std::string Postgres::new_url() {
    const std::string place = "place_" + std::to_string(++m_places);
    run("CREATE SCHEMA " + place);
    return "postgresql://accanto@/postgres?host=" + m_folder.string() + "&options=-csearch_path%3D" + place;
}

bool on_postgres() {
    const char* asked = getenv("ACCANTO_STORE");
    return asked && std::string_view(asked) == "postgres";
}

std::string new_store_url() {
    if (!on_postgres())
        return "";
    static Postgres one(Postgres::Where::in_memory);
    return one.new_url();
}

} // namespace accanto::tests

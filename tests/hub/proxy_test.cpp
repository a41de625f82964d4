// The real programs as a region runs them: nginx, two hubs, one PostgreSQL, and kiosks that push while hubs
// are killed.
#include "content/base/file.h"
#include "kiosk/store/outbox.h"
#include "sync/hub/store.h"
#include "tests/postgres.h"
#include "tests/temporary_folder.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <fstream>
#include <pwd.h>
#include <random>
#include <thread>

using namespace accanto;
using namespace accanto::tests;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

// A hub with a folder of its own, which has the same port at each start.
struct Hub {
    fs::path data;
    std::string address = "127.0.0.1:0";
    std::unique_ptr<Process> program;

    void start(const std::vector<std::string>& more = {}) {
        fs::remove(data / "address");
        std::vector<std::string> arguments{"serve", "--data", data.string(), "--listen", address};
        arguments.insert(arguments.end(), more.begin(), more.end());
        program = std::make_unique<Process>(ACCANTO_HUB_PROGRAM, arguments, data / "log");
        const auto until = std::chrono::steady_clock::now() + 30s;
        while (!fs::exists(data / "address") && !program->ended() && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(5ms);
        address = read_file(data / "address").value_or("\n");
        address.pop_back();
        REQUIRE_MESSAGE(!address.empty(), read_file(data / "log").value_or(""));
    }
};

// nginx with the configuration that is installed, but for TLS, which deploy/nginx_test looks at; by nobody
// when we are root.
class Proxy {
public:
    Proxy(const fs::path& folder, const std::vector<std::string>& hubs) : m_folder(folder) {
        std::random_device dice;
        for (int tried = 0; tried < 5 && !m_program; ++tried) {
            m_port = 20'000 + int(dice() % 10'000);
            write_configuration(hubs);
            start();
        }
        REQUIRE_MESSAGE(m_program, read_file(m_folder / "log").value_or(""));
    }
    ~Proxy() { m_program->end(SIGQUIT); }
    std::string address() const { return fmt::format("127.0.0.1:{}", m_port); }

private:
    void write_configuration(const std::vector<std::string>& hubs) const {
        std::ifstream in(fs::path(ACCANTO_SOURCE_DIR) / "deploy/nginx/accanto-hub.conf");
        std::ofstream site(m_folder / "site.conf");
        for (std::string line; std::getline(in, line);) {
            if (line.find("server 127.0.0.1:8470") != std::string::npos)
                for (const std::string& hub : hubs)
                    site << "    server " << hub << " max_fails=1 fail_timeout=2s;\n";
            else if (line.find("listen 443") != std::string::npos)
                site << "    listen " << address() << ";\n";
            else if (line.find("listen [") == std::string::npos &&
                     line.find("listen 80") == std::string::npos && line.find("ssl_") == std::string::npos &&
                     line.find("return 308") == std::string::npos)
                site << line << "\n";
        }
        const std::string here = m_folder.string();
        std::ofstream(m_folder / "nginx.conf")
            << "daemon off; pid " << here << "/pid; error_log " << here
            << "/log; events {}\nhttp { access_log off;\n"
            << "client_body_temp_path " << here << "/body; proxy_temp_path " << here
            << "/proxy; fastcgi_temp_path " << here << "/fastcgi; uwsgi_temp_path " << here
            << "/uwsgi; scgi_temp_path " << here << "/scgi; include " << here << "/site.conf; }\n";
    }
    void start() {
        std::vector<std::string> command{"--pdeathsig=QUIT"};
        if (getuid() == 0) {
            const passwd* nobody = getpwnam("nobody");
            REQUIRE(nobody);
            REQUIRE(chown(m_folder.c_str(), nobody->pw_uid, nobody->pw_gid) == 0);
            fs::remove(m_folder / "log");
            command.insert(command.end(), {fmt::format("--reuid={}", nobody->pw_uid),
                                           fmt::format("--regid={}", nobody->pw_gid), "--clear-groups"});
        }
        command.insert(command.end(), {"--", "/usr/sbin/nginx", "-c", (m_folder / "nginx.conf").string(),
                                       "-e", (m_folder / "log").string()});
        m_program = std::make_unique<Process>("/usr/bin/setpriv", command, m_folder / "said");
        const auto until = std::chrono::steady_clock::now() + 10s;
        while (!fs::exists(m_folder / "pid") && !m_program->ended() &&
               std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(10ms);
        if (!fs::exists(m_folder / "pid"))
            m_program.reset(); // the port is another's
    }

    fs::path m_folder;
    int m_port = 0;
    std::unique_ptr<Process> m_program;
};

struct Kiosk {
    TemporaryFolder state;
    std::unique_ptr<store::Store> store;
    int64_t events = 0;

    explicit Kiosk(const Clock& clock) : store(store::Store::open(state.path(), clock)) {}
    void enrol(const Hub& by, const std::string& point, const std::string& address) const {
        // Beside a running hub, of which nobody is asked: any hub's folder will do.
        REQUIRE(Process(ACCANTO_HUB_PROGRAM,
                        {"code", "--data", by.data.string(), "--point", point, "--zone", "Europe/Rome"},
                        state / "code")
                    .wait() == 0);
        REQUIRE_MESSAGE(sync({"enrol", "--hub", "http://" + address, "--code",
                              read_file(state / "code")->substr(0, 8)}) == 0,
                        read_file(state / "log").value_or(""));
    }
    int sync(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--state", state.path().string()});
        return Process(ACCANTO_SYNC_PROGRAM, std::move(arguments), state / "log").wait();
    }
    void add(int count) {
        store->transaction([&] {
            for (int i = 0; i < count; ++i)
                store::append_event(*store, "org.accanto.visit.started.v1",
                                    fmt::format(R"({{"visit":"{}","language":"it"}})", ++events));
        });
    }
};

void copy(const std::vector<const char*>& files, const fs::path& from, const fs::path& to) {
    for (const char* file : files)
        fs::copy_file(from / file, to / file, fs::copy_options::overwrite_existing);
}

std::vector<Hub> two_hubs(const fs::path& folder, const std::string& url) {
    std::vector<Hub> out(2);
    out[0].data = folder / "one";
    out[1].data = folder / "two";
    for (const Hub& hub : out)
        fs::create_directory(hub.data);
    out[0].start({"--database", url});
    copy({"hub.key", "admin.token", "database"}, out[0].data, out[1].data);
    out[1].start();
    return out;
}

} // namespace

TEST_CASE("two hubs behind nginx on one PostgreSQL, killed one after the other: nothing is lost, nothing is "
          "there twice") {
    Postgres database(Postgres::Where::on_disk);
    const std::string url = database.new_url();
    TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms(0711)); // whoever runs nginx finds its own folder
    fs::create_directory(folder / "proxy");
    std::vector<Hub> hubs = two_hubs(folder.path(), url);
    const Proxy proxy(folder / "proxy", {hubs[0].address, hubs[1].address});

    const SystemClock clock;
    std::deque<Kiosk> kiosks;
    for (int i = 0; i < 3; ++i) {
        const Kiosk& kiosk = kiosks.emplace_back(clock);
        kiosk.enrol(hubs[size_t(i) % 2], i == 2 ? "far" : "near", proxy.address());
    }
    std::atomic<bool> stop = false;
    std::vector<std::thread> threads;
    for (Kiosk& kiosk : kiosks)
        threads.emplace_back([&] {
            while (!stop) {
                kiosk.add(400);
                kiosk.sync({"once", "--wait-s", "5"});
            }
        });
    for (int i = 0; i < 6; ++i) {
        std::this_thread::sleep_for(500ms);
        Hub& hub = hubs[size_t(i) % 2];
        hub.program->end(SIGKILL);
        std::this_thread::sleep_for(200ms);
        hub.start();
    }
    stop = true;
    for (std::thread& thread : threads)
        thread.join();
    for (Kiosk& kiosk : kiosks)
        CHECK_MESSAGE(kiosk.sync({"once", "--wait-s", "60"}) == 0,
                      read_file(kiosk.state / "log").value_or(""));
    for (Hub& hub : hubs)
        CHECK(hub.program->end(SIGTERM) == 0);

    const auto storage = hub::open_store_to_look(hubs[1].data);
    std::map<std::string, int64_t> held;
    storage->each_event([&](const hub::StoredEvent& event) {
        CHECK(event.seq == ++held[event.kiosk]);
        CHECK(event.disposition == "stored");
        return true;
    });
    int64_t all = 0, visits = 0;
    for (const Kiosk& kiosk : kiosks) {
        CHECK(held[kiosk.store->value("kiosk_id").value()] == kiosk.events);
        CHECK(store::pending_count(*kiosk.store) == 0);
        all += kiosk.events;
    }
    for (const auto& row : storage->figures({"2000-01-01", "2100-01-01", {}, {"visit"}, {}}))
        visits += row.count;
    CHECK(visits == all);
    CHECK(storage->alarms(10).empty());
    MESSAGE(all << " events of " << kiosks.size() << " kiosks");
}

TEST_CASE("the key of two hubs is changed at one of them: the other takes nothing until it has it too, and "
          "kiosks follow") {
    Postgres database(Postgres::Where::in_memory);
    TemporaryFolder folder;
    std::vector<Hub> hubs = two_hubs(folder.path(), database.new_url());
    const SystemClock clock;
    Kiosk kiosk(clock);
    kiosk.enrol(hubs[0], "near", hubs[1].address);
    kiosk.add(10);
    fs::create_directory(folder / "stick");
    CHECK(kiosk.sync({"export", (folder / "stick").string()}) == 0);
    const auto said = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--data", hubs[0].data.string()});
        fs::remove(folder / "said");
        const int code = Process(ACCANTO_HUB_PROGRAM, arguments, folder / "said").wait();
        return std::pair(code, read_file(folder / "said").value_or(""));
    };
    const auto text_of = [](const fs::path& file) { return read_file(file).value_or(""); };

    CHECK(said({"rotate-key"}).second.find("stop it first") != std::string::npos);
    CHECK(hubs[0].program->end(SIGTERM) == 0);
    const auto imported = said({"import", fs::directory_iterator(folder / "stick")->path().string()});
    CHECK_MESSAGE(imported.second.starts_with("10 events"), imported.second);
    const auto turned = said({"rotate-key"});
    CHECK_MESSAGE(turned.second.find("copy hub.key, hub.keys and hub.key.before") != std::string::npos,
                  turned.second);
    CHECK(kiosk.sync({"once", "--wait-s", "1"}) != 0); // the other hub has the old key
    CHECK(text_of(hubs[1].data / "log").find("the hub's key has been changed") != std::string::npos);
    CHECK(hubs[1].program->end(SIGTERM) == 0);
    CHECK(Process(ACCANTO_HUB_PROGRAM,
                  {"serve", "--data", hubs[1].data.string(), "--listen", hubs[1].address},
                  hubs[1].data / "log")
              .wait() == 1);
    copy({"hub.key", "hub.keys", "hub.key.before"}, hubs[0].data, hubs[1].data);
    hubs[1].start();
    CHECK_MESSAGE(kiosk.sync({"once", "--wait-s", "30"}) == 0, text_of(kiosk.state / "log"));
    CHECK(store::pending_count(*kiosk.store) == 0);
    CHECK(hubs[1].program->end(SIGTERM) == 0);
}

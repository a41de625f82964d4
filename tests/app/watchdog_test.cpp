// The test in the place of systemd: it hears what the kiosk tells, and what silence would follow.
#include "content/base/file.h"
#include "tests/app/kiosk_run.h"
#include "tests/app/notify_socket.h"
#include "tests/temporary_folder.h"

#include <csignal>
#include <fstream>
#include <optional>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <thread>

using namespace accanto;
using tests::Kiosk;
using tests::KioskOptions;
using tests::NotifySocket;

namespace {

// What the unit that is installed says after NAME=.
std::string unit_says(const std::string& name) {
    const std::string unit = read_file(std::filesystem::path(ACCANTO_SOURCE_DIR) / "deploy" / "systemd" / "accanto-kiosk.service").value();
    const size_t at = unit.find("\n" + name + "=");
    REQUIRE(at != unit.npos);
    const size_t from = at + name.size() + 2;
    return unit.substr(from, unit.find('\n', from) - from);
}

// A tenth of the unit's time; the long form has all of it.
int64_t unit_ms(const std::string& name) {
    const std::string said = unit_says(name);
    REQUIRE(said.ends_with("s"));
    return std::stoll(said) * (getenv("ACCANTO_LONG") ? 1000 : 100);
}

// The thread of that name stands still, and the others go on.
class StoppedThread {
public:
    StoppedThread(pid_t process, const std::string& name) : m_process(process), m_thread(find(process, name)) {
        REQUIRE(ptrace(PTRACE_SEIZE, m_thread, nullptr, nullptr) == 0);
        REQUIRE(ptrace(PTRACE_INTERRUPT, m_thread, nullptr, nullptr) == 0);
        int status = 0;
        REQUIRE(waitpid(m_thread, &status, __WALL) == m_thread);
    }
    // A thread that has died with its process meanwhile is there until whoever traced it has taken note.
    ~StoppedThread() {
        if (ptrace(PTRACE_DETACH, m_thread, nullptr, nullptr) != 0 && m_thread != m_process)
            waitpid(m_thread, nullptr, __WALL);
    }
    StoppedThread(const StoppedThread&) = delete;

private:
    static pid_t find(pid_t process, const std::string& name) {
        for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task"))
            if (read_file(task.path() / "comm").value_or("") == name + "\n")
                return pid_t(std::stoi(task.path().filename().string()));
        FAIL("no thread \"" << name << "\"");
        return 0;
    }
    pid_t m_process, m_thread;
};

// A kiosk that nobody visits, with the unit's patience.
struct Watched {
    tests::TemporaryFolder folder;
    NotifySocket systemd{folder.path() / "notify"};
    int64_t patience_ms = unit_ms("WatchdogSec");
    Kiosk kiosk{options()};

    KioskOptions options() const {
        KioskOptions out;
        out.folder = folder.path();
        out.environment["NOTIFY_SOCKET"] = folder.path() / "notify";
        out.environment["WATCHDOG_USEC"] = std::to_string(patience_ms * 1000);
        return out;
    }
};

// Service manager of one kiosk by the lines of its unit: started, heard, ended by WatchdogSignal= after WatchdogSec= of silence, and
// started anew after RestartSec=.
class Manager {
public:
    explicit Manager(const Watched& at) : m_at(at) {
        REQUIRE(unit_says("Type") == "notify");
        REQUIRE(unit_says("WatchdogSignal") == "SIGABRT");
        REQUIRE(unit_says("Restart") == "always");
    }

    // Until the kiosk is silent for so long, at most three times that. Whether it was.
    bool falls_silent() {
        for (int i = 0; i < 12; ++i)
            if (!m_at.systemd.hears("WATCHDOG=1", m_at.patience_ms))
                return true;
        return false;
    }
    // Ends what hangs and starts the next; how the first one ended.
    int restart(Kiosk& hangs, std::optional<StoppedThread>& thread, std::optional<Kiosk>& next) {
        ::kill(hangs.pid(), SIGABRT);
        thread.reset();
        const int code = hangs.finish(int(unit_ms("TimeoutStopSec")));
        std::this_thread::sleep_for(std::chrono::milliseconds(unit_ms("RestartSec")));
        m_at.systemd.forget();
        next.emplace(m_at.options());
        return code;
    }

private:
    const Watched& m_at;
};

} // namespace

TEST_CASE("a kiosk that stands there tells again and again that it lives") {
    Watched at;
    REQUIRE(at.systemd.hears("READY=1", 30'000));
    for (int i = 0; i < 3; ++i)
        CHECK(at.systemd.hears("WATCHDOG=1", at.patience_ms));
    at.kiosk.stop();
    CHECK(at.systemd.hears("STOPPING=1", 10'000));
}

TEST_CASE("a kiosk whose store or whose loop hangs tells nothing more, until that goes on") {
    const char* thread = nullptr;
    SUBCASE("the store") { thread = "store"; }
    SUBCASE("the loop") { thread = "accanto-kiosk"; }
    Watched at;
    REQUIRE(at.systemd.hears("WATCHDOG=1", 30'000));
    {
        StoppedThread hangs(at.kiosk.pid(), thread);
        // A word may be on its way, and the answer to a question that was asked before.
        at.systemd.hears("WATCHDOG=1", at.patience_ms / 4);
        at.systemd.forget();
        CHECK_FALSE(at.systemd.hears("WATCHDOG=1", at.patience_ms));
        CHECK(at.kiosk.runs());
    }
    CHECK(at.systemd.hears("WATCHDOG=1", at.patience_ms));
}

TEST_CASE("by the settings of its unit a kiosk whose store hangs, or whose loop hangs, is started anew and serves") {
    const char* thread = nullptr;
    SUBCASE("the store") { thread = "store"; }
    SUBCASE("the loop") { thread = "accanto-kiosk"; }
    Watched at;
    REQUIRE(at.systemd.hears("WATCHDOG=1", 30'000));
    Manager manager(at);
    std::optional<Kiosk> next;
    std::optional<StoppedThread> hangs(std::in_place, at.kiosk.pid(), thread);
    REQUIRE(manager.falls_silent());
    CHECK(manager.restart(at.kiosk, hangs, next) == 128 + SIGABRT);
    CHECK(at.systemd.hears("READY=1", 30'000));
    CHECK(at.systemd.hears("WATCHDOG=1", at.patience_ms));
    CHECK(at.systemd.hears("WATCHDOG=1", at.patience_ms));
    CHECK(next->runs());
}

// The test in the place of systemd: it hears what the kiosk tells, and what silence would follow.
#include "content/base/file.h"
#include "tests/app/kiosk_run.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <poll.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;
using tests::Kiosk;
using tests::KioskOptions;

namespace {

// WatchdogSec of the unit that is installed.
int64_t unit_watchdog_ms() {
    const std::string unit = read_file(std::filesystem::path(ACCANTO_SOURCE_DIR) / "deploy" / "systemd" / "accanto-kiosk.service").value();
    const size_t at = unit.find("\nWatchdogSec=");
    REQUIRE(at != unit.npos);
    return std::stoll(unit.substr(at + strlen("\nWatchdogSec="))) * 1000;
}

class NotifySocket {
public:
    explicit NotifySocket(const std::filesystem::path& path) : m_fd(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        REQUIRE(bind(m_fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    }
    ~NotifySocket() { close(m_fd); }
    NotifySocket(const NotifySocket&) = delete;

    // Whether `word` comes within that time. What came before it is dropped.
    bool hears(const std::string& word, int64_t within_ms) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(within_ms);
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
            pollfd one{m_fd, POLLIN, 0};
            if (left <= 0 || poll(&one, 1, int(left)) <= 0)
                return false;
            char text[512];
            const ssize_t size = recv(m_fd, text, sizeof text, 0);
            if (size > 0 && std::string(text, size_t(size)).find(word) != std::string::npos)
                return true;
        }
    }
    void forget() {
        char text[512];
        while (recv(m_fd, text, sizeof text, MSG_DONTWAIT) > 0) {}
    }

private:
    int m_fd;
};

// The thread of that name stands still, and the others go on.
class StoppedThread {
public:
    StoppedThread(pid_t process, const std::string& name) : m_thread(find(process, name)) {
        REQUIRE(ptrace(PTRACE_SEIZE, m_thread, nullptr, nullptr) == 0);
        REQUIRE(ptrace(PTRACE_INTERRUPT, m_thread, nullptr, nullptr) == 0);
        int status = 0;
        REQUIRE(waitpid(m_thread, &status, __WALL) == m_thread);
    }
    ~StoppedThread() { ptrace(PTRACE_DETACH, m_thread, nullptr, nullptr); }
    StoppedThread(const StoppedThread&) = delete;

private:
    static pid_t find(pid_t process, const std::string& name) {
        for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task"))
            if (read_file(task.path() / "comm").value_or("") == name + "\n")
                return pid_t(std::stoi(task.path().filename().string()));
        FAIL("no thread \"" << name << "\"");
        return 0;
    }
    pid_t m_thread;
};

// A kiosk that nobody visits, with a tenth of the unit's patience.
struct Watched {
    tests::TemporaryFolder folder;
    NotifySocket systemd{folder.path() / "notify"};
    int64_t patience_ms = unit_watchdog_ms() / 10;
    Kiosk kiosk{options()};

    KioskOptions options() {
        KioskOptions out;
        out.folder = folder.path();
        out.environment["NOTIFY_SOCKET"] = folder.path() / "notify";
        out.environment["WATCHDOG_USEC"] = std::to_string(patience_ms * 1000);
        return out;
    }
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

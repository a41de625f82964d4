// kill -9 of a program that takes tickets: what it had shown exists, with one label and one event.

#include "tests/faults/scripted_day.h"
#include "tests/form.h"

#include "kiosk/store/outbox.h"

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <limits>
#include <random>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;
using namespace accanto::tests;
using store::Store;

namespace {

const int64_t morning = 1'795'426'500'000, day = 24LL * 3600 * 1000;

// Takes tickets until killed, and shows each one, by a line on `out`, only when it is committed.
[[noreturn]] void take_for_ever(const std::filesystem::path& folder, int round, int program, int out) {
    ManualClock clock(morning + round * day); // a day has 999 numbers
    auto store = Store::open(folder, clock);
    for (int n = 0;; ++n) {
        std::string key = fmt::format("{}.{}.{}", round, program, n);
        auto taken = point::take_ticket(*store, point_settings(), confirmation(key));
        // Some leave again, so that there is more than one kind of change to interrupt.
        const auto& ticket = std::get<point::Ticket>(taken);
        std::string line = key + " " + ticket.label + "\n";
        if (write(out, line.data(), line.size()) != ssize_t(line.size()))
            _exit(2);
        if (n % 3 == 0)
            point::leave(*store, point_settings(), ticket.id);
    }
}

// What comes until there are `lines` of it, or until all who could write are gone.
std::string read_lines(int fd, long lines) {
    std::string out;
    char buffer[256];
    while (std::count(out.begin(), out.end(), '\n') < lines) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n <= 0)
            break;
        out.append(buffer, size_t(n));
    }
    return out;
}

// When the blow falls: after so many tickets were shown, and a moment more.
struct Moment {
    long tickets = 0;
    unsigned then_us = 0;
};

// `programs` that take tickets, killed at that moment; what they had shown goes into the ledger.
void kill_at(const std::filesystem::path& folder, int round, int programs, Moment moment, Ledger& ledger) {
    int pipes[2];
    REQUIRE(pipe(pipes) == 0);
    std::vector<pid_t> children;
    for (int p = 0; p < programs; ++p) {
        pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            close(pipes[0]);
            take_for_ever(folder, round, p, pipes[1]);
        }
        children.push_back(child);
    }
    close(pipes[1]);
    std::string shown = read_lines(pipes[0], moment.tickets);
    usleep(moment.then_us);
    for (pid_t child : children)
        REQUIRE(kill(child, SIGKILL) == 0);
    std::istringstream lines(shown + read_lines(pipes[0], std::numeric_limits<long>::max()));
    close(pipes[0]);
    for (pid_t child : children) {
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));
    }
    for (std::string key, label; lines >> key >> label;)
        ledger.shown[key] = label;
}

} // namespace

TEST_CASE("kill -9 at any moment of taking a ticket: what was shown exists, with one label and one event") {
    spdlog::set_level(spdlog::level::off);
    const int rounds = how_many(20, 200);
    std::mt19937 random(20261123);
    TemporaryFolder folder;
    size_t shown = 0;
    for (int round = 1; round <= rounds; ++round) {
        CAPTURE(round);
        Ledger ledger;
        // Every fourth round two programs write at once; every fifth they are killed while the store is being
        // opened.
        Moment moment{round % 5 == 0 ? 0 : 1 + long(random() % 12), unsigned(random() % 15'000)};
        kill_at(folder.path(), round, round % 4 == 0 ? 2 : 1, moment, ledger);
        shown += ledger.shown.size();
        ManualClock clock(morning + round * day); // a day has 999 numbers
        auto wrong = broken_promises(folder.path(), clock, ledger);
        if (!wrong.empty())
            FAIL_CHECK(fmt::format("round {}: {}", round, fmt::join(wrong, "; ")));
        if (round % 20 == 0) { // a new kiosk, or looking through all the days would take the longest
            std::filesystem::remove_all(folder.path());
            std::filesystem::create_directories(folder.path());
        }
    }
    CHECK(shown > size_t(rounds)); // it was killed at work, not before it
    spdlog::set_level(spdlog::level::info);
}

// Measures a full-screen program from outside, as a person would: by what is on the screen. See
// tests/bench/run.
//
//   bench_probe [--first-tap X,Y]... [--tap X,Y]... [--at-rest SECONDS] -- PROGRAM ARGUMENTS
//
// Starts the program, waits until the screen has settled, goes by --first-tap to the screen to be measured,
// looks on while nothing happens, and prints one "name value" for each line. Times are milliseconds.

#include "tests/bench/processes.h"
#include "tests/bench/screen.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace accanto::bench {

namespace {

using Moment = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

Moment now() {
    return std::chrono::steady_clock::now();
}
double between_ms(Moment from, Moment to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}
void pause_for(milliseconds time) {
    std::this_thread::sleep_for(time);
}

struct Point {
    int x, y;
};

struct Options {
    std::vector<Point> first_taps; // lead to the screen to be measured
    std::vector<Point> taps;
    int at_rest_s = 10;
    std::vector<char*> program;
};

// The program measured, in a process group of its own; gone when this goes.
class Program {
public:
    explicit Program(std::vector<char*> arguments) {
        arguments.push_back(nullptr);
        m_started = now();
        m_pid = fork();
        if (m_pid == 0) {
            setpgid(0, 0);
            execvp(arguments[0], arguments.data());
            perror(arguments[0]);
            _exit(127);
        }
        setpgid(m_pid, m_pid);
    }
    ~Program() {
        kill(-m_pid, SIGTERM);
        for (int i = 0; i < 50 && waitpid(m_pid, nullptr, WNOHANG) == 0; ++i)
            pause_for(milliseconds(100));
        kill(-m_pid, SIGKILL);
        waitpid(m_pid, nullptr, WNOHANG);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    Moment started() const { return m_started; }
    pid_t pid() const { return m_pid; }
    void must_run() {
        if (waitpid(m_pid, nullptr, WNOHANG) == m_pid)
            throw std::runtime_error("the program ended by itself");
    }

private:
    pid_t m_pid;
    Moment m_started;
};

// Returns when the last change of the screen was, once nothing has changed for `quiet`. The first frame that
// counts is the one that stays: a white window or a half-drawn page is not what the citizen waits for.
Moment wait_until_settled(Screen& screen, Program& program, bool must_change, milliseconds quiet) {
    Moment begun = now(), last = begun;
    bool drawn = !must_change;
    while (between_ms(begun, now()) < 60'000) {
        program.must_run();
        const bool told = screen.drawn_on(20);
        const Moment then = now();
        if (told && screen.changed(screen.whole())) {
            last = then;
            drawn = drawn || !screen.blank();
        } else if (drawn && now() - last > quiet) {
            return last;
        }
    }
    throw std::runtime_error("the screen did not settle within a minute");
}

// From the press to the first pixel that differs around the finger.
double tap_ms(Screen& screen, Program& program, Point at) {
    Region around = {std::max(0, at.x - 100), std::max(0, at.y - 60), 200, 120};
    wait_until_settled(screen, program, false, milliseconds(1200));
    screen.changed(around);
    Moment pressed = now();
    screen.touch(at.x, at.y);
    double taken = -1;
    while (taken < 0 && between_ms(pressed, now()) < 3000)
        if (screen.changed(around))
            taken = between_ms(pressed, now());
    screen.release();
    if (taken < 0)
        throw std::runtime_error("a tap changed nothing");
    return taken;
}

Point point_of(const std::string& text) {
    Point point{};
    if (sscanf(text.c_str(), "%d,%d", &point.x, &point.y) != 2)
        throw std::runtime_error("not a point: " + text);
    return point;
}

Options options_of(int count, char** arguments) {
    Options out;
    int i = 1;
    for (; i + 1 < count && strcmp(arguments[i], "--") != 0; i += 2) {
        std::string name = arguments[i], value = arguments[i + 1];
        if (name == "--first-tap")
            out.first_taps.push_back(point_of(value));
        else if (name == "--tap")
            out.taps.push_back(point_of(value));
        else if (name == "--at-rest")
            out.at_rest_s = std::stoi(value);
        else
            throw std::runtime_error("unknown option " + name);
    }
    for (++i; i < count; ++i)
        out.program.push_back(arguments[i]);
    if (out.program.empty())
        throw std::runtime_error("no program to measure");
    return out;
}

void measure(const Options& options) {
    Screen screen;
    screen.changed(screen.whole());
    Program program(options.program);
    printf("first_frame_ms %.1f\n",
           between_ms(program.started(), wait_until_settled(screen, program, true, milliseconds(1500))));
    for (Point at : options.first_taps) {
        tap_ms(screen, program, at);
        wait_until_settled(screen, program, false, milliseconds(1200));
    }
    pause_for(milliseconds(2000));
    Usage before = usage_of(program.pid(), true);
    pause_for(milliseconds(options.at_rest_s * 1000));
    Usage after = usage_of(program.pid(), false);
    printf("processes %d\n", before.processes);
    printf("memory_mib %.1f\n", double(before.pss_kib) / 1024);
    printf("cpu_at_rest_ms %.3f\n", double(after.cpu_ns - before.cpu_ns) / 1e6);
    printf("wake_ups_at_rest %lld\n", static_cast<long long>(after.wake_ups - before.wake_ups));
    for (Point at : options.taps)
        printf("tap_ms %.2f\n", tap_ms(screen, program, at));
}

} // namespace

} // namespace accanto::bench

int main(int count, char** arguments) {
    try {
        accanto::bench::measure(accanto::bench::options_of(count, arguments));
        return 0;
    } catch (const std::exception& error) {
        fprintf(stderr, "bench_probe: %s\n", error.what());
        return 1;
    }
}

// accanto-print: one slip, or one look, and a CUPS queue. A program of its own because libcups is a network
// library: the kiosk links none, so that nothing it is made to do can reach further than this machine, and
// its unit may allow it local sockets alone (RestrictAddressFamilies=AF_UNIX), which this program, its child,
// can live with as well. It speaks to the print server's own socket in the file system and forbids itself
// every other kind before it opens one.
//
// In comes, on stdin, a slip as a portable bitmap; the end of stdin after it means that nobody waits any
// more. Out go, on stdout, lines of "<word> <condition> <detail>": "state" for a look; "printed" or "failed"
// as the last word on a job.

#include "kiosk/platform/escpos.h"
#include "kiosk/platform/local_sockets.h"
#include "kiosk/platform/print_formats.h"
#include "kiosk/platform/print_queue.h"
#include "kiosk/platform/print_words.h"
#include "kiosk/platform/system.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>

#include <poll.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

using Steady = std::chrono::steady_clock;
using Outcome = PrintDevice::Outcome;

constexpr int job_limit_ms = 30'000; // the queue's own time for a slip; then it is taken back
constexpr int trouble_limit_ms =
    4000; // a job that waits for paper: at first this may be what the last one found
constexpr int look_every_ms = 200;
constexpr const char* nobody_waited = "nobody waited for it any more";

int ms_since(Steady::time_point start) {
    return int(std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - start).count());
}

void say(const char* word, const PrinterReport& report) {
    std::string detail = report.detail;
    std::replace(detail.begin(), detail.end(), '\n', ' ');
    std::printf("%s %s %s\n", word, to_text(report.condition), detail.c_str());
    std::fflush(stdout);
}

// False: fewer came.
bool read_exactly(std::string& bytes) {
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t count = ::read(STDIN_FILENO, bytes.data() + done, bytes.size() - done);
        if (count == 0 || (count < 0 && errno != EINTR))
            return false;
        done += size_t(std::max<ssize_t>(count, 0));
    }
    return true;
}

// Sleeps, unless the kiosk hangs up.
bool kiosk_waits(int for_ms) {
    pollfd polled{STDIN_FILENO, POLLIN, 0};
    return ::poll(&polled, 1, for_ms) == 0;
}

PrintQueue::Submitted submit(PrintQueue& queue, const PrintQueue::Look& look, const std::string& title,
                             const Bitmap& bitmap) {
    // A queue without a driver hands on what it is given, and what stands behind it at a point is a receipt
    // printer.
    if (look.raw)
        return queue.submit(title, "application/vnd.cups-raw", escpos::whole(bitmap), 0, 0);
    if (!look.png)
        return {0,
                {PrinterCondition::failed,
                 "the queue takes no pictures (image/png): is cups-filters installed?"}};
    const auto mm = [](int dots) { return int((dots + slip_dots_per_mm - 1) / slip_dots_per_mm); };
    const bool size = look.custom_sizes;
    return queue.submit(title, "image/png", to_png(bitmap), size ? mm(bitmap.width) : 0,
                        size ? mm(bitmap.height) : 0);
}

// Follows the job to its end, or takes it back: a slip does not come out later.
Outcome follow(PrintQueue& queue, int job) {
    const auto start = Steady::now();
    auto well = start; // the queue was last seen without trouble
    PrinterReport report;
    std::string reason;
    while (true) {
        const PrintQueue::JobState state = queue.state_of(job, reason);
        const PrintQueue::Look look = queue.look();
        report = look.report;
        if (state == PrintQueue::JobState::completed)
            return {true, report};
        if (state == PrintQueue::JobState::ended_badly)
            return {false,
                    can_print(report.condition) ? PrinterReport{PrinterCondition::failed, reason} : report};
        if (state == PrintQueue::JobState::unknown && can_print(report.condition))
            report = {PrinterCondition::failed, reason};
        if (can_print(report.condition))
            well = Steady::now();
        const bool kept = state == PrintQueue::JobState::waiting && !look.takes_jobs;
        if (kept || ms_since(well) > trouble_limit_ms)
            break;
        if (ms_since(start) > job_limit_ms) {
            report = {PrinterCondition::offline, "the slip did not come out within 30 s"};
            break;
        }
        if (!kiosk_waits(look_every_ms)) {
            report.detail = nobody_waited;
            break;
        }
    }
    queue.cancel(job);
    return {false, report};
}

Outcome print(PrintQueue& queue, const std::string& title, size_t bytes) {
    std::string slip(bytes, '\0');
    std::optional<Bitmap> bitmap;
    if (!read_exactly(slip) || !(bitmap = from_pbm(slip)))
        return {false, {PrinterCondition::unknown, "the kiosk sent no whole slip"}};
    const PrintQueue::Look look = queue.look();
    // What an idle queue says of paper is what its last job found: only the next one can find it mended.
    if (!look.takes_jobs)
        return {false, look.report};
    if (!kiosk_waits(0))
        return {false, {look.report.condition, nobody_waited}};
    const PrintQueue::Submitted submitted = submit(queue, look, title, *bitmap);
    return submitted.job == 0 ? Outcome{false, submitted.why} : follow(queue, submitted.job);
}

int run(int count, char** arguments) {
    const std::string_view order = count > 3 ? arguments[3] : "";
    size_t bytes = 0;
    const bool print_order = order == print_words::print && count == 6;
    if (print_order) {
        const std::string_view text = arguments[5];
        std::from_chars(text.data(), text.data() + text.size(), bytes);
    }
    if (!(order == print_words::look && count == 4) &&
        !(print_order && bytes > 0 && bytes <= print_words::most_bytes)) {
        std::fprintf(stderr,
                     "usage: accanto-print SOCKET QUEUE look\n"
                     "       accanto-print SOCKET QUEUE print TITLE BYTES <slip.pbm\n\n"
                     "Speaks to a CUPS queue for accanto-kiosk, over the print server's socket (%s).\n",
                     print_words::usual_socket);
        return 2;
    }
    PrintQueue queue(arguments[1], arguments[2]);
    if (order == print_words::look) {
        say(print_words::state, queue.look().report);
        return 0;
    }
    const Outcome outcome = print(queue, arguments[4], bytes);
    say(outcome.printed ? print_words::printed : print_words::failed, outcome.report);
    return 0;
}

} // namespace

} // namespace accanto::platform

int main(int count, char** arguments) {
    using namespace accanto::platform;
    ::signal(SIGPIPE, SIG_IGN);
    keep_private();
    if (!allow_local_sockets_only()) {
        std::perror("accanto-print: the kernel does not let it give up the network");
        return 1;
    }
    try {
        return run(count, arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "accanto-print: %s\n", error.what());
        return 1;
    }
}

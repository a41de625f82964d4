#include "kiosk/platform/printer.h"

#include "content/base/error.h"

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace accanto::platform {

Abandonment::Abandonment() : m_fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (m_fd < 0)
        throw Error(std::string("eventfd: ") + std::strerror(errno), errno);
}

Abandonment::~Abandonment() {
    ::close(m_fd);
}

void Abandonment::raise() {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_fd, &one, sizeof one); // full: it is raised
}

void Abandonment::clear() {
    uint64_t count;
    [[maybe_unused]] const ssize_t read = ::read(m_fd, &count, sizeof count); // empty: it is clear
}

bool Abandonment::raised() const {
    pollfd polled{m_fd, POLLIN, 0};
    return ::poll(&polled, 1, 0) > 0;
}

namespace {

using Steady = std::chrono::steady_clock;
using Done = std::function<void(PrintResult, PrinterReport)>;

constexpr int64_t expiry_ms = 30'000;

class QueuedPrinter final : public Printer {
public:
    QueuedPrinter(std::unique_ptr<PrintDevice> device, PrinterOptions options)
        : m_device(std::move(device)),
          m_options(std::move(options)),
          m_clock(m_options.clock ? *m_options.clock : m_system_clock),
          m_thread([this] { run(); }) {}

    ~QueuedPrinter() override {
        {
            const std::lock_guard lock(m_mutex);
            m_closing = true;
            drop_waiting("the printer is closed");
            m_abandoned.raise();
        }
        m_changed.notify_one();
        m_thread.join();
    }

    void print(Image image, std::string name, Done done) override {
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back({std::move(image), std::move(name), std::move(done), m_clock.mono_ms(), {}});
        }
        m_changed.notify_one();
    }

    void cancel_all() override {
        {
            const std::lock_guard lock(m_mutex);
            drop_waiting("cancelled");
            if (m_in_hand)
                m_abandoned.raise();
        }
        m_changed.notify_one();
    }

    void look_now() override {
        {
            const std::lock_guard lock(m_mutex);
            m_look = true;
        }
        m_changed.notify_one();
    }

private:
    struct Job {
        Image image;
        std::string name;
        Done done;
        int64_t queued_ms;
        std::string dropped; // why it must not begin; empty: it may
    };

    void drop_waiting(const std::string& why) {
        for (Job& job : m_jobs)
            if (job.dropped.empty())
                job.dropped = why;
    }

    // --- the printer's thread from here on

    void run() {
        // A device or a helper that is gone must not take us along when we write to it.
        sigset_t pipe;
        ::sigemptyset(&pipe);
        ::sigaddset(&pipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
        look();
        std::optional<Job> job;
        while (wait_for_job(job)) {
            if (job)
                finish(*job);
            else
                look();
            job.reset();
        }
    }

    // False: closing, and no job left. True without a job: it is time to look.
    bool wait_for_job(std::optional<Job>& job) {
        std::unique_lock lock(m_mutex);
        m_in_hand = false;
        m_abandoned.clear();
        const bool tells = m_device->can_tell();
        const auto something = [&] { return m_closing || !m_jobs.empty() || (m_look && tells); };
        if (!tells)
            m_changed.wait(lock, something);
        else if (!m_changed.wait_until(lock, m_looked + std::chrono::milliseconds(m_options.look_every_ms),
                                       something))
            return true;
        if (m_jobs.empty())
            return !m_closing && std::exchange(m_look, false);
        job = std::move(m_jobs.front());
        m_jobs.pop_front();
        m_in_hand = job->dropped.empty();
        return true;
    }

    void look() {
        PrinterReport report;
        try {
            report = m_device->look();
        } catch (const std::exception& error) {
            report = {PrinterCondition::failed, error.what()};
        }
        note(report);
    }

    void note(const PrinterReport& report) {
        m_looked = Steady::now();
        if (report.condition == m_condition)
            return;
        m_condition = report.condition;
        if (m_options.told)
            m_options.told(report);
    }

    // The thread's boundary: what a device throws is the job's failure and nothing else's.
    void finish(Job& job) {
        if (job.dropped.empty() && m_clock.mono_ms() - job.queued_ms >= expiry_ms)
            job.dropped = "not begun within 30 s";
        if (!job.dropped.empty())
            return tell(job, PrintResult::expired,
                        {m_condition.value_or(PrinterCondition::unknown), job.dropped});
        PrintDevice::Outcome outcome;
        try {
            outcome = m_device->print(job.image, job.name, m_abandoned);
        } catch (const std::exception& error) {
            outcome = {false, {PrinterCondition::failed, error.what()}};
        }
        note(outcome.report);
        tell(job, outcome.printed ? PrintResult::printed : PrintResult::failed, std::move(outcome.report));
    }

    static void tell(const Job& job, PrintResult result, PrinterReport report) {
        if (job.done)
            job.done(result, std::move(report));
    }

    const std::unique_ptr<PrintDevice> m_device;
    const PrinterOptions m_options;
    SystemClock m_system_clock;
    const Clock& m_clock;
    Abandonment m_abandoned; // of the job in hand

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_jobs;
    bool m_closing = false, m_in_hand = false, m_look = false;

    std::optional<PrinterCondition> m_condition; // last told
    Steady::time_point m_looked;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace

std::unique_ptr<Printer> queued_printer(std::unique_ptr<PrintDevice> device, PrinterOptions options) {
    return std::make_unique<QueuedPrinter>(std::move(device), std::move(options));
}

} // namespace accanto::platform

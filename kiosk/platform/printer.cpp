#include "kiosk/platform/printer.h"

#include "content/base/error.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace accanto::platform {

namespace {

constexpr int64_t expiry_ms = 30'000;

class QueuedPrinter final : public Printer {
public:
    QueuedPrinter(PrintDevice device, const Clock* clock)
        : m_device(std::move(device)),
          m_clock(clock ? *clock : m_system_clock),
          m_thread([this] { run(); }) {}

    ~QueuedPrinter() override {
        {
            const std::lock_guard lock(m_mutex);
            m_closing = true;
            drop_waiting("the printer is closed");
        }
        m_changed.notify_one();
        m_thread.join();
    }

    void print(Image image, std::string name, std::function<void(PrintResult, std::string)> done) override {
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
        }
        m_changed.notify_one();
    }

private:
    struct Job {
        Image image;
        std::string name;
        std::function<void(PrintResult, std::string)> done;
        int64_t queued_ms;
        std::string dropped; // why it must not begin; empty: it may
    };

    void drop_waiting(const std::string& why) {
        for (Job& job : m_jobs)
            if (job.dropped.empty())
                job.dropped = why;
    }

    void run() {
        for (;;) {
            Job job;
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [this] { return m_closing || !m_jobs.empty(); });
                if (m_jobs.empty())
                    return;
                job = std::move(m_jobs.front());
                m_jobs.pop_front();
            }
            finish(job);
        }
    }

    // The thread's boundary: what a device throws is the job's failure and nothing else's.
    void finish(Job& job) {
        PrintResult result = PrintResult::expired;
        std::string why = job.dropped;
        if (why.empty() && m_clock.mono_ms() - job.queued_ms >= expiry_ms)
            why = "not printed within 30 s";
        if (why.empty()) {
            try {
                m_device(job.image, job.name);
                result = PrintResult::printed;
            } catch (const std::exception& error) {
                result = PrintResult::failed;
                why = error.what();
            }
        }
        if (job.done)
            job.done(result, std::move(why));
    }

    PrintDevice m_device;
    SystemClock m_system_clock;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_jobs;
    bool m_closing = false;
    std::thread m_thread; // last: it uses all of the above
};

// A name of ours, and nothing that would leave the folder.
std::filesystem::path free_file(const std::filesystem::path& folder, const std::string& name) {
    if (name.empty() || name.front() == '.' || name.find('/') != name.npos)
        throw Error("no name for a printed picture: \"" + name + "\"", 0);
    std::filesystem::path file = folder / (name + ".png");
    for (int copy = 2; std::filesystem::exists(file); ++copy)
        file = folder / (name + "-" + std::to_string(copy) + ".png");
    return file;
}

} // namespace

std::unique_ptr<Printer> queued_printer(PrintDevice device, const Clock* clock) {
    return std::make_unique<QueuedPrinter>(std::move(device), clock);
}

std::unique_ptr<Printer> png_printer(const std::filesystem::path& folder, const Clock* clock) {
    const auto write = [folder](const Image& image, const std::string& name) {
        std::filesystem::create_directories(folder);
        write_png(free_file(folder, name), image);
    };
    return queued_printer(write, clock);
}

} // namespace accanto::platform

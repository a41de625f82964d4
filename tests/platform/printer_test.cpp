#include "content/base/error.h"
#include "kiosk/platform/printer.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

using namespace accanto;
using namespace accanto::platform;

namespace {

const Image dot{1, 1, {0xff000000}};

// What became of the jobs, in the order they ended.
class Results {
public:
    std::function<void(PrintResult, std::string)> note(const std::string& name) {
        return [this, name](PrintResult result, const std::string& why) {
            const std::lock_guard lock(m_mutex);
            m_ended.push_back({name, result, why, std::this_thread::get_id()});
            m_changed.notify_all();
        };
    }
    struct Ended {
        std::string name;
        PrintResult result;
        std::string why;
        std::thread::id thread;
    };
    std::vector<Ended> wait_for(size_t count) {
        std::unique_lock lock(m_mutex);
        CHECK(m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_ended.size() >= count; }));
        return m_ended;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Ended> m_ended;
};

// A device that holds each job until let go.
class HeldDevice {
public:
    PrintDevice device() {
        return [this](const Image&, const std::string& name) {
            std::unique_lock lock(m_mutex);
            m_begun.push_back(name);
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_free; });
        };
    }
    void wait_begun(size_t count) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_begun.size() >= count; });
    }
    void let_go() {
        const std::lock_guard lock(m_mutex);
        m_free = true;
        m_changed.notify_all();
    }
    std::vector<std::string> begun() {
        const std::lock_guard lock(m_mutex);
        return m_begun;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_begun;
    bool m_free = false;
};

struct Folder {
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "accanto-print-XXXXXX").string();
        path = mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

} // namespace

TEST_CASE("each job is a picture of its own in a folder made for it") {
    const Folder folder;
    Results results;
    const auto printer = png_printer(folder.path / "printed");
    for (int i = 0; i < 3; ++i)
        printer->print(dot, "B07-20261123", results.note("B07"));
    for (const auto& ended : results.wait_for(3)) {
        CHECK(ended.result == PrintResult::printed);
        CHECK(ended.thread != std::this_thread::get_id());
    }
    for (const char* name : {"B07-20261123.png", "B07-20261123-2.png", "B07-20261123-3.png"})
        CHECK(std::filesystem::file_size(folder.path / "printed" / name) > 0);
}

TEST_CASE("a job that waited 30 s does not come out") {
    HeldDevice device;
    Results results;
    ManualClock clock(0);
    const auto printer = queued_printer(device.device(), &clock);
    printer->print(dot, "first", results.note("first"));
    printer->print(dot, "late", results.note("late"));
    device.wait_begun(1);
    clock.advance_ms(29'999);
    printer->print(dot, "fresh", results.note("fresh"));
    clock.advance_ms(1);
    device.let_go();
    const auto ended = results.wait_for(3);
    CHECK(ended[0].result == PrintResult::printed); // it had begun in time
    CHECK(ended[1].result == PrintResult::expired);
    CHECK(ended[2].result == PrintResult::printed);
    CHECK(device.begun() == std::vector<std::string>{"first", "fresh"});
}

TEST_CASE("cancelled jobs end as expired, later ones print") {
    HeldDevice device;
    Results results;
    const auto printer = queued_printer(device.device());
    printer->print(dot, "first", results.note("first"));
    device.wait_begun(1);
    printer->print(dot, "second", results.note("second"));
    printer->cancel_all();
    printer->print(dot, "third", results.note("third"));
    device.let_go();
    const auto ended = results.wait_for(3);
    CHECK(ended[1].result == PrintResult::expired);
    CHECK(ended[1].why == "cancelled");
    CHECK(ended[2].result == PrintResult::printed);
    CHECK(device.begun() == std::vector<std::string>{"first", "third"});
}

TEST_CASE("a device that fails is told, and the next job has its chance") {
    Results results;
    const auto printer = queued_printer([](const Image&, const std::string& name) {
        if (name == "bad")
            throw Error("no paper", 0x60);
    });
    printer->print(dot, "bad", results.note("bad"));
    printer->print(dot, "good", results.note("good"));
    const auto ended = results.wait_for(2);
    CHECK(ended[0].result == PrintResult::failed);
    CHECK(ended[0].why == "no paper");
    CHECK(ended[1].result == PrintResult::printed);
}

TEST_CASE("a folder that cannot be written fails the job") {
    Results results;
    const auto printer = png_printer("/proc/no-printing-here");
    printer->print(dot, "B07", results.note("B07"));
    CHECK(results.wait_for(1)[0].result == PrintResult::failed);
}

TEST_CASE("a name cannot leave the folder") {
    const Folder folder;
    Results results;
    const auto printer = png_printer(folder.path / "printed");
    printer->print(dot, "../outside", results.note("x"));
    CHECK(results.wait_for(1)[0].result == PrintResult::failed);
    CHECK_FALSE(std::filesystem::exists(folder.path / "outside.png"));
}

TEST_CASE("every job is answered once, also when the printer is closed") {
    HeldDevice device;
    Results results;
    auto printer = queued_printer(device.device());
    for (int i = 0; i < 5; ++i)
        printer->print(dot, std::to_string(i), results.note(std::to_string(i)));
    device.wait_begun(1);
    std::thread closer([&] { printer.reset(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    device.let_go();
    closer.join();
    CHECK(results.wait_for(5).size() == 5);
}

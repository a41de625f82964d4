#include "content/base/error.h"
#include "kiosk/platform/printer.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

using namespace accanto;
using namespace accanto::platform;
using accanto::tests::TemporaryFolder;

namespace {

const Image dot{1, 1, {0xff000000}};

// What became of the jobs, in the order they ended.
class Results {
public:
    std::function<void(PrintResult, PrinterReport)> note(const std::string& name) {
        return [this, name](PrintResult result, const PrinterReport& report) {
            const std::lock_guard lock(m_mutex);
            m_ended.push_back({name, result, report.detail, std::this_thread::get_id()});
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

// What a test says a device does; by itself it prints everything and cannot tell anything.
struct Script {
    std::function<PrintDevice::Outcome(const std::string& name, const Abandonment& abandoned)> print =
        [](const std::string&, const Abandonment&) {
            return PrintDevice::Outcome{true, {PrinterCondition::ready, ""}};
        };
    std::function<PrinterReport()> look = [] { return PrinterReport{PrinterCondition::ready, ""}; };
    bool can_tell = false;

    std::unique_ptr<PrintDevice> device() const {
        class Scripted final : public PrintDevice {
        public:
            explicit Scripted(const Script& script) : m_script(script) {}
            Outcome print(const Image&, const std::string& name, const Abandonment& abandoned) override {
                return m_script.print(name, abandoned);
            }
            PrinterReport look() override { return m_script.look(); }
            bool can_tell() const override { return m_script.can_tell; }

        private:
            Script m_script;
        };
        return std::make_unique<Scripted>(*this);
    }
};

// A device that holds each job until let go.
class HeldDevice {
public:
    std::unique_ptr<PrintDevice> device() {
        Script script;
        script.print = [this](const std::string& name, const Abandonment& abandoned) {
            std::unique_lock lock(m_mutex);
            m_begun.push_back(name);
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_free; });
            m_abandoned.push_back(abandoned.raised());
            return PrintDevice::Outcome{true, {PrinterCondition::ready, ""}};
        };
        return script.device();
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
    std::vector<bool> abandoned() {
        const std::lock_guard lock(m_mutex);
        return m_abandoned;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_begun;
    std::vector<bool> m_abandoned;
    bool m_free = false;
};

} // namespace

TEST_CASE("each job is a picture of its own in a folder made for it") {
    const TemporaryFolder folder;
    Results results;
    const auto printer = queued_printer(png_device(folder / "printed"));
    for (int i = 0; i < 3; ++i)
        printer->print(dot, "B07-20261123", results.note("B07"));
    for (const auto& ended : results.wait_for(3)) {
        CHECK(ended.result == PrintResult::printed);
        CHECK(ended.thread != std::this_thread::get_id());
    }
    for (const char* name : {"B07-20261123.png", "B07-20261123-2.png", "B07-20261123-3.png"})
        CHECK(std::filesystem::file_size(folder.path() / "printed" / name) > 0);
}

TEST_CASE("a job that waited 30 s does not come out") {
    HeldDevice device;
    Results results;
    ManualClock clock(0);
    const auto printer = queued_printer(device.device(), {.clock = &clock});
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
    Script script;
    script.print = [](const std::string& name, const Abandonment&) -> PrintDevice::Outcome {
        if (name == "bad")
            throw Error("no paper", 0x60);
        return {true, {PrinterCondition::ready, ""}};
    };
    const auto printer = queued_printer(script.device());
    printer->print(dot, "bad", results.note("bad"));
    printer->print(dot, "good", results.note("good"));
    const auto ended = results.wait_for(2);
    CHECK(ended[0].result == PrintResult::failed);
    CHECK(ended[0].why == "no paper");
    CHECK(ended[1].result == PrintResult::printed);
}

TEST_CASE("a folder that cannot be written fails the job") {
    Results results;
    const auto printer = queued_printer(png_device("/proc/no-printing-here"));
    printer->print(dot, "B07", results.note("B07"));
    CHECK(results.wait_for(1)[0].result == PrintResult::failed);
}

TEST_CASE("a name cannot leave the folder") {
    const TemporaryFolder folder;
    Results results;
    const auto printer = queued_printer(png_device(folder / "printed"));
    printer->print(dot, "../outside", results.note("x"));
    CHECK(results.wait_for(1)[0].result == PrintResult::failed);
    CHECK_FALSE(std::filesystem::exists(folder / "outside.png"));
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

TEST_CASE("the job in hand is told when nobody waits any more, and the next one begins anew") {
    HeldDevice device;
    Results results;
    const auto printer = queued_printer(device.device());
    printer->cancel_all(); // nothing is in hand: nothing to abandon
    printer->print(dot, "first", results.note("first"));
    device.wait_begun(1);
    printer->cancel_all();
    printer->print(dot, "second", results.note("second"));
    device.let_go();
    const auto ended = results.wait_for(2);
    CHECK(ended[0].result == PrintResult::printed); // the device decides: its paper was coming out
    CHECK(device.abandoned() == std::vector<bool>{true, false});
}

namespace {

// What the printer told of itself.
class Told {
public:
    PrinterOptions options(int look_every_ms = 60'000) {
        PrinterOptions out;
        out.told = [this](const PrinterReport& report) {
            const std::lock_guard lock(m_mutex);
            m_words.emplace_back(to_text(report.condition));
            m_changed.notify_all();
        };
        out.look_every_ms = look_every_ms;
        return out;
    }
    std::vector<std::string> wait_for(size_t count) {
        std::unique_lock lock(m_mutex);
        CHECK(m_changed.wait_for(lock, std::chrono::seconds(10), [&] { return m_words.size() >= count; }));
        return m_words;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_words;
};

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("who has seen to the printer need not wait for the next look") {
    Told told;
    Script script;
    script.can_tell = true;
    std::atomic<bool> paper = false;
    script.look = [&paper] {
        return PrinterReport{paper ? PrinterCondition::ready : PrinterCondition::out_of_paper, ""};
    };
    const auto printer = queued_printer(script.device(), told.options());
    told.wait_for(1);
    paper = true;
    printer->look_now();
    CHECK(told.wait_for(2) == Words{"out", "ok"});
}

TEST_CASE("a printer that can tell is looked at again and again, and only changes are told") {
    Told told;
    Script script;
    script.can_tell = true;
    std::atomic<int> looks = 0;
    script.look = [&looks] {
        const int look = ++looks;
        return PrinterReport{look < 4   ? PrinterCondition::ready
                             : look < 6 ? PrinterCondition::near_end
                                        : PrinterCondition::gone,
                             ""};
    };
    const auto printer = queued_printer(script.device(), told.options(1));
    CHECK(told.wait_for(3) == Words{"ok", "near_end", "gone"});
}

TEST_CASE("a printer that cannot tell is looked at once, and not woken for it again") {
    Told told;
    Results results;
    Script script;
    std::atomic<int> looks = 0;
    script.look = [&looks] {
        ++looks;
        return PrinterReport{PrinterCondition::unknown, ""};
    };
    const auto printer = queued_printer(script.device(), told.options(1));
    told.wait_for(1);
    printer->print(dot, "B07", results.note("B07"));
    results.wait_for(1);
    CHECK(told.wait_for(2) == Words{"unknown", "ok"}); // the job told
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK(looks == 1);
}

TEST_CASE("a job tells how the printer is, and so does a look that fails") {
    Told told;
    Results results;
    Script script;
    script.look = []() -> PrinterReport { throw Error("a fault", 5); };
    script.print = [](const std::string&, const Abandonment&) {
        return PrintDevice::Outcome{false, {PrinterCondition::out_of_paper, "no paper"}};
    };
    const auto printer = queued_printer(script.device(), told.options());
    printer->print(dot, "B07", results.note("B07"));
    const auto ended = results.wait_for(1);
    CHECK(ended[0].result == PrintResult::failed);
    CHECK(ended[0].why == "no paper");
    CHECK(told.wait_for(2) == Words{"failed", "out"});
}

TEST_CASE("a folder for pictures is well when it can be written") {
    const TemporaryFolder folder;
    CHECK(png_device(folder / "printed")->look().condition == PrinterCondition::ready);
    const PrinterReport report = png_device("/proc/no-printing-here")->look();
    CHECK(report.condition == PrinterCondition::failed);
    CHECK(report.detail.find("/proc/no-printing-here") == 0);
}

TEST_CASE("conditions and their words fit each other") {
    for (int i = 0; i <= int(PrinterCondition::failed); ++i)
        CHECK(printer_condition_from(to_text(PrinterCondition(i))) == PrinterCondition(i));
    CHECK_FALSE(printer_condition_from("none"));
    CHECK(std::string(to_text(PrinterCondition::offline)) == "off");
}

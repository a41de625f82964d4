// A slip through accanto-print and a real print server: what reaches the printer is compared dot by dot.

#include "tests/platform/cups_house.h"
#include "tests/platform/escpos_paper.h"
#include "tests/platform/slips.h"

#include "kiosk/platform/cups_device.h"
#include "kiosk/platform/local_sockets.h"

#include <doctest/doctest.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <thread>

#include <netinet/in.h>
#include <png.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace accanto;
using namespace accanto::platform;
using namespace accanto::tests;

namespace {

using Condition = PrinterCondition;
using Kind = CupsHouse::Kind;

const std::filesystem::path helper = ACCANTO_PRINT;

// One print server for all cases; nothing, and a word about it, where there is none.
CupsHouse* house() {
    static const std::unique_ptr<CupsHouse> one = no_cups() ? nullptr : std::make_unique<CupsHouse>();
    if (!one)
        MESSAGE("skipped: ", *no_cups());
    return one.get();
}

struct Queue {
    Queue(CupsHouse& server, const std::string& queue, Kind kind, const std::vector<std::string>& more = {})
        : cups(server), name(queue), device(cups_device(helper, queue, server.socket())) {
        cups.add(name, kind, more);
    }
    PrintDevice::Outcome print(const Image& image) const {
        return device->print(image, "B07-20261123", nobody_left);
    }
    bool nothing_came() const { return cups.jobs().empty() && !cups.out(name); }

    CupsHouse& cups;
    std::string name;
    std::unique_ptr<PrintDevice> device;
    Abandonment nobody_left;
};

Bitmap bitmap_of_png(const std::string& bytes) {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()) != 0);
    png.format = PNG_FORMAT_GRAY;
    std::vector<uint8_t> grey(PNG_IMAGE_SIZE(png));
    REQUIRE(png_image_finish_read(&png, nullptr, grey.data(), 0, nullptr) != 0);
    Image image{int(png.width), int(png.height), {}};
    for (const uint8_t dot : grey) {
        REQUIRE((dot == 0 || dot == 255));
        image.argb.push_back(dot ? 0xFFFFFFFF : 0xFF000000);
    }
    return black_and_white(image);
}

} // namespace

TEST_CASE("a queue with a driver gets the slip as a picture of its own size, on paper of its length") {
    CupsHouse* cups = house();
    if (!cups)
        return;
    const Queue queue(*cups, "slips", Kind::driver);
    CHECK(queue.device->look().condition == Condition::ready);
    CHECK(queue.device->can_tell());
    for (const Image& image : {noise(576, 1000, 1), noise(384, 400, 2)}) {
        const auto outcome = queue.print(image);
        CHECK(outcome.printed);
        CHECK(outcome.report.condition == Condition::ready);
        const std::string png = cups->out("slips").value_or("");
        CHECK(bitmap_of_png(png) == black_and_white(image));
        // 8000 dots a metre, in both directions.
        CHECK(png.find(std::string("pHYs\x00\x00\x1f\x40\x00\x00\x1f\x40\x01", 13)) != std::string::npos);
        cups->forget_out("slips");
    }
    CHECK(cups->options("slips").find("media=custom_slip_48x50mm") != std::string::npos);
    CHECK(cups->options("slips").find("print-scaling=none") != std::string::npos);
}

TEST_CASE("a queue without a driver gets ESC/POS") {
    CupsHouse* cups = house();
    if (!cups)
        return;
    const Queue queue(*cups, "raw", Kind::raw);
    const Image image = noise(576, 500, 3);
    CHECK(queue.print(image).printed);
    EscPosPaper paper;
    paper.receive(cups->out("raw").value_or(""));
    while (paper.step()) {
    }
    REQUIRE(paper.slips.size() == 1);
    CHECK(paper.slips[0] == black_and_white(image));
    CHECK(paper.nonsense == 0);
}

TEST_CASE("a queue that writes a file prints") {
    CupsHouse* cups = house();
    if (!cups)
        return;
    cups->add_file("file");
    const Image image = noise(576, 300, 4);
    CHECK(cups_device(helper, "file", cups->socket())->print(image, "B07", Abandonment()).printed);
    CHECK(bitmap_of_png(cups->out("file").value_or("")) == black_and_white(image));
}

TEST_CASE(
    "a stopped queue, or one that takes no jobs, gets none: nothing comes out when it is started again") {
    CupsHouse* cups = house();
    if (!cups)
        return;
    const Queue queue(*cups, "stopped", Kind::driver);
    struct Way {
        const char *off, *on, *detail;
    };
    for (const Way& way : {Way{"cupsdisable", "cupsenable", "the queue is stopped"},
                           Way{"cupsreject", "cupsaccept", "the queue takes no jobs"}}) {
        CAPTURE(way.off);
        cups->admin({way.off, "stopped"});
        const auto outcome = queue.print(noise(576, 60, 5));
        CHECK_FALSE(outcome.printed);
        CHECK(outcome.report.condition == Condition::failed);
        CHECK(outcome.report.detail == std::string(way.detail));
        CHECK(queue.device->look().condition == Condition::failed);
        cups->admin({way.on, "stopped"});
        CHECK(queue.nothing_came());
        CHECK(queue.device->look().condition == Condition::ready);
    }
}

TEST_CASE("a queue or a print server that is not there is gone, and told by its name") {
    const Abandonment nobody_left;
    const auto no_server = cups_device(helper, "slips", "/nonexistent/cups.sock");
    CHECK(no_server->look().condition == Condition::gone);
    const auto outcome = no_server->print(noise(576, 60, 6), "B07", nobody_left);
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.condition == Condition::gone);
    CHECK(outcome.report.detail.find("/nonexistent/cups.sock") != std::string::npos);
    CupsHouse* cups = house();
    if (!cups)
        return;
    const auto missing = cups_device(helper, "missing", cups->socket());
    CHECK(missing->look().condition == Condition::gone);
    CHECK(missing->print(noise(576, 60, 6), "B07", nobody_left).report.detail.find("missing: ") == 0);
}

TEST_CASE("paper that ends while the job is printed is told, and the job is taken back") {
    CupsHouse* cups = house();
    if (!cups)
        return;
    const Queue queue(*cups, "empty", Kind::driver);
    cups->hold("empty", true);
    cups->says("empty", "STATE: +media-empty-error");
    const auto outcome = queue.print(noise(576, 60, 7));
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.condition == Condition::out_of_paper);
    CHECK(queue.device->look().condition == Condition::out_of_paper);
    cups->hold("empty", false); // a new roll
    CHECK(queue.nothing_came());
    // The queue goes on saying so until a job finds out otherwise.
    CHECK(queue.device->look().condition == Condition::out_of_paper);
    cups->says("empty", "STATE: -media-empty-error");
    const auto next = queue.print(noise(576, 60, 7));
    CHECK(next.printed);
    CHECK(next.report.condition == Condition::ready);
}

TEST_CASE("paper that is nearly used up is told by a job that was printed") {
    CupsHouse* cups = house();
    if (!cups)
        return;
    const Queue queue(*cups, "low", Kind::driver);
    cups->says("low", "STATE: +media-low-warning");
    const auto outcome = queue.print(noise(576, 60, 8));
    CHECK(outcome.printed);
    CHECK(outcome.report.condition == Condition::near_end);
}

TEST_CASE("a printer that breaks fails the job, which is not repeated") {
    CupsHouse* cups = house();
    if (!cups)
        return;
    for (const char* policy : {"abort-job", "stop-printer", "retry-current-job"}) {
        CAPTURE(policy);
        const std::string name = std::string("breaks-") + policy;
        const Queue queue(*cups, name, Kind::driver, {"-o", std::string("printer-error-policy=") + policy});
        cups->breaks(name, true);
        const auto start = std::chrono::steady_clock::now();
        Abandonment left;
        std::thread leaves;
        if (policy ==
            std::string("retry-current-job")) // cupsd tries for ever; the citizen does not wait so long
            leaves = std::thread([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(500));
                left.raise();
            });
        const auto outcome = queue.device->print(noise(576, 60, 9), "B07", left);
        CHECK_FALSE(outcome.printed);
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
        if (leaves.joinable())
            leaves.join();
        else
            CHECK(outcome.report.condition == Condition::failed);
        cups->breaks(name, false);
        cups->admin({"cupsenable", name});
        CHECK(queue.nothing_came());
    }
}

TEST_CASE("a job that stands in the queue is taken back when nobody waits any more") {
    CupsHouse* cups = house();
    if (!cups)
        return;
    Queue queue(*cups, "busy", Kind::driver);
    cups->hold("busy", true);
    PrintDevice::Outcome outcome;
    std::thread job([&] { outcome = queue.print(noise(576, 60, 10)); });
    while (cups->jobs().empty())
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    queue.nobody_left.raise();
    job.join();
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.detail == "nobody waited for it any more");
    cups->hold("busy", false);
    CHECK(queue.nothing_came());
}

TEST_CASE("a queue that takes no pictures says what is missing") {
    CupsHouse* cups = house();
    if (!cups)
        return;
    const Queue queue(*cups, "text-only", Kind::no_pictures);
    const auto outcome = queue.print(noise(576, 60, 11));
    CHECK_FALSE(outcome.printed);
    CHECK(outcome.report.detail.find("image/png") != std::string::npos);
}

TEST_CASE("a helper that is missing, dies or talks nonsense fails the job and nothing else") {
    const auto before = std::signal(SIGPIPE, SIG_IGN); // as on the printer's thread
    const Abandonment nobody_left;
    for (const char* other : {"/nonexistent/accanto-print", "/bin/true", "/bin/false", "/bin/echo"}) {
        CAPTURE(other);
        const auto device = cups_device(other, "slips");
        CHECK(device->look().condition == Condition::failed);
        const auto outcome = device->print(noise(576, 2000, 12), "B07", nobody_left);
        CHECK_FALSE(outcome.printed);
        CHECK(outcome.report.condition == Condition::failed);
        CHECK(outcome.report.detail.find(other) == 0);
    }
    std::signal(SIGPIPE, before);
}

TEST_CASE("whatever the environment names as print server, the helper reaches for no network") {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&here), sizeof here) == 0);
    REQUIRE(::listen(listener, 4) == 0);
    socklen_t size = sizeof here;
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&here), &size);
    ::setenv("CUPS_SERVER", ("127.0.0.1:" + std::to_string(ntohs(here.sin_port))).c_str(), 1);
    CHECK(cups_device(helper, "slips", "/nonexistent/cups.sock")->look().condition == Condition::gone);
    ::unsetenv("CUPS_SERVER");
    CHECK(::accept(listener, nullptr, nullptr) == -1);
    CHECK(errno == EAGAIN);
    ::close(listener);
}

TEST_CASE("who has given up the network gets local sockets and no others") {
    const pid_t child = ::fork();
    if (child == 0) {
        int wrong = allow_local_sockets_only() ? 0 : 1;
        for (const int family : {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET})
            if (::socket(family, SOCK_DGRAM, 0) >= 0 || errno != EAFNOSUPPORT)
                wrong |= 2;
        if (::socket(AF_UNIX, SOCK_STREAM, 0) < 0)
            wrong |= 4;
        ::_exit(wrong);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

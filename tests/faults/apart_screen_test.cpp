// What a citizen sees at a kiosk whose desk is at another one: the real screen, and between the two a cable.

#include "content/base/file.h"
#include "kiosk/point/quick_actions.h"
#include "tests/app/point_run.h"
#include "tests/faults/apart_scene.h"

#include <array>
#include <chrono>
#include <csignal>
#include <set>

using namespace accanto;
using namespace accanto::tests;

namespace {

std::unique_ptr<Kiosk> start_at(const Settings& kiosk, const std::filesystem::path& file, const std::string& visit) {
    KioskOptions options{kiosk.state.parent_path()};
    options.visit = visit;
    options.settings = read_file(file).value() + "[screen]\nmotion = false\n";
    return std::make_unique<Kiosk>(options);
}

struct Screen {
    Apart point;
    KioskOptions options{point.guest.state.parent_path()};

    std::unique_ptr<Kiosk> start(const std::string& visit) { return start_at(point.guest, point.guest_file, visit); }
    point::Ticket waits_at_host() {
        std::vector<point::Ticket> line;
        REQUIRE(Apart::becomes([&] {
            point.with(point.host, [&](store::Store& store) { line = point::waiting(store, point.host); });
            return !line.empty() && line.front().label == "C01";
        }));
        return line.front();
    }
    void finish(Kiosk& kiosk) {
        const int code = kiosk.finish();
        INFO(kiosk.errors());
        CHECK(code == 0);
    }
};

} // namespace

TEST_CASE("whoever took a number at the second kiosk is called on its screen, in words and voice, and gets "
          "the paper again") {
    Screen screen;
    auto kiosk = screen.start(ticket + R"(
print "waits"
see "It is your turn" within 30s
see "Please go to desk 2"
print "called"
tap @stars.skip within 30s
see @home.mentor within 30s
print "over"
)");
    REQUIRE(kiosk->wait_for("waits"));
    const point::Ticket theirs = screen.waits_at_host();
    CHECK(theirs.language == "en");
    screen.point.with(screen.point.host, [&](store::Store& store) {
        CHECK(point::ask_reprint(store, screen.point.host, theirs.id));
    });
    const auto papers = [&] {
        int count = 0;
        if (std::filesystem::exists(screen.options.state() / "printed"))
            for ([[maybe_unused]] const auto& entry :
                 std::filesystem::directory_iterator(screen.options.state() / "printed"))
                ++count;
        return count;
    };
    CHECK(Apart::becomes([&] { return papers() == 2; }));
    const auto began = std::chrono::steady_clock::now();
    screen.point.with(screen.point.host, [&](store::Store& store) {
        point::call(store, screen.point.host, screen.point.user("2"), theirs.id);
    });
    REQUIRE_MESSAGE(kiosk->wait_for("called"), kiosk->errors());
    MESSAGE("called on the other kiosk's screen after "
            << std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began)
                   .count()
            << " ms");
    screen.point.with(screen.point.host, [&](store::Store& store) {
        point::here(store, screen.point.host, screen.point.user("2"), theirs.id);
        point::ServiceRecord record;
        record.help = "with";
        record.outcome = "done";
        point::finish(store, screen.point.host, screen.point.user("2"), theirs.id, record);
    });
    REQUIRE(kiosk->wait_for("over"));
    screen.finish(*kiosk);
    CHECK(read_file(screen.options.speech_log()).value_or("").find("C01") != std::string::npos);
}

TEST_CASE("with the cable pulled the second kiosk gives numbers, and calls as soon as it is back") {
    Screen screen;
    auto before = screen.start(
        "see \"English\" within 20s\ntap \"English\"\nsee \"1 mentor is here now\" within 20s\n");
    screen.finish(*before);
    screen.point.cable->pull();
    auto kiosk = screen.start(ticket + R"(
print "waits"
see "It is your turn" within 60s
print "called"
)");
    REQUIRE(kiosk->wait_for("waits"));
    CHECK(screen.point.line(screen.point.host).empty());
    screen.point.cable->plug();
    const point::Ticket theirs = screen.waits_at_host();
    screen.point.with(screen.point.host, [&](store::Store& store) {
        point::call(store, screen.point.host, screen.point.user("2"), theirs.id);
    });
    CHECK(kiosk->wait_for("called"));
    screen.finish(*kiosk);
}

TEST_CASE("three kiosks, three screens: one list, one of them cut off and back, no number twice, and each screen calls its own") {
    Apart point;
    point.start_third_sync();
    const auto knows_of_mentors = [&](const Settings& kiosk) {
        int here = 0;
        point.with(kiosk, [&](store::Store& store) { here = point::mentors_here(store); });
        return here == 1;
    };
    REQUIRE(Apart::becomes([&] { return knows_of_mentors(point.guest) && knows_of_mentors(point.third); }));
    REQUIRE(point.third_sync->end(SIGTERM) == 0); // the third is cut off
    const std::string visit = ticket + "print \"waits\"\nsee \"It is your turn\" within 60s\nprint \"called\"\n";
    const std::array kiosks{start_at(point.host, point.host_file, visit), start_at(point.guest, point.guest_file, visit),
                            start_at(point.third, point.third_file, visit)};
    for (const auto& kiosk : kiosks)
        REQUIRE_MESSAGE(kiosk->wait_for("waits"), kiosk->errors());
    CHECK(point.line(point.third) == "D01 ");
    CHECK(Apart::becomes([&] { return point.together(); }));
    CHECK(point.line(point.host).find("D01") == std::string::npos);
    point.start_third_sync();
    std::vector<point::Ticket> line;
    CHECK(Apart::becomes([&] {
        point.with(point.host, [&](store::Store& store) { line = point::waiting(store, point.host); });
        return line.size() == 3 && point.together() && point.line(point.third) == point.line(point.host);
    }));
    std::set<std::string> labels;
    int desk = 0;
    for (const point::Ticket& one : line) {
        CHECK(labels.insert(one.label).second);
        point.with(point.host, [&](store::Store& store) {
            const auto called = point::call(store, point.host, point.user(std::to_string(++desk)), one.id);
            CHECK(std::holds_alternative<point::Ticket>(called));
        });
    }
    CHECK(labels == std::set<std::string>{"B01", "C01", "D01"});
    for (const auto& kiosk : kiosks) {
        CHECK_MESSAGE(kiosk->wait_for("called"), kiosk->errors());
        CHECK(kiosk->finish() == 0);
    }
    for (const point::Ticket& one : line)
        CHECK(Apart::becomes([&] {
            return point.state_of(point.guest, one.id) == "called" && point.state_of(point.third, one.id) == "called";
        }));
}

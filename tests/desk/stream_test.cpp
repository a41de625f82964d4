#include "tests/desk/desk_fixture.h"

#include <chrono>
#include <future>

using namespace accanto;
using namespace accanto::tests;

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

int64_t passed_ms(steady_clock::time_point since) {
    return std::chrono::duration_cast<milliseconds>(steady_clock::now() - since).count();
}

// The next event that is a state.
Json next_state(const desk::Stream& stream) {
    for (int i = 0; i < 20; ++i) {
        const auto piece = stream();
        REQUIRE(piece);
        const size_t at = piece->find("event: state\ndata: ");
        if (at != std::string::npos)
            return Json::parse(piece->substr(at + 19));
    }
    FAIL("no state came");
    return {};
}

} // namespace

TEST_CASE("a stream begins with the whole state") {
    DeskFixture f;
    f.kiosk.take();
    Browser page = f.at_desk();
    const auto reply = page.get("/api/events");
    CHECK(reply.type == "text/event-stream");
    const Json event = next_state(reply.stream);
    CHECK(event["now_ms"] == f.clock.wall_ms());
    CHECK(event["state"]["count"] == 1);
}

TEST_CASE("what another program commits is on the page within a second") {
    DeskFixture f;
    Browser page = f.at_desk();
    const auto reply = page.get("/api/events");
    const auto display = page.get("/api/display/events");
    next_state(reply.stream);
    next_state(display.stream);
    for (int i = 1; i <= 3; ++i) {
        const auto began = steady_clock::now();
        f.kiosk.take();
        CHECK(next_state(reply.stream)["state"]["count"] == i);
        CHECK(passed_ms(began) < 1000);
        CHECK(next_state(display.stream)["state"]["waiting"].get<std::string>().find(std::to_string(i)) !=
              std::string::npos);
        CHECK(passed_ms(began) < 1000);
    }
}

TEST_CASE("what this program does is on other pages at once") {
    DeskFixture f;
    const auto ticket = f.kiosk.take();
    Browser page = f.at_desk();
    const auto display = page.get("/api/display/events");
    CHECK(next_state(display.stream)["state"]["serving"].empty());
    const auto began = steady_clock::now();
    page.post("/api/tickets/" + ticket.id + "/call");
    CHECK(next_state(display.stream)["state"]["serving"][0]["label"] == "B01");
    CHECK(passed_ms(began) < 1000);
}

TEST_CASE("nothing new is a beat, every second") {
    DeskFixture f;
    const auto display = f.browser().get("/api/display/events");
    next_state(display.stream);
    // The watcher may still tell of what was there before; quiet comes after that.
    auto began = steady_clock::now();
    std::string piece;
    for (int i = 0; i < 3; ++i) {
        began = steady_clock::now();
        piece = display.stream().value();
    }
    CHECK(piece.starts_with("event: beat\n"));
    CHECK(passed_ms(began) <= 1500);
}

TEST_CASE("a stream is told that its session is over, and ends") {
    DeskFixture f;
    Browser page = f.at_desk();
    const auto reply = page.get("/api/events");
    next_state(reply.stream);
    page.post("/api/sign-out");
    std::optional<std::string> piece;
    for (int i = 0; i < 3 && (piece = reply.stream()) && piece->find("event: ended") == std::string::npos;
         ++i) {
    }
    REQUIRE(piece);
    CHECK(piece->find("event: ended") != std::string::npos);
    CHECK(!reply.stream());
}

TEST_CASE("a page that is only looked at does not keep its session alive") {
    DeskFixture f;
    Browser page = f.at_desk();
    const auto reply = page.get("/api/events");
    next_state(reply.stream);
    f.clock.advance_ms(30 * 60 * 1000);
    std::optional<std::string> piece;
    for (int i = 0; i < 3 && (piece = reply.stream()) && piece->find("event: ended") == std::string::npos;
         ++i) {
    }
    REQUIRE(piece);
    CHECK(piece->find("event: ended") != std::string::npos);
}

TEST_CASE("there is a limit to streams, told politely, and a closed one makes room") {
    DeskFixture f;
    Browser page = f.browser();
    std::vector<desk::Reply> open;
    for (int i = 0; i < desk::Desk::most_streams; ++i)
        open.push_back(page.get("/api/display/events"));
    CHECK(open.back().status == 200);
    const auto refused = page.get("/api/display/events");
    CHECK(refused.status == 503);
    CHECK(type_of(refused) == "urn:accanto:problem:busy_streams");
    open.pop_back();
    CHECK(page.get("/api/display/events").status == 200);
}

TEST_CASE("closing ends a waiting stream at once") {
    DeskFixture f;
    const auto display = f.browser().get("/api/display/events");
    next_state(display.stream);
    auto end = std::async(std::launch::async, [&] {
        while (display.stream()) {
        }
    });
    f.desk->close();
    CHECK(end.wait_for(std::chrono::seconds(1)) == std::future_status::ready);
}

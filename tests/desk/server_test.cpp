// The same desk over real sockets.

#include "kiosk/desk/server.h"
#include "tests/desk/desk_fixture.h"

#include <httplib.h>

#include <chrono>
#include <thread>

using namespace accanto;
using namespace accanto::tests;

namespace {

struct Running {
    Running() : server(*house.desk, "127.0.0.1", 0, {}), thread([this] { server.run(); }) {}
    ~Running() {
        house.desk->close();
        server.stop();
        thread.join();
    }
    httplib::Client client() const { return httplib::Client("127.0.0.1", server.port()); }

    DeskFixture house;
    desk::Server server;
    std::thread thread;
};

} // namespace

TEST_CASE("every answer carries the security headers and is kept by nobody") {
    Running running;
    auto client = running.client();
    for (const char* path : {"/", "/display", "/api/display", "/nothing", "/pages/look.css", "/api/state"}) {
        const auto reply = client.Get(path);
        REQUIRE(reply);
        CHECK_MESSAGE(reply->get_header_value("Content-Security-Policy").starts_with("default-src 'none'"),
                      path);
        CHECK(reply->get_header_value("X-Content-Type-Options") == "nosniff");
        CHECK(reply->get_header_value_count("Cache-Control") == 1);
        CHECK(reply->get_header_value("Cache-Control").starts_with("no-"));
    }
    CHECK(client.Get("/nothing")->get_header_value("Content-Type") == "application/problem+json");
}

TEST_CASE("a request that is no request gets a problem") {
    Running running;
    auto client = running.client();
    auto reply = client.Post("/api/sign-in", std::string(70 * 1024, 'x'), "application/json");
    REQUIRE(reply);
    CHECK(reply->status == 413);
    CHECK(reply->get_header_value("Content-Type") == "application/problem+json");
    reply = client.Put("/api/state", "{}", "application/json");
    REQUIRE(reply);
    CHECK(reply->status >= 400);
    CHECK(reply->get_header_value("Content-Type") == "application/problem+json");
    CHECK(client.Get("/")->status == 200);
}

TEST_CASE("forty open pages starve nobody, and all of them hear of a new number within a second") {
    Running running;
    constexpr int pages = 40;
    std::atomic<int> begun = 0, heard = 0;
    std::atomic<bool> over = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < pages; ++i)
        threads.emplace_back([&] {
            auto client = running.client();
            bool first = true;
            client.Get("/api/display/events", [&](const char* data, size_t size) {
                const std::string piece(data, size);
                if (first && piece.find("event: state") != std::string::npos) {
                    first = false;
                    ++begun;
                } else if (piece.find("Waiting: 1 person.") != std::string::npos) {
                    ++heard;
                }
                return !over;
            });
        });
    const auto until = [](const std::atomic<int>& count, int wanted, int ms) {
        for (int i = 0; i < ms / 5 && count < wanted; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return count.load();
    };
    CHECK(until(begun, pages, 5000) == pages);
    auto client = running.client();
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; ++i)
        CHECK(client.Get("/")->status == 200);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(2));
    running.house.kiosk.take();
    CHECK(until(heard, pages, 1000) == pages);
    over = true;
    running.house.kiosk.take();
    running.house.desk->close();
    for (auto& thread : threads)
        thread.join();
}

TEST_CASE("a taken port is told in words") {
    DeskFixture house;
    desk::Server first(*house.desk, "127.0.0.1", 0, {});
    CHECK_THROWS_WITH_AS(desk::Server(*house.desk, "127.0.0.1", first.port(), {}),
                         doctest::Contains("is another program using it"), accanto::Error);
}

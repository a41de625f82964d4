// The same desk over real sockets.

#include "kiosk/desk/certificate.h"
#include "kiosk/desk/server.h"
#include "tests/desk/desk_fixture.h"
#include "tests/form.h"

#include <httplib.h>

#include <barrier>
#include <chrono>
#include <cstdio>
#include <set>
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

namespace {

// What a browser that is signed in sends, over a real socket.
class RealDesk {
public:
    RealDesk(Running& running, const point::Mentor& mentor, const std::string& pin, const std::string& number)
        : m_address("127.0.0.1:" + std::to_string(running.server.port())), m_page(*running.house.desk, m_address),
          m_client(running.client()) {
        REQUIRE(m_page.sign_in(mentor, pin, number).status == 200);
        for (const auto& [name, value] : m_page.request("POST", "/").headers)
            if (name != "host")
                m_headers.emplace(name, value);
        m_client.set_keep_alive(true);
    }
    // The ticket that is called; "": none.
    std::string call_next() {
        const auto reply = m_client.Post("/api/call-next", m_headers, "", "application/json");
        if (!reply || reply->status != 200)
            return "";
        const Json mine = Json::parse(reply->body)["state"]["mine"];
        return mine.is_object() ? mine["id"].get<std::string>() : "";
    }

private:
    std::string m_address;
    Browser m_page;
    httplib::Client m_client;
    httplib::Headers m_headers;
};

} // namespace

TEST_CASE("two desks that press call at the same moment, again and again, never call the same person") {
    const int pairs = how_many(50, 1000);
    Running running;
    Point& kiosk = running.house.kiosk;
    const point::Mentor luca = point::add_mentor(*kiosk.store, "Luca Bianchi", "112358");
    RealDesk desks[] = {{running, running.house.ana, "246810", "1"}, {running, luca, "112358", "2"}};
    std::set<std::string> called;
    for (int pair = 0; pair < pairs; ++pair) {
        const point::Ticket taken[] = {kiosk.take(), kiosk.take()};
        std::string ids[2];
        std::barrier together(2);
        const auto press = [&](int who) {
            together.arrive_and_wait();
            ids[who] = desks[who].call_next();
        };
        std::thread other(press, 1);
        press(0);
        other.join();
        for (const std::string& id : ids) {
            REQUIRE_MESSAGE(!id.empty(), "pair " << pair);
            called.insert(id);
        }
        for (const point::Ticket& ticket : taken) {
            CHECK(kiosk.state_of(ticket) == "called");
            point::leave(*kiosk.store, kiosk.settings, ticket.id);
        }
    }
    CHECK(int(called.size()) == 2 * pairs);
}

TEST_CASE("a taken port is told in words") {
    DeskFixture house;
    desk::Server first(*house.desk, "127.0.0.1", 0, {});
    CHECK_THROWS_WITH_AS(desk::Server(*house.desk, "127.0.0.1", first.port(), {}),
                         doctest::Contains("is another program using it"), accanto::Error);
}

namespace {

std::string output_of(const std::string& command) {
    std::string text;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    for (char buffer[512]; size_t count = fread(buffer, 1, sizeof buffer, pipe);)
        text.append(buffer, count);
    pclose(pipe);
    return text;
}

} // namespace

TEST_CASE("a certificate that the desk made serves HTTPS, for its names and no others") {
    TemporaryFolder folder;
    const SystemClock clock;
    const auto made =
        desk::make_certificate(folder / "desk", {"desk.library.lan", "127.0.0.1"}, 90, false, clock);
    CHECK((std::filesystem::status(made.key).permissions() & std::filesystem::perms(077)) ==
          std::filesystem::perms::none);
    const int64_t days =
        (desk::certificate_ends_ms(made.certificate) - clock.wall_ms()) / (24 * 60 * 60 * 1000);
    CHECK(days >= 88);
    CHECK(days <= 90);
    DeskFixture house([](desk::DeskSetup& setup) { setup.secure = true; });
    desk::Server server(*house.desk, "127.0.0.1", 0, {made.certificate, made.key});
    std::thread thread([&] { server.run(); });
    httplib::SSLClient client("127.0.0.1", server.port());
    client.set_ca_cert_path(made.certificate.c_str());
    client.enable_server_certificate_verification(true);
    const auto reply = client.Get("/");
    REQUIRE(reply);
    CHECK(reply->status == 200);
    CHECK(reply->get_header_value("Strict-Transport-Security") == "max-age=31536000");
    const std::string cookie = reply->get_header_value("Set-Cookie");
    CHECK(cookie.starts_with("__Host-accanto_visitor="));
    for (const char* part : {"; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/"})
        CHECK_MESSAGE(cookie.find(part) != std::string::npos, part);
    // By another client, which knows the certificate and its names.
    const std::string curl = "curl -s -o /dev/null -w %{http_code} --cacert " + made.certificate.string();
    const std::string port = std::to_string(server.port());
    CHECK(output_of(curl + " --resolve desk.library.lan:" + port +
                    ":127.0.0.1 https://desk.library.lan:" + port + "/pages/look.css") == "421");
    CHECK(output_of(curl + " https://127.0.0.1:" + port + "/pages/look.css") == "200");
    CHECK(output_of(curl + " --resolve other.lan:" + port + ":127.0.0.1 https://other.lan:" + port + "/") ==
          "000");
    CHECK(output_of(curl + " --tls-max 1.1 https://127.0.0.1:" + port + "/") == "000");
    house.desk->close();
    server.stop();
    thread.join();
}

TEST_CASE(
    "certificates that cannot be used, names that are none and files that are there are told in words") {
    TemporaryFolder folder;
    const SystemClock clock;
    const auto first = desk::make_certificate(folder / "one", {"localhost"}, 90, false, clock);
    const auto second = desk::make_certificate(folder / "two", {"localhost"}, 90, false, clock);
    CHECK(first.fingerprint != second.fingerprint);
    CHECK(first.fingerprint.size() == 95);
    CHECK_THROWS_WITH_AS(desk::make_certificate(folder / "one", {"localhost"}, 90, false, clock),
                         doctest::Contains("--replace"), accanto::Error);
    CHECK(desk::make_certificate(folder / "one", {"::1"}, 90, true, clock).fingerprint != first.fingerprint);
    for (const char* name : {"", "no host", "-x", "a\nb", "x,IP:1.2.3.4"})
        CHECK_THROWS_AS(desk::make_certificate(folder / "three", {name}, 90, false, clock), accanto::Error);
    CHECK(!std::filesystem::exists(folder / "three"));
    DeskFixture house;
    CHECK_THROWS_WITH_AS(desk::Server(*house.desk, "127.0.0.1", 0, {first.certificate, second.key}),
                         doctest::Contains("do they belong together"), accanto::Error);
    CHECK_THROWS_AS(desk::Server(*house.desk, "127.0.0.1", 0, {folder / "none.pem", second.key}),
                    accanto::Error);
    CHECK_THROWS_WITH_AS(desk::certificate_ends_ms(second.key), doctest::Contains("no certificate"),
                         accanto::Error);
}

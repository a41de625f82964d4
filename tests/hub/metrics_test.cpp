// What the hub tells of its own work, and how it keeps itself from drowning in it.
#include "sync/hub/backup.h"
#include "tests/agent/world.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <atomic>
#include <set>
#include <sstream>
#include <thread>

using namespace accanto;
using namespace accanto::test;

namespace {

hub::HttpAnswer get(World& world, const std::string& path, bool with_token) {
    hub::HttpRequest request;
    request.message.method = "GET";
    request.message.path = path;
    if (with_token) {
        std::string token = read_file(world.hub_folder.path / "admin.token").value();
        while (token.ends_with('\n'))
            token.pop_back();
        request.message.set("authorization", "Bearer " + token);
    }
    return world.hub().answer(request);
}

sockaddr_in address_of(const hub::HttpServer& server) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(uint16_t(server.port()));
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return at;
}

// By name and labels, as they stand.
std::map<std::string, double> metrics(World& world) {
    const auto answer = get(world, "/metrics", true);
    REQUIRE(answer.status == 200);
    std::map<std::string, double> out;
    std::istringstream lines(answer.body);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# HELP accanto_") || line.starts_with("# TYPE accanto_"))
            continue;
        const size_t blank = line.rfind(' ');
        REQUIRE(blank != std::string::npos);
        CHECK(line.starts_with("accanto_"));
        CHECK(out.emplace(line.substr(0, blank), std::stod(line.substr(blank + 1))).second); // each once
    }
    return out;
}

} // namespace

TEST_CASE("the metrics tell what came, what became of it, and how long it took") {
    World world;
    world.add_visits(3);
    world.add_event("visit.started.v1", R"({"visit":"x","language":7})");
    CHECK(world.drain().next == agent::Step::Next::drained);
    world.add_visits(2);
    world.road.mishaps = {cut_after()};
    CHECK(world.drain().next == agent::Step::Next::drained);
    const auto told = metrics(world);
    CHECK(told.at(R"(accanto_events_total{disposition="stored"})") == 5);
    CHECK(told.at(R"(accanto_events_total{disposition="quarantined"})") == 1);
    CHECK(told.at(R"(accanto_events_total{disposition="duplicate"})") == 2);
    CHECK(told.at(R"(accanto_kiosks{state="open"})") == 1);
    CHECK(told.at(R"(accanto_store_bytes{file="database"})") > 0);
    CHECK(told.at("accanto_writer_queue_ratio") == 0);
    // Every commit is in one of the steps, and each step holds those below it.
    const double commits = told.at("accanto_commit_seconds_count");
    CHECK(commits == told.at(R"(accanto_batches_total{result="accepted"})"));
    CHECK(told.at(R"(accanto_commit_seconds_bucket{le="+Inf"})") == commits);
    CHECK(told.at(R"(accanto_commit_seconds_bucket{le="0.001"})") <=
          told.at(R"(accanto_commit_seconds_bucket{le="5"})"));
    CHECK(told.at("accanto_commit_seconds_sum") > 0);
    CHECK_FALSE(told.contains("accanto_last_copy_timestamp_seconds"));
    if (!tests::on_postgres()) {
        Folder copies;
        hub::back_up(world.hub_folder.path, copies.path, start_ms);
        CHECK(metrics(world).at("accanto_last_copy_timestamp_seconds") == double(start_ms / 1000));
    }
    world.clock.advance_ms(3'600'000);
    CHECK(metrics(world).at(R"(accanto_kiosks{state="silent"})") == 1);
}

TEST_CASE("a commit that fails and a request that is turned away are counted") {
    bool disk_fails = false;
    World world([&] {
        if (disk_fails)
            throw Error("the disk is gone", 10);
    });
    world.add_visits(1);
    disk_fails = true;
    world.pusher->step();
    disk_fails = false;
    hub::HttpRequest push;
    push.message.method = "POST";
    push.message.path = "/v1/batches";
    world.hub().admit(push, 1);
    const auto told = metrics(world);
    CHECK(told.at("accanto_batches_failed_total") == 1);
    CHECK(told.at("accanto_requests_turned_away_total") == 1);
}

TEST_CASE("the metrics are for whoever has the hub's key") {
    World world;
    CHECK(get(world, "/metrics", false).status == 401);
    CHECK(get(world, "/metrics", true).fields[0].second == "text/plain; version=0.0.4; charset=utf-8");
    CHECK(get(world, "/healthz", false).status == 200);
}

TEST_CASE("a busy hub asks kiosks to come back at different moments, and before that to come less often") {
    World world;
    hub::HttpRequest push;
    push.message.method = "POST";
    push.message.path = "/v1/batches";
    std::set<std::string> moments;
    for (int i = 0; i < 60; ++i) {
        const auto answer = world.hub().admit(push, 0.9);
        REQUIRE(answer);
        CHECK(answer->status == 429);
        for (const auto& field : answer->fields)
            if (field.first == "retry-after")
                moments.insert(field.second);
    }
    CHECK(moments.size() > 10);
    for (const std::string& one : moments) {
        CHECK(std::stoi(one) >= 15);
        CHECK(std::stoi(one) <= 65);
    }
    CHECK(hub::pace_at({30, 50, 500}, 0.2).after_s == 30);
    CHECK(hub::pace_at({30, 50, 500}, 0.6).after_s == 120);
    CHECK(hub::pace_at({30, 50, 500}, 0.6).spread_s == 200);
}

TEST_CASE("five hundred may knock at the same moment, and none has to come a second time") {
    const hub::HttpServer server({.port = 0}, [](hub::HttpRequest&) { return hub::HttpAnswer(); },
                                 [](const hub::HttpRequest&, double) { return std::optional<hub::HttpAnswer>(); });
    const sockaddr_in at = address_of(server);
    std::vector<int> knocking;
    for (int i = 0; i < 500; ++i) {
        knocking.push_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        connect(knocking.back(), reinterpret_cast<const sockaddr*>(&at), sizeof at);
    }
    // Nobody opens yet: who is not let into the hall now would wait for ever.
    const bool all = std::all_of(knocking.begin(), knocking.end(), [](int one) {
        pollfd let_in{one, POLLOUT, 0};
        return poll(&let_in, 1, 10'000) == 1 && let_in.revents == POLLOUT;
    });
    CHECK(all);
    for (int one : knocking)
        close(one);
}

TEST_CASE("who finds the hall full waits outside, and is served in turn") {
    std::atomic<bool> shut = true;
    std::atomic<double> fullest = 0;
    hub::HttpServer server(
        {.port = 0, .threads = 1, .waiting = 2},
        [&](hub::HttpRequest&) {
            shut.wait(true);
            return hub::HttpAnswer();
        },
        [&](const hub::HttpRequest&, double load) {
            fullest = std::max(fullest.load(), load);
            return std::optional<hub::HttpAnswer>();
        });
    std::thread open([&] { server.run(); });
    const sockaddr_in at = address_of(server);
    constexpr std::string_view ask = "GET / HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n";
    std::vector<int> guests;
    for (int i = 0; i < 6; ++i) {   // one is served, two wait in the hall, one at its door, two in the street
        guests.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        REQUIRE(connect(guests.back(), reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
        REQUIRE(send(guests.back(), ask.data(), ask.size(), MSG_NOSIGNAL) == ssize_t(ask.size()));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));   // all that can come in are in
    shut = false;
    shut.notify_all();
    for (int one : guests) {
        char first[12] = {};
        CHECK(recv(one, first, sizeof first, MSG_WAITALL) == ssize_t(sizeof first));
        CHECK(std::string_view(first, sizeof first) == "HTTP/1.1 200");
        close(one);
    }
    server.stop();
    open.join();
    CHECK(fullest > 0);
    CHECK(fullest <= 1);
}

TEST_CASE("a hub that stops answers what it has begun") {
    std::atomic<bool> begun = false, shut = true;
    hub::HttpServer server(
        {.port = 0},
        [&](hub::HttpRequest& request) {
            begun = true;
            begun.notify_all();
            shut.wait(true);
            hub::HttpAnswer out;
            out.body = request.read_body(100).value_or("cut off");
            return out;
        },
        [](const hub::HttpRequest&, double) { return std::optional<hub::HttpAnswer>(); });
    std::thread open([&] { server.run(); });
    const sockaddr_in at = address_of(server);
    const int guest = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(connect(guest, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    const auto say = [&](std::string_view text) { return send(guest, text.data(), text.size(), MSG_NOSIGNAL) == ssize_t(text.size()); };
    REQUIRE(say("POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 10\r\n\r\nfirst"));
    begun.wait(false);
    std::thread stop([&] { server.stop(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    shut = false;
    shut.notify_all();
    CHECK(say(" last"));
    std::string answer;
    for (char part[256]; answer.find("first last") == std::string::npos;) {
        const ssize_t n = recv(guest, part, sizeof part, 0);
        if (n <= 0)
            break;
        answer.append(part, size_t(n));
    }
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.ends_with("first last"));
    stop.join();
    open.join();
    const int late = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(connect(late, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0);
    close(late);
    close(guest);
}

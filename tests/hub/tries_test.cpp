// Guessing: whose wrong tries count for whom, so that neither one address nor many guess anything, and nobody
// shuts anybody else out.
#include "sync/hub/caller.h"
#include "sync/hub/tries.h"
#include "tests/hub/office.h"

#include <fmt/format.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

using namespace accanto;
using namespace accanto::test;
using hub::Role;

namespace {

constexpr const char* right = "correct horse battery";

// Anna, who tries from wherever she likes.
struct Door {
    Office office;
    std::string known; // the cookie of a browser in which she was before

    Door() {
        office.accounts.choose_password("anna", office.accounts.add({"anna", "", Role::viewer, "", "", true, true}), right);
        for (const auto& [name, value] : sign_in("192.0.2.1", "anna", right).fields)
            if (name == "set-cookie" && value.starts_with("accanto_known="))
                known = value.substr(0, value.find(';'));
        REQUIRE(!known.empty());
    }
    hub::HttpAnswer sign_in(const std::string& address, const std::string& name, const std::string& password,
                            const std::string& cookie = "") {
        return ask_hub(office.world.hub(), "POST", "/sign-in?lang=en", cookie,
                       "name=" + name + "&password=" + hub::query_encode(password), hub::network_of(address));
    }
    int status(const std::string& address, const std::string& password, const std::string& cookie = "") {
        return sign_in(address, "anna", password, cookie).status;
    }
    std::string metrics() {
        hub::HttpRequest request;
        request.message.method = "GET";
        request.message.path = "/metrics";
        request.message.set("authorization", "Bearer " + hub::read_or_make_token(office.world.hub_folder.path));
        return office.world.hub().answer(request).body;
    }
};

// What the log says while this lives.
struct Listening {
    std::ostringstream text;
    std::shared_ptr<spdlog::logger> before = spdlog::default_logger();
    Listening() {
        spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text)));
    }
    ~Listening() { spdlog::set_default_logger(before); }
};

} // namespace

TEST_CASE("an address counts by its network: IPv6 by its first 64 bits, IPv4 as a whole") {
    struct Row {
        const char *address, *network;
    };
    for (const Row& row : {Row{"192.0.2.7", "192.0.2.7"}, Row{"::ffff:192.0.2.7", "192.0.2.7"}, Row{"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
                           Row{"2001:db8:1:2::9", "2001:db8:1:2::/64"}, Row{"2001:DB8::1", "2001:db8::/64"}, Row{"fe80::1%eth0", "fe80::/64"},
                           Row{"::1", "::/64"}, Row{"", ""}, Row{"nobody", ""}, Row{"192.0.2.7, 10.0.0.1", ""}})
        CHECK_MESSAGE(hub::network_of(row.address) == row.network, row.address);
}

TEST_CASE("whom a proxy names is believed of ours alone") {
    for (const char* ours : {"127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "", "10.0.0.5"}) {
        CHECK_MESSAGE(hub::caller_of(ours, "192.0.2.7", {"10.0.0.5"}) == "192.0.2.7", ours);
        CHECK(hub::caller_of(ours, "", {"10.0.0.5"}) == hub::network_of(ours));
    }
    for (const char* other : {"10.0.0.6", "198.51.100.3", "2001:db8::1"})
        CHECK_MESSAGE(hub::caller_of(other, "192.0.2.7", {"10.0.0.5"}) == hub::network_of(other), other);
}

TEST_CASE("each has tries of its own; when all together were too many, only who failed waits; the table has an end") {
    hub::Tries tries({.each = 3, .window_ms = 1000, .all = 10, .known = 20});
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(tries.exhausted("a", 100));
        tries.failed("a", 100);
    }
    CHECK(tries.exhausted("a", 1099));
    CHECK_FALSE(tries.exhausted("b", 1099));
    CHECK_FALSE(tries.exhausted("a", 1100));
    for (int i = 0; i < 10; ++i)
        tries.failed("c" + std::to_string(i), 2000);
    CHECK(tries.exhausted("c1", 2001)); // after one
    CHECK_FALSE(tries.exhausted("b", 2001));
    for (int i = 0; i < 10; ++i)
        tries.failed("d" + std::to_string(i), 2000);
    CHECK_FALSE(tries.exhausted("new", 2001)); // full: those to come share what is left
    for (int i = 0; i < 10; ++i)
        tries.failed("e" + std::to_string(i), 2000);
    CHECK(tries.exhausted("new", 2001));
    CHECK_FALSE(tries.exhausted("new", 3000));
}

TEST_CASE("wrong tries from one address shut out nobody elsewhere, nor a browser that is known there") {
    Door door;
    const std::string token = hub::read_or_make_token(door.office.world.hub_folder.path);
    const auto by_key = [&](const std::string& address, const std::string& key) {
        return ask_hub(door.office.world.hub(), "POST", "/sign-in", "", "token=" + key, hub::network_of(address)).status;
    };
    for (int i = 0; i < 20; ++i) // each from another machine of one network
        CHECK(by_key(fmt::format("2001:db8::{:x}", i + 1), "guess") == 403);
    CHECK(by_key("2001:db8::ffff", token) == 429);
    CHECK(door.status("2001:db8::ffff", right) == 429);
    CHECK(door.status("2001:db8::ffff", right, door.known) == 303);
    CHECK(by_key("2001:db8:0:1::1", token) == 303);
    CHECK(door.status("198.51.100.1", right) == 303);
    door.office.world.clock.advance_ms(60'000);
    CHECK(by_key("2001:db8::ffff", token) == 303);
}

TEST_CASE("one account is not guessed from many addresses, and its owner still comes in where they were before") {
    Door door;
    for (int i = 0; i < 30; ++i)
        CHECK(door.status(fmt::format("198.51.100.{}", i), "guess") == 403);
    const auto refused = door.sign_in("203.0.113.1", "anna", right);
    CHECK(refused.status == 429);
    CHECK(refused.body.find("wait ten minutes") != std::string::npos);
    CHECK(door.status("203.0.113.1", right, door.known) == 303);
    std::string forged = door.known;
    forged.back() = forged.back() == '0' ? '1' : '0';
    CHECK(door.status("203.0.113.1", right, forged) == 429);
    // Neither does a stolen cookie guess for long: with it ten, then as everybody.
    for (int i = 0; i < 10; ++i)
        CHECK(door.status("203.0.113.1", "guess", door.known) == 403);
    CHECK(door.status("203.0.113.1", right, door.known) == 429);
    door.office.accounts.add({"bruno", "", Role::viewer, "", "", true, true});
    CHECK(door.sign_in("203.0.113.1", "bruno", "guess", door.known).status == 403); // it is anna's alone
    door.office.world.clock.advance_ms(600'000);
    CHECK(door.status("203.0.113.1", right) == 303);
}

TEST_CASE("a name that is no account is refused as one that is: being refused tells nothing") {
    Door door;
    for (int i = 0; i < 30; ++i)
        CHECK(door.sign_in(fmt::format("198.51.100.{}", i), "nobody", "guess").status == 403);
    CHECK(door.sign_in("203.0.113.1", "nobody", "guess").status == 429);
    CHECK(door.status("203.0.113.1", right) == 303);
}

TEST_CASE("wrong tries are in the log and counted, without what was typed") {
    Door door;
    const Listening log;
    door.status("2001:db8::7", "my secret word");
    door.sign_in("198.51.100.9", "my other secret", "x");
    ask_hub(door.office.world.hub(), "POST", "/sign-in", "", "token=typed-key", "198.51.100.9");
    const std::string said = log.text.str();
    for (const char* word : {"a wrong password was tried for anna from 2001:db8::/64", "for a name that is no account from 198.51.100.9",
                             "a wrong key was tried from 198.51.100.9"})
        CHECK_MESSAGE(said.find(word) != std::string::npos, said);
    for (const char* secret : {"secret", "typed-key"})
        CHECK(said.find(secret) == std::string::npos);
    for (int i = 0; i < 21; ++i)
        door.sign_in("198.51.100.10", "anna", "guess");
    const std::string text = door.metrics();
    CHECK(text.find("accanto_sign_ins_total{result=\"good\"} 1\n") != std::string::npos);
    CHECK(text.find("accanto_sign_ins_total{result=\"wrong\"} 23\n") != std::string::npos);
    CHECK(text.find("accanto_sign_ins_total{result=\"refused\"} 1\n") != std::string::npos);
}

TEST_CASE("wrong codes from one address keep no kiosk elsewhere from being enrolled") {
    Door door;
    World& world = door.office.world;
    const auto enrol = [&](const std::string& address, const std::string& code) {
        Folder folder;
        const auto store = store::Store::open(folder.path, world.clock);
        world.road.caller = hub::network_of(address);
        return agent::enrol(folder.path, *agent::parse_hub_address("http://hub.test"), code, *store->value("kiosk_id"), "",
                            world.clock.wall_ms(), world.road)
            .identity.has_value();
    };
    const std::string code = hub::issue_code(world.hub().storage(), {{"casal", "Casal", ""}, ""}, world.clock.wall_ms());
    const Listening log;
    for (int i = 0; i < 60; ++i)
        CHECK_FALSE(enrol("198.51.100.1", "ABCDEFGH"));
    CHECK_FALSE(enrol("198.51.100.1", code)); // one who guesses has to wait
    CHECK(enrol("203.0.113.1", code));
    CHECK(log.text.str().find("an enrolment from 198.51.100.1 was refused: there is no such code") != std::string::npos);
    const std::string text = door.metrics();
    CHECK(text.find("accanto_enrolments_total{result=\"good\"} 2\n") != std::string::npos);
    CHECK(text.find("accanto_enrolments_total{result=\"wrong\"} 60\n") != std::string::npos);
    CHECK(text.find("accanto_enrolments_total{result=\"refused\"} 1\n") != std::string::npos);
}

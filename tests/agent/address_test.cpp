#include "sync/agent/pusher.h"

#include <doctest/doctest.h>

using namespace accanto::agent;

TEST_CASE("a hub's address is scheme, host and port, as a client sends them") {
    auto hub = parse_hub_address("https://Hub.Example.org:443/");
    REQUIRE(hub);
    CHECK(hub->url() == "https://hub.example.org");
    CHECK(parse_hub_address("http://127.0.0.1:8470")->authority == "127.0.0.1:8470");
    CHECK(parse_hub_address("http://[::1]:80")->authority == "[::1]");
    for (const char* bad : {"", "hub.example.org", "ftp://x", "https://", "https://x/y", "https://u@x", "https://x y", "https://x?y"})
        CHECK_MESSAGE(!parse_hub_address(bad), bad);
}

TEST_CASE("Retry-After is believed in seconds, up to an hour") {
    auto with = [](const char* value) {
        Reply reply;
        reply.message.set("retry-after", value);
        return retry_after(reply);
    };
    CHECK(with("15") == 15);
    CHECK(with("99999") == 3600);
    CHECK(!with("Wed, 21 Oct 2026 07:28:00 GMT"));
    CHECK(!with("-1"));
    CHECK(!retry_after({}));
}

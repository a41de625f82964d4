#include "kiosk/desk/guard.h"

#include <doctest/doctest.h>

using namespace accanto::desk;

TEST_CASE("only this machine's own names and plain addresses are ours") {
    const std::vector<std::string> names = {"desk.library.lan"};
    for (const char* ours : {"localhost", "localhost:8460", "127.0.0.1:8460", "192.168.1.20", "[::1]:8460",
                             "[fe80::1]", "DESK.library.lan:443"})
        CHECK_MESSAGE(is_our_host(ours, names), ours);
    for (const char* other : {"", ":8460", "evil.example", "localhost.evil.example",
                              "desk.library.lan.evil.example", "127.0.0.1.evil.example", "127.0.0.1:8460:1",
                              "[::1", "[::1]evil", "127.0.0.1:80x", "user@localhost", "localhost/"})
        CHECK_MESSAGE(!is_our_host(other, names), other);
}

TEST_CASE("a change is taken from our own pages alone") {
    Request request;
    request.headers["host"] = "127.0.0.1:8460";
    CHECK(is_same_origin(request)); // no browser: the token still guards
    request.headers["origin"] = "http://127.0.0.1:8460";
    CHECK(is_same_origin(request));
    for (const char* other : {"null", "http://127.0.0.1", "https://127.0.0.1:8460", "http://127.0.0.1:8461",
                              "http://evil.example", "http://127.0.0.1:8460.evil.example", ""}) {
        request.headers["origin"] = other;
        CHECK_MESSAGE(!is_same_origin(request), other);
    }
    request.headers["origin"] = "http://127.0.0.1:8460";
    for (const char* site : {"cross-site", "same-site", "none"}) {
        request.headers["sec-fetch-site"] = site;
        CHECK_MESSAGE(!is_same_origin(request), site);
    }
    request.headers["sec-fetch-site"] = "same-origin";
    CHECK(is_same_origin(request));
    request.secure = true;
    CHECK(!is_same_origin(request));
    request.headers["origin"] = "https://127.0.0.1:8460";
    CHECK(is_same_origin(request));
}

#include "kiosk/desk/guard.h"
#include "kiosk/desk/server.h"

#include "content/base/error.h"

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

TEST_CASE("without a certificate the desk serves this machine alone, unless the settings say that all may "
          "read along") {
    accanto::Settings::Desk settings;
    for (const char* here : {"127.0.0.1", "127.9.9.9", "::1"}) {
        settings.listen = here;
        CHECK(tls_of(settings).certificate.empty());
    }
    for (const char* everywhere : {"0.0.0.0", "::", "192.168.1.20", "::ffff:127.0.0.1", "fe80::1"}) {
        settings.listen = everywhere;
        settings.plain_http = false;
        CHECK_THROWS_WITH_AS(tls_of(settings), doctest::Contains("accanto-desk certificate makes both"),
                             accanto::Error);
        settings.plain_http = true;
        CHECK(tls_of(settings).certificate.empty());
    }
    settings.plain_http = false;
    settings.certificate = "/etc/accanto/desk/certificate.pem";
    settings.key = "/etc/accanto/desk/key.pem";
    CHECK(tls_of(settings).key == settings.key);
}

#include "tests/agent/world.h"

#include "content/base/error.h"
#include "sync/hub/query.h"
#include "sync/hub/storage/people.h"

#include <sys/stat.h>

#include <set>

using namespace accanto;
using namespace accanto::test;

namespace {

wire::Message with(const char* field, const std::string& value) {
    wire::Message out;
    out.set(field, value);
    return out;
}

std::string cookie_part(const std::string& set_cookie) { return set_cookie.substr(0, set_cookie.find(';')); }

hub::HttpAnswer sign_in(hub::Hub& hub, const std::string& form, bool tls = false) {
    hub::HttpRequest request;
    request.message.method = "POST";
    request.message.scheme = tls ? "https" : "http";
    request.message.path = "/sign-in";
    request.read_body = [&](size_t) { return std::optional(form); };
    return hub.answer(request);
}

std::string field_of(const hub::HttpAnswer& answer, const char* name) {
    for (const auto& [key, value] : answer.fields)
        if (key == name)
            return value;
    return "";
}

} // namespace

TEST_CASE("the token is a file for its owner alone, and opens the door") {
    Folder folder;
    ManualClock clock(start_ms);
    const auto storage = hub::open_sqlite(folder.path);
    hub::Metrics metrics;
    hub::Access access(folder.path, storage->people(), clock, metrics);
    struct stat info {};
    REQUIRE(stat((folder.path / "admin.token").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    std::string token = hub::read_or_make_token(folder.path);
    CHECK(access.who(with("authorization", "Bearer " + token)));
    CHECK(!access.who(with("authorization", "Bearer " + token + "x")));
    CHECK(!access.who(with("authorization", "Bearer ")));
    CHECK(!access.who({}));
    write_file_durably(folder.path / "admin.token", "short\n", 0600);
    CHECK_THROWS_AS(hub::read_or_make_token(folder.path), Error);
}

TEST_CASE("a session ends after twelve hours and cannot be made longer by hand") {
    Folder folder;
    ManualClock clock(start_ms);
    const auto storage = hub::open_sqlite(folder.path);
    hub::Metrics metrics;
    hub::Access access(folder.path, storage->people(), clock, metrics);
    std::string cookie = cookie_part(access.session_cookie(true));
    CHECK(access.who(with("cookie", "other=1; " + cookie + "; last=2")));
    std::string longer = cookie;
    longer[longer.find('=') + 1] = '9';
    CHECK(!access.who(with("cookie", longer)));
    for (const char* odd : {"accanto_hub=", "accanto_hub=.", "accanto_hub=99999999999999", "accanto_hub=99999999999999.ab", ";;;", "="})
        CHECK(!access.who(with("cookie", odd)));
    clock.advance_ms(12 * 3'600'000);
    CHECK(!access.who(with("cookie", cookie)));
}

TEST_CASE("signing in gives a cookie no script and no other site can use") {
    World world;
    std::string token = hub::read_or_make_token(world.hub_folder.path);
    CHECK(sign_in(world.hub(), "token=wrong").status == 403);
    auto answer = sign_in(world.hub(), "token=" + token, true);
    CHECK(answer.status == 303);
    std::string cookie = field_of(answer, "set-cookie");
    for (const char* part : {"HttpOnly", "SameSite=Strict", "Secure", "Path=/"})
        CHECK(cookie.find(part) != std::string::npos);
    CHECK(field_of(sign_in(world.hub(), "token=" + token), "set-cookie").find("Secure") == std::string::npos);
}

TEST_CASE("tokens cannot be guessed: after twenty wrong tries there is a minute's silence") {
    World world;
    std::string token = hub::read_or_make_token(world.hub_folder.path);
    for (int i = 0; i < 20; ++i)
        CHECK(sign_in(world.hub(), "token=" + std::to_string(i)).status == 403);
    CHECK(sign_in(world.hub(), "token=" + token).status == 429);
    world.clock.advance_ms(60'000);
    CHECK(sign_in(world.hub(), "token=" + token).status == 303);
}

TEST_CASE("codes have eight characters without look-alikes, and are read as people type them") {
    std::set<std::string> seen;
    for (int i = 0; i < 500; ++i) {
        std::string code = hub::make_code();
        CHECK(code.size() == 8);
        CHECK(code.find_first_of("0O1IL2Z5S") == std::string::npos);
        seen.insert(code);
    }
    CHECK(seen.size() == 500);
    CHECK(hub::normal_code("abcd-efgh") == "ABCDEFGH");
    CHECK(hub::normal_code(" AB CD EF GH ") == "ABCDEFGH");
    CHECK(!hub::normal_code("ABCDEFG"));
    CHECK(!hub::normal_code("ABCDEFG0"));
}

TEST_CASE("queries and forms are decoded, whatever they hold") {
    CHECK(hub::query_value("?a=1&b=x%20y+z", "b") == "x y z");
    CHECK(hub::query_value("a=%E2%82%AC", "a") == "\u20ac");
    CHECK(hub::query_value("a", "a") == "");
    CHECK(hub::query_value("a=%", "a") == "%");
    CHECK(hub::query_value("a=%zz", "a") == "%zz");
    CHECK(!hub::query_value("", "a"));
    CHECK(hub::query_encode("a b&c") == "a%20b%26c");
}

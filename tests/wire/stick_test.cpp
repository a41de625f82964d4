// Messages as text, and the file they travel in. What becomes of a file that was changed:
// tests/agent/stick_test.cpp.
#include "sync/wire/stick.h"

#include <doctest/doctest.h>

using namespace accanto::wire;

namespace {

Message request() {
    Message out;
    out.method = "POST";
    out.authority = "hub.example.org";
    out.path = "/v1/batches";
    out.set("content-type", "text/plain");
    return out;
}

std::optional<WholeMessage> taken(std::string_view text) {
    return take_http(text);
}

} // namespace

TEST_CASE("a message is read as it was written, and what stands behind it is left") {
    const std::string body("\0\r\n\r\nPOST", 10);
    const std::string text = to_http(request(), body) + "HTTP/1.1 200 ";
    std::string_view rest = text;
    const auto read = take_http(rest);
    REQUIRE(read);
    CHECK(read->body == body);
    CHECK(read->message.method == "POST");
    CHECK(read->message.path == "/v1/batches");
    CHECK(read->message.authority == "hub.example.org");
    CHECK(read->message.fields == request().fields);
    CHECK(rest == "HTTP/1.1 200 ");
    Message answer;
    answer.status = 409;
    CHECK(taken(to_http(answer, "{}"))->message.status == 409);
}

TEST_CASE("what is no whole message is none, and stays where it is") {
    const std::string whole = to_http(request(), "12345");
    for (size_t length = 0; length < whole.size(); ++length)
        CHECK(!taken(std::string_view(whole).substr(0, length)));
    for (const char* odd :
         {"POST / HTTP/1.0\r\ncontent-length: 0\r\n\r\n", "post / HTTP/1.1\r\ncontent-length: 0\r\n\r\n",
          "POST x HTTP/1.1\r\ncontent-length: 0\r\n\r\n", "POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
          "POST / HTTP/1.1\r\ncontent-length: 99999999999999999999\r\n\r\n", "POST / HTTP/1.1\r\n\r\n",
          "POST / HTTP/1.1\r\nx: a\nhost: b\r\ncontent-length: 0\r\n\r\n",
          " / HTTP/1.1\r\ncontent-length: 0\r\n\r\n", "HTTP/1.1 99\r\ncontent-length: 0\r\n\r\n",
          "HTTP/1.1 OK\r\ncontent-length: 0\r\n\r\n"})
        CHECK_MESSAGE(!taken(odd), odd);
    CHECK(!taken("POST / HTTP/1.1\r\nx: " + std::string(20'000, 'x') + "\r\ncontent-length: 0\r\n\r\n"));
}

TEST_CASE("a stick's messages come in the order it says: requests, or each with its answer") {
    Message answer;
    answer.status = 200;
    const auto reads = [](Stick::Holds holds, std::vector<WholeMessage> messages) {
        return read_stick(write_stick({holds, "kiosk", "1a2b", 0, std::move(messages)})).stick.has_value();
    };
    const WholeMessage asked{request(), "[]"}, said{answer, "{}"};
    CHECK(reads(Stick::Holds::requests, {}));
    CHECK(reads(Stick::Holds::requests, {asked, asked}));
    CHECK(!reads(Stick::Holds::requests, {asked, said}));
    CHECK(reads(Stick::Holds::answers, {asked, said, asked, said}));
    CHECK(!reads(Stick::Holds::answers, {asked, said, asked}));
    CHECK(!reads(Stick::Holds::answers, {said, asked}));
}

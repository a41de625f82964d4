#include "sync/wire/batch.h"
#include "sync/wire/event.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace accanto::wire;

namespace {

std::string event_text(int64_t seq, const std::string& data = "{}") {
    return "{\"specversion\":\"1.0\",\"id\":\"id-" + std::to_string(seq) +
           "\",\"source\":\"kiosk\",\"type\":\"org.accanto.test.v1\",\"time\":\"2026-11-23T09:15:00.250Z\",\"epoch\":1,\"seq\":" +
           std::to_string(seq) + ",\"bootid\":\"b\",\"monoms\":\"5000000000\",\"clockquality\":\"carried\",\"data\":" + data + "}";
}

BatchFault fault_of(const std::string& body) {
    auto got = decode_batch(body);
    REQUIRE_MESSAGE(std::holds_alternative<BatchFault>(got), body.substr(0, 60));
    return std::get<BatchFault>(got);
}

} // namespace

TEST_CASE("the bytes of each event stay as they are") {
    std::vector<std::string> kept{event_text(1, "{\"t\":\"] , } \\\" [ {\"}"), "  not json at all:  x", event_text(2, "{ \"a\" : [ 1 , [2] ] }"),
                                  "\xff\xfe"};
    std::vector<std::string_view> events(kept.begin(), kept.end());
    events[1] = "not json at all:  x";
    std::string body = encode_batch(events);
    CHECK(body.size() == batch_overhead(4) + events[0].size() + events[1].size() + events[2].size() + events[3].size());
    auto got = decode_batch(body);
    REQUIRE(std::holds_alternative<std::vector<std::string_view>>(got));
    CHECK(std::get<std::vector<std::string_view>>(got) == events);
}

TEST_CASE("nothing to say is an empty array") {
    CHECK(encode_batch({}) == "[]");
    auto got = decode_batch(" [ ] ");
    REQUIRE(std::holds_alternative<std::vector<std::string_view>>(got));
    CHECK(std::get<std::vector<std::string_view>>(got).empty());
}

TEST_CASE("limits hold") {
    std::vector<std::string_view> many(max_batch_events, "{}");
    CHECK(std::holds_alternative<std::vector<std::string_view>>(decode_batch(encode_batch(many))));
    many.push_back("{}");
    CHECK(fault_of(encode_batch(many)) == BatchFault::too_many);
    CHECK(fault_of("[\"" + std::string(max_batch_bytes, 'x') + "\"]") == BatchFault::too_large);
    std::string deep(size_t(max_event_depth), '[');
    std::string shut(size_t(max_event_depth), ']');
    CHECK(std::holds_alternative<std::vector<std::string_view>>(decode_batch("[" + deep + shut + "]")));
    CHECK(fault_of("[[" + deep + shut + "]]") == BatchFault::too_deep);
    CHECK(fault_of("[" + std::string(500'000, '[') + "]") == BatchFault::too_deep);
}

TEST_CASE("what is no array is told so") {
    for (const char* body : {"", "[", "]", "{}", "[1,]", "[,1]", "[1,,2]", "[\"a]", "[}]", "[{]", "[1]]", "[[1]", "[1] x", "null"})
        CHECK(fault_of(body) == BatchFault::not_an_array);
}

TEST_CASE("an event is read with its extensions") {
    auto got = parse_event(event_text(7, "{\"n\":3}"));
    REQUIRE(std::holds_alternative<Event>(got));
    const Event& e = std::get<Event>(got);
    CHECK(e.seq == 7);
    CHECK(e.mono_ms == 5'000'000'000);
    CHECK(e.clock == ClockQuality::carried);
    CHECK(e.wall_ms == 1795425300250);
    CHECK((*e.data)["n"] == 3);
}

TEST_CASE("a broken event says what is wrong with it") {
    auto detail = [](const std::string& text) {
        auto got = parse_event(text);
        REQUIRE_MESSAGE(std::holds_alternative<EventFault>(got), text.substr(0, 80));
        return std::get<EventFault>(got).detail;
    };
    CHECK(detail("nonsense") == "no JSON object");
    CHECK(detail("[]") == "no JSON object");
    CHECK(detail("{}") == "\"specversion\" must be a text");
    CHECK(detail(std::string(max_event_bytes + 1, ' ')) == "larger than 64 KiB");
    CHECK(detail(std::string(60'000, '[')) == "nested more than 32 deep");
    std::string good = event_text(1);
    auto with = [&](const char* from, const char* to) {
        std::string text = good;
        text.replace(text.find(from), std::string_view(from).size(), to);
        return detail(text);
    };
    CHECK(with("\"seq\":1", "\"seq\":-1") == "\"seq\" must be a whole number from 0");
    CHECK(with("\"seq\":1", "\"seq\":1.5") == "\"seq\" must be a whole number from 0");
    CHECK(with("\"seq\":1", "\"seq\":18446744073709551615") == "\"seq\" must be a whole number from 0");
    CHECK(with("\"seq\":1", "\"seq\":\"1x\"") == "\"seq\" must be a whole number from 0");
    CHECK(with("carried", "guessed") == "\"clockquality\" must be trusted, carried or unknown");
    CHECK(with("2026-11-23T", "2026-13-23T") == "\"time\" must be an RFC 3339 time");
    CHECK(with("\"data\":{}", "\"data\":[]") == "\"data\" must be an object");
    CHECK(with("\"1.0\"", "\"0.3\"") == "\"specversion\" must be 1.0");
    CHECK(with("\"id\":\"id-1\"", "\"id\":17") == "\"id\" must be a text");
    CHECK(with("\"id\":\"id-1\"", "\"id\":\"a\\u0000b\"") == "\"id\" must hold no control characters");
    CHECK(with("kiosk", "\xff\xff") == "no JSON object");
}

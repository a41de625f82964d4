#include "sync/wire/structured.h"

#include <doctest/doctest.h>

using namespace accanto::wire;

TEST_CASE("structured fields come out as they went in") {
    for (const char* field : {
             R"(sig1=("@method" "content-type";req "signature";key="a";req);created=1618884473;keyid="k")",
             R"(sha-256=:AAECAwQ=:, size=12, flag, off=?0, word=a/b;x=1.5;y, text="a \"b\" \\")",
             R"(n=-999999999999999, empty=())",
         }) {
        auto read = parse_dictionary(field);
        REQUIRE_MESSAGE(read.has_value(), field);
        CHECK(serialise(*read) == field);
    }
}

TEST_CASE("a repeated key keeps its last value, at its last place") {
    auto read = parse_dictionary("a=1, b=2, a=3");
    REQUIRE(read);
    CHECK(serialise(*read) == "b=2, a=3");
}

TEST_CASE("one wrong character and there is no value") {
    for (const char* field : {"a=", "a=1,", "a=1,,b=2", "A=1", "a=(1 2", "a=(1,2)", "a=\"x", "a=\"\\x\"", "a=:???:", "a=:AAE",
                              "a=1.", "a=1.2345", "a=1234567890123456", "a=?2", "a=1;", "a=1 b=2", "a==1", "=1", "a=\"\x01\"", "a=-"})
        CHECK_MESSAGE(!parse_dictionary(field).has_value(), field);
}

TEST_CASE("an empty field is an empty dictionary") {
    auto read = parse_dictionary("");
    REQUIRE(read);
    CHECK(read->empty());
}

TEST_CASE("numbers keep their kind") {
    auto read = parse_dictionary("whole=5, decimal=5.0");
    REQUIRE(read);
    CHECK(item_value<int64_t>(*read, "whole") != nullptr);
    CHECK(item_value<int64_t>(*read, "decimal") == nullptr);
    REQUIRE(item_value<double>(*read, "decimal") != nullptr);
    CHECK(*item_value<double>(*read, "decimal") == 5.0);
}

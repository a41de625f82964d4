#include "content/base/bytes.h"

#include <doctest/doctest.h>

#include <set>

using namespace accanto;

TEST_CASE("digests are those of FIPS 180-4") {
    CHECK(to_hex(view(sha256(""))) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(view(sha256("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("ab", "c") == sha256("abc"));
    CHECK(sha256("a", "bc") == sha256("abc"));
    CHECK(sha256("ab") != sha256("abc"));
}

TEST_CASE("base64 is that of RFC 4648") {
    const char* pairs[][2] = {{"", ""},
                              {"f", "Zg=="},
                              {"fo", "Zm8="},
                              {"foo", "Zm9v"},
                              {"foob", "Zm9vYg=="},
                              {"fooba", "Zm9vYmE="},
                              {"foobar", "Zm9vYmFy"}};
    for (auto& [plain, text] : pairs) {
        CHECK(to_base64(plain) == text);
        CHECK(from_base64(text) == std::string(plain));
    }
    for (const char* wrong : {"Zg", "Zg=", "Z===", "Zm9v!", "Zm 9v", "====", "Zm9v=", "_-==", "Zg==Zg=="})
        CHECK_MESSAGE(!from_base64(wrong), wrong);
}

TEST_CASE("every byte survives hex and base64") {
    for (size_t length = 0; length < 300; ++length) {
        std::string bytes;
        for (size_t i = 0; i < length; ++i)
            bytes += char(i * 7 + length);
        CHECK(from_hex(to_hex(bytes)) == bytes);
        CHECK(from_base64(to_base64(bytes)) == bytes);
    }
}

TEST_CASE("what is no hex is nothing") {
    CHECK(from_hex("00fF") == std::string("\0\xff", 2));
    for (const char* wrong : {"0", "0g", "g0", "00 ", " 00", "0x00", "00:11"})
        CHECK_MESSAGE(!from_hex(wrong), wrong);
}

TEST_CASE("random bytes are as many as asked for, and others each time") {
    CHECK(random_bytes(0).empty());
    CHECK(random_bytes(32).size() == 32);
    CHECK(random_bytes(32) != random_bytes(32));
}

TEST_CASE("a UUIDv7 has its version, variant and time") {
    int64_t floor = 0;
    std::string id = uuid7(0x0123456789ab, floor);
    CHECK(id.size() == 36);
    CHECK(id.substr(0, 13) == "01234567-89ab");
    CHECK(id[14] == '7');
    CHECK(std::string("89ab").find(id[19]) != std::string::npos);
    CHECK(floor == 0x0123456789ab);
}

TEST_CASE("ids stay in order when the clock stands still or goes back") {
    int64_t floor = 0;
    std::string last;
    std::set<std::string> all;
    for (int64_t wall : {5000, 5000, 5000, 4000, 0, 5001, 9000, 9000, 1}) {
        std::string id = uuid7(wall, floor);
        CHECK(id > last);
        last = id;
        all.insert(id);
    }
    CHECK(all.size() == 9);
    CHECK(uuid7(1) != uuid7(1));
}

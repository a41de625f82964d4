#include "sync/wire/compression.h"

#include <doctest/doctest.h>

using namespace accanto::wire;

namespace {

std::string like_events(size_t bytes) {
    std::string out;
    for (int i = 0; out.size() < bytes; ++i)
        out += "{\"seq\":" + std::to_string(i) + ",\"type\":\"org.accanto.ticket.taken.v1\"},";
    return out;
}

} // namespace

TEST_CASE("what is compressed comes back") {
    for (Encoding encoding : {Encoding::identity, Encoding::zstd, Encoding::gzip})
        for (const std::string& text : {std::string(), std::string("x"), like_events(300'000)}) {
            std::string packed = compress(encoding, text);
            CHECK(decompress(encoding, packed, 1 << 20) == text);
            CHECK(encoding_of(to_text(encoding)) == encoding);
        }
    CHECK(compress(Encoding::zstd, like_events(300'000)).size() < 60'000);
}

TEST_CASE("a bomb stops at the limit") {
    std::string zeros(16 << 20, '\0');
    for (Encoding encoding : {Encoding::zstd, Encoding::gzip}) {
        std::string bomb = compress(encoding, zeros);
        CHECK(bomb.size() < 100'000);
        CHECK(!decompress(encoding, bomb, 1 << 20).has_value());
        CHECK(decompress(encoding, bomb, zeros.size()).has_value());
    }
}

TEST_CASE("cut, foreign or longer streams are nothing") {
    for (Encoding encoding : {Encoding::zstd, Encoding::gzip}) {
        std::string packed = compress(encoding, like_events(10'000));
        for (size_t cut : {size_t(0), size_t(1), size_t(5), packed.size() / 2, packed.size() - 1})
            CHECK(!decompress(encoding, packed.substr(0, cut), 1 << 20).has_value());
        CHECK(!decompress(encoding, packed + "x", 1 << 20).has_value());
        CHECK(!decompress(encoding, "plain text, no stream", 1 << 20).has_value());
    }
    CHECK(!encoding_of("br").has_value());
}

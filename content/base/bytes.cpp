#include "content/base/bytes.h"

#include "content/base/error.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <mutex>

namespace accanto {

namespace {

void need_sodium() {
    static const int ready = sodium_init();
    ACCANTO_ASSERT(ready >= 0);
}

const unsigned char* u(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }

} // namespace

void broken_belief(const char* belief, const char* file, int line) {
    fprintf(stderr, "%s:%d: broken belief: %s\n", file, line, belief);
    abort();
}

Sha256Stream::Sha256Stream() {
    sha256_init(&m_state);
}

void Sha256Stream::add(std::string_view bytes) {
    sha256_update(&m_state, bytes.size(), u(bytes));
}

Sha256 Sha256Stream::finish() {
    Sha256 out;
    sha256_digest(&m_state, out.size(), out.data());
    return out;
}

Sha256 sha256(std::string_view bytes) { return sha256(bytes, {}); }

Sha256 sha256(std::string_view first, std::string_view second) {
    Sha256Stream stream;
    stream.add(first);
    stream.add(second);
    return stream.finish();
}

std::string to_hex(std::string_view bytes) {
    static const char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (unsigned char c : bytes) {
        out += digits[c >> 4];
        out += digits[c & 15];
    }
    return out;
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2)
        return std::nullopt;
    std::string out(text.size() / 2, '\0');
    size_t length = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr,
                       &length, &end) != 0 ||
        length != out.size() || end != text.data() + text.size())
        return std::nullopt;
    return out;
}

std::string to_base64(std::string_view bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), u(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.resize(strlen(out.c_str()));
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string out(text.size() / 4 * 3 + 3, '\0');
    size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr,
                          &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    out.resize(length);
    return out;
}

std::string random_bytes(size_t count) {
    need_sodium();
    std::string out(count, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
}

std::string uuid7(int64_t wall_ms, int64_t& floor_ms) {
    // Within one millisecond, and whenever the clock went back, the floor moves on by one: order holds without a counter.
    int64_t stamp = std::max(wall_ms, floor_ms + 1);
    floor_ms = stamp;
    std::string b = random_bytes(16);
    for (int i = 0; i < 6; ++i)
        b[size_t(i)] = char(stamp >> (40 - 8 * i));
    b[6] = char((b[6] & 0x0f) | 0x70);
    b[8] = char((b[8] & 0x3f) | 0x80);
    std::string h = to_hex(b);
    return h.substr(0, 8) + "-" + h.substr(8, 4) + "-" + h.substr(12, 4) + "-" + h.substr(16, 4) + "-" + h.substr(20);
}

std::string uuid7(int64_t wall_ms) {
    static std::mutex mutex;
    static int64_t floor_ms = 0;
    std::lock_guard lock(mutex);
    return uuid7(wall_ms, floor_ms);
}

} // namespace accanto

#pragma once
// Encodings, digests and ids.

#include <nettle/sha2.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accanto {

using Sha256 = std::array<unsigned char, 32>;

// FIPS 180-4, by Nettle, which uses the instructions that processors have for it: a fifth of what libsodium takes. The second
// form hashes the two parts one after the other.
Sha256 sha256(std::string_view bytes);
Sha256 sha256(std::string_view first, std::string_view second);
// The same for what comes in pieces.
class Sha256Stream {
public:
    Sha256Stream();
    void add(std::string_view bytes);
    Sha256 finish(); // once, as the last call

private:
    sha256_ctx m_state;
};
inline std::string_view view(const Sha256& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string to_hex(std::string_view bytes);                   // lower case
std::optional<std::string> from_hex(std::string_view text);   // nothing when a character is no hex digit
std::string to_base64(std::string_view bytes);                // RFC 4648 section 4, padded
std::optional<std::string> from_base64(std::string_view text);

// Bytes from the kernel's generator.
std::string random_bytes(size_t count);

// UUIDv7 (RFC 9562) in text form. `floor_ms` keeps ids of this process in order even when the clock goes back:
// pass the last one's time (persisted by the store), and read it back afterwards. Any thread.
std::string uuid7(int64_t wall_ms, int64_t& floor_ms);
// The same with a floor of the process alone, for ids whose order matters to nobody.
std::string uuid7(int64_t wall_ms);

} // namespace accanto

#include "content/base/recovery.h"

#include "content/base/bytes.h"
#include "content/base/error.h"

#include <fmt/format.h>
#include <sodium.h>

namespace accanto {

namespace {

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
std::string_view text(const PublicKey& key) { return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}; }

std::string response(std::string shared, const PublicKey& hub, const PublicKey& kiosk, std::string_view kiosk_id, std::string_view challenge) {
    constexpr std::string_view purpose("accanto technician recovery 1\0", 30);
    std::string seed = std::string(purpose) + shared + std::string(text(hub)) + std::string(text(kiosk));
    const Sha256 key = sha256(seed);
    sodium_memzero(shared.data(), shared.size());
    sodium_memzero(seed.data(), seed.size());
    const std::string message = std::string(kiosk_id) + "\n" + std::string(challenge);
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    static_assert(crypto_auth_hmacsha256_KEYBYTES == 32);
    crypto_auth_hmacsha256(mac, raw(message), message.size(), key.data());
    uint64_t number = 0;
    for (int i = 0; i < 8; ++i)
        number = number << 8 | mac[i];
    return fmt::format("{:010}", number % 10'000'000'000);
}

} // namespace

std::string recovery_response(const SecretKey& hub, const PublicKey& kiosk, std::string_view kiosk_id, std::string_view challenge) {
    return response(hub.shared_with(kiosk), hub.public_key(), kiosk, kiosk_id, only_digits(challenge));
}

bool is_recovery_response(const SecretKey& kiosk, const PublicKey& hub, std::string_view kiosk_id, std::string_view challenge, std::string_view typed) {
    const std::string right = response(kiosk.shared_with(hub), hub, kiosk.public_key(), kiosk_id, only_digits(challenge));
    const std::string given = only_digits(typed);
    return given.size() == right.size() && sodium_memcmp(given.data(), right.data(), right.size()) == 0;
}

std::string only_digits(std::string_view typed) {
    std::string out;
    for (char c : typed)
        if (c >= '0' && c <= '9')
            out += c;
    return out;
}

} // namespace accanto

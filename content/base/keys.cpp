#include "content/base/keys.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/pem.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

namespace accanto {

namespace {

// The fixed DER around the 32 bytes (RFC 8410, sections 4 and 7).
constexpr std::string_view private_der("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);
constexpr std::string_view public_der("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);

std::string_view view_of(const unsigned char* bytes, size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}
const unsigned char* raw(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }

PublicKey key_of(std::string_view bytes) {
    PublicKey key;
    std::copy_n(raw(bytes), key.bytes.size(), key.bytes.begin());
    return key;
}

} // namespace

std::string PublicKey::text() const { return to_base64(view_of(bytes.data(), bytes.size())); }

std::string PublicKey::pem() const {
    return pem_text("PUBLIC KEY", std::string(public_der) + std::string(view_of(bytes.data(), bytes.size())));
}

std::string PublicKey::fingerprint() const {
    std::string hex = to_hex(view(sha256(view_of(bytes.data(), bytes.size()))));
    return fmt::format("{}-{}-{}-{}", hex.substr(0, 4), hex.substr(4, 4), hex.substr(8, 4), hex.substr(12, 4));
}

std::optional<PublicKey> public_key_from_text(std::string_view base64) {
    auto bytes = from_base64(base64);
    if (!bytes || bytes->size() != 32)
        return std::nullopt;
    return key_of(*bytes);
}

std::optional<PublicKey> public_key_from_pem(std::string_view pem) {
    auto der = pem_bytes(pem);
    if (!der || der->size() != public_der.size() + 32 || !der->starts_with(public_der))
        return std::nullopt;
    return key_of(std::string_view(*der).substr(public_der.size()));
}

bool verify(const PublicKey& key, std::string_view message, std::string_view signature) {
    return signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(raw(signature), raw(message), message.size(), key.bytes.data()) == 0;
}

struct SecretKey::Inner {
    unsigned char bytes[crypto_sign_SECRETKEYBYTES];
    ~Inner() { sodium_memzero(bytes, sizeof bytes); }
    std::string_view seed() const { return view_of(bytes, crypto_sign_SEEDBYTES); }
};

SecretKey::SecretKey() : m_inner(std::make_unique<Inner>()) {}
SecretKey::SecretKey(SecretKey&&) noexcept = default;
SecretKey& SecretKey::operator=(SecretKey&&) noexcept = default;
SecretKey::~SecretKey() = default;

SecretKey SecretKey::from_seed(std::string_view seed) {
    ACCANTO_ASSERT(seed.size() == crypto_sign_SEEDBYTES && sodium_init() >= 0);
    SecretKey key;
    crypto_sign_seed_keypair(key.m_public.bytes.data(), key.m_inner->bytes, raw(seed));
    return key;
}

SecretKey SecretKey::generate() {
    std::string seed = random_bytes(crypto_sign_SEEDBYTES);
    SecretKey key = from_seed(seed);
    sodium_memzero(seed.data(), seed.size());
    return key;
}

SecretKey SecretKey::load(const std::filesystem::path& file) {
    std::string text = read_key_file(file);
    auto der = pem_bytes(text);
    sodium_memzero(text.data(), text.size());
    if (!der || der->size() != private_der.size() + 32 || !der->starts_with(private_der))
        throw Error(fmt::format("{}: this is no Ed25519 private key in PEM form", file.string()), EINVAL);
    SecretKey key = from_seed(std::string_view(*der).substr(private_der.size()));
    sodium_memzero(der->data(), der->size());
    return key;
}

SecretKey SecretKey::load_or_make(const std::filesystem::path& file) {
    if (std::filesystem::exists(file))
        return load(file);
    SecretKey key = generate();
    key.save(file);
    return key;
}

void SecretKey::save(const std::filesystem::path& file) const {
    std::string der = std::string(private_der) + std::string(m_inner->seed());
    std::string text = pem_text("PRIVATE KEY", der);
    write_file_durably(file, text, 0600);
    sodium_memzero(der.data(), der.size());
    sodium_memzero(text.data(), text.size());
}

std::string SecretKey::sign(std::string_view message) const {
    std::string out(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr, raw(message), message.size(), m_inner->bytes);
    return out;
}

std::string SecretKey::shared_with(const PublicKey& other) const {
    unsigned char mine[crypto_scalarmult_SCALARBYTES], theirs[crypto_scalarmult_BYTES];
    std::string out(crypto_scalarmult_BYTES, '\0');
    const bool made = crypto_sign_ed25519_pk_to_curve25519(theirs, other.bytes.data()) == 0 && crypto_sign_ed25519_sk_to_curve25519(mine, m_inner->bytes) == 0 &&
                      crypto_scalarmult(reinterpret_cast<unsigned char*>(out.data()), mine, theirs) == 0;
    sodium_memzero(mine, sizeof mine);
    if (!made)
        throw Error("this public key is no point that can be agreed with", EINVAL);
    return out;
}

} // namespace accanto

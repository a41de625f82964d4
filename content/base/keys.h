#pragma once
// Ed25519 keys (RFC 8032, by libsodium) and their files: PEM as RFC 8410 writes it, so that openssl reads them too.

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace accanto {

struct PublicKey {
    std::array<unsigned char, 32> bytes{};
    bool operator==(const PublicKey&) const = default;

    std::string text() const;          // base64 of the 32 bytes, as it stands in enrolment answers
    std::string pem() const;
    // The first 16 hexadecimal digits of its SHA-256 in groups of four: what two people compare on the phone.
    std::string fingerprint() const;
};
std::optional<PublicKey> public_key_from_text(std::string_view base64);
std::optional<PublicKey> public_key_from_pem(std::string_view pem);

bool verify(const PublicKey& key, std::string_view message, std::string_view signature);

// A private key. Its memory is wiped at the end; moved, never copied. Signing is safe from any thread.
class SecretKey {
public:
    static SecretKey generate();
    static SecretKey from_seed(std::string_view seed_32_bytes);
    // Reads a PEM file. Throws Error when it is missing, malformed, or readable by anyone but its owner.
    static SecretKey load(const std::filesystem::path& file);
    // The key of the file, made and durably written (0600) when there is none yet.
    static SecretKey load_or_make(const std::filesystem::path& file);

    SecretKey(SecretKey&&) noexcept;
    SecretKey& operator=(SecretKey&&) noexcept;
    ~SecretKey();

    void save(const std::filesystem::path& file) const;   // 0600, durable. Throws Error
    const PublicKey& public_key() const { return m_public; }
    std::string sign(std::string_view message) const;     // 64 bytes
    // What this key and another's private half have in common (X25519, RFC 7748, over the same keys): 32 bytes to derive from,
    // never to be used as they are. Throws Error for a key with which nobody can have anything in common.
    std::string shared_with(const PublicKey& other) const;

private:
    SecretKey();
    struct Inner;
    std::unique_ptr<Inner> m_inner;
    PublicKey m_public;
};

} // namespace accanto

#pragma once
// Words that only a coordinator of the network can read (design/sync.md): libsodium's sealed boxes (X25519,
// XSalsa20-Poly1305) to the network's public key. A kiosk and the hub pass them on and cannot open them.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace accanto {

// Something can be sealed to this public key: base64 of 32 bytes, and no point that libsodium refuses.
bool is_sealing_key(std::string_view key);

// The words as a sealed box in base64, filled up with blanks to `room` bytes, so that its length tells
// nothing of theirs. They must fit, and is_sealing_key(key) must hold. Any thread.
std::string seal(std::string_view key, std::string_view words, size_t room);

// The private half, in the coordinator's own hands. Its memory is wiped at the end.
class OpeningKey {
public:
    static OpeningKey generate();
    // Reads the file of save(). `passphrase` is asked only when the file has one, and again until it is right
    // or empty. Throws Error when the file is missing, malformed or readable by others, or the passphrase was
    // not given.
    static OpeningKey load(const std::filesystem::path& file, const std::function<std::string()>& passphrase);
    // A new file, 0600, durable: PEM as RFC 8410 writes it, which openssl reads too; or, with a passphrase,
    // encrypted by it (argon2id, XSalsa20-Poly1305). Throws Error, also when there is a file already: a key
    // that is in use must not be lost.
    void save(const std::filesystem::path& file, std::string_view passphrase) const;

    OpeningKey(OpeningKey&&) noexcept;
    OpeningKey& operator=(OpeningKey&&) noexcept;
    ~OpeningKey();

    // What words are sealed to: the setting [contact] key.
    const std::string& sealing_key() const { return m_sealing_key; }
    // The words of a sealed box in base64, without the blanks behind them. Nothing when it was sealed to
    // another key or is damaged.
    std::optional<std::string> open(std::string_view sealed) const;

private:
    struct Inner;
    explicit OpeningKey(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> m_inner;
    std::string m_sealing_key;
};

} // namespace accanto

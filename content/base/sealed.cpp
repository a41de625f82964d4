#include "content/base/sealed.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/pem.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <vector>

namespace accanto {

namespace {

// The fixed DER before the 32 bytes of an X25519 private key (RFC 8410, section 7).
constexpr std::string_view private_der("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x6e\x04\x22\x04\x20",
                                       16);
constexpr const char* plain_label = "PRIVATE KEY";
constexpr const char* locked_label = "ACCANTO ENCRYPTED OPENING KEY";

using Bytes = unsigned char*;
Bytes raw(std::string& s) {
    return reinterpret_cast<Bytes>(s.data());
}
const unsigned char* raw(std::string_view s) {
    return reinterpret_cast<const unsigned char*>(s.data());
}

// Wiped when it is done with.
struct Secret : std::string {
    explicit Secret(size_t size) : std::string(size, '\0') {}
    explicit Secret(std::string text) : std::string(std::move(text)) {}
    ~Secret() { sodium_memzero(data(), size()); }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
};

// Half a second and 256 MB of whoever tries a passphrase (libsodium's "moderate"). Part of the file's form.
void stretch(Secret& key, std::string_view passphrase, std::string_view salt) {
    if (crypto_pwhash(raw(key), key.size(), passphrase.data(), passphrase.size(), raw(salt), 3,
                      size_t{256} << 20, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Error("there is not enough memory for the passphrase (256 MB)", ENOMEM);
}

constexpr size_t salt_bytes = crypto_pwhash_SALTBYTES, nonce_bytes = crypto_secretbox_NONCEBYTES;

std::string locked(std::string_view secret, std::string_view passphrase) {
    const std::string salt = random_bytes(salt_bytes), nonce = random_bytes(nonce_bytes);
    Secret key(crypto_secretbox_KEYBYTES);
    stretch(key, passphrase, salt);
    std::string box(secret.size() + crypto_secretbox_MACBYTES, '\0');
    crypto_secretbox_easy(raw(box), raw(secret), secret.size(), raw(nonce), raw(std::string_view(key)));
    return salt + nonce + box;
}

// False when the passphrase is another one.
bool unlock(Secret& secret, std::string_view locked, std::string_view passphrase) {
    Secret key(crypto_secretbox_KEYBYTES);
    stretch(key, passphrase, locked.substr(0, salt_bytes));
    const std::string_view nonce = locked.substr(salt_bytes, nonce_bytes),
                           box = locked.substr(salt_bytes + nonce_bytes);
    return crypto_secretbox_open_easy(raw(secret), raw(box), box.size(), raw(nonce),
                                      raw(std::string_view(key))) == 0;
}

std::string decoded_key(std::string_view key) {
    const auto bytes = from_base64(key);
    return bytes && bytes->size() == crypto_box_PUBLICKEYBYTES ? *bytes : std::string();
}

} // namespace

bool is_sealing_key(std::string_view key) {
    const std::string bytes = decoded_key(key);
    unsigned char sealed[crypto_box_SEALBYTES];
    return !bytes.empty() && sodium_init() >= 0 &&
           crypto_box_seal(sealed, nullptr, 0, raw(std::string_view(bytes))) == 0;
}

std::string seal(std::string_view key, std::string_view words, size_t room) {
    const std::string bytes = decoded_key(key);
    ACCANTO_ASSERT(!bytes.empty() && words.size() <= room && sodium_init() >= 0);
    Secret plain(std::string(room, ' '));
    std::copy(words.begin(), words.end(), plain.begin());
    std::string sealed(room + crypto_box_SEALBYTES, '\0');
    const int result =
        crypto_box_seal(raw(sealed), raw(std::string_view(plain)), room, raw(std::string_view(bytes)));
    ACCANTO_ASSERT(result == 0);
    return to_base64(sealed);
}

struct OpeningKey::Inner {
    Secret secret{size_t{crypto_box_SECRETKEYBYTES}};
    std::string open;
};

OpeningKey::OpeningKey(std::unique_ptr<Inner> inner) : m_inner(std::move(inner)) {
    m_inner->open.resize(crypto_box_PUBLICKEYBYTES);
    crypto_scalarmult_base(raw(m_inner->open), raw(std::string_view(m_inner->secret)));
    m_sealing_key = to_base64(m_inner->open);
}
OpeningKey::OpeningKey(OpeningKey&&) noexcept = default;
OpeningKey& OpeningKey::operator=(OpeningKey&&) noexcept = default;
OpeningKey::~OpeningKey() = default;

OpeningKey OpeningKey::generate() {
    ACCANTO_ASSERT(sodium_init() >= 0);
    auto inner = std::make_unique<Inner>();
    randombytes_buf(inner->secret.data(), inner->secret.size());
    return OpeningKey(std::move(inner));
}

OpeningKey OpeningKey::load(const std::filesystem::path& file,
                            const std::function<std::string()>& passphrase) {
    ACCANTO_ASSERT(sodium_init() >= 0);
    const Secret text(read_key_file(file));
    const Secret bytes(pem_bytes(text).value_or(""));
    auto inner = std::make_unique<Inner>();
    const size_t size = inner->secret.size();
    if (text.starts_with(fmt::format("-----BEGIN {}-----", plain_label)) &&
        bytes.size() == private_der.size() + size && bytes.starts_with(private_der)) {
        std::copy_n(bytes.begin() + private_der.size(), size, inner->secret.begin());
        return OpeningKey(std::move(inner));
    }
    if (!text.starts_with(fmt::format("-----BEGIN {}-----", locked_label)) ||
        bytes.size() != salt_bytes + nonce_bytes + size + crypto_secretbox_MACBYTES)
        throw Error(fmt::format("{}: this is no private key that opens contacts", file.string()), EINVAL);
    for (;;) {
        const Secret given(passphrase());
        if (given.empty())
            throw Error(fmt::format("{}: opens only with its passphrase", file.string()), EPERM);
        if (unlock(inner->secret, bytes, given))
            return OpeningKey(std::move(inner));
    }
}

void OpeningKey::save(const std::filesystem::path& file, std::string_view passphrase) const {
    const Secret bytes(passphrase.empty() ? std::string(private_der) + m_inner->secret
                                          : locked(m_inner->secret, passphrase));
    const Secret text(pem_text(passphrase.empty() ? plain_label : locked_label, bytes));
    write_new_file(file, text, 0600);
    sync_path(file);
    sync_path(file.has_parent_path() ? file.parent_path() : ".");
}

std::optional<std::string> OpeningKey::open(std::string_view sealed) const {
    const auto box = from_base64(sealed);
    if (!box || box->size() < crypto_box_SEALBYTES)
        return std::nullopt;
    std::string words(box->size() - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(raw(words), raw(std::string_view(*box)), box->size(),
                             raw(std::string_view(m_inner->open)),
                             raw(std::string_view(m_inner->secret))) != 0)
        return std::nullopt;
    words.erase(words.find_last_not_of(' ') + 1);
    return words;
}

} // namespace accanto

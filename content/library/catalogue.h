#pragma once
// The signed list of packs: which version of each is the one to install, as somebody a kiosk trusts says.
//
// Two files. catalogue.toml is TOML in UTF-8; catalogue.toml.sig is its Ed25519 signature (RFC 8032): 64 raw
// bytes over exactly the bytes of catalogue.toml, so that there is no canonical form to get wrong, and
// openssl verifies it too (content/README.md shows how).

#include "content/base/key_change.h"
#include "content/library/pack_manifest.h"

#include <filesystem>

namespace accanto::content {

struct CataloguePack {
    std::string id;
    int version = 0;
    std::string version_name, title, min_app;
    std::string file;   // its name, beside the catalogue
    std::string sha256; // of the pack
    uint64_t size = 0;  // of the pack, in bytes
};

// Of the publisher's key: what is said, and saying it.
std::string change_statement(const PublicKey& from, const PublicKey& to);
KeyChange change_key(const SecretKey& from, const PublicKey& to);
inline constexpr std::string_view content_keys = "accanto content"; // whose changes these are

struct Catalogue {
    int version = 0;             // only ever larger
    std::string issued, expires; // days: "2026-11-23"; good until the end of `expires`
    PublicKey signer;            // who says to have signed it; for messages, until the signature is verified
    std::vector<KeyChange> key_changes; // all there were, in their order
    std::vector<CataloguePack> packs;   // by id, each once

    const CataloguePack* find(std::string_view id) const;
};

inline constexpr uint64_t most_catalogue_bytes = 1 << 20;
std::optional<Catalogue> parse_catalogue(std::string_view text, const std::string& file,
                                         std::vector<Problem>& problems);
std::string to_toml(const Catalogue& catalogue);

struct SignedCatalogue {
    std::string name; // what messages call it
    std::string text, signature;
};
// Sets the signer and signs.
SignedCatalogue sign_catalogue(Catalogue catalogue, const SecretKey& key);
OrRefused<SignedCatalogue> read_signed_catalogue(const std::filesystem::path& file);
// Durably, the signature first: whoever copies the list copies one that is signed. Throws Error.
void write_signed_catalogue(const SignedCatalogue& catalogue, const std::filesystem::path& file);
std::filesystem::path signature_file(const std::filesystem::path& catalogue);

// Who and when is asked: the key of the settings (content_key_file()), and the local day.
struct Trust {
    PublicKey anchor;
    std::string today; // "2026-11-23"
};
// The key in such a file, or why there is none.
OrRefused<PublicKey> read_anchor(const std::filesystem::path& key_file);

// What a machine remembers of catalogues, in <folder>/seen.toml, so that neither an older catalogue nor a key
// that was given up comes back.
struct Seen {
    PublicKey anchor;   // of the settings when this was written; another one there begins anew
    PublicKey key;      // who signs now
    int version = 0;    // of the newest catalogue that was accepted
    std::string sha256; // of its bytes
};
OrRefused<std::optional<Seen>> read_seen(const std::filesystem::path& folder);
void write_seen(const std::filesystem::path& folder, const Seen& seen);

struct Accepted {
    Catalogue catalogue;
    Seen seen; // to be remembered: write_seen()
};
// Signature, key changes, version and days. Pure.
OrRefused<Accepted> verify_catalogue(const SignedCatalogue& catalogue, const Trust& trust,
                                     const std::optional<Seen>& seen);

} // namespace accanto::content

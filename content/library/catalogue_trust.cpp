#include "content/library/catalogue.h"

#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/table_reader.h"

namespace accanto::content {

namespace {

namespace fs = std::filesystem;

std::string seen_name(const fs::path& folder) {
    return (folder / "seen.toml").string();
}

} // namespace

fs::path signature_file(const fs::path& catalogue) {
    return catalogue.string() + ".sig";
}

SignedCatalogue sign_catalogue(Catalogue catalogue, const SecretKey& key) {
    catalogue.signer = key.public_key();
    std::string text = to_toml(catalogue);
    std::string signature = key.sign(text);
    return {"catalogue", std::move(text), std::move(signature)};
}

OrRefused<SignedCatalogue> read_signed_catalogue(const fs::path& file) {
    SignedCatalogue out{file.string(), "", ""};
    for (auto& [path, into, most] : {std::tuple{file, &out.text, most_catalogue_bytes},
                                     std::tuple{signature_file(file), &out.signature, uint64_t(64)}}) {
        std::error_code failed;
        auto status = fs::status(path, failed);
        if (!fs::exists(status))
            return Refused{
                path.string() +
                ": there is no such file; a catalogue is two files, catalogue.toml and catalogue.toml.sig"};
        if (!fs::is_regular_file(status))
            return Refused{path.string() + ": this is no plain file"};
        if (fs::file_size(path, failed) > most || failed)
            return Refused{
                fmt::format("{}: it has more than {} bytes; this is no catalogue", path.string(), most)};
        auto bytes = read_file(path);
        if (!bytes)
            return Refused{path.string() + ": it went away while it was being read"};
        *into = std::move(*bytes);
    }
    return out;
}

void write_signed_catalogue(const SignedCatalogue& catalogue, const fs::path& file) {
    write_file_durably(signature_file(file), catalogue.signature);
    write_file_durably(file, catalogue.text);
}

OrRefused<PublicKey> read_anchor(const fs::path& key_file) {
    auto text = read_file(key_file);
    if (!text)
        return Refused{fmt::format(
            "{}: there is no key; without one nothing but the built-in content is shown. Put the public key "
            "of those who publish your content there, or name it in the settings ([content] key)",
            key_file.string())};
    auto key = public_key_from_pem(*text);
    if (!key)
        return Refused{fmt::format("{}: this is no Ed25519 public key in PEM form (accanto content key new "
                                   "makes one, with .pub at its end)",
                                   key_file.string())};
    return *key;
}

OrRefused<std::optional<Seen>> read_seen(const fs::path& folder) {
    std::string name = seen_name(folder);
    auto text = read_file(name);
    if (!text)
        return std::optional<Seen>();
    std::vector<Problem> problems;
    Seen seen;
    if (auto root = parse_toml(*text, name, "", problems)) {
        TableReader reader(*root, name, "seen", problems);
        auto anchor = public_key_from_text(reader.need_text("anchor")),
             key = public_key_from_text(reader.need_text("key"));
        seen.version = reader.need_whole("version", 1, most_pack_version);
        seen.sha256 = reader.need_text("sha256");
        reader.no_more();
        if (!anchor || !key || !is_sha256(seen.sha256))
            reader.fault(0, "bad-key", "a key or a digest in it is none");
        seen.anchor = anchor.value_or(PublicKey{}), seen.key = key.value_or(PublicKey{});
    }
    if (!problems.empty())
        return Refused{refused_for(problems).why +
                       ". It guards against catalogues that were replaced; after deleting it the next "
                       "one counts, however old"};
    return std::optional(seen);
}

void write_seen(const fs::path& folder, const Seen& seen) {
    write_file_durably(
        seen_name(folder),
        fmt::format(
            "# The newest catalogue this machine accepted, so that no older one is. Written by the program.\n"
            "anchor = {}\nkey = {}\nversion = {}\nsha256 = {}\n",
            toml_text(seen.anchor.text()), toml_text(seen.key.text()), seen.version, toml_text(seen.sha256)));
}

OrRefused<Accepted> verify_catalogue(const SignedCatalogue& signed_, const Trust& trust,
                                     const std::optional<Seen>& remembered) {
    auto refuse = [&](const std::string& why) { return Refused{signed_.name + ": " + why}; };
    const bool known = remembered && remembered->anchor == trust.anchor;
    const PublicKey key = known ? remembered->key : trust.anchor;
    std::vector<Problem> problems;
    auto catalogue = parse_catalogue(signed_.text, signed_.name, problems);
    if (!catalogue)
        return refused_for(problems);
    // Nothing that was read counts before this.
    const PublicKey signer = newest_key(content_keys, key, catalogue->key_changes);
    if (!verify(signer, signed_.text, signed_.signature)) {
        if (catalogue->signer == signer)
            return refuse("its signature does not fit: it was changed or damaged after it was signed; get "
                          "both files again");
        return refuse(fmt::format("it is signed by the key {}, and this machine trusts {}. If that is your "
                                  "publisher's new key, get a "
                                  "catalogue that says so, or put the new key where the settings name it",
                                  catalogue->signer.fingerprint(), signer.fingerprint()));
    }
    if (catalogue->signer != signer)
        return refuse(
            "it names another key than the one it is signed with; whoever made it must sign it again");
    const Seen seen{trust.anchor, signer, catalogue->version, to_hex(view(sha256(signed_.text)))};
    if (known && catalogue->version < remembered->version)
        return refuse(
            fmt::format("this is catalogue {}, and this machine has seen {} already; get the newest one",
                        catalogue->version, remembered->version));
    if (known && catalogue->version == remembered->version && seen.sha256 != remembered->sha256)
        return refuse(fmt::format("it is another catalogue {} than the one this machine has seen; whoever "
                                  "made it must give it a new "
                                  "version",
                                  catalogue->version));
    // Somewhere on earth it is tomorrow already.
    if (days_after(trust.today, 1) < catalogue->issued)
        return refuse(fmt::format("it was issued on {}, and the clock of this machine says {}; set the clock",
                                  catalogue->issued, trust.today));
    if (trust.today > catalogue->expires)
        return refuse(fmt::format(
            "it was good until {}, and today is {}; get a newer one. What is installed goes on being shown",
            catalogue->expires, trust.today));
    return Accepted{std::move(*catalogue), seen};
}

} // namespace accanto::content

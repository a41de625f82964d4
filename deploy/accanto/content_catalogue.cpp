#include "content/base/bytes.h"
#include "content/base/clock.h"
#include "content/base/file.h"
#include "content/library/catalogue.h"
#include "content/library/pack.h"
#include "deploy/accanto/content.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;
using content::Refused;

// The catalogue that is there already, when it is one of ours: signed by the key, or by the one it follows.
content::OrRefused<content::Catalogue> extended(const fs::path& file, const PublicKey& key,
                                                const std::optional<PublicKey>& old_key) {
    if (!fs::exists(file))
        return content::Catalogue{};
    auto read = content::read_signed_catalogue(file);
    if (auto* refused = std::get_if<Refused>(&read))
        return *refused;
    const auto& signed_ = std::get<content::SignedCatalogue>(read);
    std::vector<content::Problem> problems;
    auto catalogue = content::parse_catalogue(signed_.text, file.string(), problems);
    if (!catalogue)
        return content::refused_for(problems);
    if (!verify(catalogue->signer, signed_.text, signed_.signature))
        return Refused{
            file.string() +
            ": its signature does not fit; take the last good one, or make a new one under another name"};
    if (catalogue->signer != key && catalogue->signer != old_key)
        return Refused{fmt::format("{}: it is signed by the key {}, and yours is {}; to go over to yours, "
                                   "give the other one as --old-key",
                                   file.string(), catalogue->signer.fingerprint(), key.fingerprint())};
    if (old_key && catalogue->signer != *old_key)
        return Refused{file.string() + ": it is signed by your key already; leave --old-key out"};
    return std::move(*catalogue);
}

// Lists a pack in the place of its older version.
std::optional<Refused> list_pack(content::Catalogue& catalogue, const fs::path& pack) {
    auto read = content::read_pack(pack, pack.string(), [](const content::PackFile&, std::string_view) {});
    if (auto* refused = std::get_if<Refused>(&read))
        return *refused;
    const auto& manifest = std::get<content::Manifest>(read);
    content::CataloguePack listed{manifest.id,
                                  manifest.version,
                                  manifest.version_name,
                                  manifest.title,
                                  manifest.min_app,
                                  pack.filename().string(),
                                  to_hex(view(*sha256_of_file(pack))),
                                  fs::file_size(pack)};
    auto it = std::lower_bound(
        catalogue.packs.begin(), catalogue.packs.end(), listed.id,
        [](const content::CataloguePack& one, const std::string& id) { return one.id < id; });
    if (it == catalogue.packs.end() || it->id != listed.id) {
        catalogue.packs.insert(it, listed);
        return std::nullopt;
    }
    if (listed.version < it->version)
        return Refused{
            fmt::format("{}: version {} of {} is older than {}, which is listed; versions only rise",
                        pack.string(), listed.version, listed.id, it->version)};
    if (listed.version == it->version && listed.sha256 != it->sha256)
        return Refused{
            fmt::format("{}: another version {} of {} is listed already; give this one a higher --version",
                        pack.string(), listed.version, listed.id)};
    *it = listed;
    return std::nullopt;
}

std::optional<Refused> leave_out(content::Catalogue& catalogue, const std::string& id) {
    if (std::erase_if(catalogue.packs, [&](const content::CataloguePack& pack) { return pack.id == id; }) ==
        0)
        return Refused{fmt::format("--without {}: no such pack is listed", id)};
    return std::nullopt;
}

content::OrRefused<content::Catalogue> made(const CatalogueRequest& request, const SecretKey& key,
                                            const std::optional<SecretKey>& old_key) {
    auto before = extended(request.out, key.public_key(),
                           old_key ? std::optional(old_key->public_key()) : std::nullopt);
    if (std::holds_alternative<Refused>(before))
        return before;
    auto& catalogue = std::get<content::Catalogue>(before);
    ++catalogue.version;
    catalogue.issued = local_date(SystemClock().wall_ms(), "");
    catalogue.expires = *days_after(catalogue.issued, request.days);
    if (old_key)
        catalogue.key_changes.push_back(content::change_key(*old_key, key.public_key()));
    for (const std::string& id : request.without)
        if (auto refused = leave_out(catalogue, id))
            return *refused;
    for (const std::string& pack : request.packs)
        if (auto refused = list_pack(catalogue, pack))
            return *refused;
    if (catalogue.packs.empty() && request.without.empty())
        return Refused{"name at least one pack: the catalogue would be empty"};
    return before;
}

int refuse(const Refused& refused) {
    fmt::print(stderr, "{}\n", refused.why);
    return 1;
}

} // namespace

int make_catalogue(const CatalogueRequest& request) {
    const SecretKey key = SecretKey::load(request.key);
    std::optional<SecretKey> old_key;
    if (!request.old_key.empty())
        old_key = SecretKey::load(request.old_key);
    auto result = made(request, key, old_key);
    if (auto* refused = std::get_if<Refused>(&result))
        return refuse(*refused);
    const content::SignedCatalogue signed_ =
        content::sign_catalogue(std::get<content::Catalogue>(result), key);
    // What a kiosk would refuse is not written.
    std::vector<content::Problem> problems;
    auto read_back = content::parse_catalogue(signed_.text, request.out, problems);
    if (!read_back)
        return refuse(content::refused_for(problems));
    content::write_signed_catalogue(signed_, request.out);
    fmt::print("{}: catalogue {}, good until {}, signed by {}\n", request.out, read_back->version,
               read_back->expires, read_back->signer.fingerprint());
    for (const content::CataloguePack& pack : read_back->packs)
        fmt::print("  {} {}  {}  ({})\n", pack.id, pack.version, pack.title, pack.file);
    fmt::print("Hand out both files with the packs: {} and {}\n", request.out,
               content::signature_file(request.out).string());
    return 0;
}

} // namespace accanto::tool

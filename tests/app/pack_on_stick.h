#pragma once
// A signed pack that is installed from a stick, as a technician does it.

#include "tests/library/pack_maker.h"

#include "content/base/file.h"
#include "content/library/install.h"

namespace accanto::tests {

inline void install_files(const std::filesystem::path& state, const std::filesystem::path& stick, int version,
                          const content::maker::Files& files) {
    const std::string bytes = content::maker::good_pack(version, files);
    std::filesystem::create_directories(stick);
    write_file_durably(stick / "a.tar.zst", bytes);
    const SecretKey key = SecretKey::generate();
    content::Catalogue catalogue;
    catalogue.version = version;
    catalogue.issued = "2026-11-01", catalogue.expires = "2027-02-01";
    catalogue.packs.push_back({"sample-pack", version, std::to_string(version), "A pack", "0.1.0",
                               "a.tar.zst", to_hex(view(sha256(bytes))), bytes.size()});
    content::write_signed_catalogue(content::sign_catalogue(catalogue, key), stick / "catalogue.toml");
    auto result = content::install_pack(stick / "a.tar.zst", stick / "catalogue.toml",
                                        {key.public_key(), "2026-11-23"}, content::installed_content(state));
    const auto* refused = std::get_if<content::Refused>(&result);
    REQUIRE_MESSAGE(!refused, (refused ? refused->why : ""));
}

} // namespace accanto::tests

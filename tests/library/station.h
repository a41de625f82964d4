#pragma once
// A publisher and a kiosk in one folder: makes packs and catalogues, installs them, and looks at what came of
// it.

#include "content/base/file.h"
#include "content/library/install.h"
#include "tests/library/pack_maker.h"
#include "tests/temporary_folder.h"

namespace accanto::content::maker {

class Station {
    SecretKey m_key = SecretKey::generate(); // before what is made of it

public:
    Trust trust{m_key.public_key(), "2026-11-23"};
    InstallOptions options;

    std::filesystem::path content() const { return m_folder / "content"; }
    std::filesystem::path pack() const { return m_folder / "stick" / "a.tar.zst"; }
    std::filesystem::path catalogue() const { return m_folder / "stick" / "catalogue.toml"; }
    std::filesystem::path operator/(const std::string& name) const { return m_folder / name; }
    const SecretKey& key() const { return m_key; }

    // Puts a pack and a catalogue that lists it on the stick. `listed` may change what the catalogue says.
    void publish(const std::string& bytes, int version, const std::function<void(Catalogue&)>& change = {}) {
        std::filesystem::create_directories(m_folder / "stick");
        write_file_durably(pack(), bytes);
        Catalogue catalogue_;
        catalogue_.version = ++m_catalogues;
        catalogue_.issued = "2026-11-01", catalogue_.expires = "2027-02-01";
        catalogue_.packs.push_back({"sample-pack", version, std::to_string(version), "A pack", "0.1.0",
                                    "a.tar.zst", to_hex(view(sha256(bytes))),
                                    std::max<uint64_t>(1, bytes.size())});
        if (change)
            change(catalogue_);
        write_signed_catalogue(sign_catalogue(catalogue_, m_key), catalogue());
    }
    void publish(int version, const Files& files) { publish(good_pack(version, files), version); }
    void publish(int version) { publish(version, good_files("Version " + std::to_string(version))); }

    OrRefused<Installed> install() const {
        return install_pack(pack(), catalogue(), trust, content(), options);
    }
    // Publishes and installs a sound version.
    void bring(int version) {
        publish(version);
        auto result = install();
        REQUIRE_MESSAGE(why(result).empty(), why(result));
        REQUIRE(std::get<Installed>(result).version == version);
    }

    static std::string why(const OrRefused<Installed>& result) {
        auto* refused = std::get_if<Refused>(&result);
        return refused ? refused->why : "";
    }

    // The version that is shown, whole to the last byte; 0 when none is. Anything in between fails the test.
    int shown() const {
        auto installed = installed_packs(content());
        for (const Problem& problem : installed.problems)
            FAIL_CHECK(problem.file << ": " << problem.message);
        if (installed.packs.empty())
            return 0;
        REQUIRE(installed.packs.size() == 1);
        const InstalledPack& pack = installed.packs[0];
        CHECK(fault_of_installed(pack.folder, pack.manifest) == "");
        CHECK(pack.manifest.version == pack.record.current);
        CHECK(pack.folder.filename() == std::to_string(pack.record.current));
        return pack.record.current;
    }

    // Every file and folder below content/, with its bytes.
    Files tree() const {
        Files out;
        if (std::filesystem::exists(content()))
            for (const auto& entry : std::filesystem::recursive_directory_iterator(content()))
                out[std::filesystem::relative(entry.path(), content()).string()] =
                    entry.is_regular_file() ? read_file(entry.path()).value_or("") : "(folder)";
        return out;
    }

private:
    // In memory where there is one: syncing costs nothing, and a killed process leaves the same there as on a
    // disk.
    tests::TemporaryFolder m_folder{
        std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path()};
    int m_catalogues = 0;
};

} // namespace accanto::content::maker

#pragma once
// The one place that changes which packs are installed. A pack is copied, checked to its last byte and
// unpacked beside what is shown; then one rename of a record makes it count. Whenever the power goes, the old
// version or the new one is there, whole; what was left lying about is cleared away at the next call.
//
// Everything a hostile or damaged pack can hold ends in a Refused that says what and why, and changes
// nothing. A disk that fails throws Error (or std::filesystem::filesystem_error), and changes nothing either.

#include "content/base/folder_lock.h"
#include "content/library/catalogue.h"
#include "content/library/packs.h"

namespace accanto::content {

struct InstallOptions {
    std::string app_version = ACCANTO_VERSION;
    bool again = false; // also a version that somebody went back from
    PackLimits limits;
};

// A pack that may be installed: checked and unpacked, not yet shown.
struct PreparedPack {
    Manifest manifest;
    std::filesystem::path folder;       // its files, laid out as an installed version
    std::optional<PackRecord> replaces; // nothing when this pack is new here
    bool already_there = false;         // this very version is shown, whole: nothing to do
};

struct Installed {
    std::string id;
    int version = 0;  // that is shown now
    int previous = 0; // that roll_back() would show; 0: none
    bool changed = true;
};

// Holds the folder (installed_content()) as its only writer. Not for several threads.
class PackKeeper {
public:
    // Makes the folder if need be and clears away what interrupted work left. Refused when another program is
    // at it.
    static OrRefused<PackKeeper> open(const std::filesystem::path& folder,
                                      const InstallOptions& options = {});
    ~PackKeeper();
    PackKeeper(PackKeeper&&) noexcept = default;

    // Believes a catalogue, and remembers that it did: no older one is believed afterwards.
    OrRefused<Catalogue> accept(const SignedCatalogue& catalogue, const Trust& trust);
    // Checks a pack against the accepted catalogue (call accept() first) and unpacks it. One at a time.
    OrRefused<PreparedPack> prepare(const std::filesystem::path& pack);
    // Shows it: durable when this returns. Versions older than the one it replaces are removed.
    Installed install(const PreparedPack& prepared);

    // Shows the last good version again, once its files are seen to be whole. The one that was left is not
    // installed again unless options say so.
    OrRefused<Installed> roll_back(const std::string& id);
    // Shows the built-in content again.
    std::optional<Refused> remove(const std::string& id);

private:
    PackKeeper(std::filesystem::path folder, InstallOptions options, FolderLock lock);

    std::filesystem::path incoming() const { return m_folder / "incoming"; }
    OrRefused<PackRecord> need_record(const std::string& id) const;
    void clear_pack(const std::string& id) const;
    void clear() const;
    OrRefused<const CataloguePack*> copy_in(const std::filesystem::path& pack) const;
    std::optional<Refused> fault_of_version(const CataloguePack& listed, const PackRecord& record) const;
    OrRefused<Manifest> unpack(const CataloguePack& listed, const std::string& name) const;
    void put_in_place(const PreparedPack& prepared) const;

    std::filesystem::path m_folder;
    InstallOptions m_options;
    FolderLock m_lock;
    std::optional<Catalogue> m_catalogue;
};

// All of it at once: reads the catalogue's two files, accepts it, prepares the pack and installs it.
OrRefused<Installed> install_pack(const std::filesystem::path& pack, const std::filesystem::path& catalogue,
                                  const Trust& trust, const std::filesystem::path& folder,
                                  const InstallOptions& options = {});
OrRefused<Installed> roll_back(const std::filesystem::path& folder, const std::string& id);
std::optional<Refused> remove_pack(const std::filesystem::path& folder, const std::string& id);

} // namespace accanto::content

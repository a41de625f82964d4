#include "content/library/install.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/table_reader.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdio.h>

namespace accanto::content {

namespace {

namespace fs = std::filesystem;

// Two folders change places: at no moment is one of the names free.
void exchange(const fs::path& a, const fs::path& b) {
    if (renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) != 0) {
        int code = errno;
        throw Error(fmt::format("{}: cannot be replaced: {}", b.string(), strerror(code)), code);
    }
}

Refused not_installed(const std::string& id) {
    return {
        fmt::format("{}: no such pack is installed here (accanto content list shows those that are)", id)};
}

} // namespace

PackKeeper::PackKeeper(fs::path folder, InstallOptions options, FolderLock lock)
    : m_folder(std::move(folder)), m_options(std::move(options)), m_lock(std::move(lock)) {}

PackKeeper::~PackKeeper() {
    std::error_code ignored;
    if (m_lock.held())
        fs::remove_all(incoming(), ignored);
}

OrRefused<PackKeeper> PackKeeper::open(const fs::path& folder, const InstallOptions& options) {
    std::error_code failed;
    const bool made = fs::create_directories(folder / "packs", failed);
    if (failed)
        throw Error(fmt::format("{}: cannot be made: {}", (folder / "packs").string(), failed.message()),
                    failed.value());
    if (made) {
        sync_path(folder);
        sync_path(fs::absolute(folder).parent_path());
    }
    FolderLock lock(folder);
    if (!lock.held())
        return Refused{folder.string() +
                       ": another program is installing content here; try again when it is done"};
    PackKeeper keeper(folder, options, std::move(lock));
    keeper.clear();
    return keeper;
}

OrRefused<PackRecord> PackKeeper::need_record(const std::string& id) const {
    std::vector<Problem> problems;
    auto record = is_id(id) ? read_record(m_folder, id, problems) : std::nullopt;
    if (record)
        return *record;
    return problems.empty() ? not_installed(id) : refused_for(problems);
}

// Everything but the record and the versions it names. A record that cannot be read may name any: nothing is
// touched.
void PackKeeper::clear_pack(const std::string& id) const {
    std::vector<Problem> problems;
    auto record = read_record(m_folder, id, problems);
    if (!problems.empty())
        return;
    std::vector<fs::path> unknown;
    for (const auto& entry : fs::directory_iterator(m_folder / "packs" / id)) {
        std::string name = entry.path().filename().string();
        bool known = record && (name == "installed.toml" || name == std::to_string(record->current) ||
                                name == std::to_string(record->previous));
        if (!known)
            unknown.push_back(entry.path());
    }
    for (const fs::path& path : unknown)
        fs::remove_all(path);
    if (!record)
        fs::remove(m_folder / "packs" / id);
}

void PackKeeper::clear() const {
    fs::remove_all(incoming());
    for (const std::string& id : pack_ids(m_folder))
        clear_pack(id);
}

OrRefused<Catalogue> PackKeeper::accept(const SignedCatalogue& catalogue, const Trust& trust) {
    auto seen = read_seen(m_folder);
    if (auto* refused = std::get_if<Refused>(&seen))
        return *refused;
    auto verified = verify_catalogue(catalogue, trust, std::get<std::optional<Seen>>(seen));
    if (auto* refused = std::get_if<Refused>(&verified))
        return *refused;
    auto& accepted = std::get<Accepted>(verified);
    write_seen(m_folder, accepted.seen);
    m_catalogue = accepted.catalogue;
    return std::move(accepted.catalogue);
}

void PackKeeper::put_in_place(const PreparedPack& prepared) const {
    const Manifest& manifest = prepared.manifest;
    const fs::path own = m_folder / "packs" / manifest.id,
                   place = version_folder(m_folder, manifest.id, manifest.version);
    fs::create_directories(own);
    if (prepared.replaces && prepared.replaces->current == manifest.version && fs::exists(place)) {
        exchange(prepared.folder, place); // the damaged files of this very version
    } else {
        fs::remove_all(place);
        rename_durably(prepared.folder, place);
    }
    sync_path(own);
    sync_path(m_folder / "packs");
}

Installed PackKeeper::install(const PreparedPack& prepared) {
    const Manifest& manifest = prepared.manifest;
    PackRecord record = prepared.replaces.value_or(PackRecord{});
    if (prepared.already_there)
        return {manifest.id, record.current, record.previous, false};
    put_in_place(prepared);
    if (record.current != manifest.version) {
        // The last good one is the one that was shown, unless a disk lost it.
        if (fs::is_directory(version_folder(m_folder, manifest.id, record.current)))
            record.previous = record.current;
        record.current = manifest.version;
        record.left = 0;
        write_record(m_folder, manifest.id, record); // from here on the new version is shown
    }
    clear_pack(manifest.id);
    return {manifest.id, record.current, record.previous, true};
}

OrRefused<Installed> PackKeeper::roll_back(const std::string& id) {
    auto found = need_record(id);
    if (auto* refused = std::get_if<Refused>(&found))
        return *refused;
    const PackRecord& now = std::get<PackRecord>(found);
    if (now.previous == 0)
        return Refused{fmt::format(
            "{}: there is no version before {} on this machine; accanto content remove {} shows the built-in "
            "content again",
            id, now.current, id)};
    const fs::path folder = version_folder(m_folder, id, now.previous);
    std::vector<Problem> problems;
    auto manifest = installed_manifest(folder, problems);
    if (!manifest)
        return refused_for(problems);
    if (std::string fault = fault_of_installed(folder, *manifest); !fault.empty())
        return Refused{
            fmt::format("version {} is damaged: {}. Version {} stays", now.previous, fault, now.current)};
    // The version that is left stays on disk until the next change: somebody may be reading in it.
    write_record(m_folder, id, {now.previous, 0, now.current});
    return Installed{id, now.previous, 0, true};
}

std::optional<Refused> PackKeeper::remove(const std::string& id) {
    const fs::path own = m_folder / "packs" / id;
    if (!is_id(id) || !fs::is_directory(own))
        return not_installed(id);
    fs::remove(own / "installed.toml"); // from here on it is not shown
    sync_path(own);
    fs::remove_all(own);
    sync_path(m_folder / "packs");
    return std::nullopt;
}

OrRefused<Installed> install_pack(const fs::path& pack, const fs::path& catalogue, const Trust& trust,
                                  const fs::path& folder, const InstallOptions& options) {
    auto keeper = PackKeeper::open(folder, options);
    if (auto* refused = std::get_if<Refused>(&keeper))
        return *refused;
    auto read = read_signed_catalogue(catalogue);
    if (auto* refused = std::get_if<Refused>(&read))
        return *refused;
    auto accepted = std::get<PackKeeper>(keeper).accept(std::get<SignedCatalogue>(read), trust);
    if (auto* refused = std::get_if<Refused>(&accepted))
        return *refused;
    auto prepared = std::get<PackKeeper>(keeper).prepare(pack);
    if (auto* refused = std::get_if<Refused>(&prepared))
        return *refused;
    return std::get<PackKeeper>(keeper).install(std::get<PreparedPack>(prepared));
}

OrRefused<Installed> roll_back(const fs::path& folder, const std::string& id) {
    auto keeper = PackKeeper::open(folder);
    if (auto* refused = std::get_if<Refused>(&keeper))
        return *refused;
    return std::get<PackKeeper>(keeper).roll_back(id);
}

std::optional<Refused> remove_pack(const fs::path& folder, const std::string& id) {
    auto keeper = PackKeeper::open(folder);
    if (auto* refused = std::get_if<Refused>(&keeper))
        return *refused;
    return std::get<PackKeeper>(keeper).remove(id);
}

} // namespace accanto::content

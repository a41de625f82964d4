#include "content/library/packs.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/table_reader.h"
#include "content/library/words_file.h"

namespace accanto::content {

namespace {

namespace fs = std::filesystem;

fs::path record_file(const fs::path& folder, const std::string& id) {
    return folder / "packs" / id / "installed.toml";
}

// The folder that is shown: of the version that counts, else, when a disk lost it, of the last good one.
std::optional<fs::path> shown_folder(const fs::path& folder, const std::string& id, const PackRecord& record,
                                     std::vector<Problem>& problems) {
    std::error_code failed;
    fs::path current = version_folder(folder, id, record.current);
    if (fs::is_directory(current, failed))
        return current;
    problems.push_back({current.string(), 0, "", "missing",
                        "the files of this pack are gone; install it again (accanto content install)"});
    fs::path previous = version_folder(folder, id, record.previous);
    if (record.previous > 0 && fs::is_directory(previous, failed))
        return previous;
    return std::nullopt;
}

} // namespace

fs::path installed_content(const fs::path& state) {
    return state / "content";
}

fs::path version_folder(const fs::path& folder, const std::string& id, int version) {
    return folder / "packs" / id / std::to_string(version);
}

std::vector<std::string> pack_ids(const fs::path& folder) {
    std::vector<std::string> out;
    std::error_code failed;
    for (fs::directory_iterator it(folder / "packs", failed), end; !failed && it != end; it.increment(failed))
        if (std::string name = it->path().filename().string(); is_id(name) && it->is_directory(failed))
            out.push_back(name);
    std::sort(out.begin(), out.end());
    return out;
}

std::optional<PackRecord> read_record(const fs::path& folder, const std::string& id,
                                      std::vector<Problem>& problems) {
    fs::path file = record_file(folder, id);
    std::error_code failed;
    if (!fs::exists(file, failed) && !failed)
        return std::nullopt;
    auto text = read_content_file(file, "", problems);
    auto root = text ? parse_toml(*text, file.string(), "", problems) : std::nullopt;
    if (!root)
        return std::nullopt;
    size_t before = problems.size();
    TableReader reader(*root, file.string(), "record", problems);
    PackRecord record;
    record.current = reader.need_whole("current", 1, most_pack_version);
    record.previous = reader.whole("previous", 0, most_pack_version, 0);
    record.left = reader.whole("left", 0, most_pack_version, 0);
    reader.no_more();
    return problems.size() == before ? std::optional(record) : std::nullopt;
}

void write_record(const fs::path& folder, const std::string& id, const PackRecord& record) {
    write_file_durably(
        record_file(folder, id),
        fmt::format("# Which version of this pack is shown. Written by: accanto content install\n"
                    "current = {}\nprevious = {}\nleft = {}\n",
                    record.current, record.previous, record.left));
}

std::optional<Manifest> installed_manifest(const fs::path& version_folder, std::vector<Problem>& problems) {
    fs::path file = version_folder / manifest_name;
    auto text = read_content_file(file, "", problems);
    return text ? parse_manifest(*text, file.string(), {}, problems) : std::nullopt;
}

std::string fault_of_installed(const fs::path& version_folder, const Manifest& manifest) {
    for (const PackFile& file : manifest.files) {
        std::error_code failed;
        fs::path path = version_folder / file.path;
        if (!fs::is_regular_file(fs::symlink_status(path, failed)))
            return path.string() + " is missing";
        try {
            auto digest = sha256_of_file(path);
            if (!digest || to_hex(view(*digest)) != file.sha256)
                return path.string() + " is not what was installed";
        } catch (const Error& error) {
            return error.what();
        }
    }
    return "";
}

InstalledPacks installed_packs(const fs::path& folder) {
    InstalledPacks out;
    for (const std::string& id : pack_ids(folder)) {
        auto record = read_record(folder, id, out.problems);
        auto shown = record ? shown_folder(folder, id, *record, out.problems) : std::nullopt;
        auto manifest = shown ? installed_manifest(*shown, out.problems) : std::nullopt;
        if (manifest)
            out.packs.push_back({id, *record, *shown, std::move(*manifest)});
    }
    return out;
}

PackFolders pack_folders(const fs::path& folder) {
    PackFolders out;
    auto add = [](std::vector<fs::path>& to, const fs::path& one) {
        std::error_code failed;
        if (fs::is_directory(one, failed))
            to.push_back(one);
    };
    for (const std::string& id : pack_ids(folder)) {
        auto record = read_record(folder, id, out.problems);
        auto shown = record ? shown_folder(folder, id, *record, out.problems) : std::nullopt;
        if (!shown)
            continue;
        add(out.tutorials, *shown / "tutorials");
        out.pictures.push_back(*shown);
        add(out.audio, *shown / "audio");
    }
    return out;
}

} // namespace accanto::content

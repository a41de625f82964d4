// What a pack must pass before it may be shown.

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/install.h"
#include "content/library/pack.h"
#include "content/library/tutorial.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace accanto::content {

namespace {

namespace fs = std::filesystem;

// Every tutorial can be read, in every place it is made for.
std::optional<Refused> fault_of_tutorials(const fs::path& tree, const Manifest& manifest) {
    std::vector<Problem> problems;
    for (const std::string& id : manifest.tutorials()) {
        auto files = tutorial_files(tree / "tutorials" / id, problems);
        if (files && read_variants(*files, problems).empty() && problems.empty())
            problems.push_back({files->file, 0, "", "broken", "this tutorial cannot be read"});
    }
    if (problems.empty())
        return std::nullopt;
    for (Problem& problem : problems) // the name in the pack, which its makers know
        problem.file = fs::path(problem.file).lexically_relative(tree).string();
    return refused_for(problems);
}

// Files first, then folders from the inside out: a folder is only as durable as what it names.
void sync_tree(const fs::path& tree) {
    std::vector<fs::path> folders{tree};
    for (const auto& entry : fs::recursive_directory_iterator(tree)) {
        if (entry.is_directory())
            folders.push_back(entry.path());
        else
            sync_path(entry.path());
    }
    std::for_each(folders.rbegin(), folders.rend(), [](const fs::path& folder) { sync_path(folder); });
}

class Unpacker {
public:
    explicit Unpacker(fs::path tree) : m_tree(std::move(tree)) { fs::create_directories(m_tree); }

    void take(const PackFile& file, std::string_view bytes) {
        fs::path folder = fs::path(file.path).parent_path();
        if (m_made.insert(folder.string()).second)
            fs::create_directories(m_tree / folder);
        write_new_file(m_tree / file.path, bytes);
    }

private:
    fs::path m_tree;
    std::set<std::string> m_made;
};

// How a file that no entry of the catalogue fits came about, most likely.
Refused explain(const fs::path& pack, uint64_t size, const Catalogue& catalogue) {
    std::string name = pack.filename().string();
    for (const CataloguePack& listed : catalogue.packs)
        if (listed.file == name && listed.size != size)
            return {fmt::format(
                "{}: it has {} bytes, and the catalogue says {}; it was cut short or changed, get it again",
                pack.string(), size, listed.size)};
        else if (listed.file == name)
            return {fmt::format(
                "{}: its SHA-256 is not the one in the catalogue; it was changed or damaged, get it again",
                pack.string())};
    return {fmt::format(
        "{}: it is not in catalogue {}; get a catalogue that lists it, from those who made the pack",
        pack.string(), catalogue.version)};
}

} // namespace

// Works on a copy: what is checked is what is unpacked, even when the stick is pulled out or shows other
// bytes the second time.
OrRefused<const CataloguePack*> PackKeeper::copy_in(const fs::path& pack) const {
    if (!fs::exists(fs::status(pack)))
        return Refused{pack.string() + ": there is no such file"};
    if (!fs::is_regular_file(pack))
        return Refused{pack.string() + ": this is no plain file"};
    const uint64_t size = fs::file_size(pack);
    auto fits = [&](const CataloguePack& listed) { return listed.size == size; };
    if (std::none_of(m_catalogue->packs.begin(), m_catalogue->packs.end(), fits))
        return explain(pack, size, *m_catalogue);
    if (fs::space(m_folder).available < size)
        return Refused{fmt::format("{}: the disk has no room for {} bytes more", m_folder.string(), size)};
    fs::create_directories(incoming());
    const std::string digest = to_hex(view(copy_to_new_file(pack, incoming() / "pack")));
    for (const CataloguePack& listed : m_catalogue->packs)
        if (fits(listed) && listed.sha256 == digest)
            return &listed;
    return explain(pack, size, *m_catalogue);
}

std::optional<Refused> PackKeeper::fault_of_version(const CataloguePack& listed,
                                                    const PackRecord& record) const {
    if (listed.version < record.current)
        return Refused{fmt::format(
            "{} {} is older than {}, which is installed; to go back: accanto content roll-back {}", listed.id,
            listed.version, record.current, listed.id)};
    if (listed.version == record.left && !m_options.again)
        return Refused{fmt::format("{} {} was installed here before, and somebody went back to {}; to "
                                   "install it all the same: accanto "
                                   "content install --again",
                                   listed.id, listed.version, record.current)};
    return std::nullopt;
}

OrRefused<Manifest> PackKeeper::unpack(const CataloguePack& listed, const std::string& name) const {
    auto read = read_manifest(incoming() / "pack", name, m_options.limits);
    if (auto* refused = std::get_if<Refused>(&read))
        return *refused;
    const Manifest& manifest = std::get<Manifest>(read);
    if (manifest.id != listed.id || manifest.version != listed.version)
        return Refused{fmt::format("{}: the catalogue calls it {} {}, and it calls itself {} {}; whoever "
                                   "made the catalogue must mend it",
                                   name, listed.id, listed.version, manifest.id, manifest.version)};
    if (!is_at_least(m_options.app_version, manifest.min_app))
        return Refused{
            fmt::format("{}: it needs Accanto {} or newer, and this is {}; update the program first", name,
                        manifest.min_app, m_options.app_version)};
    if (fs::space(m_folder).available < manifest.unpacked_bytes())
        return Refused{fmt::format("{}: the disk has no room for {} bytes more", m_folder.string(),
                                   manifest.unpacked_bytes())};
    const fs::path tree = incoming() / "tree";
    Unpacker unpacker(tree);
    auto whole = read_pack(
        incoming() / "pack", name,
        [&](const PackFile& file, std::string_view bytes) { unpacker.take(file, bytes); }, m_options.limits);
    if (std::holds_alternative<Refused>(whole))
        return whole;
    if (auto refused = fault_of_tutorials(tree, manifest))
        return Refused{name + ": " + refused->why};
    write_new_file(tree / manifest_name, to_toml(manifest));
    return whole;
}

OrRefused<PreparedPack> PackKeeper::prepare(const fs::path& pack) {
    ACCANTO_ASSERT(m_catalogue.has_value());
    fs::remove_all(incoming());
    auto copied = copy_in(pack);
    if (auto* refused = std::get_if<Refused>(&copied))
        return *refused;
    const CataloguePack& listed = *std::get<const CataloguePack*>(copied);
    PreparedPack out{{}, incoming() / "tree", std::nullopt, false};
    std::vector<Problem> problems;
    out.replaces = read_record(m_folder, listed.id, problems);
    if (!problems.empty())
        return refused_for(problems);
    if (auto refused = out.replaces ? fault_of_version(listed, *out.replaces) : std::nullopt)
        return *refused;
    if (out.replaces && out.replaces->current == listed.version) {
        const fs::path shown = version_folder(m_folder, listed.id, listed.version);
        auto manifest = installed_manifest(shown, problems);
        if (manifest && fault_of_installed(shown, *manifest).empty()) {
            out.manifest = std::move(*manifest), out.folder = shown, out.already_there = true;
            return out;
        }
    }
    auto manifest = unpack(listed, pack.string());
    if (auto* refused = std::get_if<Refused>(&manifest))
        return *refused;
    out.manifest = std::move(std::get<Manifest>(manifest));
    sync_tree(out.folder);
    return out;
}

} // namespace accanto::content

#include "content/library/content_tree.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/recordings.h"
#include "content/library/tutorial.h"
#include "content/library/words_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace accanto::content {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
        out.push_back(it->path());
    std::sort(out.begin(), out.end());
    return out;
}

class Gatherer {
public:
    Gatherer(fs::path data, std::vector<Problem>& problems) : m_data(std::move(data)), m_problems(problems) {}

    void tutorial(const std::string& id) {
        const fs::path folder = m_data / "content" / "tutorials" / id;
        if (!fs::is_directory(folder)) {
            m_problems.push_back({folder.string(), 0, "", "unknown-tutorial", "there is no such tutorial"});
            return;
        }
        for (const fs::path& file : toml_files(folder))
            m_sources.push_back({"tutorials/" + id + "/" + file.filename().string(), file});
        auto files = tutorial_files(folder, m_problems);
        if (!files)
            return;
        for (const auto& variant : read_variants(*files, m_problems))
            for (const PictureUse& use : pictures_of(*variant))
                if (m_pictures.insert(use.name).second)
                    picture(use, variant->file);
        sounds(id);
    }

    void sounds(const std::string& owner) {
        for (const fs::path& language : entries_of(m_data / "content" / "audio"))
            for (const fs::path& sound : entries_of(language))
                if (sound.filename().string().starts_with(owner + "."))
                    m_sources.push_back(
                        {"audio/" + language.filename().string() + "/" + sound.filename().string(), sound});
    }

    std::vector<PackSource> take() { return std::move(m_sources); }

private:
    void picture(const PictureUse& use, const std::string& tutorial) {
        for (const char* kind : {"pictograms", "illustrations"})
            if (fs::path file = m_data / "assets" / kind / (use.name + ".svg"); fs::exists(file)) {
                m_sources.push_back({std::string(kind) + "/" + use.name + ".svg", file});
                return;
            }
        m_problems.push_back({tutorial, use.line, "", "unknown-picture",
                              fmt::format("there is no picture \"{}\" in assets", use.name)});
    }

    fs::path m_data;
    std::vector<Problem>& m_problems;
    std::vector<PackSource> m_sources;
    std::set<std::string> m_pictures;
};

void add(ContentTree& tree, const std::string& path, std::string_view bytes) {
    tree.files[path] = {bytes.size(), to_hex(view(sha256(bytes))),
                        path.ends_with(".toml") ? std::string(bytes) : ""};
}

// Nothing but plain files of a size that a pack may hold.
std::optional<Refused> add_from_disk(ContentTree& tree, const std::string& path, const fs::path& file) {
    std::error_code failed;
    if (!fs::is_regular_file(fs::symlink_status(file, failed)) ||
        fs::file_size(file, failed) > most_bytes_of(path) || failed)
        return Refused{file.string() + ": it is too large for a pack, or no plain file"};
    try {
        if (auto bytes = read_file(file))
            add(tree, path, *bytes);
    } catch (const Error& error) {
        return Refused{error.what()};
    }
    return std::nullopt;
}

OrRefused<ContentTree> tree_of_layout(const fs::path& folder, const std::string& name) {
    ContentTree tree{name, {}};
    std::error_code failed;
    for (fs::recursive_directory_iterator it(folder, failed), end; !failed && it != end;
         it.increment(failed)) {
        std::string path = it->path().lexically_relative(folder).generic_string();
        if (!fault_of_path(path).empty())
            continue; // words, topics, the manifest: no pack holds them as files
        if (auto refused = add_from_disk(tree, path, it->path()))
            return *refused;
    }
    if (failed)
        return Refused{folder.string() + ": this folder cannot be read: " + failed.message()};
    return tree;
}

} // namespace

std::vector<PackSource> sources_of(const fs::path& data, const std::vector<std::string>& ids,
                                   std::vector<Problem>& problems) {
    Gatherer gatherer(data, problems);
    std::set<std::string> wanted(ids.begin(), ids.end());
    if (ids.empty())
        for (const fs::path& folder : entries_of(data / "content" / "tutorials"))
            if (fs::is_directory(folder))
                wanted.insert(folder.filename().string());
    for (const std::string& id : wanted)
        gatherer.tutorial(id);
    if (ids.empty())
        gatherer.sounds(std::string(recorded_words));
    return gatherer.take();
}

OrRefused<ContentTree> tree_of_pack(const fs::path& pack) {
    ContentTree tree;
    auto read = read_pack(pack, pack.string(),
                          [&](const PackFile& file, std::string_view bytes) { add(tree, file.path, bytes); });
    if (auto* refused = std::get_if<Refused>(&read))
        return *refused;
    tree.name = std::get<Manifest>(read).name();
    return tree;
}

OrRefused<ContentTree> tree_of_folder(const fs::path& folder) {
    if (!fs::is_directory(folder / "content" / "tutorials")) {
        if (fs::is_directory(folder / "tutorials"))
            return tree_of_layout(folder, folder.string());
        return Refused{folder.string() + ": there is no tutorials/ and no content/tutorials/ in it"};
    }
    std::vector<Problem>
        problems; // a comparison shows what is there; accanto content check shows what is wrong
    ContentTree tree{folder.string(), {}};
    for (const PackSource& source : sources_of(folder, {}, problems))
        if (auto refused = add_from_disk(tree, source.path, source.file))
            return *refused;
    return tree;
}

OrRefused<ContentTree> tree_of_installed(const InstalledPack& pack) {
    return tree_of_layout(pack.folder, pack.manifest.name());
}

} // namespace accanto::content

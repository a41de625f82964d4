#include "deploy/accanto/content.h"
#include "deploy/accanto/content_compare.h"

#include <fmt/format.h>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;
using content::ContentTree;
using content::Refused;

// Installed packs; only the one of this id when `other` is a pack.
content::OrRefused<ContentTree> tree_of_this_machine(const GivenSettings& given, const std::string& other) {
    const fs::path folder = content::installed_content(settings_of(given).settings.state);
    std::string only;
    if (other != "installed" && !fs::is_directory(other)) {
        auto manifest = content::read_manifest(other, other);
        if (auto* refused = std::get_if<Refused>(&manifest))
            return *refused;
        only = std::get<content::Manifest>(manifest).id;
    }
    ContentTree out{"installed", {}};
    const auto installed = content::installed_packs(folder);
    for (const content::Problem& problem : installed.problems)
        fmt::print(stderr, "{}\n", content::refused_for({problem}).why);
    for (const content::InstalledPack& pack : installed.packs) {
        if (!only.empty() && pack.id != only)
            continue;
        auto tree = content::tree_of_installed(pack);
        if (std::holds_alternative<Refused>(tree))
            return tree;
        for (auto& [path, file] : std::get<ContentTree>(tree).files)
            out.files[path] = std::move(file); // the later pack wins, as on the screen
        out.name = only.empty() ? out.name : std::get<ContentTree>(tree).name + ", installed";
    }
    return out;
}

content::OrRefused<ContentTree> tree_of(const std::string& side, const std::string& other,
                                        const GivenSettings& given) {
    if (side == "installed" && !fs::exists(side))
        return tree_of_this_machine(given, other);
    return fs::is_directory(side) ? content::tree_of_folder(side) : content::tree_of_pack(side);
}

} // namespace

int diff_content(const DiffRequest& request) {
    auto before = tree_of(request.before, request.after, request.settings);
    auto after = tree_of(request.after, request.before, request.settings);
    for (const auto* side : {&before, &after})
        if (auto* refused = std::get_if<Refused>(side)) {
            fmt::print(stderr, "{}\n", refused->why);
            return 1;
        }
    const auto& old_tree = std::get<ContentTree>(before);
    const auto& new_tree = std::get<ContentTree>(after);
    const content::ContentDiff diff = content::diff_content(old_tree, new_tree);
    if (request.json) {
        print_diff_json(diff, old_tree.name, new_tree.name);
        return 0;
    }
    fmt::print("{}  ->  {}\n\n", old_tree.name, new_tree.name);
    print_diff(diff, true);
    return 0;
}

} // namespace accanto::tool

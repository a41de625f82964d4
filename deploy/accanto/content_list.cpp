#include "content/base/spelling.h"
#include "content/library/install.h"
#include "deploy/accanto/content_look.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace accanto::tool {

namespace {

std::filesystem::path folder_of(const InstalledRequest& request) {
    return content::installed_content(settings_of(request.settings).settings.state);
}

void print_pack(const content::InstalledPack& pack) {
    const content::Manifest& manifest = pack.manifest;
    fmt::print("{}  {}\n  {} in {}; licence {}\n", manifest.name(), printable(manifest.title),
               count_of(manifest.tutorials().size(), "tutorial", "tutorials"),
               fmt::join(manifest.languages, " "), printable(manifest.licence));
    if (pack.record.previous > 0)
        fmt::print("  to go back to {}: accanto content roll-back {}\n", pack.record.previous, pack.id);
    if (pack.record.left > 0)
        fmt::print("  somebody went back to it from {}\n", pack.record.left);
}

} // namespace

int list_content(const InstalledRequest& request) {
    const std::filesystem::path folder = folder_of(request);
    auto installed = content::installed_packs(folder);
    for (const content::InstalledPack& pack : installed.packs) {
        print_pack(pack);
        if (request.check)
            if (std::string fault = content::fault_of_installed(pack.folder, pack.manifest); !fault.empty())
                installed.problems.push_back(
                    {pack.folder.string(), 0, "", "damaged", fault + "; install this pack again"});
    }
    if (installed.packs.empty())
        fmt::print("No pack is installed in {}: what came with the program is shown.\n", folder.string());
    for (const content::Problem& problem : installed.problems)
        fmt::print(stderr, "{}\n", content::to_text(problem));
    return installed.problems.empty() ? 0 : 1;
}

int roll_back_content(const InstalledRequest& request) {
    auto result = content::roll_back(folder_of(request), request.id);
    if (auto* refused = std::get_if<content::Refused>(&result)) {
        fmt::print(stderr, "{}\n", refused->why);
        return 1;
    }
    fmt::print("{} {} is shown again.\n", request.id, std::get<content::Installed>(result).version);
    return 0;
}

int remove_content(const InstalledRequest& request) {
    if (auto refused = content::remove_pack(folder_of(request), request.id)) {
        fmt::print(stderr, "{}\n", refused->why);
        return 1;
    }
    fmt::print("{} is removed: what came with the program is shown.\n", request.id);
    return 0;
}

} // namespace accanto::tool

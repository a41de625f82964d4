#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "content/base/spelling.h"
#include "content/library/install.h"
#include "deploy/accanto/content.h"
#include "deploy/accanto/content_compare.h"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;
using content::ContentTree;
using content::Refused;

// What is shown now of the things this pack brings: its older version, else what came with the program.
// Without a name when none of its tutorials is there.
content::OrRefused<ContentTree> shown_now(const fs::path& folder, const content::PreparedPack& prepared,
                                          const ContentTree& coming) {
    if (prepared.replaces) {
        for (const content::InstalledPack& pack : content::installed_packs(folder).packs)
            if (pack.id == prepared.manifest.id)
                return content::tree_of_installed(pack);
        return ContentTree{"a damaged version", {}};
    }
    ContentTree built_in{"what came with the program", {}};
    try {
        auto all = content::tree_of_folder(data_dir());
        if (auto* tree = std::get_if<ContentTree>(&all))
            for (auto& [path, file] : tree->files)
                if (coming.files.contains(path))
                    built_in.files[path] = std::move(file);
    } catch (const Error&) {
        // No content beside the program: everything is new.
    }
    const auto first = built_in.files.lower_bound("tutorials/");
    if (first == built_in.files.end() || !first->first.starts_with("tutorials/"))
        built_in.name.clear();
    return built_in;
}

content::OrRefused<content::PreparedPack> prepare(content::PackKeeper& keeper, const InstallRequest& request,
                                                  const SettingsHere& here) {
    auto anchor = content::read_anchor(content_key_file(here.settings, here.file));
    if (auto* refused = std::get_if<Refused>(&anchor))
        return *refused;
    const fs::path file = request.catalogue.empty() ? fs::path(request.pack).parent_path() / "catalogue.toml"
                                                    : fs::path(request.catalogue);
    auto read = content::read_signed_catalogue(file);
    if (auto* refused = std::get_if<Refused>(&read))
        return *refused;
    const content::Trust trust{std::get<PublicKey>(anchor),
                               local_date(SystemClock().wall_ms(), here.settings.point.time_zone)};
    auto accepted = keeper.accept(std::get<content::SignedCatalogue>(read), trust);
    if (auto* refused = std::get_if<Refused>(&accepted))
        return *refused;
    return keeper.prepare(request.pack);
}

bool is_wanted(const InstallRequest& request) {
    if (request.yes)
        return true;
    if (isatty(STDIN_FILENO) == 0) {
        fmt::print(stderr, "Nothing was installed: with nobody at a terminal to ask, say --yes.\n");
        return false;
    }
    std::fflush(stdout);
    fmt::print(stderr, "Install this? [y/N] ");
    std::string answer;
    std::getline(std::cin, answer);
    const bool yes = answer == "y" || answer == "Y" || answer == "yes";
    if (!yes)
        fmt::print(stderr, "Nothing was installed.\n");
    return yes;
}

int nothing_installed(const Refused& refused) {
    fmt::print(stderr, "Nothing was installed. {}\n", refused.why);
    return 1;
}

} // namespace

int install_content(const InstallRequest& request) {
    const SettingsHere here = settings_of(request.settings);
    const fs::path folder = content::installed_content(here.settings.state);
    content::InstallOptions options;
    options.again = request.again;
    auto opened = content::PackKeeper::open(folder, options);
    if (auto* refused = std::get_if<Refused>(&opened))
        return nothing_installed(*refused);
    auto& keeper = std::get<content::PackKeeper>(opened);
    auto ready = prepare(keeper, request, here);
    if (auto* refused = std::get_if<Refused>(&ready))
        return nothing_installed(*refused);
    const auto& prepared = std::get<content::PreparedPack>(ready);
    const std::string name = prepared.manifest.name();
    if (prepared.already_there) {
        fmt::print("{} is installed already, and whole.\n", name);
        return 0;
    }
    auto coming = content::tree_of_folder(prepared.folder);
    if (auto* refused = std::get_if<Refused>(&coming))
        return nothing_installed(*refused);
    auto now = shown_now(folder, prepared, std::get<ContentTree>(coming));
    if (auto* refused = std::get_if<Refused>(&now))
        return nothing_installed(*refused);
    const auto& before = std::get<ContentTree>(now);
    fmt::print("{}, \"{}\": {}\n\n", name, printable(prepared.manifest.title),
               before.name.empty() ? "new on this kiosk" : "in the place of " + before.name);
    print_diff(content::diff_content(before, std::get<ContentTree>(coming)), false);
    fmt::print("Text by text: accanto content diff installed {}\n", request.pack);
    if (!is_wanted(request))
        return 1;
    const content::Installed installed = keeper.install(prepared);
    fmt::print("{} is installed.{}\n", name,
               installed.previous > 0 ? fmt::format(" To go back to {}: accanto content roll-back {}",
                                                    installed.previous, installed.id)
                                      : "");
    return 0;
}

} // namespace accanto::tool

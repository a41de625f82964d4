#include "content/base/bytes.h"
#include "content/base/file.h"
#include "content/library/content_tree.h"
#include "content/library/tutorial.h"
#include "content/library/words_file.h"
#include "deploy/accanto/content_look.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace accanto::tool {

namespace {

namespace fs = std::filesystem;
constexpr std::string_view extension = ".tar.zst";

// What the tutorials in a pack have in common.
struct Common {
    std::vector<std::string> languages; // that each of them has
    std::string licence, title;         // the title of the only one
};

Common common_of(const std::vector<content::PackSource>& sources) {
    Common out;
    std::map<std::string, std::set<std::string>> languages; // by tutorial
    std::set<std::string> licences;
    std::vector<content::Problem> ignored; // the check has told them
    for (const content::PackSource& source : sources)
        if (source.path.ends_with("/tutorial.toml")) {
            auto files = content::tutorial_files(source.file.parent_path(), ignored);
            auto variants = content::read_variants(*files, ignored);
            for (const auto& [language, text] : files->words)
                languages[files->id].insert(language);
            licences.insert(variants.front()->licence);
            if (const content::Text* title = variants.front()->text("en", "tutorial.title"))
                out.title = title->text;
        }
    out.licence = fmt::format("{}", fmt::join(licences, " AND "));
    if (languages.size() > 1)
        out.title.clear();
    for (const std::string& language :
         languages.empty() ? std::set<std::string>() : languages.begin()->second)
        if (std::all_of(languages.begin(), languages.end(),
                        [&](const auto& one) { return one.second.contains(language); }))
            out.languages.push_back(language);
    content::sort_languages(out.languages);
    return out;
}

// "stick/starter-3.tar.zst" -> "starter"
std::string id_from(const std::string& out) {
    std::string name = fs::path(out).filename().string();
    name.resize(name.size() - extension.size());
    size_t digits = name.find_last_not_of("0123456789");
    if (digits != std::string::npos && digits + 1 < name.size() && name[digits] == '-')
        name.resize(digits);
    return name;
}

content::Manifest head_of(const PackRequest& request, const Common& common) {
    content::Manifest head;
    head.id = request.id.empty() ? id_from(request.out) : request.id;
    head.version = request.version;
    head.version_name = request.version_name.empty() ? std::to_string(request.version) : request.version_name;
    head.title = !request.title.empty() ? request.title : !common.title.empty() ? common.title : head.id;
    head.min_app = request.min_app.empty() ? ACCANTO_VERSION : request.min_app;
    head.languages = common.languages;
    head.licence = common.licence;
    return head;
}

int nothing_packed(const std::vector<content::Problem>& problems) {
    print_problems(problems, false);
    fmt::print(stderr, "Nothing was packed: {} to mend first.\n",
               count_of(problems.size(), "thing", "things"));
    return 1;
}

} // namespace

int pack_content(const PackRequest& request) {
    if (!request.out.ends_with(extension) ||
        fs::path(request.out).filename().string().size() == extension.size()) {
        fmt::print(stderr, "--out {}: the name of a pack ends in {}, as in starter-3{}\n", request.out,
                   extension, extension);
        return 1;
    }
    CheckRequest check;
    check.ids = request.ids, check.languages = request.languages, check.data = request.data;
    Looked looked = look_at(check);
    if (!looked.problems.empty())
        return nothing_packed(looked.problems);
    auto sources = content::sources_of(request.data.empty() ? data_dir() : fs::path(request.data),
                                       request.ids, looked.problems);
    if (!looked.problems.empty())
        return nothing_packed(looked.problems);
    auto written = content::write_pack(head_of(request, common_of(sources)), sources, request.out);
    if (auto* refused = std::get_if<content::Refused>(&written)) {
        fmt::print(stderr, "Nothing was packed: {}\n", refused->why);
        return 1;
    }
    const auto& manifest = std::get<content::Manifest>(written);
    fmt::print("{}: {}, \"{}\", {} in {}, {}, {} bytes\nSHA-256 {}\n", request.out, manifest.name(),
               manifest.title, count_of(manifest.tutorials().size(), "tutorial", "tutorials"),
               fmt::join(manifest.languages, " "), count_of(manifest.files.size(), "file", "files"),
               fs::file_size(request.out), to_hex(view(*sha256_of_file(request.out))));
    if (request.key.empty()) {
        fmt::print("Next: accanto content catalogue --key KEY --out catalogue.toml {}\n", request.out);
        return 0;
    }
    CatalogueRequest catalogue;
    catalogue.key = request.key;
    catalogue.out = (fs::path(request.out).parent_path() / "catalogue.toml").string();
    catalogue.packs = {request.out};
    return make_catalogue(catalogue);
}

} // namespace accanto::tool

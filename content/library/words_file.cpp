#include "content/library/words_file.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "content/library/node.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace accanto::content {

namespace {

struct Flattener {
    const std::string& file;
    const std::string& language;
    std::vector<Problem>& problems;
    WordsOfFile words;
    bool sound = true;

    void fault(int line, std::string rule, std::string message) {
        problems.push_back({file, line, language, std::move(rule), std::move(message)});
        sound = false;
    }

    void add(const std::string& key, const Node& node) {
        switch (node.kind) {
        case Node::Kind::table:
            for (const Node& child : node.items)
                add(key.empty() ? child.name : key + "." + child.name, child);
            return;
        case Node::Kind::list:
            for (size_t i = 0; i < node.items.size(); ++i)
                add(fmt::format("{}.{}", key, i + 1), node.items[i]);
            return;
        case Node::Kind::text:
            if (!words.emplace(key, Text{node.text, node.line}).second)
                fault(node.line, "twice", fmt::format("\"{}\" is there twice; keep one", key));
            return;
        default:
            fault(node.line, "not-text",
                  fmt::format("\"{}\" is {}; words are texts in quotes", key, kind_name(node.kind)));
        }
    }
};

} // namespace

std::optional<WordsOfFile> read_words(std::string_view text, const std::string& file,
                                      const std::string& language, std::vector<Problem>& problems) {
    auto root = parse_toml(text, file, language, problems);
    if (!root)
        return std::nullopt;
    Flattener flattener{file, language, problems, {}, true};
    flattener.add("", *root);
    if (!flattener.sound)
        return std::nullopt;
    return std::move(flattener.words);
}

std::string language_of_file(const std::filesystem::path& file) {
    std::string code = file.stem().string();
    bool good = (code.size() == 2 || code.size() == 3) &&
                std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return good && file.extension() == ".toml" ? code : "";
}

std::optional<std::string> read_content_file(const std::filesystem::path& path, const std::string& language,
                                             std::vector<Problem>& problems) {
    constexpr uintmax_t most_bytes = 2 << 20;
    std::error_code failed;
    auto status = std::filesystem::symlink_status(path, failed);
    std::string why;
    if (status.type() == std::filesystem::file_type::not_found)
        why = "this file is missing";
    else if (status.type() != std::filesystem::file_type::regular)
        why = "this is no plain file";
    else if (std::filesystem::file_size(path, failed) > most_bytes || failed)
        why = "this file is larger than 2 MB";
    else
        try {
            if (auto bytes = read_file(path))
                return bytes;
            why = "this file is missing";
        } catch (const Error& e) {
            why = fmt::format("this file cannot be read: {}", e.what());
        }
    problems.push_back({path.string(), 0, language, "unreadable", why});
    return std::nullopt;
}

std::vector<std::filesystem::path> toml_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code failed;
    for (std::filesystem::directory_iterator it(folder, failed), end; !failed && it != end;
         it.increment(failed))
        if (it->path().extension() == ".toml")
            files.push_back(it->path());
    std::sort(files.begin(), files.end());
    return files;
}

void sort_languages(std::vector<std::string>& languages) {
    static constexpr std::array<std::string_view, 7> first = {"en", "es", "ca", "it", "pt", "sv", "ar"};
    auto rank = [](const std::string& code) {
        return std::find(first.begin(), first.end(), code) - first.begin();
    };
    std::sort(languages.begin(), languages.end(),
              [&](const auto& a, const auto& b) { return rank(a) != rank(b) ? rank(a) < rank(b) : a < b; });
}

} // namespace accanto::content

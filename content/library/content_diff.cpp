#include "content/library/content_diff.h"

#include "content/library/words_file.h"

#include <algorithm>
#include <set>

namespace accanto::content {

namespace {

// The same to a reader: lines and the order of entries within a section do not matter.
bool is_same(const Node& a, const Node& b) {
    if (a.kind != b.kind || a.text != b.text || a.number != b.number || a.truth != b.truth ||
        a.items.size() != b.items.size())
        return false;
    if (a.kind == Node::Kind::table)
        return std::all_of(a.items.begin(), a.items.end(), [&](const Node& item) {
            const Node* other = b.find(item.name);
            return other && is_same(item, *other);
        });
    return std::equal(a.items.begin(), a.items.end(), b.items.begin(), is_same);
}

// A part of a structure under the name people call it by: step "password"; for entries of the head,
// "minutes".
struct NamedPart {
    std::string kind, id;
    const Node* node = nullptr;
};

bool has_ids(const Node& node) {
    return node.kind == Node::Kind::list && !node.items.empty() &&
           std::all_of(node.items.begin(), node.items.end(),
                       [](const Node& item) { return item.find("id") != nullptr; });
}

std::vector<NamedPart> parts_of(const Node& root) {
    std::vector<NamedPart> out;
    for (const Node& entry : root.items) {
        if (!has_ids(entry)) {
            out.push_back({"head", entry.name, &entry});
            continue;
        }
        for (const Node& item : entry.items)
            out.push_back({entry.name, item.find("id")->text, &item});
    }
    return out;
}

const NamedPart* find(const std::vector<NamedPart>& parts, const NamedPart& wanted) {
    auto it = std::find_if(parts.begin(), parts.end(), [&](const NamedPart& part) {
        return part.kind == wanted.kind && part.id == wanted.id;
    });
    return it == parts.end() ? nullptr : &*it;
}

// The steps that both have, in the order of the first.
std::vector<std::string> common_steps(const std::vector<NamedPart>& parts,
                                      const std::vector<NamedPart>& other) {
    std::vector<std::string> out;
    for (const NamedPart& part : parts)
        if (part.kind == "step" && find(other, part))
            out.push_back(part.id);
    return out;
}

using TutorialTexts = std::map<std::string, const TreeFile*>; // "tutorial", "es" -> file
using TutorialsOfTree = std::map<std::string, TutorialTexts>; // by id

TutorialsOfTree tutorials_of(const ContentTree& tree) {
    TutorialsOfTree out;
    for (const auto& [path, file] : tree.files)
        if (path.starts_with("tutorials/")) {
            std::filesystem::path parts(path);
            out[parts.parent_path().filename().string()][parts.stem().string()] = &file;
        }
    return out;
}

std::string title_of(const TutorialTexts& texts) {
    std::vector<std::string> languages;
    for (const auto& [name, file] : texts)
        if (name != "tutorial")
            languages.push_back(name);
    sort_languages(languages);
    std::vector<Problem> ignored;
    for (const std::string& language : languages)
        if (auto words = read_words(texts.at(language)->text, "", language, ignored))
            if (auto title = words->find("tutorial.title"); title != words->end())
                return title->second.text;
    return "";
}

struct TutorialCompare {
    const TutorialTexts& before;
    const TutorialTexts& after;
    TutorialDiff out;

    static const TreeFile* file(const TutorialTexts& texts, const std::string& name) {
        auto it = texts.find(name);
        return it == texts.end() ? nullptr : it->second;
    }

    void structure() {
        const TreeFile *old_file = file(before, "tutorial"), *new_file = file(after, "tutorial");
        if (!old_file || !new_file || old_file->sha256 == new_file->sha256)
            return;
        const std::string name = "tutorials/" + out.id + "/tutorial.toml";
        auto old_root = parse_toml(old_file->text, name, "", out.problems);
        auto new_root = parse_toml(new_file->text, name, "", out.problems);
        if (!old_root || !new_root)
            return;
        auto old_parts = parts_of(*old_root), new_parts = parts_of(*new_root);
        for (const NamedPart& part : new_parts)
            if (const NamedPart* old = find(old_parts, part); !old)
                out.parts.push_back({Change::added, part.kind, part.id});
            else if (!is_same(*old->node, *part.node))
                out.parts.push_back({Change::changed, part.kind, part.id});
        for (const NamedPart& part : old_parts)
            if (!find(new_parts, part))
                out.parts.push_back({Change::removed, part.kind, part.id});
        out.order_changed = common_steps(old_parts, new_parts) != common_steps(new_parts, old_parts);
    }

    void texts(LanguageDiff& diff, const TreeFile& old_file, const TreeFile& new_file) {
        const std::string name = "tutorials/" + out.id + "/" + diff.language + ".toml";
        auto old_words = read_words(old_file.text, name, diff.language, out.problems);
        auto new_words = read_words(new_file.text, name, diff.language, out.problems);
        if (!old_words || !new_words)
            return;
        std::set<std::string> keys;
        for (const auto* words : {&*old_words, &*new_words})
            for (const auto& [key, text] : *words)
                keys.insert(key);
        auto say = [](const WordsOfFile& words, const std::string& key) {
            auto it = words.find(key);
            return it == words.end() ? std::string() : it->second.text;
        };
        for (const std::string& key : keys)
            if (say(*old_words, key) != say(*new_words, key))
                diff.texts.push_back({key, say(*old_words, key), say(*new_words, key)});
    }

    void languages() {
        std::set<std::string> names;
        for (const auto* side : {&before, &after})
            for (const auto& [name, one] : *side)
                if (name != "tutorial")
                    names.insert(name);
        std::vector<std::string> sorted(names.begin(), names.end());
        sort_languages(sorted);
        for (const std::string& language : sorted) {
            const TreeFile *old_file = file(before, language), *new_file = file(after, language);
            LanguageDiff diff{language,
                              !old_file   ? Change::added
                              : !new_file ? Change::removed
                                          : Change::changed,
                              {}};
            if (old_file && new_file) {
                if (old_file->sha256 == new_file->sha256)
                    continue;
                texts(diff, *old_file, *new_file);
            }
            out.languages.push_back(std::move(diff));
        }
    }
};

void diff_tutorials(const ContentTree& before, const ContentTree& after, ContentDiff& out) {
    static const TutorialTexts none;
    const auto olds = tutorials_of(before), news = tutorials_of(after);
    std::set<std::string> ids;
    for (const auto* side : {&olds, &news})
        for (const auto& [id, texts] : *side)
            ids.insert(id);
    for (const std::string& id : ids) {
        auto old = olds.find(id), now = news.find(id);
        const bool was = old != olds.end(), is = now != news.end();
        TutorialCompare compare{was ? old->second : none, is ? now->second : none, {}};
        compare.out.id = id;
        compare.out.title = title_of(is ? now->second : old->second);
        compare.out.change = !was ? Change::added : !is ? Change::removed : Change::changed;
        auto same_bytes = [](const auto& a, const auto& b) {
            return a.first == b.first && a.second->sha256 == b.second->sha256;
        };
        if (was && is &&
            std::equal(old->second.begin(), old->second.end(), now->second.begin(), now->second.end(),
                       same_bytes))
            continue;
        compare.structure();
        compare.languages();
        out.tutorials.push_back(std::move(compare.out));
    }
}

void diff_files(const ContentTree& before, const ContentTree& after, ContentDiff& out) {
    auto compare = [&](const ContentTree& mine, const ContentTree& others, bool mine_is_new) {
        for (const auto& [path, file] : mine.files) {
            if (path.starts_with("tutorials/"))
                continue;
            auto other = others.files.find(path);
            if (other == others.files.end())
                out.files.push_back(mine_is_new ? FileDiff{Change::added, path, 0, file.size}
                                                : FileDiff{Change::removed, path, file.size, 0});
            else if (mine_is_new && other->second.sha256 != file.sha256)
                out.files.push_back({Change::changed, path, other->second.size, file.size});
        }
    };
    compare(after, before, true);
    compare(before, after, false);
    std::sort(out.files.begin(), out.files.end(),
              [](const FileDiff& a, const FileDiff& b) { return a.path < b.path; });
}

} // namespace

const char* to_text(Change change) {
    switch (change) {
    case Change::added:
        return "new";
    case Change::changed:
        return "changed";
    case Change::removed:
        return "removed";
    }
    return "";
}

ContentDiff diff_content(const ContentTree& before, const ContentTree& after) {
    ContentDiff out;
    diff_tutorials(before, after, out);
    diff_files(before, after, out);
    return out;
}

} // namespace accanto::content

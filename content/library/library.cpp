#include "content/library/library.h"

#include "content/library/tutorial_parts.h"

#include <spdlog/spdlog.h>

#include <mutex>

namespace accanto::content {

namespace {

// The text before the first line that begins with `mark`: a head is read without what follows it.
std::string_view before_line(std::string_view text, std::string_view mark) {
    for (size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
        if (at > 0 && text[at - 1] == '\n')
            return text.substr(0, at);
    return text;
}

// [tutorial] of a words file. It stands first; where it does not, the whole file is read.
std::map<std::string, std::string, std::less<>> words_of_head(const std::string& text, const std::string& file,
                                                              const std::string& language, const Tutorial& tutorial) {
    std::map<std::string, std::string, std::less<>> out;
    std::vector<Problem> ignored; // open() tells them
    size_t start = text.find("[tutorial]");
    if (start == std::string::npos)
        return out;
    size_t body = start + std::string_view("[tutorial]").size();
    std::string_view section = before_line(std::string_view(text).substr(body), "[");
    auto words = read_words("[tutorial]" + std::string(section), file, language, ignored);
    if (!words)
        words = read_words(text, file, language, ignored);
    if (!words)
        return out;
    keep_place(*words, tutorial, file, language, ignored);
    for (const char* key : {"title", "title.speech", "summary", "summary.speech"})
        if (auto it = words->find(std::string("tutorial.") + key); it != words->end())
            out[key] = it->second.text;
    return out;
}

std::optional<TutorialHead> read_one(const std::filesystem::path& folder, const std::string& place,
                                     std::vector<Problem>& problems) {
    auto files = tutorial_files(folder, problems);
    if (!files)
        return std::nullopt;
    std::vector<Problem> faults;
    auto root = parse_toml(before_line(files->structure, "[[step]]"), files->file, "", faults);
    Tutorial read;
    if (root) {
        read.id = files->id, read.file = files->file;
        read.places = places_of(*root, files->file, faults);
        read.place = variant_for(read.places, place);
        if (!read.places.empty() && read.place.empty())
            return std::nullopt;
        keep_place(*root, read, faults);
        TableReader reader(*root, files->file, "tutorial", faults);
        reader.need_id("id");
        read_head(reader, read, faults);
    }
    problems.insert(problems.end(), faults.begin(), faults.end());
    if (!faults.empty())
        return std::nullopt;
    TutorialHead head{read.id, read.topic, read.picture, read.service, read.gives, read.minutes, read.level, read.needs, read.after,
                      read.shown_by, read.competences, read.verified_on, read.review_by, folder, {}};
    for (const auto& [language, text] : files->words)
        if (auto words = words_of_head(text, files->file, language, read); words.contains("title"))
            head.words[language] = std::move(words);
    if (!head.words.empty())
        return head;
    problems.push_back({files->file, 0, "", "no-words", "no language of this tutorial can be read; it needs en.toml at least"});
    return std::nullopt;
}

} // namespace

Phrase TutorialHead::say(std::string_view what, const std::string& language, const std::string& official) const {
    for (const std::string& one : {language, official, std::string("en")})
        if (auto it = words.find(one); it != words.end())
            if (auto text = it->second.find(what); text != it->second.end())
                return {text->second, one, one != language};
    return {"[" + id + "]", "en", language != "en"};
}

Phrase TutorialHead::speech(std::string_view what, const std::string& language, const std::string& official) const {
    Phrase shown = say(what, language, official);
    auto it = words.find(shown.language);
    if (it == words.end())
        return shown;
    auto spoken = it->second.find(std::string(what) + ".speech");
    return spoken == it->second.end() ? shown : Phrase{spoken->second, shown.language, shown.fallback};
}

struct Library::Kept {
    std::mutex mutex;
    std::map<std::string, std::shared_ptr<const Tutorial>, std::less<>> tutorials; // guarded by mutex
};

Library::Library() : m_kept(std::make_shared<Kept>()) {}

std::shared_ptr<const Tutorial> Library::get(std::string_view id) const {
    std::lock_guard lock(m_kept->mutex);
    if (auto it = m_kept->tutorials.find(id); it != m_kept->tutorials.end())
        return it->second;
    std::vector<Problem> problems;
    auto tutorial = open(id, problems);
    for (const Problem& problem : problems)
        spdlog::warn("{}:{}: {}", problem.file, problem.line, problem.message);
    m_kept->tutorials.emplace(id, tutorial);
    return tutorial;
}

const TutorialHead* Library::find(std::string_view id) const {
    auto it = std::lower_bound(m_heads.begin(), m_heads.end(), id, [](const TutorialHead& head, std::string_view wanted) { return head.id < wanted; });
    return it != m_heads.end() && it->id == id ? &*it : nullptr;
}

std::vector<const TutorialHead*> Library::of_topic(std::string_view topic) const {
    std::vector<const TutorialHead*> out;
    for (const TutorialHead& head : m_heads)
        if (head.topic == topic)
            out.push_back(&head);
    std::stable_sort(out.begin(), out.end(), [](const TutorialHead* a, const TutorialHead* b) { return a->level < b->level; });
    return out;
}

std::shared_ptr<const Tutorial> Library::open(std::string_view id, std::vector<Problem>& problems) const {
    const TutorialHead* head = find(id);
    auto files = head ? tutorial_files(head->folder, problems) : std::nullopt;
    return files ? read_tutorial(*files, m_place, problems) : nullptr;
}

Library load_library(const std::vector<std::filesystem::path>& folders, const std::string& place) {
    Library library;
    library.m_place = place;
    std::map<std::string, std::filesystem::path> found;
    for (const auto& folder : folders) {
        std::error_code failed;
        std::filesystem::directory_iterator it(folder, failed), end;
        if (failed)
            library.m_problems.push_back({folder.string(), 0, "", "unreadable", "this folder cannot be read: " + failed.message()});
        for (; !failed && it != end; it.increment(failed))
            if (it->is_directory(failed))
                found[it->path().filename().string()] = it->path();
    }
    for (const auto& [id, path] : found)
        if (auto head = read_one(path, place, library.m_problems))
            library.m_heads.push_back(std::move(*head));
    return library;
}

} // namespace accanto::content

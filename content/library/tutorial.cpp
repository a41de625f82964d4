#include "content/library/tutorial.h"

#include "content/library/tutorial_parts.h"
#include "content/library/words_file.h"

#include <algorithm>

namespace accanto::content {

const char* to_text(StepKind kind) {
    switch (kind) {
    case StepKind::read:
        return "read";
    case StepKind::tap:
        return "tap";
    case StepKind::type:
        return "type";
    case StepKind::choose:
        return "choose";
    case StepKind::free_try:
        return "free_try";
    case StepKind::order:
        return "order";
    case StepKind::match:
        return "match";
    case StepKind::check:
        return "check";
    case StepKind::ask_mentor:
        return "ask_mentor";
    }
    return "";
}

const Screen* Tutorial::screen(std::string_view wanted) const {
    for (const Screen& one : screens)
        if (one.id == wanted)
            return &one;
    return nullptr;
}

const Element* Tutorial::control(std::string_view wanted) const {
    for (const Screen& one : screens)
        for (const Element& element : one.elements)
            if (element.id == wanted &&
                (element.kind == ElementKind::field || element.kind == ElementKind::check_box))
                return &element;
    return nullptr;
}

bool Tutorial::is_expired(const Step& step, std::string_view today) const {
    return !step.fact.empty() && today > review_by; // days written as 2026-11-23 sort as texts
}

const Text* Tutorial::text(const std::string& language, std::string_view key) const {
    auto of_language = words.find(language);
    if (of_language == words.end())
        return nullptr;
    auto found = of_language->second.find(key);
    return found == of_language->second.end() ? nullptr : &found->second;
}

const std::vector<std::string>& words_every_tutorial_has() {
    static const std::vector<std::string> keys = {
        "tutorial.title",      "tutorial.summary", "feedback.done",    "feedback.shown", "feedback.wrong_tap",
        "feedback.wrong_text", "feedback.not_yet", "feedback.missing", "feedback.alone"};
    return keys;
}

TutorialWords::TutorialWords(const Tutorial& tutorial, std::string language, std::string official_language)
    : m_tutorial(&tutorial), m_language(std::move(language)), m_official(std::move(official_language)) {}

Phrase TutorialWords::say(std::string_view key) const {
    for (const std::string& language : {m_language, m_official, std::string("en")})
        if (const Text* text = m_tutorial->text(language, key))
            return {text->text, language, language != m_language};
    return {"[" + std::string(key) + "]", "en", m_language != "en"};
}

Phrase TutorialWords::speech(std::string_view key) const {
    std::string spoken = std::string(key) + ".speech";
    for (const std::string& language : {m_language, m_official, std::string("en")}) {
        if (const Text* text = m_tutorial->text(language, spoken))
            return {text->text, language, language != m_language};
        if (m_tutorial->text(language, key))
            break; // shown in this language, so spoken in it too
    }
    return say(key);
}

TutorialWords words(const Tutorial& tutorial, const std::string& language,
                    const std::string& official_language) {
    return {tutorial, language, official_language};
}

const Tutorial* Library::find(std::string_view id) const {
    for (const auto& tutorial : m_tutorials)
        if (tutorial->id == id)
            return tutorial.get();
    return nullptr;
}

std::vector<const Tutorial*> Library::of_topic(std::string_view topic) const {
    std::vector<const Tutorial*> out;
    for (const auto& tutorial : m_tutorials)
        if (tutorial->topic == topic)
            out.push_back(tutorial.get());
    return out;
}

std::shared_ptr<const Tutorial> read_tutorial(const TutorialFiles& files, std::vector<Problem>& problems) {
    auto root = parse_toml(files.structure, files.file, "", problems);
    if (!root)
        return nullptr;
    auto tutorial = std::make_shared<Tutorial>();
    tutorial->id = files.id;
    tutorial->file = files.file;
    std::vector<Problem> faults;
    read_structure(*root, *tutorial, faults);
    if (faults.empty())
        check_links(*tutorial, faults);
    problems.insert(problems.end(), faults.begin(), faults.end());
    for (const auto& [language, text] : files.words) {
        std::string file = (std::filesystem::path(files.file).parent_path() / (language + ".toml")).string();
        if (auto words = read_words(text, file, language, problems))
            tutorial->words[language] = std::move(*words);
    }
    if (!faults.empty())
        return nullptr;
    if (tutorial->words.empty()) {
        problems.push_back({files.file, 0, "", "no-words",
                            "no language of this tutorial can be read; it needs en.toml at least"});
        return nullptr;
    }
    return tutorial;
}

Library load_library(const std::filesystem::path& folder) {
    Library library;
    std::vector<std::filesystem::path> folders;
    std::error_code failed;
    std::filesystem::directory_iterator it(folder, failed), end;
    if (failed)
        library.m_problems.push_back(
            {folder.string(), 0, "", "unreadable", "this folder cannot be read: " + failed.message()});
    for (; !failed && it != end; it.increment(failed))
        if (it->is_directory(failed))
            folders.push_back(it->path());
    std::sort(folders.begin(), folders.end());
    for (const auto& path : folders) {
        TutorialFiles files;
        files.id = path.filename().string();
        files.file = (path / "tutorial.toml").string();
        auto structure = read_content_file(files.file, "", library.m_problems);
        if (!structure)
            continue;
        files.structure = std::move(*structure);
        for (const auto& words : toml_files(path)) {
            std::string language = language_of_file(words);
            if (words.filename() == "tutorial.toml")
                continue;
            if (language.empty()) {
                library.m_problems.push_back(
                    {words.string(), 0, "", "file-name", "name it after its language, as in es.toml"});
                continue;
            }
            if (auto text = read_content_file(words, language, library.m_problems))
                files.words[language] = std::move(*text);
        }
        if (auto tutorial = read_tutorial(files, library.m_problems))
            library.m_tutorials.push_back(std::move(tutorial));
    }
    return library;
}

} // namespace accanto::content

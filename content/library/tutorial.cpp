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

std::set<std::string> wrong_parts(const Step& step) {
    std::set<std::string> out;
    for (const WrongAnswer& wrong : step.wrong)
        if (!wrong.when)
            out.insert(wrong.element);
    return out;
}

const Screen* Tutorial::screen(std::string_view wanted) const {
    for (const Screen& one : screens)
        if (one.id == wanted)
            return &one;
    return nullptr;
}

const Fact* Tutorial::fact(std::string_view wanted) const {
    for (const Fact& one : facts)
        if (one.id == wanted)
            return &one;
    return nullptr;
}

const Element* Tutorial::control(std::string_view wanted) const {
    for (const Screen& one : screens)
        for (const Element& element : one.elements)
            if (element.id == wanted && is_control(element))
                return &element;
    return nullptr;
}

bool Tutorial::is_expired(const Step& step, std::string_view today) const {
    return std::any_of(step.facts.begin(), step.facts.end(), [&](const std::string& name) {
        const Fact* one = fact(name);
        return one && today > one->review_by; // days written as 2026-11-23 sort as texts
    });
}

const Text* Tutorial::text(const std::string& language, std::string_view key) const {
    auto of_language = words.find(language);
    if (of_language == words.end())
        return nullptr;
    auto found = of_language->second.find(key);
    return found == of_language->second.end() ? nullptr : &found->second;
}

std::vector<PictureUse> pictures_of(const Tutorial& tutorial) {
    std::vector<PictureUse> out;
    auto add = [&](const std::string& name, int line) {
        if (!name.empty())
            out.push_back({name, line});
    };
    add(tutorial.picture, 0);
    for (const Step& step : tutorial.steps) {
        add(step.picture, step.line);
        for (const Option& option : step.options)
            add(option.picture, option.line);
        for (const Piece& piece : step.pieces) {
            add(piece.picture, piece.line);
            add(piece.partner_picture, piece.line);
        }
    }
    for (const Screen& screen : tutorial.screens)
        for (const Element& element : screen.elements) {
            add(element.picture, element.line);
            for (const Item& item : element.items)
                add(item.picture, element.line);
        }
    return out;
}

const std::vector<std::string>& feedback_keys() {
    static const std::vector<std::string> keys = {"feedback.done",       "feedback.shown",   "feedback.wrong_tap",
                                                  "feedback.wrong_text", "feedback.not_yet", "feedback.missing",
                                                  "feedback.alone",      "feedback.first_item"};
    return keys;
}

TutorialWords::TutorialWords(const Tutorial& tutorial, std::string language, std::string official_language)
    : m_tutorial(&tutorial), m_language(std::move(language)), m_official(std::move(official_language)) {}

bool TutorialWords::has(std::string_view key) const {
    return m_tutorial->text(m_language, key) || m_tutorial->text(m_official, key) || m_tutorial->text("en", key);
}

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

namespace {

std::set<std::string> fact_ids(const Node& root) {
    std::set<std::string> out;
    if (const Node* facts = root.find("fact"))
        for (const Node& fact : facts->items)
            if (const Node* id = fact.find("id"))
                out.insert(id->text);
    return out;
}

} // namespace

std::shared_ptr<const Tutorial> read_tutorial(const TutorialFiles& files, std::string_view point,
                                              std::vector<Problem>& problems) {
    auto root = parse_toml(files.structure, files.file, "", problems);
    if (!root)
        return nullptr;
    auto tutorial = std::make_shared<Tutorial>();
    tutorial->id = files.id;
    tutorial->file = files.file;
    std::vector<Problem> faults;
    tutorial->places = places_of(*root, files.file, faults);
    tutorial->place = variant_for(tutorial->places, point);
    if (!tutorial->places.empty() && tutorial->place.empty() && faults.empty())
        return nullptr; // not for this place
    const std::set<std::string> everywhere = fact_ids(*root);
    keep_place(*root, *tutorial, faults);
    read_structure(*root, *tutorial, faults);
    // A step may name the facts of all places; those of this one count here.
    for (Step& step : tutorial->steps)
        std::erase_if(step.facts, [&](const std::string& id) { return everywhere.contains(id) && !tutorial->fact(id); });
    if (faults.empty())
        check_links(*tutorial, faults);
    problems.insert(problems.end(), faults.begin(), faults.end());
    for (const auto& [language, text] : files.words) {
        std::string file = (std::filesystem::path(files.file).parent_path() / (language + ".toml")).string();
        if (auto words = read_words(text, file, language, problems)) {
            keep_place(*words, *tutorial, file, language, problems);
            tutorial->words[language] = std::move(*words);
        }
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

std::vector<std::shared_ptr<const Tutorial>> read_variants(const TutorialFiles& files,
                                                           std::vector<Problem>& problems) {
    std::vector<Problem> found;
    std::vector<std::string> places;
    if (auto root = parse_toml(files.structure, files.file, "", found))
        places = places_of(*root, files.file, found);
    found.clear();
    if (places.empty())
        places.push_back("");
    std::vector<std::shared_ptr<const Tutorial>> out;
    for (const std::string& place : places)
        if (auto tutorial = read_tutorial(files, place, found))
            out.push_back(std::move(tutorial));
    // What is wrong in all of them is told once.
    sort_problems(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    problems.insert(problems.end(), found.begin(), found.end());
    return out;
}

std::optional<TutorialFiles> tutorial_files(const std::filesystem::path& folder, std::vector<Problem>& problems) {
    TutorialFiles files;
    files.id = folder.filename().string();
    files.file = (folder / "tutorial.toml").string();
    auto structure = read_content_file(files.file, "", problems);
    if (!structure)
        return std::nullopt;
    files.structure = std::move(*structure);
    for (const auto& words : toml_files(folder)) {
        std::string language = language_of_file(words);
        if (words.filename() == "tutorial.toml")
            continue;
        if (language.empty())
            problems.push_back({words.string(), 0, "", "file-name", "name it after its language, as in es.toml"});
        else if (auto text = read_content_file(words, language, problems))
            files.words[language] = std::move(*text);
    }
    return files;
}

} // namespace accanto::content

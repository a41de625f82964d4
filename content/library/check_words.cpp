// The words of the interface: the same keys and arguments in all languages, and patterns ICU can read.

#include "content/library/check.h"
#include "content/library/words_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>

#include <algorithm>

namespace accanto::content {

namespace {

struct Pattern {
    std::set<std::string> arguments;
    std::vector<std::set<std::string>> plurals; // the forms each plural gives
};

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    return text.toUTF8String(out);
}

// The forms of the plural argument that starts at part `start`.
std::set<std::string> forms(const icu::MessagePattern& pattern, int32_t start) {
    std::set<std::string> out;
    int32_t limit = pattern.getLimitPartIndex(start);
    for (int32_t i = start + 1; i < limit; ++i) {
        const auto& part = pattern.getPart(i);
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR)
            out.insert(utf8(pattern.getSubstring(part)));
        else if (part.getType() == UMSGPAT_PART_TYPE_MSG_START)
            i = pattern.getLimitPartIndex(i); // what is inside a form has forms of its own
    }
    return out;
}

std::optional<Pattern> read_pattern(const std::string& text, std::string& why) {
    UErrorCode code = U_ZERO_ERROR;
    UParseError where{};
    icu::MessagePattern pattern(icu::UnicodeString::fromUTF8(text), &where, code);
    if (U_FAILURE(code)) {
        why = fmt::format("ICU cannot read this pattern near \"{}\" ({})",
                          utf8(icu::UnicodeString(where.postContext)), u_errorName(code));
        return std::nullopt;
    }
    Pattern out;
    for (int32_t i = 0; i < pattern.countParts(); ++i) {
        const auto& part = pattern.getPart(i);
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME || part.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER)
            out.arguments.insert(utf8(pattern.getSubstring(part)));
        bool plural =
            part.getType() == UMSGPAT_PART_TYPE_ARG_START && part.getArgType() == UMSGPAT_ARG_TYPE_PLURAL;
        if (plural)
            out.plurals.push_back(forms(pattern, i));
    }
    return out;
}

// The plural forms that whole numbers up to 1000 take: nobody here counts in millions.
std::set<std::string> forms_needed(const std::string& language) {
    std::set<std::string> out;
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(icu::Locale(language.c_str()), code));
    for (int32_t n = 0; U_SUCCESS(code) && n <= 1000; ++n)
        out.insert(utf8(rules->select(n)));
    return out;
}

struct WordsCheck {
    const std::string& file;
    const std::string& language;
    std::vector<Problem>& problems;

    void fault(int line, std::string rule, std::string message) {
        problems.push_back({file, line, language, std::move(rule), std::move(message)});
    }

    void plural(const std::string& key, const Text& text, const std::set<std::string>& there) {
        for (const std::string& form : forms_needed(language)) {
            // "=0" says the one number that "zero" stands for in these languages; the others need their word.
            bool said = there.contains(form) || (form == "zero" && there.contains("=0")) ||
                        (form == "one" && language != "ar" && there.contains("=1"));
            if (!said)
                fault(text.line, "plural",
                      fmt::format("\"{}\" has no form \"{}\"; {} needs: {}", key, form, language,
                                  fmt::join(forms_needed(language), ", ")));
        }
    }

    void against(const WordsOfFile& own, const WordsOfFile& english) {
        auto base = [](const std::string& key) {
            bool spoken = key.size() > 7 && key.ends_with(".speech");
            return spoken ? key.substr(0, key.size() - 7) : key;
        };
        for (const auto& [key, text] : english)
            if (base(key) == key && !own.contains(key))
                fault(0, "missing-words", fmt::format("\"{}\" is missing; English says: {}", key, text.text));
        for (const auto& [key, text] : own) {
            std::string why;
            auto pattern = read_pattern(text.text, why);
            if (!pattern) {
                fault(text.line, "pattern", fmt::format("\"{}\": {}", key, why));
                continue;
            }
            for (const auto& there : pattern->plurals)
                plural(key, text, there);
            auto other = english.find(base(key));
            if (other == english.end()) {
                fault(text.line, "unknown-words",
                      fmt::format("\"{}\" is not in English; a typing error?", base(key)));
                continue;
            }
            auto wanted = read_pattern(other->second.text, why);
            if (wanted && wanted->arguments != pattern->arguments &&
                !(base(key) != key && includes(wanted->arguments, pattern->arguments)))
                fault(text.line, "arguments",
                      fmt::format("\"{}\" has {{{}}}, English has {{{}}}", key,
                                  fmt::join(pattern->arguments, "} {"), fmt::join(wanted->arguments, "} {")));
        }
    }

    // A spoken text may leave an argument out, never add one.
    static bool includes(const std::set<std::string>& all, const std::set<std::string>& some) {
        return std::includes(all.begin(), all.end(), some.begin(), some.end());
    }
};

} // namespace

std::vector<Problem> check_words(const std::filesystem::path& folder,
                                 const std::vector<std::string>& languages) {
    std::vector<Problem> problems;
    std::map<std::string, WordsOfFile> files;
    for (const auto& path : toml_files(folder)) {
        std::string language = language_of_file(path);
        auto text = read_content_file(path, language, problems);
        if (auto words = text ? read_words(*text, path.string(), language, problems) : std::nullopt)
            files[language] = std::move(*words);
    }
    std::set<std::string> wanted(languages.begin(), languages.end());
    for (const auto& [language, words] : files)
        wanted.insert(language);
    for (const std::string& language : wanted) {
        std::string file = (folder / (language + ".toml")).string();
        bool told = std::any_of(problems.begin(), problems.end(),
                                [&](const Problem& problem) { return problem.file == file; });
        if (!files.contains(language) && !told)
            problems.push_back({file, 0, language, "missing-words", "this file is missing"});
        if (files.contains(language) && files.contains("en"))
            WordsCheck{file, language, problems}.against(files[language], files["en"]);
    }
    sort_problems(problems);
    return problems;
}

} // namespace accanto::content

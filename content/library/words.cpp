#include "content/library/words.h"

#include "content/base/error.h"
#include "content/library/words_file.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <set>

namespace accanto::content {

namespace {

// The locale to format with. Arabic is written here with the digits of tickets, clocks and telephones (0-9):
// a number that is called must look the same on every screen, and readers from the Maghreb use no others.
icu::Locale locale_of(const std::string& language) {
    return icu::Locale(language == "ar" ? "ar@numbers=latn" : language.c_str());
}

icu::Formattable to_icu(const Value& value) {
    if (const auto* number = std::get_if<int64_t>(&value))
        return icu::Formattable(*number);
    return icu::Formattable(icu::UnicodeString::fromUTF8(std::get<std::string>(value)));
}

// ICU reads braces and doubled apostrophes; a text without them is said as it stands.
bool is_plain(std::string_view text) {
    return text.find_first_of("{}") == std::string_view::npos && text.find("''") == std::string_view::npos;
}

struct Entry {
    std::string text;
    bool plain = true;
    bool broken = false;                        // ICU cannot read the pattern; guarded by Inner::mutex
    std::unique_ptr<icu::MessageFormat> format; // made when first needed; guarded by Inner::mutex
};
using Entries = std::map<std::string, Entry, std::less<>>;

struct File {
    std::filesystem::path path;
    uintmax_t size = 0;
    std::string language = {};
    std::optional<Entries> entries = {}; // none: it is broken
    std::vector<Problem> problems = {};
};

void read_one(File& file) {
    file.language = language_of_file(file.path);
    if (file.language.empty()) {
        file.problems.push_back({file.path.string(), 0, "", "file-name", "name it after its language, as in es.toml"});
        return;
    }
    auto text = read_content_file(file.path, file.language, file.problems);
    if (!text)
        return;
    auto words = read_words(*text, file.path.string(), file.language, file.problems);
    if (!words)
        return;
    Entries& entries = file.entries.emplace();
    for (auto& [key, word] : *words) {
        const bool plain = is_plain(word.text);
        entries.emplace_hint(entries.end(), key, Entry{std::move(word.text), plain, false, nullptr});
    }
}

uintmax_t size_of(const std::filesystem::path& path) {
    std::error_code failed;
    const uintmax_t size = std::filesystem::file_size(path, failed);
    return failed ? 0 : size;
}

} // namespace

struct Words::Inner {
    std::filesystem::path folder;
    std::once_flag once;
    std::map<std::string, Entries, std::less<>> files;
    std::vector<std::string> languages;
    std::string official;
    std::vector<Problem> problems;
    std::mutex mutex;             // MessageFormat keeps helpers of its own: one caller at a time
    std::set<std::string> logged; // guarded by mutex

    Entry* find(const std::string& language, const std::string& key) {
        auto file = files.find(language);
        if (file == files.end())
            return nullptr;
        auto entry = file->second.find(key);
        return entry == file->second.end() ? nullptr : &entry->second;
    }

    void log_once(const std::string& key, const std::string& why) {
        std::lock_guard lock(mutex);
        if (logged.insert(key + "\n" + why).second)
            spdlog::warn("words: {}: {}", key, why);
    }

    void read();
    std::optional<std::string> format(const std::string& language, Entry& entry, const Arguments& arguments);
    std::optional<Phrase> say_any(const std::string& asked, const std::vector<std::string>& keys,
                                  const Arguments& arguments);
};

std::optional<std::string> Words::Inner::format(const std::string& language, Entry& entry,
                                                const Arguments& arguments) {
    if (entry.plain)
        return entry.text;
    std::lock_guard lock(mutex);
    if (entry.broken)
        return std::nullopt;
    UErrorCode code = U_ZERO_ERROR;
    if (!entry.format) {
        entry.format = std::make_unique<icu::MessageFormat>(icu::UnicodeString::fromUTF8(entry.text),
                                                            locale_of(language), code);
        if (U_FAILURE(code)) {
            entry.broken = true;
            entry.format.reset();
            return std::nullopt;
        }
    }
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, value] : arguments) {
        names.push_back(icu::UnicodeString::fromUTF8(name));
        values.push_back(to_icu(value));
    }
    icu::UnicodeString out;
    entry.format->format(names.data(), values.data(), int32_t(names.size()), out, code);
    if (U_FAILURE(code))
        return std::nullopt;
    std::string utf8;
    return out.toUTF8String(utf8);
}

// The keys in order of preference within each language; languages in order asked, official, English.
std::optional<Phrase> Words::Inner::say_any(const std::string& asked, const std::vector<std::string>& keys,
                                            const Arguments& arguments) {
    for (const std::string& language : {asked, official, std::string("en")})
        for (const std::string& key : keys)
            if (Entry* entry = find(language, key)) {
                if (auto text = format(language, *entry, arguments))
                    return Phrase{std::move(*text), language, language != asked};
                log_once(key, fmt::format("the pattern in \"{}\" does not fit its arguments", language));
            }
    return std::nullopt;
}

// The question is everything that decides the answer, beside the files.
template <class Find>
Phrase Words::answer(const char* what, const std::string& language, const std::string& key, const Arguments& arguments,
                     Find find) const {
    if (!m_sayings)
        return find();
    std::string question = fmt::format("{}\n{}\n{}\n{}", what, language, m_inner->official, key);
    for (const auto& argument : arguments)
        question += std::visit([&](const auto& value) { return fmt::format("\n{}={}", argument.first, value); },
                               argument.second);
    if (std::optional<Phrase> known = m_sayings->find(question))
        return *known;
    Phrase phrase = find();
    m_sayings->add(question, phrase);
    return phrase;
}

Words::Words() : m_inner(std::make_unique<Inner>()) {}
Words::~Words() = default;

std::shared_ptr<const Words> Words::load(const std::filesystem::path& folder,
                                         const std::string& official_language) {
    std::shared_ptr<Words> words = later(folder, official_language);
    words->read();
    return words;
}

std::shared_ptr<Words> Words::later(const std::filesystem::path& folder, const std::string& official_language) {
    std::shared_ptr<Words> words(new Words);
    words->m_inner->folder = folder;
    words->m_inner->official = official_language;
    return words;
}

void Words::read() const {
    std::call_once(m_inner->once, [this] { m_inner->read(); });
}

Words::Inner& Words::inner() const {
    read();
    return *m_inner;
}

void Words::use(Sayings* sayings) {
    m_sayings = sayings;
}

void Words::Inner::read() {
    // Side by side, as everything waits for them when a program begins; the largest first.
    std::vector<File> read;
    for (const auto& path : toml_files(folder))
        read.push_back({path, size_of(path)});
    std::stable_sort(read.begin(), read.end(), [](const File& a, const File& b) { return a.size > b.size; });
    std::atomic<size_t> next = 0;
    const auto read_some = [&] {
        for (size_t at = next++; at < read.size(); at = next++)
            read_one(read[at]);
    };
    auto other = std::async(std::launch::async, read_some);
    read_some();
    other.get();
    std::sort(read.begin(), read.end(), [](const File& a, const File& b) { return a.path < b.path; });
    for (File& file : read) {
        problems.insert(problems.end(), file.problems.begin(), file.problems.end());
        if (!file.entries)
            continue;
        files[file.language] = std::move(*file.entries);
        languages.push_back(file.language);
    }
    sort_languages(languages);
    if (!files.contains("en")) {
        std::string why;
        for (const Problem& problem : problems)
            if (problem.language == "en")
                why = fmt::format(": line {}: {}", problem.line, problem.message);
        throw Error(fmt::format("{}: the English words cannot be read{}", (folder / "en.toml").string(), why),
                    0);
    }
}

Phrase Words::say(const std::string& language, const std::string& key, const Arguments& arguments) const {
    return answer("say", language, key, arguments, [&]() -> Phrase {
        if (auto phrase = inner().say_any(language, {key}, arguments))
            return *phrase;
        inner().log_once(key, "no language has these words");
        return {"[" + key + "]", "en", language != "en"};
    });
}

Phrase Words::speech(const std::string& language, const std::string& key, const Arguments& arguments) const {
    return answer("speech", language, key, arguments, [&]() -> Phrase {
        if (auto phrase = inner().say_any(language, {key + ".speech", key}, arguments))
            return *phrase;
        return say(language, key, arguments);
    });
}

bool Words::has(const std::string& language, const std::string& key) const {
    return answer("has", language, key, {}, [&] { return Phrase{inner().find(language, key) ? "yes" : "", language}; })
               .text == "yes";
}

const std::vector<std::string>& Words::languages() const {
    return inner().languages;
}
const std::vector<Problem>& Words::problems() const {
    return inner().problems;
}

std::string own_name(const Words& words, const std::string& language) {
    return words.has(language, "language.name") ? words.say(language, "language.name").text : language;
}

bool is_right_to_left(std::string_view language) {
    static constexpr std::string_view codes[] = {"ar", "fa", "he", "ur", "ps", "dv", "ug", "yi"};
    return std::find(std::begin(codes), std::end(codes), language) != std::end(codes);
}

} // namespace accanto::content

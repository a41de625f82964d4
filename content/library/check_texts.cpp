// What is asked of the words themselves: all there, short, sayable.

#include "content/library/check_parts.h"
#include "content/library/glossary.h"
#include "content/library/letters.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace accanto::content {

namespace {

constexpr size_t most_words = 15, most_sentences = 2;

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// The number of words in each sentence. A sentence ends with . ! ? or their like before a space or the end; a
// dot within "maria.rossi" ends nothing.
std::vector<size_t> sentences(std::string_view text) {
    static constexpr std::string_view marks[] = {".", "!", "?", "…", "؟", "。"};
    static constexpr std::string_view closing[] = {"”", "»", "\"", "’", ")"};
    std::vector<size_t> out;
    size_t words = 0;
    while (!text.empty()) {
        size_t end = std::min(text.find(' '), text.size());
        std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty())
            continue;
        words += word != "–" && word != "-";
        for (std::string_view mark : closing)
            if (ends_with(word, mark))
                word.remove_suffix(mark.size());
        if (std::any_of(std::begin(marks), std::end(marks),
                        [&](auto mark) { return ends_with(word, mark); })) {
            out.push_back(words);
            words = 0;
        }
    }
    if (words > 0)
        out.push_back(words);
    return out;
}

template <class Function>
void each_letter(std::string_view text, Function function) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    for (int32_t at = 0; at < int32_t(text.size());) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, int32_t(text.size()), c);
        function(c);
    }
}

bool is_arabic_letter(UChar32 c) {
    return c >= 0x621 && c <= 0x64a && c != 0x640;
}
bool is_vowel_mark(UChar32 c) {
    return (c >= 0x64b && c <= 0x652) || c == 0x670;
}

// Long vowels, the article's alif and letters at rest carry no mark, so full vowelling marks about two
// letters of three; unvowelled text marks almost none.
bool is_vowelled(std::string_view text) {
    size_t letters = 0, marks = 0;
    each_letter(text, [&](UChar32 c) { letters += is_arabic_letter(c), marks += is_vowel_mark(c); });
    return letters == 0 || marks * 2 >= letters;
}

bool has_latin(std::string_view text) {
    bool found = false;
    each_letter(text, [&](UChar32 c) { found = found || (c < 0x80 && u_isalpha(c)); });
    return found;
}

struct TextCheck {
    const Tutorial& tutorial;
    const std::string& language;
    const Glossary* glossary;             // nullptr: none for this language
    std::vector<Problem>& problems;
    std::set<std::string> introduced;     // abbreviations whose full words were read

    void fault(int line, std::string rule, std::string message) {
        problems.push_back(
            {words_file_of(tutorial, language), line, language, std::move(rule), std::move(message)});
    }

    void length(const KeyUse& use, const Text& text) {
        if (use.use == TextUse::label || use.use == TextUse::example || use.use == TextUse::option)
            return;
        auto counts = sentences(text.text);
        if (counts.size() > most_sentences)
            fault(
                text.line, "too-many-sentences",
                fmt::format("\"{}\" has {} sentences; at most 2 are read with ease", use.key, counts.size()));
        for (size_t count : counts)
            if (count > most_words)
                fault(text.line, "sentence-length",
                      fmt::format("\"{}\" has a sentence of {} words; at most 15, one idea each", use.key,
                                  count));
        if (counts.empty())
            fault(text.line, "missing-words", fmt::format("\"{}\" is empty", use.key));
    }

    // A file of words copied to begin a translation: four words and more are never the same in two languages.
    void translated(const KeyUse& use, const Text& text, const std::vector<std::string>& languages) {
        if (use.use == TextUse::label || use.use == TextUse::example)
            return;
        size_t words = 0;
        for (size_t count : sentences(text.text))
            words += count;
        if (words < 4)
            return;
        for (const std::string& other : languages) {
            if (other == language)
                return; // the later of the two is the copy
            const Text* same = tutorial.text(other, use.key);
            if (same && same->text == text.text)
                return fault(text.line, "untranslated",
                             fmt::format("\"{}\" says the same as {}.toml, word for word", use.key, other));
        }
    }

    // Signs that voices misread or leave out want a text of their own.
    void voice(const KeyUse& use, const Text& text) {
        if (use.use == TextUse::example)
            return;
        const Text* spoken = tutorial.text(language, use.key + ".speech");
        bool needs_vowels = language == "ar";
        if (!spoken &&
            (text.text.find('@') != std::string::npos || text.text.find("www.") != std::string::npos))
            fault(text.line, "voice-symbols",
                  fmt::format("\"{}\" has signs a voice misreads; add \"{}.speech\" with words for them",
                              use.key, use.key));
        if (!spoken && needs_vowels)
            fault(text.line, "missing-speech",
                  fmt::format("\"{}\" has no \"{}.speech\"; Arabic can only be spoken from vowelled text",
                              use.key, use.key));
        if (spoken && needs_vowels && !is_vowelled(spoken->text))
            fault(spoken->line, "missing-vowels",
                  fmt::format("\"{}.speech\" lacks vowel marks; the voice would guess", use.key));
        if (spoken && spoken->text.find('@') != std::string::npos)
            fault(spoken->line, "voice-symbols",
                  fmt::format("\"{}.speech\" still has the sign @; write how it is said", use.key));
    }

    // Among letters that run right to left, an address that begins with a sign or a field is turned round
    // unless it is isolated.
    void direction(const KeyUse& use, const Text& text) {
        if (!is_right_to_left(language) || use.use == TextUse::example)
            return;
        std::string_view shown = text.text;
        bool joined = shown.find("}@") != std::string_view::npos ||
                      (!shown.empty() && shown.front() == '@' && has_latin(shown));
        if (joined && shown.find("\u2066") == std::string_view::npos)
            fault(
                text.line, "direction",
                fmt::format(
                    "\"{}\": put the address between \\u2066 and \\u2069, or it is drawn the wrong way round",
                    use.key));
    }

    void fields(const KeyUse& use, const Text& text) {
        for (size_t at = text.text.find('{'); at != std::string::npos; at = text.text.find('{', at + 1)) {
            size_t end = text.text.find('}', at);
            std::string inside = end == std::string::npos ? "" : text.text.substr(at + 1, end - at - 1);
            size_t colon = std::min(inside.find(':'), inside.size());
            std::string kind = inside.substr(0, colon), id = inside.substr(std::min(colon + 1, inside.size()));
            const Element* field = tutorial.control(id);
            if (kind == "picked" ? !field || !field->pick : kind != "field" || !field || field->kind != ElementKind::field)
                fault(text.line, "unknown-field",
                      fmt::format("\"{}\" names the field \"{}\", which is not there", use.key, id));
            else if (field->masked)
                fault(text.line, "masked-shown",
                      fmt::format("\"{}\" shows \"{}\", which is masked", use.key, id));
            else if (use.use != TextUse::label && use.use != TextUse::message)
                fault(text.line, "unknown-field",
                      fmt::format("\"{}\": fields can be shown on practice screens only", use.key));
        }
    }

    // Words in quotation marks in a step are words on the telephone: the same words.
    void quotes(const KeyUse& use, const Text& text, const std::set<std::string>& shown) {
        if (use.use == TextUse::label || use.use == TextUse::example || use.use == TextUse::option)
            return;
        static constexpr std::pair<std::string_view, std::string_view> pairs[] = {
            {"“", "”"}, {"«", "»"}, {"”", "”"}};
        for (const auto& [open, close] : pairs) {
            if (open == close && language != "sv" && language != "fi")
                continue;
            for (size_t at = text.text.find(open); at != std::string::npos;) {
                size_t start = at + open.size(), end = text.text.find(close, start);
                if (end == std::string::npos)
                    break;
                std::string quoted = text.text.substr(start, end - start);
                if (!shown.contains(quoted))
                    fault(text.line, "quoted-label",
                          fmt::format("\"{}\" speaks of \"{}\", but no button or field is called so", use.key,
                                      quoted));
                at = text.text.find(open, end + close.size());
            }
        }
    }

    // One word for one thing, and no initials before their full words.
    void terms(const KeyUse& use, const Text& text) {
        if (!glossary || use.use == TextUse::example)
            return;
        for (const Glossary::Term& term : glossary->terms)
            for (const std::string& other : term.avoid)
                if (has_word(text.text, other))
                    fault(text.line, "glossary",
                          fmt::format("\"{}\" says \"{}\"; the word here is \"{}\"", use.key, other, term.say));
        for (const std::string& initials : abbreviations(text.text)) {
            bool known = glossary->abbreviations.contains(initials);
            if (text.text.find("(" + initials + ")") != std::string::npos)
                introduced.insert(initials);
            else if (!known && !introduced.contains(initials))
                fault(text.line, "abbreviation",
                      fmt::format("\"{}\" says \"{}\"; write its full words first, with ({}) behind them", use.key,
                                  initials, initials));
        }
    }

    void examples() {
        PracticeState state;
        for (const Screen& screen : tutorial.screens)
            for (const Element& element : screen.elements)
                if (const Text* text =
                        element.example.empty() ? nullptr : tutorial.text(language, element.example)) {
                    write(tutorial, state, element.id, text->text);
                    if (state.value(element.id) != text->text || has_marks(text->text))
                        fault(text->line, "example",
                              fmt::format("\"{}\" holds a sign that nobody can type, such as a mark of direction "
                                          "or a vowel sign",
                                          element.example));
                }
        for (const Screen& screen : tutorial.screens)
            for (const Element& element : screen.elements)
                if (const Text* text =
                        element.example.empty() ? nullptr : tutorial.text(language, element.example))
                    if (!is_satisfied(tutorial, state, element.id))
                        fault(text->line, "example",
                              fmt::format("\"{}\" is not what its own field \"{}\" takes", element.example,
                                          element.id));
    }
};

} // namespace

void check_texts(const Tutorial& tutorial, const CheckOptions& options, std::vector<Problem>& problems) {
    auto uses = keys_of(tutorial);
    for (const std::string& language : options.languages) {
        auto glossary = options.glossaries.find(language);
        TextCheck check{tutorial, language, glossary == options.glossaries.end() ? nullptr : &glossary->second, problems, {}};
        if (!tutorial.words.contains(language)) {
            check.fault(0, "missing-words",
                        fmt::format("there are no words in \"{0}\" that can be read; write {0}.toml, or name the "
                                    "languages there are with --language",
                                    language));
            continue;
        }
        std::set<std::string> shown;
        for (const KeyUse& use : uses)
            if (const Text* text = use.use == TextUse::label ? tutorial.text(language, use.key) : nullptr)
                shown.insert(text->text);
        std::set<std::string> seen; // a key may serve several elements
        for (const KeyUse& use : uses) {
            if (!seen.insert(use.key).second)
                continue;
            const Text* text = tutorial.text(language, use.key);
            if (!text && use.may_be_missing)
                continue;
            if (!text || text->text.empty()) {
                check.fault(text ? text->line : 0, "missing-words",
                            fmt::format("\"{}\" is missing", use.key));
                continue;
            }
            check.length(use, *text);
            check.translated(use, *text, options.languages);
            check.voice(use, *text);
            check.direction(use, *text);
            check.fields(use, *text);
            check.quotes(use, *text, shown);
            check.terms(use, *text);
        }
        check.examples();
    }
}

void check_unknown_words(const std::vector<std::shared_ptr<const Tutorial>>& variants, const CheckOptions& options,
                         std::vector<Problem>& problems) {
    std::set<std::string, std::less<>> known;
    for (const auto& variant : variants)
        for (const KeyUse& use : keys_of(*variant))
            known.insert(use.key);
    for (const auto& variant : variants)
        for (const std::string& language : options.languages) {
            auto words = variant->words.find(language);
            if (words == variant->words.end())
                continue;
            for (const auto& [key, text] : words->second) {
                std::string_view plain = key;
                if (ends_with(plain, ".speech"))
                    plain.remove_suffix(std::string_view(".speech").size());
                if (!known.contains(plain))
                    problems.push_back({words_file_of(*variant, language), text.line, language, "unknown-words",
                                        fmt::format("\"{}\" belongs to no step and no screen; a typing error?", key)});
            }
        }
}

} // namespace accanto::content

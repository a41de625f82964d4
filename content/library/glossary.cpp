#include "content/library/glossary.h"

#include "content/library/letters.h"
#include "content/library/table_reader.h"
#include "content/library/words_file.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace accanto::content {

namespace {

Glossary read_glossary(const Node& root, const std::string& file, std::vector<Problem>& problems) {
    Glossary out;
    TableReader reader(root, file, "glossary", problems);
    for (const std::string& initials : reader.texts("abbreviations"))
        out.abbreviations.insert(initials);
    for (const Node* node : reader.tables("term")) {
        TableReader inner(*node, file, "term", problems);
        out.terms.push_back({inner.need_text("say"), inner.texts("avoid")});
        inner.no_more();
    }
    reader.no_more();
    return out;
}

bool is_letter_at(std::string_view text, size_t at, bool before) {
    if (before ? at == 0 : at >= text.size())
        return false;
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    int32_t i = int32_t(at);
    UChar32 c = 0;
    if (before)
        U8_PREV(bytes, 0, i, c);
    else
        U8_NEXT(bytes, i, int32_t(text.size()), c);
    return c >= 0 && u_isalnum(c);
}

} // namespace

Glossaries load_glossaries(const std::filesystem::path& folder, std::vector<Problem>& problems) {
    Glossaries out;
    for (const auto& path : toml_files(folder)) {
        std::string language = language_of_file(path);
        auto text = read_content_file(path, language, problems);
        auto root = text ? parse_toml(*text, path.string(), language, problems) : std::nullopt;
        if (root && !language.empty())
            out[language] = read_glossary(*root, path.string(), problems);
    }
    return out;
}

bool has_word(std::string_view text, std::string_view word) {
    for (size_t at = 0; at + word.size() <= text.size(); ++at)
        if (same_ignoring_case(text.substr(at, word.size()), word) && !is_letter_at(text, at, true) &&
            !is_letter_at(text, at + word.size(), false))
            return true;
    return false;
}

std::vector<std::string> abbreviations(std::string_view text) {
    std::vector<std::string> out;
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    std::string word;
    int letters = 0, digits = 0;
    bool capitals = true;
    auto end_word = [&] {
        // With more digits than letters it is a number: of a car, of a document.
        if (letters >= 2 && digits <= letters && capitals && std::find(out.begin(), out.end(), word) == out.end())
            out.push_back(word);
        word.clear();
        letters = digits = 0;
        capitals = true;
    };
    for (int32_t at = 0; at < int32_t(text.size());) {
        int32_t start = at;
        UChar32 c = 0;
        U8_NEXT(bytes, at, int32_t(text.size()), c);
        if (c < 0 || !u_isalnum(c)) {
            end_word();
            continue;
        }
        word += text.substr(size_t(start), size_t(at - start));
        letters += u_isalpha(c) != 0;
        digits += u_isdigit(c) != 0;
        capitals = capitals && (u_isupper(c) || u_isdigit(c));
    }
    end_word();
    return out;
}

} // namespace accanto::content

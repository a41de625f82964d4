#pragma once
// One word for one thing, in each language: content/glossary/<lang>.toml (design/learning.md, "Writing").

#include "content/library/words.h"

#include <set>

namespace accanto::content {

struct Glossary {
    struct Term {
        std::string say;                // the word to use
        std::vector<std::string> avoid; // what else people call it
    };
    std::vector<Term> terms;
    std::set<std::string> abbreviations; // initials that everybody knows as a word
};
using Glossaries = std::map<std::string, Glossary>;

// Every <lang>.toml of the folder; what is wrong in them is told. A missing folder gives none.
Glossaries load_glossaries(const std::filesystem::path& folder, std::vector<Problem>& problems);

// Does the text have this word (or words) on its own, in any case of letters?
bool has_word(std::string_view text, std::string_view word);
// Words of two or more capital letters, each once: "SMS", "NIF". None in scripts without capitals.
std::vector<std::string> abbreviations(std::string_view text);

} // namespace accanto::content

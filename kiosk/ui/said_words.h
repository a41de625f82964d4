#pragma once
// Which word of what is shown is the one that is heard. What is said may be written otherwise than what is
// shown (with its vowels, or without signs), so words are counted, and a word is marked only where both have
// as many.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace accanto::ui {

// The word that is being said: the how manieth of all words of a node's speech, counted from 0.
struct SaidWord {
    std::string id; // of the node; empty: none
    size_t word = 0, of = 0;
    bool operator==(const SaidWord&) const = default;
};

// Words are what stands between blanks.
size_t count_words(std::string_view text);

struct WordPlace {
    size_t begin = 0, end = 0; // bytes
};
std::optional<WordPlace> word_at(std::string_view text, size_t number);

} // namespace accanto::ui

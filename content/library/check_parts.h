#pragma once
// The parts of check(): each looks at one side of a tutorial.

#include "content/library/check.h"

namespace accanto::content {

// What a text is for decides what is asked of it.
enum class TextUse { title, body, hint, explanation, option, summary, label, message, example };
struct KeyUse {
    std::string key;
    TextUse use;
    const Element* element = nullptr; // label, message, example
    const Screen* screen = nullptr;
    bool may_be_missing = false;
};
std::vector<KeyUse> keys_of(const Tutorial& tutorial);

// Where a language's words are: beside tutorial.toml.
std::string words_file_of(const Tutorial& tutorial, const std::string& language);

void check_screens(const Tutorial& tutorial, std::vector<Problem>& problems);         // check_screens.cpp
void check_texts(const Tutorial& tutorial, const CheckOptions& options,               // check_texts.cpp
                 std::vector<Problem>& problems);
// Words of no step and no screen of any variant.
void check_unknown_words(const std::vector<std::shared_ptr<const Tutorial>>& variants, const CheckOptions& options,
                         std::vector<Problem>& problems);
void check_labels(const Tutorial& tutorial, const std::vector<std::string>& languages, // check_labels.cpp
                  std::vector<Problem>& problems);

} // namespace accanto::content

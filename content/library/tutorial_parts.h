#pragma once
// How a tutorial is read, in two passes.

#include "content/library/table_reader.h"
#include "content/library/tutorial.h"
#include "content/library/words_file.h"

namespace accanto::content {

// First: entries and their types (tutorial_file.cpp). `out.id` and `out.file` are set.
void read_structure(const Node& root, Tutorial& out, std::vector<Problem>& problems);

// Its variants (place.cpp): the codes in `places`; then what is meant for others is taken out of the structure
// and of the words, where "body@ES-CT" stands in the place of "body".
std::vector<std::string> places_of(const Node& root, const std::string& file, std::vector<Problem>& problems);
void keep_place(Node& root, const Tutorial& tutorial, std::vector<Problem>& problems);
void keep_place(WordsOfFile& words, const Tutorial& tutorial, const std::string& file,
                const std::string& language, std::vector<Problem>& problems);

// The head, without steps and screens (tutorial_head.cpp).
void read_head(TableReader& reader, Tutorial& out, std::vector<Problem>& problems);

// "valid:address"; in goals and in `when` (screen_file.cpp).
Condition read_condition(TableReader& reader, const std::string& written);

// One [[screen]] (screen_file.cpp).
Screen read_screen(const Node& node, const std::string& file, std::vector<Problem>& problems);

// Then: what they say of each other: ids that are there twice, or named and nowhere (tutorial_links.cpp).
void check_links(const Tutorial& tutorial, std::vector<Problem>& problems);

} // namespace accanto::content

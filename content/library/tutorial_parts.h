#pragma once
// How a tutorial is read, in two passes.

#include "content/library/table_reader.h"
#include "content/library/tutorial.h"

namespace accanto::content {

// First: entries and their types (tutorial_file.cpp). `out.id` and `out.file` are set.
void read_structure(const Node& root, Tutorial& out, std::vector<Problem>& problems);

// One [[screen]] (screen_file.cpp).
Screen read_screen(const Node& node, const std::string& file, std::vector<Problem>& problems);

// Then: what they say of each other: ids that are there twice, or named and nowhere (tutorial_links.cpp).
void check_links(const Tutorial& tutorial, std::vector<Problem>& problems);

} // namespace accanto::content

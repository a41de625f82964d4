#pragma once
// How a difference between contents is shown.

#include "content/library/content_diff.h"

namespace accanto::tool {

// With every text that changed, before and after, or only how many of each language.
void print_diff(const content::ContentDiff& diff, bool with_texts);
void print_diff_json(const content::ContentDiff& diff, const std::string& before, const std::string& after);

} // namespace accanto::tool

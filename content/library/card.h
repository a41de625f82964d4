#pragma once
// The take-home card of a tutorial: its steps in its own words (design/learning.md, "Tutorials").

#include "content/library/tutorial.h"

namespace accanto::content {

// The titles of the steps that belong on it, in order.
std::vector<Phrase> card_lines(const Tutorial& tutorial, const TutorialWords& words);
// The same for the voice, line by line.
std::vector<Phrase> card_speech(const Tutorial& tutorial, const TutorialWords& words);
// All of it as plain text, for a QR code: the title, then the numbered lines; at most `most_bytes`, the last lines give
// way to "…".
std::string card_text(const Tutorial& tutorial, const TutorialWords& words, size_t most_bytes);

} // namespace accanto::content

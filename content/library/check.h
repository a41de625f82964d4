#pragma once
// The strict reader of content: what an author must mend before a citizen sees it (design/learning.md,
// "Writing").

#include "content/library/tutorial.h"

#include <set>

namespace accanto::content {

struct CheckOptions {
    std::vector<std::string> languages = {"en", "es", "ca", "it", "pt", "sv", "ar"}; // that must be complete
    std::string today;              // "2026-11-23", for review_by; "" checks no dates
    std::set<std::string> topics;   // known codes; empty: not checked
    std::set<std::string> pictures; // names in assets/pictograms; empty: not checked
};

// The smallest inside of a frame that is ever drawn: fractions become millimetres with it (sizes of targets
// and text).
struct FrameSize {
    double w_mm, h_mm;
};
FrameSize smallest_inside(FrameKind frame); // phone 108 x 170, browser 170 x 108

// Everything wrong with one tutorial that could be read. Rules: missing-words, unknown-words,
// sentence-length, too-many-sentences, missing-hints, target-size, outside-frame, overlap, label-length,
// unknown-picture, unknown-topic, expired, screen-jump, unused-screen, dead-end, missing-vowels,
// voice-symbols, direction-words.
std::vector<Problem> check(const Tutorial& tutorial, const CheckOptions& options);

// From every state that taps and good or empty answers can lead to, can each step be finished with right
// answers?
std::vector<Problem> check_ways(const Tutorial& tutorial);

// "create-email/es.toml:12: es: sentence-length: ..."
std::string to_text(const Problem& problem);

} // namespace accanto::content

#pragma once
// The strict reader of content: what an author must mend before a citizen sees it (design/learning.md,
// "Writing").

#include "content/library/glossary.h"
#include "content/library/tutorial.h"

#include <set>

namespace accanto::content {

struct CheckOptions {
    std::vector<std::string> languages = {"en", "es", "ca", "it", "pt", "sv", "ar"}; // that must be complete
    std::string today;              // "2026-11-23", for review_by; "" checks no dates
    std::set<std::string> topics;   // known codes; empty: not checked
    std::set<std::string> pictures; // names in assets; empty: not checked
    Glossaries glossaries;          // by language; those that are missing are not checked
};

// Everything wrong with one tutorial that could be read. Rules: missing-words, unknown-words,
// sentence-length, too-many-sentences, glossary, abbreviation, missing-hints, target-size, gap, outside-frame, overlap, label-length,
// quoted-label, unknown-field, masked-shown, unknown-picture, unknown-topic, expired, screen-jump,
// unused-screen, example, dead-end, missing-speech, missing-vowels, voice-symbols, direction. Also runs
// check_ways().
std::vector<Problem> check(const Tutorial& tutorial, const CheckOptions& options);
// The same for all variants of one tutorial, each problem once; and the rule unknown-words, which no variant alone
// can tell.
std::vector<Problem> check_variants(const std::vector<std::shared_ptr<const Tutorial>>& variants,
                                    const CheckOptions& options);

// From every state that touches and typed words can lead to, can each step be finished with right answers?
std::vector<Problem> check_ways(const Tutorial& tutorial);

// The words of the interface (content/words): every language has the same keys as English and the same
// arguments in each, ICU can read every pattern, and a plural has every form its language needs.
// "<key>.speech" is each language's own matter, but its <key> must be there. Rules: missing-words,
// unknown-words, pattern, arguments, plural.
std::vector<Problem> check_words(const std::filesystem::path& folder,
                                 const std::vector<std::string>& languages);

// "create-email/es.toml:12: es: sentence-length: ..."
std::string to_text(const Problem& problem);

} // namespace accanto::content

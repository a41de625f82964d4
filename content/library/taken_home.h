#pragma once
// The code that is taken home from a skills check: what came of it, in eight signs, so that a later check
// anywhere can be compared with it although nothing was stored and nobody has a name.

#include "content/library/skills_score.h"

#include <string>
#include <string_view>

namespace accanto::content {

struct TakenHome {
    std::string check; // the end of the check's id that is in the code: five hexadecimal digits
    SkillScore score;  // levels of the areas and overall; as counted then
};

constexpr size_t taken_home_length = 8;
// Signs that are not taken for one another, on paper and by ear; those of a booking's code.
inline constexpr std::string_view taken_home_signs = "234679CDFHJKMNPRTWXY";

// The part of a check's id (a UUID, whose end is random) by which it can be found again.
std::string short_check(std::string_view check);

// `version`: which instrument (0: dsi-2.0), at most 4. Seven signs carry it, the levels and the short id; the
// eighth is a check sign after ISO 7064, MOD 21,20: it finds every single wrong sign and nearly every two
// that changed places.
std::string taken_home_code(std::string_view check, const SkillScore& score, int version = 0);
// Nothing for what is no such code, or of another version.
std::optional<TakenHome> read_taken_home(std::string_view code, int version = 0);

} // namespace accanto::content

#pragma once
// What somebody said about themselves in the skills check of the same visit: a record begins with it.

#include "kiosk/store/store.h"

#include <optional>

namespace accanto::point {

// Codes of content/base/record_codes.h; "": not said, or a word that a record does not know.
struct SkillsSaid {
    std::string age_band, education, occupation;
    int confidence = 0; // 1 to 3; 0: not said
};
// Of the newest check of the visit that this store still has; nothing without one.
std::optional<SkillsSaid> said_in_check(store::Store& store, const std::string& visit_id);

} // namespace accanto::point

#pragma once
// A part of all moments, where the whole would take too long (ACCANTO_SAMPLE=8: one in eight, in each
// language others).

#include "kiosk/walk/moments.h"
#include "tests/form.h"

#include <algorithm>

namespace accanto::tests {

inline std::vector<std::unique_ptr<walk::Moment>> sampled_moments(const walk::World& world,
                                                                  const std::string& language) {
    std::vector<std::unique_ptr<walk::Moment>> all = walk::moments(world, language);
    const auto at = std::find(world.languages.begin(), world.languages.end(), language);
    walk::keep_sample(all, size_t(at - world.languages.begin()), sampled_of());
    return all;
}

} // namespace accanto::tests

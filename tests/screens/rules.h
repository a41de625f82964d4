#pragma once
// What every frame must promise, read from its semantics list alone (design: interface.md "Sizes", accessibility.md).

#include "kiosk/ui/semantics.h"

#include <string>
#include <vector>

namespace accanto::tests {

struct Fault {
    std::string rule;    // "control-size"
    std::string node;    // id
    std::string what;    // the numbers
};

// Sizes, gaps, overlaps, clipping, glyphs, speech, unique ids, number of choices.
std::vector<Fault> layout_faults(const ui::Semantics& frame);
// Text contrast: 7:1, and 10:1 in high contrast.
std::vector<Fault> colour_faults(const ui::Semantics& frame, double least);

} // namespace accanto::tests

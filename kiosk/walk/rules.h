#pragma once
// What every frame must promise, read from its semantics list alone (design: interface.md "Sizes", accessibility.md).

#include "kiosk/ui/semantics.h"

#include <map>
#include <string>
#include <vector>

namespace accanto::walk {

struct Fault {
    std::string rule;    // "control-size"
    std::string node;    // id
    std::string what;    // the numbers
};

// Part of a drawn telephone or browser, or words of one.
inline bool is_drawn(const ui::Node& n) { return n.in_device || n.id.starts_with("device."); }

// Sizes, gaps, overlaps, clipping, glyphs, speech, unique ids, number of choices. `size`: the chosen one of words.
std::vector<Fault> layout_faults(const ui::Semantics& frame, ui::TextSize size);
// Words that have less contrast with their ground.
std::vector<Fault> colour_faults(const ui::Semantics& frame, double least);
// What words must have: 7:1 (WCAG 2.2, 1.4.6), and 10:1 in high contrast.
inline double least_contrast(ui::Theme theme) { return theme == ui::Theme::high_contrast ? 10 : 7; }

// The bar's buttons on the screens of one panel: one place for each (WCAG 2.2, 3.2.3 and 3.2.6).
class BarPlaces {
public:
    // Every button that is there must stand where it stood before.
    std::vector<Fault> look(const ui::Semantics& frame);
    size_t count() const { return m_places.size(); }

private:
    std::map<std::string, ui::Rect> m_places;
};

} // namespace accanto::walk

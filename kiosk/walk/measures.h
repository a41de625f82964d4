#pragma once
// What is measured on every frame of a walk, for the report of accessibility.

#include "kiosk/walk/drawing.h"
#include "kiosk/walk/growth.h"
#include "kiosk/walk/rules.h"

#include <array>
#include <map>
#include <set>

namespace accanto::walk {

// The largest distance that can be set (screen.viewing_distance_mm): CSS pixels are taken there.
constexpr double css_distance_mm = 600;

// One thing that was measured, everywhere.
struct Measured {
    std::string name;     // "contrast"
    std::string evidence; // what was found, with its numbers
    int faults = 0;
    std::vector<std::string> where; // of the first few faults
    bool in_part = false;           // holds for a part of what is asked, as the evidence says
};

// A page on which words had to shrink, or which is full of them.
struct FullPage {
    std::string moment, view;
    double smallest_mm = 0;
    size_t letters = 0;
};

class Measures {
public:
    // One frame; the focus goes once round it and is let go.
    void look(const ui::Semantics& frame, const Moment& moment, const View& view, ui::Ui& ui);
    // `data`: whose sounds and films are looked at too.
    std::vector<Measured> results(const std::filesystem::path& data) const;
    // In the largest size, of each screen the page where words are smallest, and of those the fullest: the
    // worst first.
    std::vector<FullPage> fullest(size_t count) const;
    const Growth& growth() const { return m_growth; }
    // Nothing more is looked at.
    void end() { m_growth.end(); }

private:
    struct Found {
        int faults = 0;
        std::vector<std::string> where;
        std::set<std::string> screens;
    };
    void add(const Fault& fault, const Moment& moment, const View& view);
    void add_numbers(const ui::Semantics& frame, const View& view);
    void add_page(const ui::Semantics& frame, const Moment& moment, const View& view);

    std::map<std::string, Found> m_found; // by measure
    std::map<std::pair<const Panel*, bool>, BarPlaces> m_bars; // of pages that stand low, others
    std::map<std::string, FullPage> m_full;       // by screen
    std::array<double, 3> m_contrast{99, 99, 99}; // least, by theme
    std::array<double, 3> m_words_mm{99, 99, 99}; // smallest, by size
    std::array<double, 3> m_drawn_mm{99, 99, 99}; // the same in drawn telephones
    double m_target_mm = 99;
    Growth m_growth;
};

// What one gets through by keys, one frame: each thing that can be used once round, both ways, and nothing
// else.
std::vector<Fault> order_faults(const ui::Semantics& frame, ui::Ui& ui);
// What is said, and in which language: private values, boxes and what is chosen.
std::vector<Fault> voice_faults(const ui::Semantics& frame, const content::Words& words);
// Contrast of what is no text (WCAG 2.2, 1.4.11): the least of each theme's boxes, ticks, pictograms and its
// focus ring.
double least_contrast_of_parts(ui::Theme theme);

} // namespace accanto::walk

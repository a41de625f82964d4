#pragma once
// How much larger words become that are read: each in the largest size against itself in the normal one.

#include "kiosk/walk/drawing.h"

#include <map>

namespace accanto::walk {

// A text of a page, and how large it is for who chooses the largest size.
struct Grown {
    std::string moment, view, node;
    double from_mm = 0, to_mm = 0; // font size
    // A title and a number are larger than sentences in every size: what they grow is told against a
    // sentence.
    double times() const;
};

class Growth {
public:
    // Frames of the same moment and panel, in the normal size before the largest; of other sizes nothing is
    // kept.
    void look(const ui::Semantics& frame, const Moment& moment, const View& view);
    // Of each screen of citizens the text that grows least: the worst first.
    std::vector<Grown> least(size_t count) const;

    int texts() const { return m_texts; } // of citizens' screens, on all pages
    int twice() const { return m_twice; }
    int tall() const { return m_tall; }       // twice what the smallest words of the normal size have
    int missing() const { return m_missing; } // texts of the normal size that no page has in the largest
    void end();                               // of a moment: what was not seen by now is missing

private:
    using Sizes = std::map<std::string, double>; // mm, by node
    void meet(const ui::Node& node, double to_mm, const Moment& moment, const View& view);

    std::map<std::string, Sizes> m_from; // of one language, by moment and panel
    std::string m_language;
    std::string m_now;                    // the moment that is seen in the largest size
    Sizes m_left;                         // of it, not seen yet
    std::map<std::string, Grown> m_least; // by screen
    int m_texts = 0, m_twice = 0, m_tall = 0, m_missing = 0;
};

} // namespace accanto::walk

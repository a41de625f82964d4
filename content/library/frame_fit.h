#pragma once
// How a practice screen lies in a frame that is lower or narrower than the one its author drew for. What is
// touched keeps 16 mm and its 3 mm of room, words keep their lines; empty room, pictures and tall buttons
// give way. Nothing changes its order or comes to lie on something else. Drawing and checking both use this.

#include "content/library/screen.h"

#include <vector>

namespace accanto::content {

// The inside of a frame on the smallest panel that is served: 15.6 inches of 1366 x 768, 344 x 194 mm.
constexpr FrameSize lowest_inside(FrameKind frame) {
    return frame == FrameKind::phone ? FrameSize{108, 149} : FrameSize{106, 142};
}

// One direction: fractions of the frame, in order, and where they come to lie in millimetres.
struct FitAxis {
    std::vector<double> at, mm;
    double place(double fraction) const;
};

class FrameFit {
public:
    // The screen without its dialogs.
    FrameFit(const Screen& screen, FrameSize inside);
    // One dialog alone: it lies over the screen.
    FrameFit(const Element& dialog, FrameSize inside);

    // In millimetres from the start side and the top of the inside.
    Rect place(const Rect& fractions) const;

private:
    FrameFit(const std::vector<const Element*>& elements, FrameKind frame, FrameSize inside);
    FitAxis m_across, m_down;
};

// The least height all that stands on the screen, or in the dialog, needs; and the element that needs most of
// it.
struct LeastHeight {
    double mm = 0;
    const Element* largest = nullptr;
};
LeastHeight least_height(const Screen& screen);
LeastHeight least_height(const Element& dialog);

} // namespace accanto::content

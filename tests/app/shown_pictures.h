#pragma once
// The pictures of a code that a kiosk has shown ("1. bird"), as their places in point::picture_name().

#include "tests/app/kiosk_run.h"

#include "kiosk/point/queue.h"

namespace accanto::tests {

// Steps of a visit on the screen of the code: told here, printed, and the visit finished.
inline const std::string shows_and_prints_pictures = R"(
shown @keep.picture.1
shown @keep.picture.2
shown @keep.picture.3
shown @keep.picture.4
tap @keep.print
see "Here is your paper." within 20s
tap @keep.finish
see @finished.start
)";

inline std::vector<int> shown_pictures(Kiosk& kiosk, int within_ms = 30'000) {
    std::vector<int> out;
    for (int i = 1; i <= 4; ++i) {
        const std::string shown = kiosk.wait_for("shown " + std::to_string(i) + ". ", within_ms).value_or("");
        for (int picture = 0; picture < point::picture_count; ++picture)
            if ("picture_" + shown == point::picture_name(picture))
                out.push_back(picture);
    }
    return out;
}

} // namespace accanto::tests

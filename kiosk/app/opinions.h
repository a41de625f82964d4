#pragma once
// What a citizen says of the visit and of a mentor's help.

#include "kiosk/app/stage.h"

#include <string>

namespace accanto::app {

class Opinions : Flow {
public:
    explicit Opinions(const Stage& stage) : Flow(stage) {}

    // Of the visit, on the farewell.
    void give_face(int face);
    void toggle_reason(const std::string& code);
    void report_feedback(); // as far as it was given: the end of it
    void end_feedback();

    // Of a mentor's help.
    void help_is_over(const point::Ticket& ticket); // stars may be given for it
    void show_rating();
    void rate(size_t index); // of the numbers served just now
    void give_stars(int stars);
    void report_stars(const std::string& would_return = {});
    void end_rating(const std::string& would_return);

    void ask_finish(); // what may still be said comes first
};

} // namespace accanto::app

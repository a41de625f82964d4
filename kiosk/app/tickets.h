#pragma once
// The way to a ticket, and what becomes of it.

#include "kiosk/app/action.h"
#include "kiosk/app/point_reader.h"
#include "kiosk/app/stage.h"

#include <optional>
#include <string>

namespace accanto::app {

class Librarian;
class Opinions;

class Tickets : Flow {
public:
    // All of it outlives this.
    Tickets(const Stage& stage, const content::Topics& topics, const Librarian& librarian,
            Opinions& opinions);

    void start(std::optional<point::StuckAt> stuck);
    void answer(Asked asked);
    void choose_topic(const std::string& code);
    void toggle(Need need);
    void take();
    void hold(HeldTicket held); // of who is here, from here on
    void take_it_as_mine();
    void give_back();
    void print_hours();

    void read(const Reading& reading); // how it stands in the line now
    void accept_over();                // a number that is called no more was said to be so
    void start_anew();                 // and another is wanted

private:
    void go_on();
    void tell_what_became(HeldTicket& held);

    const content::Topics& m_topics;
    const Librarian& m_librarian;
    Opinions& m_opinions;
};

} // namespace accanto::app

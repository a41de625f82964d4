#pragma once
// The way to a time with a mentor or to a seat in a course, and what can be done with one.

#include "kiosk/app/point_reader.h"
#include "kiosk/app/stage.h"

#include <string>

namespace accanto::app {

class Tickets;

class Bookings : Flow {
public:
    // All of it outlives this.
    Bookings(const Stage& stage, const content::Topics& topics, Tickets& tickets)
        : Flow(stage), m_topics(topics), m_tickets(tickets) {}

    bool type(const ui::KeyResult& key); // whether this page takes what is typed

    // bookings.cpp: the way
    void start();
    void open_course(const std::string& id);
    void choose_time(int from_minute, int minutes);
    void choose_time_again();
    void go_on_to_contact();
    void use_contact(bool given);
    void confirm();
    void print();

    // my_bookings.cpp: of a booking whose code was given, or was just made
    void start_move();
    void cancel();
    void arrive();

private:
    void take_back_unseen(const store::Outcome<MadeBooking>& outcome);
    void hold(HeldBooking held);
    void refuse(point::NotBooked::Why why);
    void look_up_code();

    const content::Topics& m_topics;
    Tickets& m_tickets; // who arrives gets one
};

} // namespace accanto::app

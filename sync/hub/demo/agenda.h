#pragma once
// The appointments of one point over its days: booked on one, kept, missed, moved or cancelled on others.

#include "sync/hub/demo/queue.h"

namespace accanto::hub::demo {

struct DemoAppointment {
    std::string id, topic, day;
    int from_minute = 0;
    Guest guest; // who booked; who comes is the same, in another visit
    enum class Fate { kept, missed, moved, cancelled } fate = Fate::kept;
    std::string told_on; // the first day on which its fate may be told
    std::string day_after_move;
};

class Agenda {
public:
    // `day`: the appointment's; `after`: a later one, should it be moved. Both are days on which the point is
    // open.
    void book(const Guest& guest, int64_t at_ms, const std::string& today, const std::string& day,
              const std::string& after, const std::string& topic, Dice& dice, const Queue::Tell& tell);
    // Begins a day: what is known of appointments by its morning is told. Returns those who come today.
    std::vector<DemoAppointment> begin(const std::string& today, int64_t midnight_ms,
                                       const Queue::Tell& tell);

    // The fields that every event of an appointment has, for a state after it.
    static std::string common(const DemoAppointment& of, const char* state);

private:
    std::vector<DemoAppointment> m_open;
};

} // namespace accanto::hub::demo

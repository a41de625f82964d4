#pragma once
// The line of one day: who took a number, when a mentor was free, how it ended.

#include "sync/hub/demo/network.h"

#include <array>
#include <functional>

namespace accanto::hub::demo {

struct Guest {
    std::string visit, language;
    size_t kiosk = 0;
    double ability = 0; // 0 is average
    bool older = false;
};

class Queue {
public:
    using Tell = std::function<void(int64_t at_ms, size_t kiosk, const char* type, std::string data)>;
    Queue(const DemoPoint& point, std::string date, int64_t midnight_ms, Dice& dice, Tell tell)
        : m_point(point),
          m_date(std::move(date)),
          m_midnight(midnight_ms),
          m_dice(dice),
          m_tell(std::move(tell)) {}

    // `stuck`: the object of ticket.taken, or "null". Returns the ticket's id.
    std::string take(const Guest& guest, int64_t at_ms, const std::string& topic, const std::string& stuck, bool booked);
    // Once all have come: the rest of the day.
    void serve();

private:
    struct Ticket {
        Guest guest;
        int64_t at_ms = 0;
        std::string id, label, topic, stuck;
        bool booked = false; // its time has come: it goes before the others
    };
    std::string common(const Ticket& ticket, const char* state, const char* from, size_t desk) const;
    void call(const Ticket& ticket, int64_t& free_ms, size_t desk);
    void record(const Ticket& ticket, int64_t called_ms, int64_t done_ms, size_t desk);

    const DemoPoint& m_point;
    const std::string m_date;
    const int64_t m_midnight;
    Dice& m_dice;
    Tell m_tell;
    std::vector<Ticket> m_tickets;
};

} // namespace accanto::hub::demo

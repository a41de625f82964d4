#pragma once
// A number while the store does not open, and what becomes of it.

#include "kiosk/app/stage.h"

#include <future>
#include <optional>

namespace accanto::app {

class SafeNumbers : Flow {
public:
    explicit SafeNumbers(const Stage& stage) : Flow(stage) {}
    // Waits for one that is being given.
    ~SafeNumbers();

    void take();
    void take_given(); // when it is there
    void print();
    void bring(); // into the store, which may be whole again
    void hold_as_ticket(const point::Ticket& ticket);

private:
    std::future<std::optional<store::SafeNumber>> m_given;
};

} // namespace accanto::app

#pragma once
// When to talk to the hub next. Pure: the clock and the dice come from outside.

#include <cstdint>
#include <functional>
#include <optional>

namespace accanto::agent {

// A number from 0 (inclusive) to 1.
using Dice = std::function<double()>;
double throw_dice();   // the real ones

// max(Retry-After * (1 + U(0, 1/2)), 1 s + U(0, min(900 s, 5 s * 2^failures))), failures counting from 0 before this one: never
// before it was asked for, and not all in the same second after it.
int64_t back_off_ms(int failures, std::optional<int> retry_after_s, const Dice& dice);

class Schedule {
public:
    // `every_s` as in the settings. `since_boot_ms`: right after boot everybody comes back from the same power cut, so
    // the first push is spread.
    Schedule(int every_s, int64_t now_ms, int64_t since_boot_ms, Dice dice);

    // Times are monotonic milliseconds.
    void drained(int64_t now_ms, int after_s, int spread_s);   // the hub has all there is
    void failed(int64_t now_ms, std::optional<int> retry_after_s);
    void answered() { m_failures = 0; }                        // the hub is there, whatever becomes of what is sent
    void look_again(int64_t now_ms, int64_t in_ms);            // nothing can be sent before something else happens here
    void changed(int64_t now_ms, bool pending);                // the store has something new
    void link_up(int64_t now_ms);                              // a signal says that the network is back
    int64_t next_ms() const { return m_next; }
    int failures() const { return m_failures; }

private:
    int64_t gap_ms() const;

    int m_every_s, m_after_s = 30, m_spread_s = 50;
    int m_failures = 0;
    int64_t m_last = 0, m_next = 0;
    Dice m_dice;
};

} // namespace accanto::agent

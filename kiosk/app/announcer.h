#pragma once
// Calls of numbers whose citizens are not at this kiosk now: said aloud, and shown over whatever page is there.

#include "kiosk/app/scene.h"

#include <deque>

namespace accanto::app {

// Each call is shown for a while, one after the other, and said once. Pure: the times are handed in.
class Announcer {
public:
    static constexpr int64_t shown_ms = 15'000;     // long enough to read it twice
    static constexpr int64_t patience_ms = 8'000;   // a page that is being read may come to its end

    // The called and served of a reading. Calls from before the first reading are not news. `letter`: of this kiosk, the
    // others say their own. `here`: the ticket whose visit goes on at this kiosk: its call is the visit's own matter.
    void read(const std::vector<point::Ticket>& serving, const std::string& letter, const std::string& here, int64_t now_ms);

    // The call to be said now, once.
    std::optional<Notice> to_say(bool speaking, int64_t now_ms);

    // The one to show. Nothing while `hidden`: the page says something as important.
    std::optional<Notice> shown(bool hidden) const;
    void close(int64_t now_ms);
    // Lets go of what was shown long enough; true when the screen changes by it.
    bool pass(int64_t now_ms);
    // When pass() or to_say() has something to do; nothing when never.
    std::optional<int64_t> deadline(bool speaking) const;

private:
    struct Call {
        Notice notice;
        std::string ticket;
        int64_t since_ms = 0;   // of being the first of the line
        bool said = false;
    };
    void next(int64_t now_ms);

    std::deque<Call> m_calls;
    std::optional<int64_t> m_latest;   // number of the newest call seen
};

} // namespace accanto::app

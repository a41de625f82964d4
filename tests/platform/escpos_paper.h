#pragma once
// The half of our model of a receipt printer that reads commands: bytes of ESC/POS in, slips out. It shares
// no line with what it judges.

#include "kiosk/platform/bitmap.h"

#include <deque>
#include <functional>

namespace accanto::tests {

class EscPosPaper {
public:
    // `answer`: what the printer sends of itself when it comes to a GS r.
    explicit EscPosPaper(std::function<void(uint8_t)> answer = nullptr) : m_answer(std::move(answer)) {}

    void receive(std::string_view bytes) { m_held.append(bytes); }
    void forget() { m_held.clear(), m_rows_due = 0; }
    size_t held() const { return m_held.size(); }
    // Works off one command, or one row of one. False: nothing whole is there.
    bool step();
    // Whether the next step puts a row on the paper.
    bool row_is_next() const { return m_rows_due > 0 && m_held.size() >= m_row_bytes; }

    std::vector<platform::Bitmap> slips; // cut off
    platform::Bitmap begun;              // printed and not cut off
    int lines_fed = 0;
    int nonsense = 0; // bytes that are no command of ours: a real one would print letters
    int rows = 0;     // ever

private:
    size_t command(); // the length of the one in front, done; 0: not whole yet
    uint8_t at(size_t index) const { return uint8_t(m_held[index]); }

    std::function<void(uint8_t)> m_answer;
    std::string m_held;
    size_t m_row_bytes = 0;
    int m_rows_due = 0; // of the GS v 0 in hand
};

} // namespace accanto::tests

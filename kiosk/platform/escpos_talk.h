#pragma once
// The conversation with an ESC/POS printer over one open line: it speaks when asked, late, or not at all.

#include "kiosk/platform/device_line.h"
#include "kiosk/platform/escpos.h"

namespace accanto::platform {

// Long enough for the slowest serial line; a test is quicker.
struct EscPosTimes {
    int answer_ms = 700;        // to a question
    int stalled_ms = 4000;      // it takes no byte
    int worked_off_ms = 10'000; // it takes and answers, and no band gets done
    int abandoned_ms = 3000;    // in place of the two above, once nobody waits
    int look_again_ms = 400;    // between two questions while it works
};

class EscPosTalk {
public:
    EscPosTalk(DeviceLine& line, const EscPosTimes& times, const Abandonment* abandoned)
        : m_line(line), m_times(times), m_abandoned(abandoned) {}

    // How many of the bytes it took: all, unless it stalled or is gone.
    size_t send(std::string_view bytes);
    // The answer to DLE EOT; nothing when none came.
    std::optional<uint8_t> ask(escpos::Status status);
    // All that can be asked; nothing when it does not answer.
    std::optional<PrinterReport> report();
    // How many GS r have been answered so far, waiting for this many at most so long.
    int worked_off(int wanted, int within_ms);

    Patience patience(int limit_ms) const { return {limit_ms, m_times.abandoned_ms, m_abandoned}; }
    const EscPosTimes& times() const { return m_times; }
    DeviceLine& line() { return m_line; }

private:
    bool listen(int within_ms); // takes the next byte, if one comes
    bool settle(int quiet_ms);  // takes what comes until it pauses so long; false: it talks without an end

    DeviceLine& m_line;
    const EscPosTimes& m_times;
    const Abandonment* m_abandoned;
    std::optional<uint8_t> m_answer; // the latest
    int m_worked_off = 0;
    int m_automatic = 0;   // bytes of an automatic status still to come
    bool m_strays = false; // what was printed may have looked like a question
};

} // namespace accanto::platform

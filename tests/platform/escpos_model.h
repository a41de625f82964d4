#pragma once
// A receipt printer of our own at the other end of a pseudo terminal, with everything that happens to one at
// a point.

#include "tests/platform/escpos_paper.h"
#include "tests/temporary_folder.h"

#include <chrono>
#include <mutex>
#include <thread>

namespace accanto::tests {

struct PrinterHabits {
    bool answers = true; // DLE EOT
    bool counts = true;  // GS r
    bool forgets = true; // DLE DC4 8
    size_t buffer_bytes = 4096;
    int rows_a_second = 0; // 0: at once
};
struct PrinterState {
    bool near_end = false, out_of_paper = false, cover_open = false, offline = false, cutter_blocked = false;
    bool hangs = false; // takes nothing, works off nothing, says nothing
    int rows_left = -1; // then the paper is out; -1: plenty
};

// Any thread may turn it; a thread of its own is the printer.
class EscPosModel {
public:
    explicit EscPosModel(const PrinterHabits& habits = {});
    ~EscPosModel();

    // The same when it was unplugged and has come back.
    std::filesystem::path path() const { return m_folder / "printer"; }

    void set(const PrinterState& state);
    void set(const PrinterHabits& habits);
    void unplug();
    void plug_in();                   // as it was: what it had received and not worked off is still there
    void switch_off_and_on();         // while unplugged: forgets all of it
    void vanish_after(size_t bytes);  // unplugged in the middle of a job
    void say(std::string_view bytes); // unasked

    EscPosPaper paper() const; // a copy
    size_t most_held() const;  // bytes, at any time
    // Waits until it has nothing to do: all worked off, or stopped by its state.
    bool idle(int within_ms = 5000) const;

private:
    void run();
    void take(std::string_view bytes);
    void obey_at_once(uint8_t byte);
    void work();
    bool stopped() const;
    size_t room() const; // bytes it takes now
    uint8_t status(int kind) const;
    void send(uint8_t byte);
    void wake() const;

    TemporaryFolder m_folder;
    mutable std::mutex m_mutex;
    PrinterHabits m_habits;
    PrinterState m_state;
    EscPosPaper m_paper;
    std::string m_recent; // the last bytes received, for commands that are obeyed at once
    size_t m_received = 0, m_vanish_at = 0, m_most_held = 0;
    std::chrono::steady_clock::time_point m_next_row;
    int m_line = -1, m_terminal = -1, m_bell = -1;
    bool m_closing = false, m_idle = false;
    std::thread m_thread;
};

} // namespace accanto::tests

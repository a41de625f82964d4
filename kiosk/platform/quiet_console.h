#pragma once
// While the program reads keyboards itself, the console it was started on hears nothing of them: no letter
// reaches whoever reads there later, Ctrl-C ends nothing, Ctrl-Alt-F2 leads nowhere.

#include <optional>

namespace accanto::platform {

class QuietConsole {
public:
    // Anything that is not a console stays as it is. `terminal` stays open longer than this.
    explicit QuietConsole(int terminal);
    ~QuietConsole(); // after a crash it is the unit's TTYReset that makes it hear again
    QuietConsole(const QuietConsole&) = delete;
    QuietConsole& operator=(const QuietConsole&) = delete;

private:
    int m_terminal;
    std::optional<long> m_before; // how it heard keys
};

} // namespace accanto::platform

#include "deploy/accanto/unseen.h"

#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace accanto::tool {

namespace {

// The terminal does not show what is typed while this lives.
class Unseen {
public:
    explicit Unseen(int terminal) : m_terminal(terminal) {
        tcgetattr(m_terminal, &m_before);
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(m_terminal, TCSAFLUSH, &quiet);
    }
    ~Unseen() { tcsetattr(m_terminal, TCSAFLUSH, &m_before); }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

private:
    int m_terminal;
    termios m_before{};
};

} // namespace

std::string ask_unseen(const char* question) {
    std::string line;
    if (isatty(STDIN_FILENO) == 0) {
        std::getline(std::cin, line);
        return line;
    }
    fmt::print(stderr, "{}: ", question);
    const Unseen unseen(STDIN_FILENO);
    std::getline(std::cin, line);
    fmt::print(stderr, "\n");
    return line;
}

std::string ask_unseen_on_terminal(const char* question) {
    const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        return "";
    std::string line;
    {
        fmt::print(stderr, "{}: ", question);
        const Unseen unseen(terminal);
        std::ifstream in("/dev/tty");
        std::getline(in, line);
        fmt::print(stderr, "\n");
    }
    close(terminal);
    return line;
}

} // namespace accanto::tool

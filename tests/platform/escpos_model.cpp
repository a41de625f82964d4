#include "tests/platform/escpos_model.h"

#include <algorithm>
#include <array>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace accanto::tests {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::string_view forget{"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", 10};

} // namespace

EscPosModel::EscPosModel(const PrinterHabits& habits)
    : m_habits(habits), m_paper([this](uint8_t kind) {
          if (m_habits.counts && kind == 1)
              send(m_state.near_end ? 0x03 : 0x00);
      }) {
    m_bell = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    plug_in();
    m_thread = std::thread([this] { run(); });
}

EscPosModel::~EscPosModel() {
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    wake();
    m_thread.join();
    unplug();
    ::close(m_bell);
}

void EscPosModel::set(const PrinterState& state) {
    {
        const std::lock_guard lock(m_mutex);
        m_state = state;
        m_idle = false;
    }
    wake();
}

void EscPosModel::set(const PrinterHabits& habits) {
    const std::lock_guard lock(m_mutex);
    m_habits = habits;
}

void EscPosModel::plug_in() {
    const std::lock_guard lock(m_mutex);
    std::array<char, 128> name{};
    // The terminal's own end stays open here too: a printer does not hang up because nobody listens.
    if (::openpty(&m_line, &m_terminal, name.data(), nullptr, nullptr) != 0)
        throw std::system_error(errno, std::generic_category(), "openpty");
    for (const int fd : {m_line, m_terminal})
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(m_line, F_SETFL, O_NONBLOCK);
    std::filesystem::create_symlink(name.data(), path());
    m_idle = false;
    wake();
}

void EscPosModel::unplug() {
    const std::lock_guard lock(m_mutex);
    for (int* fd : {&m_line, &m_terminal})
        if (*fd >= 0)
            ::close(std::exchange(*fd, -1));
    std::filesystem::remove(path());
}

void EscPosModel::switch_off_and_on() {
    const std::lock_guard lock(m_mutex);
    m_paper.forget();
    m_recent.clear();
}

void EscPosModel::vanish_after(size_t bytes) {
    const std::lock_guard lock(m_mutex);
    m_vanish_at = m_received + bytes;
}

void EscPosModel::say(std::string_view bytes) {
    const std::lock_guard lock(m_mutex);
    for (const char byte : bytes)
        send(uint8_t(byte));
}

EscPosPaper EscPosModel::paper() const {
    const std::lock_guard lock(m_mutex);
    return m_paper;
}

size_t EscPosModel::most_held() const {
    const std::lock_guard lock(m_mutex);
    return m_most_held;
}

bool EscPosModel::idle(int within_ms) const {
    const auto end = Steady::now() + std::chrono::milliseconds(within_ms);
    int seen = 0; // in a row: what was written may still be on its way through the terminal
    while (seen < 3 && Steady::now() < end) {
        {
            const std::lock_guard lock(m_mutex);
            pollfd polled{m_line, POLLIN, 0};
            const bool more = room() > 0 && m_line >= 0 && ::poll(&polled, 1, 0) > 0;
            seen = m_idle && !more ? seen + 1 : 0;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return seen == 3;
}

size_t EscPosModel::room() const {
    return m_state.hangs ? 0 : m_habits.buffer_bytes - std::min(m_habits.buffer_bytes, m_paper.held());
}

void EscPosModel::wake() const {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_bell, &one, sizeof one);
}

// --- the printer

void EscPosModel::run() {
    for (;;) {
        std::array<pollfd, 2> polled{pollfd{m_bell, POLLIN, 0}, pollfd{-1, POLLIN, 0}};
        int timeout = -1;
        {
            const std::lock_guard lock(m_mutex);
            if (m_closing)
                return;
            work();
            std::array<char, 512> bytes;
            const ssize_t count =
                room() > 0 && m_line >= 0 ? ::read(m_line, bytes.data(), std::min(room(), bytes.size())) : -1;
            if (count > 0) {
                take({bytes.data(), size_t(count)});
                m_idle = false;
                continue;
            }
            const bool waits_for_row = !stopped() && m_paper.row_is_next();
            m_idle = !waits_for_row;
            if (waits_for_row)
                timeout = std::max(
                    1, int(std::chrono::duration_cast<std::chrono::milliseconds>(m_next_row - Steady::now())
                               .count()));
            if (room() > 0)
                polled[1].fd = m_line;
        }
        ::poll(polled.data(), polled.size(), timeout);
        uint64_t rung;
        [[maybe_unused]] const ssize_t ignored = ::read(m_bell, &rung, sizeof rung);
    }
}

void EscPosModel::take(std::string_view bytes) {
    for (const char byte : bytes) {
        if (++m_received == m_vanish_at) {
            for (int* fd : {&m_line, &m_terminal})
                ::close(std::exchange(*fd, -1));
            std::filesystem::remove(path());
            return;
        }
        m_paper.receive({&byte, 1});
        m_most_held = std::max(m_most_held, m_paper.held());
        obey_at_once(uint8_t(byte));
    }
}

// As printers do: on arrival, whatever the bytes before meant.
void EscPosModel::obey_at_once(uint8_t byte) {
    m_recent += char(byte);
    if (m_recent.size() > forget.size())
        m_recent.erase(0, 1);
    const std::string_view recent = m_recent;
    if (recent.size() >= 3 && recent.substr(recent.size() - 3, 2) == "\x10\x04" && byte >= 1 && byte <= 4 &&
        m_habits.answers)
        send(status(byte));
    if (recent == forget && m_habits.forgets) {
        m_paper.forget();
        for (const uint8_t told : {0x37, 0x25, 0x00})
            send(told);
    }
}

void EscPosModel::work() {
    while (!stopped()) {
        if (m_paper.row_is_next()) {
            if (m_habits.rows_a_second > 0) {
                const auto now = Steady::now();
                if (now < m_next_row)
                    return;
                m_next_row = std::max(m_next_row, now - std::chrono::milliseconds(50)) +
                             std::chrono::microseconds(1'000'000 / m_habits.rows_a_second);
            }
            if (m_state.rows_left >= 0 && m_state.rows_left-- == 0) {
                m_state.out_of_paper = true;
                return;
            }
        }
        if (!m_paper.step())
            return;
    }
}

bool EscPosModel::stopped() const {
    return m_state.out_of_paper || m_state.cover_open || m_state.offline || m_state.cutter_blocked ||
           m_state.hangs;
}

uint8_t EscPosModel::status(int kind) const {
    uint8_t out = 0x12;
    switch (kind) {
    case 1:
        out |= stopped() ? 0x08 : 0;
        break;
    case 2:
        out |= (m_state.cover_open ? 0x04 : 0) | (m_state.out_of_paper ? 0x20 : 0) |
               (m_state.cutter_blocked ? 0x40 : 0);
        break;
    case 3:
        out |= m_state.cutter_blocked ? 0x08 : 0;
        break;
    case 4:
        out |= (m_state.near_end ? 0x0c : 0) | (m_state.out_of_paper ? 0x6c : 0);
        break;
    default:
        break;
    }
    return out;
}

void EscPosModel::send(uint8_t byte) {
    if (m_line >= 0 && !m_state.hangs) [[maybe_unused]]
        const ssize_t written = ::write(m_line, &byte, 1);
}

} // namespace accanto::tests

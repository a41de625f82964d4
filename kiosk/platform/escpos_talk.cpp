#include "kiosk/platform/escpos_talk.h"

#include <chrono>

namespace accanto::platform {

namespace {

using Steady = std::chrono::steady_clock;

int ms_until(Steady::time_point end) {
    return int(std::chrono::duration_cast<std::chrono::milliseconds>(end - Steady::now()).count());
}

constexpr int stray_ms = 60; // strays come before the answer: the last byte counts

} // namespace

size_t EscPosTalk::send(std::string_view bytes) {
    m_strays = m_strays || escpos::reads_as_question(bytes);
    return m_line.write(bytes, patience(m_times.stalled_ms));
}

bool EscPosTalk::listen(int within_ms) {
    const std::optional<unsigned char> byte = m_line.read(within_ms);
    if (!byte)
        return false;
    if (m_automatic > 0) {
        --m_automatic;
        return true;
    }
    switch (escpos::kind_of(*byte)) {
    case escpos::Sent::answer:
        m_answer = *byte;
        break;
    case escpos::Sent::worked_off:
        ++m_worked_off;
        break;
    case escpos::Sent::automatic:
        m_automatic = escpos::automatic_bytes - 1;
        break;
    case escpos::Sent::other:
        break;
    }
    return true;
}

std::optional<uint8_t> EscPosTalk::ask(escpos::Status status) {
    if (!m_line.two_way())
        return std::nullopt;
    if (!settle(0))
        return std::nullopt;
    m_answer.reset();
    const std::string question = escpos::ask(status);
    if (m_line.write(question, patience(m_times.stalled_ms)) < question.size())
        return std::nullopt;
    const auto end = Steady::now() + std::chrono::milliseconds(m_times.answer_ms);
    while (!m_answer && Steady::now() < end && listen(ms_until(end))) {
    }
    if (m_strays && !settle(stray_ms))
        return std::nullopt;
    return m_answer;
}

bool EscPosTalk::settle(int quiet_ms) {
    constexpr int most_bytes = 4096; // more is no printer's
    for (int bytes = 0; bytes < most_bytes; ++bytes)
        if (!listen(quiet_ms))
            return true;
    return false;
}

std::optional<PrinterReport> EscPosTalk::report() {
    std::array<uint8_t, 5> answers{};
    using escpos::Status;
    for (const Status status : {Status::printer, Status::offline_cause, Status::paper}) {
        const std::optional<uint8_t> answer = ask(status);
        if (!answer)
            return std::nullopt;
        answers[size_t(status)] = *answer;
    }
    m_strays = false;
    if ((answers[size_t(Status::offline_cause)] & 0x40) != 0) // an error: which?
        answers[size_t(Status::error_cause)] = ask(Status::error_cause).value_or(0);
    return escpos::report_of(answers);
}

int EscPosTalk::worked_off(int wanted, int within_ms) {
    const auto end = Steady::now() + std::chrono::milliseconds(within_ms);
    while (m_worked_off < wanted && listen(std::max(0, ms_until(end))))
        if (Steady::now() >= end)
            break;
    return m_worked_off;
}

} // namespace accanto::platform

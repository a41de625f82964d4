#include "kiosk/platform/cups_device.h"

#include "kiosk/platform/bitmap.h"
#include "kiosk/platform/device_line.h"
#include "kiosk/platform/helper_process.h"
#include "kiosk/platform/print_words.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <poll.h>

namespace accanto::platform {

namespace {

// The helper keeps shorter times itself; these are for one that is stuck.
constexpr int look_limit_ms = 15'000, job_limit_ms = 60'000, taken_back_limit_ms = 8000;
constexpr int slice_ms = 200; // of waiting

struct Answer {
    std::string word;
    PrinterReport report;
};

// "printed ok", "failed out media-empty-error"
std::optional<Answer> read_answer(const std::string& line) {
    const size_t first = line.find(' '), second = line.find(' ', first + 1);
    if (first == std::string::npos || second == std::string::npos)
        return std::nullopt;
    const auto condition =
        printer_condition_from(std::string_view(line).substr(first + 1, second - first - 1));
    if (!condition)
        return std::nullopt;
    return Answer{line.substr(0, first), {*condition, line.substr(second + 1)}};
}

class CupsDevice final : public PrintDevice {
public:
    CupsDevice(const std::filesystem::path& helper, const std::string& queue,
               const std::filesystem::path& socket)
        : m_helper(helper),
          m_queue(queue),
          m_socket(socket.empty() ? print_words::usual_socket : socket.string()) {}

    Outcome print(const Image& image, const std::string& name, const Abandonment& abandoned) override {
        const std::string slip = to_pbm(black_and_white(image));
        HelperProcess helper(m_helper,
                             {m_socket, m_queue, print_words::print, name, std::to_string(slip.size())});
        if (!helper.start())
            return {false, not_started()};
        if (!helper.send_all(slip, look_limit_ms))
            return {false, ended_without_a_word()};
        const std::optional<Answer> answer = listen(helper, job_limit_ms, &abandoned);
        if (!answer)
            return {false, ended_without_a_word()};
        return {answer->word == print_words::printed, answer->report};
    }

    PrinterReport look() override {
        HelperProcess helper(m_helper, {m_socket, m_queue, print_words::look});
        if (!helper.start())
            return not_started();
        const std::optional<Answer> answer = listen(helper, look_limit_ms, nullptr);
        return answer ? answer->report : ended_without_a_word();
    }

    bool can_tell() const override { return true; }

private:
    PrinterReport not_started() const {
        return {PrinterCondition::failed, m_helper.string() + " cannot be started: " + std::strerror(errno)};
    }
    PrinterReport ended_without_a_word() const {
        return {PrinterCondition::failed, m_helper.string() + " ended without a word"};
    }

    // The helper's line. Once nobody waits, its input is closed, and it takes the job back before it answers.
    static std::optional<Answer> listen(HelperProcess& helper, int limit_ms, const Abandonment* abandoned) {
        Patience patience(limit_ms, taken_back_limit_ms, abandoned);
        bool waits = true;
        std::string text;
        for (std::array<char, 512> chunk; !patience.over();) {
            if (abandoned && abandoned->raised() && std::exchange(waits, false)) {
                helper.close_input();
                patience.renew();
            }
            if (patience.wait(helper.output(), POLLIN, slice_ms) == 0)
                continue;
            const ssize_t count = helper.read(chunk.data(), chunk.size());
            if (count > 0)
                text.append(chunk.data(), size_t(count));
            if (const size_t end = text.find('\n'); end != std::string::npos)
                return read_answer(text.substr(0, end));
            if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
                break;
        }
        return std::nullopt;
    }

    const std::filesystem::path m_helper;
    const std::string m_queue, m_socket;
};

} // namespace

std::unique_ptr<PrintDevice> cups_device(const std::filesystem::path& helper, const std::string& queue,
                                         const std::filesystem::path& socket) {
    return std::make_unique<CupsDevice>(helper, queue, socket);
}

} // namespace accanto::platform

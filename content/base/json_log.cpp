#include "content/base/json_log.h"

#include "content/base/clock.h"

#include <fmt/format.h>
#include <spdlog/common.h>
#include <spdlog/details/log_msg.h>
#include <spdlog/formatter.h>

namespace accanto {

namespace {

void add(spdlog::memory_buf_t& to, std::string_view text) {
    to.append(text.data(), text.data() + text.size());
}

// RFC 8259, section 7.
void add_escaped(spdlog::memory_buf_t& to, std::string_view text) {
    for (const char c : text) {
        if (c == '"' || c == '\\')
            to.push_back('\\');
        if (static_cast<unsigned char>(c) < 0x20)
            add(to, fmt::format("\\u{:04x}", int(c)));
        else
            to.push_back(c);
    }
}

class JsonLines final : public spdlog::formatter {
public:
    explicit JsonLines(std::string program) : m_program(std::move(program)) {}

    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
        const auto since_1970 =
            std::chrono::duration_cast<std::chrono::milliseconds>(message.time.time_since_epoch());
        const auto level = spdlog::level::to_string_view(message.level);
        add(to,
            R"({"time":")" + rfc3339(since_1970.count()) + R"(","program":")" + m_program + R"(","level":")");
        add(to, {level.data(), level.size()});
        add(to, R"(","message":")");
        add_escaped(to, {message.payload.data(), message.payload.size()});
        add(to, "\"}\n");
    }
    std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<JsonLines>(m_program);
    }

private:
    std::string m_program;
};

} // namespace

std::unique_ptr<spdlog::formatter> json_lines(std::string program) {
    return std::make_unique<JsonLines>(std::move(program));
}

} // namespace accanto

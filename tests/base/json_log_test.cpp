#include "content/base/json_log.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <spdlog/details/log_msg.h>
#include <spdlog/formatter.h>

using namespace accanto;

TEST_CASE("each log message is one JSON object on one line, whatever is in it") {
    for (const std::string said :
         {"listening", "two\nlines", "a \"quote\" and a \\ and a \t", "caff\xc3\xa8", ""}) {
        spdlog::memory_buf_t line;
        json_lines("accanto-hub")
            ->clone()
            ->format({spdlog::log_clock::time_point(std::chrono::milliseconds(1'795'425'300'250)),
                      {},
                      "",
                      spdlog::level::warn,
                      said},
                     line);
        const std::string text(line.data(), line.size());
        CHECK(text.find('\n') == text.size() - 1);
        const auto tree = nlohmann::json::parse(text, nullptr, false);
        REQUIRE(tree.is_object());
        CHECK(tree["message"] == said);
        CHECK(tree["level"] == "warning");
        CHECK(tree["program"] == "accanto-hub");
        CHECK(tree["time"] == "2026-11-23T09:15:00.250Z");
    }
}

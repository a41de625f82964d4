#pragma once
// Log lines for programs that read logs.

#include <memory>
#include <string>

namespace spdlog {
class formatter;
}

namespace accanto {

// Each message as one JSON object on a line of its own:
// {"time":"...","program":"...","level":"...","message":"..."}
std::unique_ptr<spdlog::formatter> json_lines(std::string program);

} // namespace accanto

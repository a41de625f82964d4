#pragma once

#include <spdlog/spdlog.h>

namespace accanto::tests {

// What is wrong on purpose need not fill the log of a test.
struct Quiet {
    Quiet() { spdlog::set_level(spdlog::level::off); }
    ~Quiet() { spdlog::set_level(spdlog::level::info); }
};

} // namespace accanto::tests

#include "sync/agent/failure.h"

#include <spdlog/spdlog.h>

namespace accanto::agent {

void log_failure(const char* of, const std::exception& failure) noexcept {
    try {
        spdlog::error("{}{}{}", of, *of ? ": " : "", failure.what());
    } catch (...) {   // of the log's own handler of errors: there is nobody left to tell
    }
}

} // namespace accanto::agent

#pragma once
// What is told of a failure where it is caught for good (design/house.md, "Errors").

#include <exception>

namespace accanto::agent {

// Into the log, as an error, as far as there is memory for that: a log must not end what has just survived. Any thread. `of`: "" or what failed.
void log_failure(const char* of, const std::exception& failure) noexcept;

} // namespace accanto::agent

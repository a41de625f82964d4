#pragma once
// How failures travel (house rules, "Errors"): an expected outcome is a value; a failed world throws an Error
// that keeps the library's code and is caught at the frame, the pass of sync, or main; a broken belief stops the program.

#include <stdexcept>
#include <string>

namespace accanto {

class Error : public std::runtime_error {
public:
    Error(const std::string& what, int code) : std::runtime_error(what), m_code(code) {}

    // The code of the library that failed: errno, an SQLite extended code, a CURLcode. 0 when there is none.
    int code() const { return m_code; }

private:
    int m_code;
};

// Says where a belief broke and aborts, in release builds too.
[[noreturn]] void broken_belief(const char* belief, const char* file, int line);

} // namespace accanto

#define ACCANTO_ASSERT(belief) ((belief) ? void(0) : ::accanto::broken_belief(#belief, __FILE__, __LINE__))

#pragma once
// Forgetting on purpose.

#include <cstring>
#include <vector>

namespace accanto::platform {

// Overwrites what the vector holds, then empties it. What it held before it last grew is out of reach:
// reserve first.
template <typename T>
void wipe(std::vector<T>& values) {
    if (!values.empty())
        ::explicit_bzero(values.data(), values.size() * sizeof(T));
    values.clear();
}

// Overwrites what earlier calls left on this thread's stack below the caller: short strings live there.
[[gnu::noinline]] inline void wipe_stack() {
    char below[256 * 1024];
    ::explicit_bzero(below, sizeof below);
}

} // namespace accanto::platform

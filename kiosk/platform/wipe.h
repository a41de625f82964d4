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

} // namespace accanto::platform

#pragma once
// How much is tried by a test that tries one thing with many seeds, or at many moments. Its short form is what it
// does by itself; ACCANTO_LONG=1 makes all of it, ACCANTO_SAMPLE=n one part in n of the short form.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace accanto::tests {

inline bool is_long_form() {
    return getenv("ACCANTO_LONG") != nullptr;
}

// 1 without ACCANTO_SAMPLE: all.
inline size_t sampled_of() {
    const char* given = getenv("ACCANTO_SAMPLE");
    const int of = given ? atoi(given) : 1;
    if (of < 1)
        throw std::runtime_error("ACCANTO_SAMPLE: \"" + std::string(given) + "\" is no number from 1 on");
    return size_t(of);
}

// How many seeds or rounds.
inline int how_many(int short_form, int long_form) {
    return is_long_form() ? long_form : std::max(1, short_form / int(sampled_of()));
}

// Of all moments, one in so many.
inline int64_t one_in(int64_t short_form) {
    return is_long_form() ? 1 : short_form * int64_t(sampled_of());
}

} // namespace accanto::tests

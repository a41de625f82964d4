#pragma once
// A hand that trembles, for played visits: it misses, slides, presses shortly or long, and sometimes twice.

#include <cstdint>
#include <random>

namespace accanto::app {

struct ClumsyTouch {
    float miss_x = 0, miss_y = 0;     // mm from what is meant, where the finger comes down
    float slide_x = 0, slide_y = 0;   // mm from there, where it is lifted
    int64_t press_ms = 0;
    bool again = false;               // it touches a second time
    int64_t again_after_ms = 0;
};

// The same touches for the same seed.
class ClumsyHand {
public:
    explicit ClumsyHand(uint64_t seed) : m_random(seed) {}
    ClumsyTouch touch();

private:
    double share() { return std::uniform_real_distribution<double>(0, 1)(m_random); }

    std::mt19937_64 m_random;
};

} // namespace accanto::app

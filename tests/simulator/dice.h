#pragma once
// All chance of a simulated life, from one seed.

#include <cstdint>
#include <random>
#include <vector>

namespace accanto::simulator {

class Dice {
public:
    explicit Dice(uint64_t seed) : m_engine(seed) {}

    // From 0 to `most`.
    int64_t up_to(int64_t most) { return int64_t(m_engine() % uint64_t(most + 1)); }
    int64_t between(int64_t least, int64_t most) { return least + up_to(most - least); }
    bool one_in(int64_t n) { return up_to(n - 1) == 0; }
    bool percent(int64_t chance) { return up_to(99) < chance; }
    double unit() { return double(m_engine() >> 11) / double(1ull << 53); }
    template <typename T>
    const T& pick(const std::vector<T>& from) {
        return from[size_t(up_to(int64_t(from.size()) - 1))];
    }

private:
    std::mt19937_64 m_engine;   // the same numbers on every machine, unlike the distributions of the library
};

} // namespace accanto::simulator

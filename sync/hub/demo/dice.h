#pragma once
// Chance that comes out the same on every machine: its own generator, because the library's distributions may
// differ.

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace accanto::hub::demo {

class Dice {
public:
    explicit Dice(uint64_t seed) : m_state(seed) {}

    // splitmix64 (Steele, Lea, Flood 2014).
    uint64_t next() {
        uint64_t z = m_state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    double unit() { return double(next() >> 11) * 0x1p-53; } // [0, 1)
    bool happens(double probability) { return unit() < probability; }
    int from_to(int least, int most) { return least + int(unit() * double(most - least + 1)); }
    double normal() {
        return std::sqrt(-2 * std::log(1 - unit())) * std::cos(2 * 3.14159265358979323846 * unit());
    }
    double around(double median, double spread) { return median * std::exp(spread * normal()); } // log-normal
    double waiting(double mean) { return -mean * std::log(1 - unit()); } // exponential
    int poisson(double mean) {
        // Where the mean is large its normal shape is near enough, and much quicker.
        if (mean > 60)
            return std::max(0, int(std::lround(mean + std::sqrt(mean) * normal())));
        int out = 0;
        for (double left = std::exp(-mean), p = unit(); p > left; p *= unit())
            ++out;
        return out;
    }
    // The place of one of the weights.
    size_t weighted(const std::vector<double>& weights) {
        double all = 0;
        for (double weight : weights)
            all += weight;
        double at = unit() * all;
        for (size_t i = 0; i + 1 < weights.size(); ++i)
            if ((at -= weights[i]) < 0)
                return i;
        return weights.size() - 1;
    }
    template <typename T>
    const T& one_of(const std::vector<T>& list) {
        return list[size_t(unit() * double(list.size()))];
    }

private:
    uint64_t m_state;
};

// A UUIDv7 (RFC 9562) of this moment.
std::string uuid_at(int64_t wall_ms, Dice& dice);

} // namespace accanto::hub::demo

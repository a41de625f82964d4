#pragma once
// Wrong tries, counted for each who makes them, so that what is secret cannot be guessed and nobody can use up the
// tries of others.

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace accanto::hub {

// Any thread.
class Tries {
public:
    struct Limits {
        int each = 0;               // wrong tries of one in a window
        int64_t window_ms = 60'000; // from the first wrong try
        // Of all together in a window; beyond it who failed once has to wait already, and who did not is heard as
        // before. 0: none.
        int all = 0;
        // Of so many is known what they did. Those who come when the table is full are counted as one, who has
        // as many tries as `all`: they must not push others out, nor go uncounted.
        size_t known = 4096;
    };
    explicit Tries(const Limits& limits) : m_limits(limits) {}

    // Times are of a clock that only goes forward.
    bool exhausted(const std::string& who, int64_t mono_ms);
    void failed(const std::string& who, int64_t mono_ms);

private:
    struct Count {
        int64_t since_ms = 0;
        int failed = 0;
    };
    int now(const Count& count, int64_t mono_ms) const;
    void add(Count& count, int64_t mono_ms) const;
    void forget_old(int64_t mono_ms);

    Limits m_limits;
    std::mutex m_mutex;
    std::unordered_map<std::string, Count> m_counts;
    Count m_all, m_rest;
};

} // namespace accanto::hub

#include "sync/agent/schedule.h"

#include "content/base/bytes.h"

#include <algorithm>
#include <cstring>

namespace accanto::agent {

namespace {

constexpr int64_t sign_of_life_ms = 120'000;   // at rest the hub hears of us this often
constexpr int64_t boot_window_ms = 600'000;    // so long after boot counts as "right after"

} // namespace

double throw_dice() {
    std::string bytes = random_bytes(4);
    uint32_t value = 0;
    std::memcpy(&value, bytes.data(), sizeof value);
    return double(value) / 4294967296.0;
}

int64_t back_off_ms(int failures, std::optional<int> retry_after_s, const Dice& dice) {
    int64_t range = std::min<int64_t>(900'000, int64_t(5000) << std::clamp(failures, 0, 20));
    const double chance = dice();
    const int64_t asked = int64_t(double(retry_after_s.value_or(0)) * 1000.0 * (1 + chance / 2));
    return std::max(1000 + int64_t(chance * double(range)), asked);
}

Schedule::Schedule(int every_s, int64_t now_ms, int64_t since_boot_ms, Dice dice)
    : m_every_s(std::max(1, every_s)), m_last(now_ms), m_next(now_ms), m_dice(std::move(dice)) {
    // Until the hub says otherwise; who wants a quick pace spreads less.
    m_spread_s = std::min(m_spread_s, 2 * m_every_s);
    if (since_boot_ms < boot_window_ms)
        m_next = now_ms + int64_t(m_dice() * m_spread_s * 1000);
}

int64_t Schedule::gap_ms() const { return int64_t(std::max(m_every_s, m_after_s)) * 1000; }

void Schedule::drained(int64_t now_ms, int after_s, int spread_s) {
    m_failures = 0;
    m_after_s = after_s;
    m_spread_s = spread_s;
    m_last = now_ms;
    m_next = now_ms + std::max(gap_ms(), sign_of_life_ms);
}

void Schedule::failed(int64_t now_ms, std::optional<int> retry_after_s) {
    m_next = now_ms + back_off_ms(m_failures, retry_after_s, m_dice);
    m_failures = std::min(m_failures + 1, 20);
}

void Schedule::look_again(int64_t now_ms, int64_t in_ms) { m_next = now_ms + in_ms; }

// While the hub is away its back-off stands: new events make the road no better.
void Schedule::changed(int64_t now_ms, bool pending) {
    if (pending && m_failures == 0)
        m_next = std::min(m_next, std::max(now_ms, m_last + gap_ms()));
}

void Schedule::link_up(int64_t now_ms) {
    m_failures = 0;
    m_next = std::min(m_next, now_ms + int64_t(m_dice() * m_spread_s * 1000));
}

} // namespace accanto::agent

#include "kiosk/store/caretaker.h"

#include <spdlog/spdlog.h>

namespace accanto::store {

namespace {

constexpr int64_t minute_ms = 60'000, hour_ms = 60 * minute_ms;
// A night is called by the date it began to be late on, and the best of it is when nobody is about.
constexpr int64_t night_begins_ms = 2 * hour_ms;
constexpr int best_until_minute = 5 * 60;
constexpr int64_t quiet_at_night_ms = 10 * minute_ms;
// A kiosk that is switched off at night makes up for it in a pause of the day.
constexpr int64_t quiet_by_day_ms = 30 * minute_ms;

} // namespace

Caretaker::Caretaker(std::filesystem::path folder, const Clock& clock, std::string time_zone,
                     std::function<void()> wake, Housekeeping housekeeping)
    : m_folder(std::move(folder)),
      m_clock(clock),
      m_time_zone(std::move(time_zone)),
      m_wake(std::move(wake)),
      m_housekeeping(std::move(housekeeping)) {}

Caretaker::~Caretaker() {
    interrupt();
    if (m_work.valid())
        m_work.wait();
}

void Caretaker::interrupt() {
    m_stop = true;
    const std::lock_guard lock(m_mutex);
    if (m_store)
        m_store->interrupt();
}

void Caretaker::nobody_for(int64_t ms) {
    if (m_work.valid()) {
        if (m_work.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
            if (ms < minute_ms)
                interrupt();
            return;
        }
        const std::optional<Care> result = m_work.get();
        m_damage = result == Care::damage;
        if (!result)
            m_look_again_ms = m_clock.mono_ms() + hour_ms;
        if (!result || result == Care::interrupted)
            m_night.clear();
    }
    if (!is_due(ms))
        return;
    m_stop = false;
    m_work = std::async(std::launch::async, [this, night = m_night] { return work(night); });
}

bool Caretaker::found_damage() {
    return std::exchange(m_damage, false);
}

bool Caretaker::is_due(int64_t nobody_for_ms) {
    if (nobody_for_ms < quiet_at_night_ms || m_clock.mono_ms() < m_look_again_ms)
        return false;
    m_look_again_ms = m_clock.mono_ms() + minute_ms;
    const int64_t now = m_clock.wall_ms();
    const int minute = local_time(now, m_time_zone).minute_of_day;
    const bool at_night = minute * minute_ms >= night_begins_ms && minute < best_until_minute;
    if (nobody_for_ms < (at_night ? quiet_at_night_ms : quiet_by_day_ms))
        return false;
    std::string night = local_date(now - night_begins_ms, m_time_zone);
    if (night == m_night)
        return false;
    m_night = std::move(night);
    return true;
}

std::optional<Care> Caretaker::work(const std::string& night) {
    std::optional<Care> result;
    try {
        const std::unique_ptr<Store> store = Store::open(m_folder, m_clock);
        const InUse in_use(*this, *store);
        result = take_care(*store, night, m_stop, m_housekeeping);
    } catch (const std::exception& e) {
        spdlog::error("store: the night's care: {}", e.what());
    }
    m_wake();
    return result;
}

Caretaker::InUse::InUse(Caretaker& caretaker, Store& store) : m_caretaker(caretaker) {
    const std::lock_guard lock(m_caretaker.m_mutex);
    m_caretaker.m_store = &store;
}

Caretaker::InUse::~InUse() {
    const std::lock_guard lock(m_caretaker.m_mutex);
    m_caretaker.m_store = nullptr;
}

} // namespace accanto::store

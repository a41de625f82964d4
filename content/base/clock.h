#pragma once
// Time as the programs see it, so that tests and scripted visits can turn it.

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accanto {

class Clock {
public:
    virtual ~Clock() = default;
    // Milliseconds since 1970-01-01 UTC, as believed. May jump either way.
    virtual int64_t wall_ms() const = 0;
    // Milliseconds since boot. Never goes back within one boot().
    virtual int64_t mono_ms() const = 0;
    // Names the boot that mono_ms() counts from.
    virtual std::string boot() const;
};

// CLOCK_REALTIME and CLOCK_BOOTTIME. Any thread.
class SystemClock final : public Clock {
public:
    int64_t wall_ms() const override;
    int64_t mono_ms() const override;
};

// Stands still until told. Any thread.
class ManualClock final : public Clock {
public:
    explicit ManualClock(int64_t wall_ms, int64_t mono_ms = 1000) : m_wall(wall_ms), m_mono(mono_ms) {}
    int64_t wall_ms() const override { return m_wall; }
    int64_t mono_ms() const override { return m_mono; }
    std::string boot() const override;
    // Both clocks move on together.
    void advance_ms(int64_t by) { m_wall += by, m_mono += by; }
    // Only the wall clock moves: a correction, a dead battery.
    void set_wall_ms(int64_t wall) { m_wall = wall; }
    // The machine starts again: another boot, whose time begins at `mono`.
    void reboot(int64_t mono_ms = 1000) { ++m_boots, m_mono = mono_ms; }

private:
    std::atomic<int64_t> m_wall, m_mono;
    std::atomic<int> m_boots = 0;
};

// The kernel's id of this boot (/proc/sys/kernel/random/boot_id), read once. "unknown" where there is none.
const std::string& boot_id();

// "2026-11-23", the date at a place (IANA zone such as "Europe/Madrid"; the machine's own when empty).
// Throws Error when the zone is unknown.
std::string local_date(int64_t wall_ms, const std::string& zone);
// The day so many days after this one (before it when negative), or nothing when "2026-02-30" is no day.
std::optional<std::string> days_after(std::string_view day, int days);
// Days from one day to another, negative when `to` is before; nothing when one of them is no day.
std::optional<int> days_between(std::string_view from, std::string_view to);
// Minutes since local midnight (0 to 1439) and the weekday (1 Monday to 7 Sunday, ISO 8601) at a place.
struct LocalTime {
    int minute_of_day = 0;
    int weekday = 1;
};
LocalTime local_time(int64_t wall_ms, const std::string& zone);
// RFC 3339 in UTC with milliseconds: "2026-11-23T09:15:00.000Z".
std::string rfc3339(int64_t wall_ms);

} // namespace accanto

#include "content/base/clock.h"

#include "content/base/error.h"

#include <fmt/format.h>
#include <unicode/timezone.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <memory>

namespace accanto {

namespace {

int64_t read_clock_ms(clockid_t id) {
    timespec now{};
    clock_gettime(id, &now);
    return int64_t(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

// Seconds-based civil time of a zone. ICU rather than localtime_r: no global TZ, so any thread may ask for any zone.
tm civil(int64_t wall_ms, const std::string& zone) {
    std::unique_ptr<icu::TimeZone> tz;
    if (zone.empty()) {
        tz.reset(icu::TimeZone::createDefault());
    } else {
        tz.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
        if (*tz == icu::TimeZone::getUnknown())
            throw Error(fmt::format("unknown time zone \"{}\"", zone), 0);
    }
    int32_t raw = 0, dst = 0;
    UErrorCode status = U_ZERO_ERROR;
    tz->getOffset(double(wall_ms), false, raw, dst, status);
    if (U_FAILURE(status))
        throw Error("time zone offset: " + std::string(u_errorName(status)), status);
    time_t seconds = time_t((wall_ms + raw + dst) / 1000);
    tm out{};
    gmtime_r(&seconds, &out);
    return out;
}

} // namespace

int64_t SystemClock::wall_ms() const { return read_clock_ms(CLOCK_REALTIME); }
int64_t SystemClock::mono_ms() const { return read_clock_ms(CLOCK_BOOTTIME); }

const std::string& boot_id() {
    static const std::string id = [] {
        std::ifstream in("/proc/sys/kernel/random/boot_id");
        std::string line;
        return std::getline(in, line) && !line.empty() ? line : std::string("unknown");
    }();
    return id;
}

std::string Clock::boot() const { return boot_id(); }

std::string ManualClock::boot() const { return m_boots == 0 ? boot_id() : fmt::format("{}-{}", boot_id(), m_boots.load()); }

std::string local_date(int64_t wall_ms, const std::string& zone) {
    tm t = civil(wall_ms, zone);
    return fmt::format("{:04}-{:02}-{:02}", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
}

namespace {

std::optional<std::chrono::sys_days> day_of(std::string_view day) {
    constexpr std::string_view form = "dddd-dd-dd";
    int parts[3] = {}, part = 0;
    if (day.size() != form.size())
        return std::nullopt;
    for (size_t i = 0; i < form.size(); ++i) {
        if (form[i] == '-' ? day[i] != '-' : day[i] < '0' || day[i] > '9')
            return std::nullopt;
        if (form[i] == '-')
            ++part;
        else
            parts[part] = parts[part] * 10 + (day[i] - '0');
    }
    using namespace std::chrono;
    const year_month_day date{year{parts[0]}, month{unsigned(parts[1])},
                              std::chrono::day{unsigned(parts[2])}};
    return date.ok() ? std::optional(sys_days{date}) : std::nullopt;
}

} // namespace

std::optional<std::string> days_after(std::string_view day, int days) {
    const auto from = day_of(day);
    if (!from)
        return std::nullopt;
    const std::chrono::year_month_day to{*from + std::chrono::days{days}};
    return fmt::format("{:04}-{:02}-{:02}", int(to.year()), unsigned(to.month()), unsigned(to.day()));
}

std::optional<int> days_between(std::string_view from, std::string_view to) {
    const auto first = day_of(from), second = day_of(to);
    if (!first || !second)
        return std::nullopt;
    return int((*second - *first).count());
}

LocalTime local_time(int64_t wall_ms, const std::string& zone) {
    tm t = civil(wall_ms, zone);
    return {t.tm_hour * 60 + t.tm_min, t.tm_wday == 0 ? 7 : t.tm_wday};
}

std::string rfc3339(int64_t wall_ms) {
    time_t seconds = time_t(wall_ms / 1000);
    tm t{};
    gmtime_r(&seconds, &t);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                       t.tm_hour, t.tm_min, t.tm_sec, wall_ms % 1000);
}

} // namespace accanto

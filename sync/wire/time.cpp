#include "sync/wire/time.h"

#include <charconv>
#include <chrono>

namespace accanto::wire {

namespace {

// Exactly `digits` decimal digits from the front.
std::optional<int> take(std::string_view& rest, size_t digits) {
    if (rest.size() < digits)
        return std::nullopt;
    int value = 0;
    for (char c : rest.substr(0, digits)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    rest.remove_prefix(digits);
    return value;
}

bool take(std::string_view& rest, std::string_view any_of) {
    if (rest.empty() || any_of.find(rest.front()) == std::string_view::npos)
        return false;
    rest.remove_prefix(1);
    return true;
}

// Up to nine digits of a second, cut to milliseconds.
std::optional<int> take_fraction(std::string_view& rest) {
    if (!take(rest, "."))
        return 0;
    int value = 0, digits = 0;
    for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9' && digits < 9; ++digits, rest.remove_prefix(1))
        if (digits < 3)
            value = value * 10 + (rest.front() - '0');
    for (int d = digits; d < 3; ++d)
        value *= 10;
    return digits ? std::optional(value) : std::nullopt;
}

std::optional<int> take_offset_minutes(std::string_view& rest) {
    if (take(rest, "Zz"))
        return 0;
    int sign = !rest.empty() && rest.front() == '-' ? -1 : 1;
    if (!take(rest, "+-"))
        return std::nullopt;
    auto hours = take(rest, size_t(2));
    if (!hours || !take(rest, ":"))
        return std::nullopt;
    auto minutes = take(rest, size_t(2));
    return minutes && *hours < 24 && *minutes < 60 ? std::optional(sign * (*hours * 60 + *minutes)) : std::nullopt;
}

} // namespace

std::optional<int64_t> parse_rfc3339(std::string_view rest) {
    using namespace std::chrono;
    int part[6] = {};
    static constexpr std::string_view behind[6] = {"-", "-", "Tt ", ":", ":", ""};
    for (size_t i = 0; i < 6; ++i) {
        auto value = take(rest, size_t(i == 0 ? 4 : 2));
        if (!value || (!behind[i].empty() && !take(rest, behind[i])))
            return std::nullopt;
        part[i] = *value;
    }
    year_month_day date{year(part[0]), month(unsigned(part[1])), day(unsigned(part[2]))};
    auto fraction = take_fraction(rest);
    auto offset = fraction ? take_offset_minutes(rest) : std::nullopt;
    if (!date.ok() || part[3] > 23 || part[4] > 59 || part[5] > 60 || !offset || !rest.empty())
        return std::nullopt;
    auto seconds = sys_days(date).time_since_epoch() + hours(part[3]) + minutes(part[4] - *offset) + std::chrono::seconds(part[5]);
    return duration_cast<milliseconds>(seconds).count() + *fraction;
}

} // namespace accanto::wire

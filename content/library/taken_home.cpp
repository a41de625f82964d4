#include "content/library/taken_home.h"

#include "content/base/error.h"

#include <fmt/format.h>

#include <charconv>

namespace accanto::content {

namespace {

constexpr uint64_t ids = 1 << 20, level_sets = 244, versions = 5; // 3^5 sets of levels, and "not assessed"
constexpr size_t signs = taken_home_signs.size(), short_length = 5;
constexpr size_t carrying = taken_home_length - 1;

constexpr uint64_t power(uint64_t base, size_t exponent) {
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
}
static_assert(ids * level_sets * versions <= power(signs, carrying));

// ISO 7064, hybrid system MOD M+1,M over the places of the signs.
size_t check_place(std::string_view body) {
    size_t p = signs;
    for (const char c : body) {
        size_t s = (p + taken_home_signs.find(c)) % signs;
        if (s == 0)
            s = signs;
        p = s * 2 % (signs + 1);
    }
    return (signs + 1 - p) % signs;
}

uint64_t written(const SkillScore& score) {
    if (!score.areas)
        return level_sets - 1;
    uint64_t out = 0;
    for (const AreaLevel level : *score.areas)
        out = out * 3 + uint64_t(level);
    return out;
}

SkillScore read_levels(uint64_t number) {
    SkillScore score;
    if (number == level_sets - 1)
        return score;
    score.areas.emplace();
    for (size_t i = skill_area_count; i-- > 0; number /= 3)
        (*score.areas)[i] = AreaLevel(number % 3);
    for (const AreaLevel level : *score.areas)
        score.at_basic_or_above += level != AreaLevel::none;
    score.overall = overall_level(score.areas);
    return score;
}

} // namespace

std::string short_check(std::string_view check) {
    return std::string(check.substr(check.size() - std::min(check.size(), short_length)));
}

std::string taken_home_code(std::string_view check, const SkillScore& score, int version) {
    const std::string tail = short_check(check);
    uint64_t id = ids;
    const auto [end, failed] = std::from_chars(tail.data(), tail.data() + tail.size(), id, 16);
    ACCANTO_ASSERT(failed == std::errc() && end == tail.data() + tail.size() && id < ids);
    ACCANTO_ASSERT(version >= 0 && uint64_t(version) < versions);
    uint64_t number = (uint64_t(version) * level_sets + written(score)) * ids + id;
    std::string code(carrying, taken_home_signs[0]);
    for (size_t i = carrying; i-- > 0; number /= signs)
        code[i] = taken_home_signs[number % signs];
    return code + taken_home_signs[check_place(code)];
}

std::optional<TakenHome> read_taken_home(std::string_view code, int version) {
    if (code.size() != taken_home_length ||
        code.find_first_not_of(taken_home_signs) != std::string_view::npos ||
        taken_home_signs[check_place(code.substr(0, carrying))] != code.back())
        return std::nullopt;
    uint64_t number = 0;
    for (const char c : code.substr(0, carrying))
        number = number * signs + taken_home_signs.find(c);
    if (number / (ids * level_sets) != uint64_t(version))
        return std::nullopt;
    return TakenHome{fmt::format("{:05x}", number % ids), read_levels(number / ids % level_sets)};
}

} // namespace accanto::content

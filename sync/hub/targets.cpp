#include "sync/hub/targets.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

namespace accanto::hub {

namespace {

constexpr size_t most_targets = 5;
constexpr double days_in_month = 365.25 / 12;

class Entry {
public:
    Entry(const toml::table& table, const std::filesystem::path& file) : m_table(table), m_file(file) {}

    [[noreturn]] void refuse(std::string_view key, std::string_view why) const {
        const toml::node* node = m_table.get(key);
        throw Error(fmt::format("{}:{}: {} {}", m_file.string(),
                                (node ? node->source() : m_table.source()).begin.line, key, why),
                    EINVAL);
    }
    // A date, bare or in quotes.
    std::string day(std::string_view key) const {
        std::string out;
        if (auto date = m_table[key].value<toml::date>())
            out = fmt::format("{:04}-{:02}-{:02}", int(date->year), int(date->month), int(date->day));
        else
            out = m_table[key].value_or(std::string());
        if (!days_after(out, 0))
            refuse(key, "must be a day, such as 2026-12-31");
        return out;
    }
    int64_t number(std::string_view key, int64_t most) const {
        const toml::node* node = m_table.get(key);
        if (!node)
            return 0;
        auto value = node->value_exact<int64_t>();
        if (!value || *value < 0 || *value > most)
            refuse(key, fmt::format("must be a whole number from 0 to {}", most));
        return *value;
    }
    double percent(std::string_view key) const {
        const toml::node* node = m_table.get(key);
        if (!node)
            return 0;
        auto value = node->value<double>();
        if (!value || !(*value >= 0 && *value <= 100))
            refuse(key, "must be a percentage from 0 to 100");
        return *value;
    }
    void only(std::initializer_list<std::string_view> known) const {
        for (const auto& [key, value] : m_table)
            if (std::find(known.begin(), known.end(), key.str()) == known.end())
                refuse(key.str(), fmt::format("is not known; a target has {}", fmt::join(known, ", ")));
    }
    const toml::table& table() const { return m_table; }

private:
    const toml::table& m_table;
    const std::filesystem::path& m_file;
};

Target read_target(const Entry& entry) {
    entry.only({"what", "from", "by", "goal", "per_point", "monthly_growth_percent"});
    Target out;
    out.what = entry.table()["what"].value_or(std::string());
    if (out.what != "points" && out.what != "people" && out.what != "services")
        entry.refuse("what", "must be \"points\", \"people\" or \"services\"");
    out.from = entry.day("from");
    out.by = entry.day("by");
    if (out.by <= out.from)
        entry.refuse("by", "must be after \"from\"");
    out.goal = entry.number("goal", 1'000'000'000);
    out.per_point = entry.number("per_point", 1'000'000);
    out.monthly_growth = entry.percent("monthly_growth_percent");
    if ((out.goal == 0) == (out.per_point == 0))
        entry.refuse("goal", "or per_point, one of the two, must be given");
    if (out.what == "points" && out.per_point > 0)
        entry.refuse("per_point", "makes no sense for points: give a goal");
    return out;
}

} // namespace

std::vector<Target> load_targets(const std::filesystem::path& file) {
    std::vector<Target> out;
    const auto text = read_file(file);
    if (!text)
        return out;
    toml::table tree;
    try {
        tree = toml::parse(*text, file.string());
    } catch (const toml::parse_error& e) {
        throw Error(fmt::format("{}:{}: {}", file.string(), e.source().begin.line, e.description()), EINVAL);
    }
    for (const auto& [key, value] : tree)
        if (key.str() != "target" || !value.is_array_of_tables())
            throw Error(fmt::format("{}:{}: {} is not known; targets are written as [[target]]",
                                    file.string(), value.source().begin.line, key.str()),
                        EINVAL);
    if (const toml::array* list = tree["target"].as_array())
        for (const toml::node& one : *list)
            out.push_back(read_target(Entry(*one.as_table(), file)));
    if (out.size() > most_targets)
        throw Error(fmt::format("{}: {} targets; a page that is understood at once has at most {}",
                                file.string(), out.size(), most_targets),
                    EINVAL);
    return out;
}

int64_t course(const Target& target, int64_t goal, const std::string& day) {
    const double all = *days_between(target.from, target.by) + 1,
                 gone = days_between(target.from, day).value_or(-1) + 1;
    if (gone <= 0)
        return 0;
    if (gone >= all)
        return goal;
    // Months that each bring (1 + g) times what the one before brought: the share reached after m of n is
    // ((1+g)^m - 1) / ((1+g)^n - 1), which is m / n for g = 0.
    const double g = target.monthly_growth / 100;
    const double share = g == 0 ? gone / all
                                : std::expm1(gone / days_in_month * std::log1p(g)) /
                                      std::expm1(all / days_in_month * std::log1p(g));
    return std::llround(double(goal) * share);
}

} // namespace accanto::hub

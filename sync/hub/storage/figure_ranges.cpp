#include "sync/hub/storage/figure_ranges.h"

#include "content/base/clock.h"
#include "sync/hub/storage/spreads.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub {

namespace {

std::string day_after(const std::string& day, int days) {
    return days_after(day, days).value_or(day);
}
bool begins_month(const std::string& day) {
    return day.ends_with("-01");
}

bool holds(const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

} // namespace

std::vector<SpanRange> ranges_of(const std::string& from, const std::string& to) {
    std::vector<SpanRange> out;
    if (!days_between(from, to) || *days_between(from, to) < 0)
        return out;
    std::string first = from, last = to; // of the whole months
    while (!begins_month(first) && first <= to)
        first = day_after(first, 1);
    while (!begins_month(day_after(last, 1)) && last >= first)
        last = day_after(last, -1);
    if (first > to || last < first)
        return {{day_number(from), day_number(to)}};
    if (from < first)
        out.push_back({day_number(from), day_number(day_after(first, -1))});
    out.push_back({day_number(first) / 100, day_number(last) / 100});
    if (last < to)
        out.push_back({day_number(day_after(last, 1)), day_number(to)});
    return out;
}

std::vector<SpanRange> ranges_of(const FigureFilter& filter) {
    const bool by_days = !filter.in_time.empty() &&
                         days_between(filter.from_day, filter.to_day).value_or(most_days_apart + 1) <= most_days_apart;
    if (by_days)
        return {{day_number(filter.from_day), day_number(filter.to_day)}};
    return ranges_of(filter.from_day, filter.to_day);
}

std::string span_text(int64_t span) {
    return span > 999'999 ? fmt::format("{:04}-{:02}-{:02}", span / 10000, span / 100 % 100, span % 100)
                          : fmt::format("{:04}-{:02}", span / 100, span % 100);
}

FigureSums::FigureSums(Kinds kinds, const FigureFilter& filter)
    : m_kinds(std::move(kinds)), m_asked(m_kinds->size()), m_apart(m_kinds->size()), m_sums(m_kinds->size()) {
    for (size_t kind = 0; kind < m_kinds->size(); ++kind) {
        m_asked[kind] = filter.whats.empty() || holds(filter.whats, (*m_kinds)[kind].what);
        m_apart[kind] = m_asked[kind] && holds(filter.in_time, (*m_kinds)[kind].what);
    }
}

void FigureSums::add(int64_t span, int64_t kind, int64_t count) {
    if (!is_asked(kind))
        return;
    if (m_apart[size_t(kind)])
        m_in_time[{span, kind}] += count;
    else
        m_sums[size_t(kind)] += count;
}

void FigureSums::add(int64_t kind, const Spread& spread) { m_spreads[kind] = sum_of(m_spreads[kind], spread); }

std::vector<FigureRow> FigureSums::rows() {
    std::vector<FigureRow> out;
    const auto add_row = [&](size_t number, int64_t count, std::string span) {
        const Rollup::Kind& kind = (*m_kinds)[number];
        if (count != 0)
            out.push_back({kind.what, kind.detail, kind.language, kind.topics, count, std::move(span), {}});
    };
    for (size_t kind = 0; kind < m_sums.size(); ++kind)
        add_row(kind, m_sums[kind], "");
    for (const auto& [key, count] : m_in_time)
        add_row(size_t(key.second), count, span_text(key.first));
    for (auto& [number, spread] : m_spreads) {
        const Rollup::Kind& kind = (*m_kinds)[size_t(number)];
        std::erase_if(spread, [](const auto& value) { return value.second == 0; });
        if (const int64_t count = sum_of_counts(spread); count != 0)
            out.push_back({kind.what, "", kind.language, kind.topics, count, "", std::move(spread)});
    }
    return out;
}

} // namespace accanto::hub

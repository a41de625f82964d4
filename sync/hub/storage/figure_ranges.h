#pragma once
// How a time is asked for in as few rows as it takes, and how sums become what is told of them: the same for every store. For the
// .cpp files of this folder.

#include "sync/hub/storage/rollup.h"

#include <memory>

namespace accanto::hub {

// Spans as the tables have them: days (20261123) or months (202611), both ends included.
struct SpanRange {
    int64_t from = 0, to = 0;
};
// The days from..to as few rows: whole months where there are any, and the days before and after them.
std::vector<SpanRange> ranges_of(const std::string& from, const std::string& to);
// The same for what a filter asks: by days where these are to be drawn and few enough for it (most_days_apart).
std::vector<SpanRange> ranges_of(const FigureFilter& filter);
// "2026-11-23", "2026-11".
std::string span_text(int64_t span);

// Sums of kinds as they come out of the tables, made into rows.
class FigureSums {
public:
    // By number; those without one empty.
    using Kinds = std::shared_ptr<const std::vector<Rollup::Kind>>;
    FigureSums(Kinds kinds, const FigureFilter& filter);
    bool is_asked(int64_t kind) const { return size_t(kind) < m_asked.size() && m_asked[size_t(kind)]; }
    void add(int64_t span, int64_t kind, int64_t count);
    void add(int64_t kind, const Spread& spread);
    std::vector<FigureRow> rows();

private:
    Kinds m_kinds;
    std::vector<char> m_asked, m_apart;   // in time
    std::vector<int64_t> m_sums;
    std::map<std::pair<int64_t, int64_t>, int64_t> m_in_time;   // span, kind
    std::map<int64_t, Spread> m_spreads;
};

} // namespace accanto::hub

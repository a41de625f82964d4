#pragma once
// Spreads of whole numbers (storage.h), each one short blob: a row for each value, topic and language would be nearly a row
// for each person. For the .cpp files of this folder.

#include "sync/hub/storage/sqlite_rollup.h"

namespace accanto::hub {

// Whether a figure of this kind is kept as a spread: its detail is a whole number from 0.
bool is_spread(std::string_view what);

// One after the other as LEB128: the step to the next value, how often.
std::string to_blob(const Spread& spread);
// Throws Error when no spread was written so.
Spread spread_of(std::string_view blob);
Spread sum_of(const Spread& one, const Spread& other);

// Gathers what one push adds to spreads, and writes each once, by day and month, of the point and (place 0) of all.
class SpreadSums {
public:
    void add(int64_t day, const Rollup::Kind& figure, int64_t count);
    void write(SQLite::Database& db, int64_t place, const std::function<int64_t(const Rollup::Kind&)>& number_of) const;

private:
    using Values = std::map<int64_t, int64_t>;
    // By span; the kind is without a detail.
    std::map<std::pair<int64_t, Rollup::Kind>, Values> m_kinds;
    std::map<int64_t, Values> m_waits; // whatever the topic and the language
};

} // namespace accanto::hub

#pragma once
// Sums read back. For the .cpp files of this folder.

#include "sync/hub/storage/figure_ranges.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>

namespace accanto::hub {

// What the numbers of kinds stand for. A kind that is committed never changes, so what was read stays good.
// Any thread.
class Kinds {
public:
    FigureSums::Kinds all(SQLite::Database& db);

private:
    std::mutex m_mutex;
    FigureSums::Kinds m_known = std::make_shared<std::vector<Rollup::Kind>>();
};

std::vector<FigureRow> read_figures(SQLite::Database& db, Kinds& kinds, const FigureFilter& filter);
std::vector<TallyRow> read_tallies(SQLite::Database& db, const std::string& from_day,
                                   const std::string& to_day);
std::map<std::string, Spread> read_point_waits(SQLite::Database& db, const std::string& from_day,
                                               const std::string& to_day);

} // namespace accanto::hub

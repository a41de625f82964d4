#pragma once
// Sums read back. For the .cpp files of this folder.

#include "sync/hub/storage/storage.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>

namespace accanto::hub {

// What the numbers of kinds stand for. A kind that is committed never changes, so what was read stays good.
// Any thread.
class Kinds {
public:
    struct Kind {
        std::string what, detail, language, topics;
    };
    // All of them by number, those without one empty.
    std::shared_ptr<const std::vector<Kind>> all(SQLite::Database& db);

private:
    std::mutex m_mutex;
    std::shared_ptr<const std::vector<Kind>> m_known = std::make_shared<std::vector<Kind>>();
};

std::vector<FigureRow> read_figures(SQLite::Database& db, Kinds& kinds, const FigureFilter& filter);
std::vector<TallyRow> read_tallies(SQLite::Database& db, const std::string& from_day,
                                   const std::string& to_day);
std::map<std::string, Spread> read_point_waits(SQLite::Database& db, const std::string& from_day,
                                               const std::string& to_day);

} // namespace accanto::hub

#pragma once
// Questions to the tables. For the .cpp files of this folder.

#include "sync/hub/storage/sqlite_figures.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>

namespace accanto::hub {

std::optional<Kiosk> read_kiosk(SQLite::Database& db, const std::string& id);
std::vector<Point> read_points(SQLite::Database& db);
void read_events(SQLite::Database& db, const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take);

// A few reading connections, lent one at a time. Any thread. Failures come out as Error.
class Readers {
public:
    explicit Readers(std::string file) : m_file(std::move(file)) {}

    std::optional<Kiosk> kiosk(const std::string& id);
    std::vector<wire::Stream> streams(const Kiosk& kiosk);
    std::vector<std::pair<int64_t, int64_t>> absent(const Kiosk& kiosk);
    std::map<std::string, int64_t> anchors(const Kiosk& kiosk);
    std::optional<Predecessor> event_before(const Kiosk& kiosk, int64_t epoch, int64_t seq);
    std::vector<Point> points();
    std::string zone_of(const std::string& point);
    std::vector<KioskHealth> kiosks();
    std::vector<FigureRow> figures(const FigureFilter& filter);
    std::vector<TallyRow> tallies(const std::string& from_day, const std::string& to_day);
    std::map<std::string, Spread> point_waits(const std::string& from_day, const std::string& to_day);
    std::vector<FactRow> facts();
    std::vector<Alarm> alarms(int at_most);
    void each_event(const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take);
    // Another part's questions.
    void run(const std::function<void(SQLite::Database&)>& work);

private:
    template <typename Work>
    auto with(Work&& work);

    std::string m_file;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<SQLite::Database>> m_idle;
    Kinds m_kinds;
};

} // namespace accanto::hub

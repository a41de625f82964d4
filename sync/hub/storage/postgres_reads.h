#pragma once
// Questions to the tables in PostgreSQL. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_kinds.h"

namespace accanto::hub {

std::optional<Kiosk> read_kiosk(PostgresTransaction& transaction, const std::string& id);
std::vector<Point> read_points(PostgresTransaction& transaction);
// Page after page, each a question of its own: nothing is held up while `take` takes its time.
void read_events(const std::function<Rows(const std::string& sql, const Arguments&)>& ask,
                 const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take);
std::vector<FigureRow> read_figures(PostgresTransaction& transaction, PostgresKinds& kinds,
                                    const FigureFilter& filter);

// What Storage asks without writing. Any thread; failures come out as Error.
class PostgresReads : public Storage {
public:
    explicit PostgresReads(const std::string& url) : m_pool(url), m_kinds(m_pool) {}

    std::optional<Kiosk> kiosk(const std::string& id) final;
    std::vector<wire::Stream> streams(const Kiosk& kiosk) final;
    std::map<std::string, int64_t> anchors(const Kiosk& kiosk) final;
    std::optional<int64_t> happened_before(const Kiosk& kiosk, int64_t epoch, int64_t seq) final;
    std::vector<Point> points() final;
    std::vector<KioskHealth> kiosks() final;
    std::vector<FigureRow> figures(const FigureFilter& filter) final;
    std::vector<TallyRow> tallies(const std::string& from_day, const std::string& to_day) final;
    std::map<std::string, Spread> point_waits(const std::string& from_day, const std::string& to_day) final;
    std::vector<FactRow> facts() final;
    std::vector<Alarm> alarms(int at_most) final;
    void each_event(const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take) final;
    std::map<std::string, int64_t> sizes() final;

protected:
    // One statement.
    Rows ask(const std::string& sql, const Arguments& arguments = {});

    PostgresPool m_pool;
    PostgresKinds m_kinds;
};

} // namespace accanto::hub

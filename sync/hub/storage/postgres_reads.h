#pragma once
// Questions to the tables in PostgreSQL. For the .cpp files of this folder.

#include "sync/hub/storage/look_only.h"
#include "sync/hub/storage/postgres_key_changes.h"
#include "sync/hub/storage/postgres_kinds.h"
#include "sync/hub/storage/postgres_orders.h"
#include "sync/hub/storage/postgres_people.h"
#include "sync/hub/storage/postgres_publishing.h"

namespace accanto::hub {

// A key as it stands in a bytea, and back.
std::string_view view_of(const wire::PublicKey& key);
wire::PublicKey public_key_in(const Rows& rows, size_t row, int column);

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
    std::vector<std::pair<int64_t, int64_t>> absent(const Kiosk& kiosk) final;
    std::map<std::string, int64_t> anchors(const Kiosk& kiosk) final;
    std::optional<Predecessor> event_before(const Kiosk& kiosk, int64_t epoch, int64_t seq) final;
    std::vector<Point> points() final;
    std::string zone_of(const std::string& point) final;
    std::vector<KioskHealth> kiosks() final;
    std::vector<FigureRow> figures(const FigureFilter& filter) final;
    std::vector<TallyRow> tallies(const std::string& from_day, const std::string& to_day) final;
    std::map<std::string, Spread> point_waits(const std::string& from_day, const std::string& to_day) final;
    std::vector<FactRow> facts() final;
    std::vector<Alarm> alarms(int at_most) final;
    void each_event(const EventFilter& filter, const std::function<bool(const StoredEvent&)>& take) final;
    std::map<std::string, int64_t> sizes() final;
    Publishing& publishing() final { return m_publishing; }
    KeyChanges& key_changes() final { return m_key_changes; }
    People& people() final { return m_people; }
    Orders& orders() final { return m_orders; }

protected:
    using Work = std::function<void(PostgresTransaction&)>;
    // Runs work that changes something, within a durable transaction. What is only looked at refuses.
    virtual void write(const Work&) { refuse_to_write(); }
    // One statement.
    Rows ask(const std::string& sql, const Arguments& arguments = {});

    PostgresPool m_pool;
    PostgresKinds m_kinds;

private:
    void read(const Work& work); // each statement of it alone

    PostgresPublishing m_publishing{[this](const Work& work) { read(work); },
                                    [this](const Work& work) { write(work); }};
    PostgresKeyChanges m_key_changes{[this](const Work& work) { read(work); },
                                     [this](const Work& work) { write(work); }};
    PostgresPeople m_people{[this](const Work& work) { read(work); }, [this](const Work& work) { write(work); }};
    PostgresOrders m_orders{[this](const Work& work) { read(work); }, [this](const Work& work) { write(work); }};
};

} // namespace accanto::hub

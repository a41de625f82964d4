#include "content/library/packs.h"
#include "kiosk/store/arrivals.h"
#include "kiosk/store/last_trouble.h"
#include "kiosk/store/new_life.h"
#include "kiosk/store/outbox.h"

#include "sync/agent/outbox.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <charconv>

namespace accanto::agent {

namespace {

int64_t free_mb(const std::filesystem::path& folder) {
    struct statvfs info {};
    if (statvfs(folder.c_str(), &info) != 0)
        return 0;
    return int64_t(info.f_bavail) * int64_t(info.f_frsize) / (1 << 20);
}

class StoreOutbox final : public Outbox {
public:
    explicit StoreOutbox(store::Store& store) : m_store(store) {}

    std::vector<Row> pending(Place after, int max_events, int64_t max_bytes) override {
        std::vector<Row> out;
        for (store::OutboxRow& row : store::pending(m_store, max_events, max_bytes, {after.epoch, after.seq}))
            out.push_back({row.epoch, row.seq, std::move(row.bytes), std::move(row.chain)});
        return out;
    }
    int64_t acknowledged_through(int64_t epoch) override { return store::acknowledged_through(m_store, epoch); }
    std::optional<std::string> chain_at(Place place) override { return store::chain_at(m_store, {place.epoch, place.seq}); }
    OutboxView view() override {
        store::OutboxState state = store::outbox_state(m_store);
        return {state.epoch, state.acknowledged_through, state.pending, state.parked};
    }
    void acknowledge(int64_t epoch, int64_t through) override { store::acknowledge(m_store, epoch, through); }
    void park(int64_t epoch, int64_t seq, const std::string& problem_json) override {
        store::park(m_store, epoch, seq, problem_json);
        m_counts.reset();
    }
    std::optional<Row> suspect_behind(Place after) override {
        auto row = store::suspect_behind(m_store, {after.epoch, after.seq});
        return row ? std::optional(Row{row->epoch, row->seq, std::move(row->bytes), std::move(row->chain)}) : std::nullopt;
    }
    int64_t bring_suspects_over() override {
        const int64_t brought = store::bring_suspects_over(m_store);
        if (brought > 0)
            m_counts.reset();
        return brought;
    }
    int64_t bring_closed_over(int64_t epoch, int64_t seq) override {
        const int64_t brought = store::bring_closed_over(m_store, epoch, seq);
        if (brought > 0)
            m_counts.reset();
        return brought;
    }
    void unpark(int64_t epoch, int64_t seq) override {
        store::unpark(m_store, epoch, seq);
        m_counts.reset();
    }
    bool hub_lacks(int64_t epoch, int64_t seq, const std::string& problem_json) override {
        const bool is_here = store::hub_lacks(m_store, epoch, seq, problem_json);
        if (is_here)
            m_counts.reset();
        return is_here;
    }
    void rewind(int64_t epoch, int64_t seq) override { store::rewind(m_store, epoch, seq); }

    wire::Health health(int64_t on_the_way) override {
        const store::OutboxState& state = counts(on_the_way);
        wire::Health out;
        out.version = ACCANTO_VERSION;
        out.printer = m_store.value("printer_state").value_or("unknown");
        out.store = store::trouble_to_tell(m_store);
        out.disk_free_mb = free_mb(m_store.folder());
        out.pending = std::max<int64_t>(0, state.pending - on_the_way);
        out.parked = state.parked;
        if (state.oldest_pending_ms && out.pending > 0)
            out.oldest_pending_s = std::max<int64_t>(0, (m_store.clock().wall_ms() - *state.oldest_pending_ms) / 1000);
        tell_night(out);
        tell_content(out);
        return out;
    }
    wire::ClockQuality clock_quality() override {
        return store::clock_trusted(m_store) ? wire::ClockQuality::trusted : wire::ClockQuality::carried;
    }
    void clock_agrees() override {
        if (!store::clock_trusted(m_store))
            store::trust_clock(m_store);
    }

private:
    // Counting walks the whole outbox. Within a long drain the numbers may be some seconds old; the last batches, which are
    // smaller, bring fresh ones.
    const store::OutboxState& counts(int64_t on_the_way) {
        int64_t now = m_store.clock().mono_ms();
        bool full_batch = on_the_way >= long_drain;
        if (!m_counts || !full_batch || now - m_counted_ms > 5000) {
            m_counts = store::outbox_state(m_store);
            m_counted_ms = now;
        }
        return *m_counts;
    }

    // What the kiosk keeps of its nightly test visit (kiosk/doctor/night.h).
    void tell_night(wire::Health& out) {
        const std::string at = m_store.value("night_at_ms").value_or("");
        int64_t at_ms = 0;
        if (std::from_chars(at.data(), at.data() + at.size(), at_ms).ec != std::errc())
            return;
        out.night = m_store.value("night_light").value_or("");
        out.night_checks = m_store.value("night_checks").value_or("");
        out.night_age_s = std::max<int64_t>(0, (m_store.clock().wall_ms() - at_ms) / 1000);
    }

    void tell_content(wire::Health& out) {
        const std::filesystem::path content = content::installed_content(m_store.folder());
        std::vector<content::Problem> problems;   // the doctor tells them
        for (const std::string& id : content::pack_ids(content))
            if (const auto record = content::read_record(content, id, problems))
                out.packs += (out.packs.empty() ? "" : " ") + id + "=" + std::to_string(record->current);
        for (const store::Arrival& one : store::read_arrivals(m_store))
            if (one.state == "set_aside" && out.content_trouble.empty())
                out.content_trouble = one.pack + " " + std::to_string(one.version) + ": " + one.reason;
    }

    static constexpr int64_t long_drain = 100;
    store::Store& m_store;
    std::optional<store::OutboxState> m_counts;
    int64_t m_counted_ms = 0;
};

} // namespace

std::unique_ptr<Outbox> store_outbox(store::Store& store) { return std::make_unique<StoreOutbox>(store); }

} // namespace accanto::agent

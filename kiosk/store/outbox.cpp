#include "kiosk/store/outbox.h"

#include "content/base/bytes.h"
#include "kiosk/store/named_values.h"
#include "kiosk/store/outbox_rows.h"

#include <nlohmann/json.hpp>

namespace accanto::store {

namespace {

constexpr int rows_pruned_at_once = 2'000; // a transaction stays short
constexpr int nights_sealed_is_kept = 90; // design/sync.md, "The local store"
constexpr int64_t clock_slack_ms = 60'000; // a small correction is no wrong clock

std::string need(const std::optional<std::string>& text) {
    ACCANTO_ASSERT(text.has_value());
    return *text;
}

// Only within transaction(): moves the floor the wall clock is measured against.
const char* clock_quality(Store& store) {
    int64_t now = store.clock().wall_ms();
    if (clock_trusted(store))
        return "trusted";
    int64_t highest = stored_number(store.value("wall_floor_ms"));
    if (now > highest)
        store.set_value("wall_floor_ms", std::to_string(now));
    return now + clock_slack_ms < highest ? "unknown" : "carried";
}

std::string envelope(Store& store, std::string_view id, std::string_view type, std::string_view data_json,
                     int64_t epoch, int64_t seq) {
    nlohmann::ordered_json event;
    event["specversion"] = "1.0";
    event["id"] = id;
    event["source"] = "/kiosks/" + need(store.value("kiosk_id"));
    event["type"] = type;
    event["time"] = rfc3339(store.clock().wall_ms());
    event["datacontenttype"] = "application/json";
    event["epoch"] = epoch;
    event["seq"] = seq;
    event["bootid"] = store.clock().boot();
    event["monoms"] = store.clock().mono_ms();
    event["clockquality"] = clock_quality(store);
    event["data"] = nlohmann::ordered_json::parse(data_json);
    ACCANTO_ASSERT(event["data"].is_object());
    return event.dump();
}

// Of epoch, seq, id, type, bytes, chain.
OutboxRow row_at(Query& query) {
    return {query.integer(0), query.integer(1), query.text(2), query.text(3), query.text(4), query.text(5)};
}

} // namespace

int64_t append_event(Store& store, std::string_view type, std::string_view data_json, Kept kept) {
    Database& db = store.db();
    int64_t epoch = stored_number(store.value("epoch"));
    const OutboxHead head = outbox_head(db, epoch);
    const int64_t seq = head.last_seq + 1;
    std::string id = store.new_id();
    std::string bytes = envelope(store, id, type, data_json, epoch, seq);
    add_outbox_row(db, epoch, head,
                   {id, type, bytes, store.clock().wall_ms(), kept == Kept::until_acknowledged});
    return seq;
}

std::vector<OutboxRow> pending(Store& store, int max_events, int64_t max_bytes, OutboxPlace after) {
    std::vector<OutboxRow> rows;
    store.read([&] {
        rows.clear();
        int64_t bytes = 0;
        Query query =
            store.db().query("SELECT epoch, seq, id, type, bytes, chain FROM outbox WHERE state = 'pending' "
                             "AND (epoch, seq) > (?, ?) ORDER BY epoch, seq LIMIT ?",
                             after.epoch, after.seq, max_events);
        while (query.step()) {
            OutboxRow row = row_at(query);
            bytes += int64_t(row.bytes.size());
            if (!rows.empty() && bytes > max_bytes)
                break;
            rows.push_back(std::move(row));
        }
    });
    return rows;
}

std::optional<std::string> chain_at(Store& store, OutboxPlace place) {
    std::optional<std::string> chain;
    store.read([&] {
        chain.reset();
        Query row = store.db().query("SELECT chain FROM outbox WHERE epoch = ? AND seq = ?", place.epoch, place.seq);
        if (row.step())
            chain = row.text(0);
    });
    return chain;
}

int64_t acknowledged_through(Store& store, int64_t epoch) {
    int64_t through = 0;
    store.read([&] {
        through = store.db().integer("SELECT acknowledged_through FROM outbox_head WHERE epoch = ?", epoch).value_or(0);
    });
    return through;
}

int64_t pending_count(Store& store) {
    int64_t count = 0;
    store.read([&] { count = *store.db().integer("SELECT count(*) FROM outbox WHERE state = 'pending'"); });
    return count;
}

void acknowledge(Store& store, int64_t epoch, int64_t through) {
    store.transaction([&] {
        Database& db = store.db();
        int64_t now = store.clock().wall_ms();
        db.run("UPDATE outbox SET state = 'acknowledged', acknowledged_ms = ? "
               "WHERE epoch = ? AND seq <= ? AND state = 'pending'",
               now, epoch, through);
        db.run("UPDATE outbox_head SET acknowledged_through = max(acknowledged_through, min(?, last_seq)) "
               "WHERE epoch = ?",
               through, epoch);
        erase_sealed(db);
        if (clock_trusted(store))
            prune_outbox(db, now, rows_pruned_at_once);
    });
}

int64_t prune_acknowledged(Store& store) {
    int64_t pruned = 0;
    store.transaction([&] {
        pruned = clock_trusted(store) ? prune_outbox(store.db(), store.clock().wall_ms(), rows_pruned_at_once) : 0;
    });
    return pruned;
}

int64_t age_sealed(Store& store) {
    store.db().run("UPDATE outbox SET sealed = sealed + 1 WHERE sealed > 0");
    return store.db().run("UPDATE outbox SET bytes = x'', sealed = 0, state = 'parked', problem = ? "
                          "WHERE sealed > ?",
                          R"({"title":"erased: it could not be sent within 90 days"})", nights_sealed_is_kept);
}

void park(Store& store, int64_t epoch, int64_t seq, std::string_view problem_json) {
    store.transaction([&] {
        store.db().run("UPDATE outbox SET state = 'parked', problem = ? WHERE epoch = ? AND seq = ? AND "
                       "state IN ('pending', 'parked')",
                       problem_json, epoch, seq);
    });
}

std::optional<OutboxRow> suspect_behind(Store& store, OutboxPlace after) {
    std::optional<OutboxRow> out;
    store.read([&] {
        out.reset();
        Query row =
            store.db().query("SELECT epoch, seq, id, type, bytes, chain FROM outbox WHERE epoch = ? AND seq > ? AND "
                             "state = 'parked' AND length(bytes) > 0 AND json_extract(problem, '$.type') IS NULL "
                             "ORDER BY seq LIMIT 1",
                             after.epoch, after.seq);
        if (row.step())
            out = row_at(row);
    });
    return out;
}

void unpark(Store& store, int64_t epoch, int64_t seq) {
    store.transaction([&] {
        store.db().run("UPDATE outbox SET state = 'pending', problem = NULL WHERE epoch = ? AND seq = ? AND "
                       "state = 'parked' AND length(bytes) > 0",
                       epoch, seq);
    });
}

bool hub_lacks(Store& store, int64_t epoch, int64_t seq, std::string_view problem_json) {
    bool is_here = false;
    store.transaction([&] {
        is_here = store.db().run("UPDATE outbox SET state = 'parked', problem = ?, acknowledged_ms = NULL WHERE epoch = ? "
                                 "AND seq = ? AND state = 'acknowledged' AND length(bytes) > 0",
                                 problem_json, epoch, seq) > 0;
    });
    return is_here;
}

void rewind(Store& store, int64_t epoch, int64_t seq) {
    store.transaction([&] {
        store.db().run("UPDATE outbox SET state = 'pending', acknowledged_ms = NULL "
                       "WHERE epoch = ? AND seq >= ? AND state = 'acknowledged' AND length(bytes) > 0",
                       epoch, seq);
        hub_forgot(store.db(), epoch, seq);
    });
}

OutboxState outbox_state(Store& store) {
    OutboxState state;
    store.read([&] {
        Database& db = store.db();
        state.epoch = stored_number(store.value("epoch"));
        Query head = db.query("SELECT last_seq + 1, acknowledged_through FROM outbox_head WHERE epoch = ?",
                              state.epoch);
        if (head.step()) {
            state.next_seq = head.integer(0);
            state.acknowledged_through = head.integer(1);
        }
        state.pending = *db.integer("SELECT count(*) FROM outbox WHERE state = 'pending'");
        state.parked = *db.integer("SELECT count(*) FROM outbox WHERE state = 'parked'");
        state.oldest_pending_ms =
            db.integer("SELECT wall_ms FROM outbox WHERE state = 'pending' ORDER BY epoch, seq LIMIT 1");
    });
    return state;
}

Sent recently_sent(Store& store) {
    constexpr int64_t minute_ms = 60'000, day_ms = 24 * 60 * minute_ms;
    Sent sent;
    const int64_t now = store.clock().wall_ms();
    store.read([&] {
        sent = {};
        Database& db = store.db();
        sent.last_ms = db.integer("SELECT max(acknowledged_ms) FROM outbox WHERE state = 'acknowledged'");
        sent.in_a_day = *db.integer("SELECT count(*) FROM outbox WHERE state = 'acknowledged' AND acknowledged_ms > ?", now - day_ms);
        Query minute = db.query("SELECT count(*), min(acknowledged_ms) FROM outbox WHERE state = 'acknowledged' AND acknowledged_ms > ?",
                                now - minute_ms);
        if (minute.step() && minute.integer(0) > 0) {
            sent.in_a_minute = minute.integer(0);
            sent.first_of_minute_ms = minute.integer(1);
        }
    });
    return sent;
}

std::optional<BrokenLink> verify_chain(Store& store) {
    std::optional<BrokenLink> broken;
    store.read([&] {
        broken.reset();
        int64_t epoch = 0, expected = 1;
        const int64_t current = stored_number(store.value("epoch"));
        std::string chain;
        Query rows =
            store.db().query("SELECT o.epoch, o.seq, o.bytes, o.chain, h.acknowledged_through "
                             "FROM outbox o JOIN outbox_head h USING (epoch) ORDER BY o.epoch, o.seq");
        while (rows.step() && !broken) {
            if (rows.integer(0) != epoch) {
                epoch = rows.integer(0);
                expected = 1;
                chain.assign(32, '\0');
            }
            int64_t seq = rows.integer(1);
            // Only what the hub holds may be missing here, and of a life that is over what went on in the next; the link
            // to it cannot be recomputed any more, nor that of a row whose sealed bytes are erased. Each goes on from
            // the chain it keeps.
            const bool missing = seq != expected, erased = rows.text(2).empty();
            bool holds = missing  ? seq - 1 <= rows.integer(4) || epoch < current
                         : erased ? true
                                  : rows.text(3) == view(sha256(chain, rows.text(2)));
            if (!holds)
                broken = BrokenLink{epoch, seq};
            chain = rows.text(3);
            expected = seq + 1;
        }
    });
    return broken;
}

void trust_clock(Store& store) {
    store.transaction([&] {
        int64_t now = store.clock().wall_ms();
        if (!clock_trusted(store))
            count_days_anew(store.db(), now);
        store.set_value("clock_trusted_boot", store.clock().boot());
        store.set_value("wall_floor_ms", std::to_string(now));
        store.db().run("UPDATE ticket SET clock_suspect = 1 WHERE taken_ms > ? AND clock_suspect = 0",
                       now + clock_slack_ms);
    });
}

bool clock_trusted(Store& store) {
    return store.value("clock_trusted_boot") == store.clock().boot();
}

} // namespace accanto::store

#include "sync/hub/storage/postgres_push.h"

#include "sync/hub/storage/postgres_events.h"
#include "sync/hub/storage/postgres_heard.h"
#include "sync/hub/storage/stream_state.h"

#include <algorithm>

namespace accanto::hub {

namespace {

using Type = Column::Type;
using wire::Disposition;

// One push and what is known of its stream while it is worked in.
struct Part {
    Pushed& pushed;
    const Push& push;
    StreamState stream;
    std::map<int64_t, ThereAlready> there; // of its numbers up to the watermark
    std::vector<const Incoming*> fresh;    // the events that are new
    Heard heard;
    PostgresSums::Gathered gathered;

    explicit Part(Pushed& of)
        : pushed(of), push(*of.push), heard{&push}, gathered{of.push->kiosk.point, of.push->kiosk.id, {}} {}
};

struct Alarms {
    Column points{Type::text}, kiosks{Type::text}, epochs{Type::number}, seqs{Type::number},
        moments{Type::number}, kinds{Type::text}, details{Type::text}, bytes{Type::bytes};

    void add(const Push& push, int64_t seq, std::string_view kind, std::string_view detail,
             std::string_view content) {
        points.add(push.kiosk.point);
        kiosks.add(push.kiosk.id);
        epochs.add(push.head.epoch);
        seqs.add(seq);
        moments.add(push.received_ms);
        kinds.add(kind);
        details.add(detail);
        bytes.add(content);
    }
    void write(PostgresTransaction& transaction) {
        if (points.size() > 0)
            transaction.run("INSERT INTO alarms (point, kiosk, epoch, seq, at_ms, kind, detail, bytes)"
                            " SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], "
                            "$5::bigint[], $6::text[], $7::text[], $8::bytea[])",
                            Arguments::taking(points, kiosks, epochs, seqs, moments, kinds, details, bytes));
    }
};

// In the order of their names, so that two hubs never wait for each other.
void lock_points(PostgresTransaction& transaction, const std::vector<Pushed*>& group) {
    std::set<std::string> points;
    for (const Pushed* one : group)
        points.insert(one->push->kiosk.point);
    transaction.run("SELECT 1 FROM points WHERE point = ANY ($1::text[]) ORDER BY point FOR NO KEY UPDATE",
                    Arguments().texts({points.begin(), points.end()}));
}

void read_streams(PostgresTransaction& transaction, std::vector<Part>& round) {
    Column points(Type::text), kiosks(Type::text), epochs(Type::number);
    for (const Part& part : round) {
        points.add(part.push.kiosk.point);
        kiosks.add(part.push.kiosk.id);
        epochs.add(part.push.head.epoch);
    }
    const Rows rows = transaction.run(
        "SELECT k.n, (SELECT coalesce(max(s.epoch), 0) FROM streams s WHERE s.point = k.point AND s.kiosk = "
        "k.kiosk), t.through, t.chain"
        " FROM unnest($1::text[], $2::text[], $3::bigint[]) WITH ORDINALITY AS k (point, kiosk, epoch, n)"
        " LEFT JOIN streams t ON t.point = k.point AND t.kiosk = k.kiosk AND t.epoch = k.epoch",
        Arguments::taking(points, kiosks, epochs));
    for (size_t row = 0; row < rows.size(); ++row) {
        StreamState& stream = round[size_t(rows.number(row, 0)) - 1].stream;
        stream.newest_epoch = rows.number(row, 1);
        stream.is_new = rows.is_null(row, 2);
        if (stream.is_new)
            continue;
        stream.through = rows.number(row, 2);
        stream.chain = rows.is_null(row, 3) ? std::nullopt : std::optional(rows.bytes(row, 3));
    }
}

// Of what is below the watermark: the bytes we have must be the bytes that come.
const Incoming* find_other_bytes(const Part& part) {
    for (const Incoming& event : part.push.events) {
        const auto known = part.there.find(event.seq);
        if (known != part.there.end() && !known->second.digest.empty() &&
            known->second.digest != view(event.digest))
            return &event;
    }
    return nullptr;
}

// Whether its events are taken; else its result says why not.
bool is_accepted(PostgresTransaction& transaction, Part& part, Alarms& alarms) {
    using What = PushResult::What;
    const Push& push = part.push;
    PushResult& out = part.pushed.result;
    if (push.head.epoch < part.stream.newest_epoch) {
        out = {What::stale_epoch, part.stream.newest_epoch, 0, {}};
        return false;
    }
    out = {What::accepted, push.head.epoch, part.stream.through, {}};
    if (push.head.from > part.stream.through + 1) {
        out.what = What::gap;
        return false;
    }
    if (push.head.from <= part.stream.through && !push.events.empty())
        part.there =
            read_there(transaction, push, push.head.from, std::min(push.head.through, part.stream.through));
    if (const Incoming* other = find_other_bytes(part)) {
        alarms.add(push, other->seq, "other_bytes", "two devices send under this name, or a disk was copied",
                   other->bytes);
        out.what = What::clone;
        return false;
    }
    return true;
}

// Below the watermark only an event that was declared absent before can still be new.
void find_fresh(PostgresTransaction& transaction, Part& part) {
    std::vector<int64_t> came;
    for (const Incoming& event : part.push.events) {
        if (event.seq > part.stream.through) {
            part.fresh.push_back(&event);
            continue;
        }
        const auto known = part.there.find(event.seq);
        if (known != part.there.end() && known->second.disposition == "absent") {
            part.fresh.push_back(&event);
            came.push_back(event.seq);
        }
    }
    if (!came.empty())
        forget_absent(transaction, part.push, came);
}

// Which of the fresh events have an id that is there under another number: those that did not go in.
std::set<const Incoming*> write_duplicates(PostgresTransaction& transaction, std::vector<Part*>& parts) {
    std::set<const Incoming*> out;
    NewEvents rows;
    for (Part* part : parts) {
        if (part->fresh.empty())
            continue;
        const auto there =
            read_there(transaction, part->push, part->fresh.front()->seq, part->fresh.back()->seq);
        for (const Incoming* event : part->fresh)
            if (!there.contains(event->seq)) {
                rows.add_duplicate(part->push, *event);
                out.insert(event);
            }
    }
    rows.write(transaction);
    return out;
}

void tell(Part& part, const std::set<const Incoming*>& duplicates) {
    auto fresh = part.fresh.begin();
    for (const Incoming& event : part.push.events) {
        Disposition disposition = Disposition::duplicate;
        if (fresh != part.fresh.end() && *fresh == &event) {
            ++fresh;
            if (!duplicates.contains(&event))
                disposition = event.disposition;
        }
        if (disposition == Disposition::stored)
            part.gathered.rollup.add(event);
        else
            part.pushed.result.dispositions.emplace_back(event.seq, disposition);
        part.heard.stored += disposition == Disposition::stored;
        part.heard.quarantined += disposition == Disposition::quarantined;
        part.heard.refused += disposition == Disposition::refused;
    }
}

void write_events(PostgresTransaction& transaction, std::vector<Part*>& accepted) {
    NewEvents rows;
    for (Part* part : accepted) {
        find_fresh(transaction, *part);
        for (int64_t seq : part->push.head.absent)
            if (seq > part->stream.through) {
                rows.add_absent(part->push, seq);
                ++part->heard.absent;
            }
        for (const Incoming* event : part->fresh)
            rows.add(part->push, *event);
    }
    std::set<const Incoming*> duplicates;
    if (!rows.empty() && !rows.write(transaction))
        duplicates = write_duplicates(transaction, accepted);
    for (Part* part : accepted)
        tell(*part, duplicates);
}

void write_streams(PostgresTransaction& transaction, const std::vector<Part*>& accepted) {
    Column points(Type::text), kiosks(Type::text), epochs(Type::number), throughs(Type::number),
        chains(Type::bytes);
    for (const Part* part : accepted) {
        const Push& push = part->push;
        const int64_t through = part->pushed.result.through;
        if (!part->stream.is_new && through <= part->stream.through && push.events.empty())
            continue;
        points.add(push.kiosk.point);
        kiosks.add(push.kiosk.id);
        epochs.add(push.head.epoch);
        throughs.add(through);
        chains.add_unless_empty(push.head.chain);
    }
    if (points.size() > 0)
        transaction.run(
            "INSERT INTO streams AS s (point, kiosk, epoch, through, chain)"
            " SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bytea[])"
            " ON CONFLICT (point, kiosk, epoch) DO UPDATE SET through = excluded.through,"
            " chain = CASE WHEN excluded.through > s.through THEN excluded.chain ELSE s.chain END",
            Arguments::taking(points, kiosks, epochs, throughs, chains));
}

// Of each kiosk one push.
void push_round(PostgresTransaction& transaction, PostgresSums& sums, std::vector<Part>& round) {
    read_streams(transaction, round);
    Alarms alarms;
    std::vector<Part*> accepted;
    std::vector<const Part*> heard;
    for (Part& part : round) {
        if (is_accepted(transaction, part, alarms))
            accepted.push_back(&part);
        if (part.pushed.result.what == PushResult::What::accepted ||
            part.pushed.result.what == PushResult::What::clone)
            heard.push_back(&part);
    }
    write_events(transaction, accepted);
    std::vector<PostgresSums::Gathered> gathered;
    for (Part* part : accepted) {
        gathered.push_back(std::move(part->gathered));
        if (breaks_chain(part->push, part->stream))
            alarms.add(part->push, part->push.head.through, "chain", broken_chain, "");
        part->pushed.result.through = std::max(part->stream.through, part->push.head.through);
    }
    sums.add(gathered);
    write_streams(transaction, accepted);
    std::vector<Heard> from;
    for (const Part* part : heard)
        from.push_back(part->heard);
    write_heard(transaction, from);
    alarms.write(transaction);
}

} // namespace

void push_within(PostgresTransaction& transaction, PostgresSums& sums, const std::vector<Pushed*>& group) {
    lock_points(transaction, group);
    std::vector<Pushed*> rest = group;
    while (!rest.empty()) {
        std::vector<Pushed*> later;
        std::set<std::string_view> kiosks;
        std::vector<Part> round;
        for (Pushed* one : rest)
            if (kiosks.insert(one->push->kiosk.id).second)
                round.emplace_back(*one);
            else
                later.push_back(one);
        push_round(transaction, sums, round);
        rest = std::move(later);
    }
}

} // namespace accanto::hub

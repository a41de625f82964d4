#pragma once
// What the pushes of a transaction add up to (rollup.h), written together: one statement for each table,
// however many pushes. For the .cpp files of this folder.

#include "sync/hub/storage/postgres_kinds.h"

namespace accanto::hub {

// Of one transaction. Whoever adds to a point holds that point's lock (postgres_push.cpp); `slot` is the
// writer's alone.
class PostgresSums {
public:
    PostgresSums(PostgresTransaction& transaction, PostgresKinds& kinds, std::string slot)
        : m_transaction(transaction), m_kinds(kinds), m_slot(std::move(slot)) {}

    struct Gathered {
        std::string point, kiosk;
        Rollup rollup;
    };
    // Settles each with what the tables and the ones before it tell of its visits and appointments.
    void add(std::vector<Gathered>& of_kiosks);
    // Once, at the end.
    void write();

private:
    using VisitKey = std::array<std::string, 3>; // point, kiosk, visit
    using BookingKey = std::pair<std::string, std::string>;
    using SpanKey = std::tuple<std::string, int64_t, int64_t>; // point or slot, span, kind
    struct FactKey {
        std::string point, what, subject;
        auto operator<=>(const FactKey&) const = default;
    };

    void read_visits(const std::vector<Gathered>& of_kiosks);
    void read_bookings(const std::vector<Gathered>& of_kiosks);
    void settle(Gathered& one);
    void add_sums(const std::string& point, const Rollup& rollup);
    void write_visits();
    void write_bookings();
    void write_facts();
    void write_counts();
    void write_spreads();
    void write_waits();

    PostgresTransaction& m_transaction;
    PostgresKinds& m_kinds;
    const std::string m_slot;
    std::map<VisitKey, std::optional<Rollup::Visit>> m_visits; // nothing: there is none yet
    std::map<BookingKey, std::optional<BookingPart>> m_bookings;
    std::set<VisitKey> m_changed_visits;
    std::set<BookingKey> m_changed_bookings;
    std::map<FactKey, Rollup::Told> m_facts;
    std::map<SpanKey, int64_t> m_figures;
    std::map<std::tuple<std::string, int64_t, std::string>, int64_t> m_tallies; // what, span, point
    std::map<SpanKey, Rollup::Values> m_spreads;
    std::map<std::pair<std::string, int64_t>, Rollup::Values> m_waits;
};

} // namespace accanto::hub

// Visits, appointments and facts of PostgresSums: what is known of each is one row, read before it is
// changed.
#include "sync/hub/storage/postgres_schema.h"
#include "sync/hub/storage/postgres_sums.h"

namespace accanto::hub {

namespace {

using Type = Column::Type;

} // namespace

void PostgresSums::settle(Gathered& one) {
    const std::string &point = one.point, &kiosk = one.kiosk;
    Rollup& rollup = one.rollup;
    const auto visit_of = [&](const std::string& id) { return VisitKey{point, kiosk, id}; };
    const auto booking_of = [&](const std::string& id) { return BookingKey{point, id}; };
    rollup.settle_visits([&](const std::string& id) { return m_visits[visit_of(id)]; },
                         [&](const std::string& id, const Rollup::Visit& visit) {
                             m_visits[visit_of(id)] = visit;
                             m_changed_visits.insert(visit_of(id));
                         });
    rollup.settle_bookings([&](const std::string& id) { return m_bookings[booking_of(id)]; },
                           [&](const BookingPart& part) {
                               m_bookings[booking_of(part.booking)] = part;
                               m_changed_bookings.insert(booking_of(part.booking));
                           });
    for (const auto& [key, told] : rollup.facts()) {
        Rollup::Told& kept = m_facts[{point, key.first, key.second}];
        if (kept.value.empty() || told.at_ms >= kept.at_ms)
            kept = told;
    }
}

void PostgresSums::read_visits(const std::vector<Gathered>& of_kiosks) {
    Column points(Type::text), kiosks(Type::text), visits(Type::text), months(Type::number);
    for (const auto& [point, kiosk, rollup] : of_kiosks)
        for (const std::string& id : rollup.visit_ids())
            if (m_visits.try_emplace({point, kiosk, id}).second) {
                points.add(point);
                kiosks.add(kiosk);
                visits.add(id);
                months.add(month_of_name(id));
            }
    if (points.size() == 0)
        return;
    const Rows rows = m_transaction.run(
        "SELECT v.point, v.kiosk, v.visit, v.day, v.language, v.started_ms, v.success_ms, v.ticket"
        " FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS k (point, kiosk, visit, month)"
        " JOIN visits v ON v.point = k.point AND v.kiosk = k.kiosk AND v.visit = k.visit AND v.month = "
        "k.month::int",
        Arguments::taking(points, kiosks, visits, months));
    for (size_t row = 0; row < rows.size(); ++row)
        m_visits[{rows.text(row, 0), rows.text(row, 1), rows.text(row, 2)}] =
            Rollup::Visit{rows.text(row, 3), rows.text(row, 4), rows.number_if_any(row, 5),
                          rows.number_if_any(row, 6), rows.flag(row, 7)};
}

void PostgresSums::read_bookings(const std::vector<Gathered>& of_kiosks) {
    Column points(Type::text), bookings(Type::text), months(Type::number);
    for (const auto& [point, kiosk, rollup] : of_kiosks)
        for (const std::string& id : rollup.booking_ids())
            if (m_bookings.try_emplace({point, id}).second) {
                points.add(point);
                bookings.add(id);
                months.add(month_of_name(id));
            }
    if (points.size() == 0)
        return;
    const Rows rows = m_transaction.run(
        "SELECT b.point, b.booking, b.told_ms, b.day, b.topic, b.language, b.placed_ms, b.missed_ms, "
        "b.arrived, b.cancelled"
        " FROM unnest($1::text[], $2::text[], $3::bigint[]) AS k (point, booking, month)"
        " JOIN bookings b ON b.point = k.point AND b.booking = k.booking AND b.month = k.month::int",
        Arguments::taking(points, bookings, months));
    for (size_t row = 0; row < rows.size(); ++row)
        m_bookings[{rows.text(row, 0), rows.text(row, 1)}] =
            BookingPart{rows.text(row, 1),          rows.number(row, 2), rows.text(row, 3),
                        rows.text(row, 4),          rows.text(row, 5),   rows.number_if_any(row, 6),
                        rows.number_if_any(row, 7), rows.flag(row, 8),   rows.flag(row, 9)};
}

void PostgresSums::write_visits() {
    if (m_changed_visits.empty())
        return;
    Column points(Type::text), kiosks(Type::text), visits(Type::text), months(Type::number), days(Type::text),
        languages(Type::text), started(Type::number), success(Type::number), tickets(Type::flag);
    for (const VisitKey& key : m_changed_visits) {
        const Rollup::Visit& visit = *m_visits.at(key);
        points.add(key[0]);
        kiosks.add(key[1]);
        visits.add(key[2]);
        months.add(month_of_name(key[2]));
        days.add(visit.day);
        languages.add(visit.language);
        started.add(visit.started_ms);
        success.add(visit.success_ms);
        tickets.add_flag(visit.ticket);
    }
    m_transaction.run(
        "INSERT INTO visits (point, kiosk, visit, month, day, language, started_ms, success_ms, ticket)"
        " SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], "
        "$7::bigint[], $8::bigint[], $9::bool[])"
        " ON CONFLICT (point, kiosk, visit, month) DO UPDATE SET day = excluded.day, language = "
        "excluded.language,"
        " started_ms = excluded.started_ms, success_ms = excluded.success_ms, ticket = excluded.ticket",
        Arguments::taking(points, kiosks, visits, months, days, languages, started, success, tickets));
}

void PostgresSums::write_bookings() {
    if (m_changed_bookings.empty())
        return;
    Column points(Type::text), bookings(Type::text), months(Type::number), told(Type::number),
        days(Type::text), topics(Type::text), languages(Type::text), placed(Type::number),
        missed(Type::number), arrived(Type::flag), cancelled(Type::flag);
    for (const BookingKey& key : m_changed_bookings) {
        const BookingPart& part = *m_bookings.at(key);
        points.add(key.first);
        bookings.add(key.second);
        months.add(month_of_name(key.second));
        told.add(part.told_ms);
        days.add(part.day);
        topics.add(part.topic);
        languages.add(part.language);
        placed.add(part.placed_ms);
        missed.add(part.missed_ms);
        arrived.add_flag(part.arrived);
        cancelled.add_flag(part.cancelled);
    }
    m_transaction.run("INSERT INTO bookings (point, booking, month, told_ms, day, topic, language, "
                      "placed_ms, missed_ms, arrived, cancelled)"
                      " SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], "
                      "$6::text[], $7::text[], $8::bigint[], $9::bigint[],"
                      " $10::bool[], $11::bool[]) ON CONFLICT (point, booking, month) DO UPDATE SET told_ms "
                      "= excluded.told_ms, day = excluded.day,"
                      " topic = excluded.topic, language = excluded.language, placed_ms = "
                      "excluded.placed_ms, missed_ms = excluded.missed_ms,"
                      " arrived = excluded.arrived, cancelled = excluded.cancelled",
                      Arguments::taking(points, bookings, months, told, days, topics, languages, placed,
                                        missed, arrived, cancelled));
}

void PostgresSums::write_facts() {
    if (m_facts.empty())
        return;
    Column points(Type::text), whats(Type::text), subjects(Type::text), values(Type::text),
        moments(Type::number);
    for (const auto& [key, told] : m_facts) {
        points.add(key.point);
        whats.add(key.what);
        subjects.add(key.subject);
        values.add(told.value);
        moments.add(told.at_ms);
    }
    m_transaction.run("INSERT INTO facts AS f (point, what, subject, value, at_ms)"
                      " SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) "
                      "ON CONFLICT (point, what, subject) DO UPDATE"
                      " SET value = excluded.value, at_ms = excluded.at_ms WHERE excluded.at_ms >= f.at_ms",
                      Arguments::taking(points, whats, subjects, values, moments));
}

} // namespace accanto::hub

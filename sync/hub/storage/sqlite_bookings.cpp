#include "sync/hub/storage/sqlite_bookings.h"

#include "sync/hub/figures.h"

#include <algorithm>
#include <tuple>

namespace accanto::hub {

namespace {

// The same whatever the order in which they came.
BookingPart both(const BookingPart& one, const BookingPart& other) {
    const auto place = [](const BookingPart& part) { return std::tie(part.told_ms, part.day, part.topic); };
    BookingPart out = place(one) < place(other) ? other : one;
    out.language = std::max(one.language, other.language);
    out.placed_ms = std::max(one.placed_ms, other.placed_ms); // nothing is before all
    out.missed_ms = std::max(one.missed_ms, other.missed_ms);
    out.arrived = one.arrived || other.arrived;
    out.cancelled = one.cancelled || other.cancelled;
    return out;
}

// A move after nobody had come makes it an appointment again.
const char* fate(const BookingPart& part) {
    if (part.cancelled)
        return "cancelled";
    if (part.arrived)
        return "kept";
    return part.missed_ms && part.missed_ms >= part.placed_ms ? "missed" : "booked";
}

Figure figure_of(const BookingPart& part, int64_t times) {
    return {part.day, figure::appointment, fate(part), times, part.language, part.topic, false};
}

std::optional<BookingPart> read(SQLite::Statement& q, const std::string& point, const std::string& booking) {
    q.reset();
    q.bind(1, point);
    q.bind(2, booking);
    if (!q.executeStep())
        return std::nullopt;
    const auto moment = [&](int column) {
        return q.getColumn(column).isNull() ? std::nullopt : std::optional(q.getColumn(column).getInt64());
    };
    return BookingPart{booking,
                       q.getColumn(0).getInt64(),
                       q.getColumn(1).getString(),
                       q.getColumn(2).getString(),
                       q.getColumn(3).getString(),
                       moment(4),
                       moment(5),
                       q.getColumn(6).getInt() != 0,
                       q.getColumn(7).getInt() != 0};
}

void write(SQLite::Statement& q, const std::string& point, const BookingPart& part) {
    q.reset();
    q.clearBindings();
    q.bind(1, point);
    q.bind(2, part.booking);
    q.bind(3, part.told_ms);
    q.bind(4, part.day);
    q.bind(5, part.topic);
    q.bind(6, part.language);
    if (part.placed_ms)
        q.bind(7, *part.placed_ms);
    if (part.missed_ms)
        q.bind(8, *part.missed_ms);
    q.bind(9, part.arrived);
    q.bind(10, part.cancelled);
    q.exec();
}

} // namespace

void BookingRollup::add(const BookingPart& part) {
    auto [known, is_new] = m_told.try_emplace(part.booking, part);
    if (!is_new)
        known->second = both(known->second, part);
}

void BookingRollup::settle(SQLite::Database& db, const std::string& point,
                           const std::function<void(const Figure&)>& count) {
    if (m_told.empty())
        return;
    SQLite::Statement known(db,
                            "SELECT told_ms, day, topic, language, placed_ms, missed_ms, arrived, cancelled"
                            " FROM bookings WHERE point = ? AND booking = ?");
    SQLite::Statement keep(db,
                           "INSERT OR REPLACE INTO bookings (point, booking, told_ms, day, topic, language,"
                           " placed_ms, missed_ms, arrived, cancelled) VALUES (?,?,?,?,?,?,?,?,?,?)");
    for (auto& [booking, part] : m_told) {
        if (const auto before = read(known, point, booking)) {
            count(figure_of(*before, -1));
            part = both(*before, part);
        }
        count(figure_of(part, 1));
        write(keep, point, part);
    }
}

} // namespace accanto::hub

#include "sync/hub/inheritance.h"

#include "content/base/clock.h"
#include "content/library/schedule_file.h"
#include "sync/hub/event_data.h"
#include "sync/hub/local_moment.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::hub {

namespace {

using nlohmann::json;
using wire::DesiredBooking;

constexpr int most_tries = 5; // against other hubs of the same database
constexpr int64_t day_ms = 24LL * 3600 * 1000;
// Of a course that the point's schedule does not have here no day is known: its kiosks may have it from a
// file.
constexpr int64_t unknown_course_ms = 90 * day_ms;

constexpr std::string_view prefix = "org.accanto.";

struct Told {
    std::string kiosk, what; // "booked", "moved", ...
    int64_t epoch = 0, at_ms = 0;
    json data;
};

// What was told of each booking of a point.
class Stories {
public:
    void add(const StoredEvent& event) {
        auto tree = json::parse(event.bytes, nullptr, false);
        if (!tree.is_object() || !tree.contains("data") || !tree["data"].is_object())
            return;
        Told told{event.kiosk, "", event.epoch, event.happened.to_ms, std::move(tree["data"])};
        const size_t dot = event.type.find('.', prefix.size());
        told.what = event.type.substr(dot + 1, event.type.rfind('.') - dot - 1);
        // A clock that went back does not turn the order around in which a kiosk did things.
        int64_t& latest = m_latest[event.kiosk];
        latest = told.at_ms = std::max(latest, told.at_ms);
        if (std::string id = text_in(told.data, "booking"); !id.empty())
            m_told[id].push_back(std::move(told));
    }
    // By booking (ids ascend as bookings are made), in the order in which things happened: it was booked
    // before all else, whatever is known of when.
    const std::map<std::string, std::vector<Told>>& in_time() {
        const auto place = [](const Told& one) { return std::pair(one.what != "booked", one.at_ms); };
        for (auto& [booking, told] : m_told)
            std::stable_sort(told.begin(), told.end(),
                             [&](const Told& a, const Told& b) { return place(a) < place(b); });
        return m_told;
    }

private:
    std::map<std::string, std::vector<Told>> m_told;
    std::map<std::string, int64_t> m_latest;
};

int whole_in(const json& data, const char* name) {
    const auto at = data.find(name);
    return at != data.end() && at->is_number_integer() && at->get<int64_t>() >= 0 &&
                   at->get<int64_t>() <= 24 * 60
               ? at->get<int>()
               : -1;
}

bool flag_in(const json& data, const char* name) {
    const auto at = data.find(name);
    return at != data.end() && at->is_boolean() && at->get<bool>();
}

// How a booking stands: of its seat the last word counts, of what became of it cancelled before arrived, for
// ever (as kiosks of one point have it among themselves).
struct Standing {
    DesiredBooking booking;
    std::string holder; // of its seat
    int64_t last_ms = 0;
    bool arrived = false, cancelled = false;

    void seat(const Told& told) {
        booking.state = text_in(told.data, "state");
        booking.course = text_in(told.data, "course");
        booking.day = text_in(told.data, "day");
        booking.from_minute = whole_in(told.data, "from_minute");
        booking.minutes = whole_in(told.data, "minutes");
        holder = told.kiosk;
    }
    void add(const Told& told) {
        const bool seated = told.what == "booked" || told.what == "moved" || told.what == "promoted";
        last_ms = told.at_ms;
        if (seated)
            seat(told);
        if (seated || told.what == "missed")
            ++booking.version;
        if (told.what == "missed")
            booking.state = told.what;
        if (told.what == "booked") {
            booking.code = text_in(told.data, "code");
            booking.topic = text_in(told.data, "topic");
            booking.language = text_in(told.data, "language");
            booking.for_other = flag_in(told.data, "for_other");
            booking.has_contact = flag_in(told.data, "has_contact");
        }
        if (told.what == "arrived") {
            arrived = true;
            booking.ticket = text_in(told.data, "ticket");
        }
        cancelled = cancelled || told.what == "cancelled";
    }
    void settle() {
        if (cancelled || arrived)
            booking.state = cancelled ? "cancelled" : "arrived";
        if (booking.state != "arrived")
            booking.ticket.clear();
    }
};

// Those of one heir, out of what was told at its point.
class Heir {
public:
    Heir(std::string id, std::set<std::string> before, int64_t epoch)
        : m_id(std::move(id)), m_before(std::move(before)), m_epoch(epoch) {}

    // How much was told of a booking by kiosks before it.
    int64_t heard(const std::vector<Told>& told) const {
        return std::count_if(told.begin(), told.end(),
                             [&](const Told& one) { return m_before.contains(one.kiosk); });
    }
    // Whether it said in its present life that it took over all of that.
    bool knows(const std::vector<Told>& told) const {
        return std::any_of(told.begin(), told.end(), [&](const Told& one) {
            const auto said = one.data.find("heard");
            return one.kiosk == m_id && one.epoch == m_epoch && one.what == "inherited" &&
                   said != one.data.end() && said->is_number_integer() && said->get<int64_t>() >= heard(told);
        });
    }
    bool inherits(const std::vector<Told>& told, const std::string& holder) const {
        return heard(told) > 0 && (holder == m_id || m_before.contains(holder));
    }

private:
    std::string m_id;
    std::set<std::string> m_before;
    int64_t m_epoch;
};

std::map<std::string, std::string> days_of_courses(Storage& storage, const std::string& point) {
    std::map<std::string, std::string> out;
    for (const Order& one : storage.orders().orders())
        if (one.point == point && one.what == "schedule") {
            std::vector<content::Problem> ignored; // it was checked when it came
            for (const Schedule::Course& course :
                 content::read_point_schedule(one.text, "schedule", ignored).courses)
                out[course.id] = course.day;
        }
    return out;
}

std::vector<DesiredBooking> inherited_by(const Heir& heir,
                                         const std::map<std::string, std::vector<Told>>& all,
                                         const std::map<std::string, std::string>& course_days,
                                         const std::string& today, int64_t now_ms) {
    std::vector<std::pair<std::string, DesiredBooking>> by_day;
    for (const auto& [id, told] : all) {
        Standing standing;
        for (const Told& one : told)
            standing.add(one);
        standing.settle();
        DesiredBooking& booking = standing.booking;
        booking.id = id;
        booking.heard = heir.heard(told);
        if (!heir.inherits(told, standing.holder) || heir.knows(told) ||
            !wire::parse_booking(wire::to_json(booking)))
            continue;
        const auto course = course_days.find(booking.course);
        const bool unknown = !booking.course.empty() && course == course_days.end();
        const std::string day = booking.course.empty() ? booking.day
                                : unknown              ? "9999-12-31"
                                                       : course->second;
        if (day >= today && (!unknown || standing.last_ms > now_ms - unknown_course_ms))
            by_day.emplace_back(day, std::move(booking));
    }
    std::stable_sort(by_day.begin(), by_day.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    by_day.resize(std::min(by_day.size(), wire::max_bookings));
    std::vector<DesiredBooking> out;
    for (auto& [day, booking] : by_day)
        out.push_back(std::move(booking));
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return out;
}

std::optional<Order> order_for(Storage& storage, const std::string& point, const std::string& kiosk) {
    for (Order& one : storage.orders().orders())
        if (one.point == point && one.kiosk == kiosk && one.what == "bookings")
            return std::move(one);
    return std::nullopt;
}

// What another hub put meanwhile is changed in its turn.
void put_inheritance(Storage& storage, const std::string& point, const std::string& kiosk, int64_t now_ms,
                     const std::function<Inheritance(const std::string& before)>& change) {
    for (int i = 0; i < most_tries; ++i) {
        const auto kept = order_for(storage, point, kiosk);
        const std::string next = to_json(change(kept ? kept->text : ""));
        if ((kept && kept->text == next) ||
            storage.orders().put({point, kiosk, "bookings", kept ? kept->version + 1 : 1, next, now_ms},
                                 std::nullopt))
            return;
    }
}

int64_t newest_epoch(Storage& storage, const Kiosk& kiosk) {
    int64_t out = 0;
    for (const wire::Stream& one : storage.streams(kiosk))
        out = std::max(out, one.epoch);
    return out;
}

std::vector<Kiosk> kiosks_at(Storage& storage, const std::string& point) {
    std::vector<Kiosk> out;
    for (KioskHealth& one : storage.kiosks())
        if (one.kiosk.point == point)
            out.push_back(std::move(one.kiosk));
    return out;
}

Inheritance inheritance_of(Storage& storage, const Kiosk& kiosk, const std::vector<Kiosk>& of_point,
                           int64_t now_ms) {
    const int64_t epoch = newest_epoch(storage, kiosk);
    Stories stories;
    storage.each_event({kiosk.point, types_of_bookings}, [&](const StoredEvent& event) {
        stories.add(event);
        return true;
    });
    return {epoch, inherited_by({kiosk.id, kiosks_before(kiosk.id, of_point), epoch}, stories.in_time(),
                                days_of_courses(storage, kiosk.point), local_moment(now_ms, storage.zone_of(kiosk.point)).day,
                                now_ms)};
}

bool tells_of(const Inheritance& inheritance, const std::string& booking) {
    return std::any_of(inheritance.bookings.begin(), inheritance.bookings.end(),
                       [&](const DesiredBooking& one) { return one.id == booking; });
}

} // namespace

const std::vector<std::string> types_of_bookings = {
    "org.accanto.appointment.booked.v1",    "org.accanto.appointment.moved.v1",
    "org.accanto.appointment.cancelled.v1", "org.accanto.appointment.missed.v1",
    "org.accanto.appointment.arrived.v1",   "org.accanto.appointment.inherited.v1",
    "org.accanto.course.booked.v1",         "org.accanto.course.promoted.v1",
    "org.accanto.course.cancelled.v1",      "org.accanto.course.inherited.v1"};

bool is_of_booking(std::string_view type) {
    return std::find(types_of_bookings.begin(), types_of_bookings.end(), type) != types_of_bookings.end();
}

std::set<std::string> kiosks_before(const std::string& kiosk, const std::vector<Kiosk>& of_point) {
    std::set<std::string> out;
    for (bool more = true; more;) {
        more = false;
        for (const Kiosk& one : of_point)
            if (one.id != kiosk && (one.replaced_by == kiosk || out.contains(one.replaced_by)))
                more = out.insert(one.id).second || more;
    }
    return out;
}

std::string to_json(const Inheritance& inheritance) {
    json bookings = json::array();
    for (const DesiredBooking& one : inheritance.bookings)
        bookings.push_back(json::parse(wire::to_json(one)));
    return json{{"epoch", inheritance.epoch}, {"bookings", std::move(bookings)}}.dump();
}

Inheritance parse_inheritance(std::string_view text) {
    Inheritance out;
    const json tree = json::parse(text, nullptr, false);
    if (!tree.is_object() || !tree.contains("bookings") || !tree["bookings"].is_array())
        return out;
    out.epoch = tree.value("epoch", int64_t(0));
    for (const json& one : tree["bookings"])
        if (auto booking = wire::parse_booking(one.dump()))
            out.bookings.push_back(std::move(*booking));
    return out;
}

std::set<std::string> heirs_to_tell(const Push& push, const std::map<std::string, Inheritance>& known) {
    std::set<std::string> out;
    bool took_over = !push.kiosk.replaces.empty(), news = false;
    for (const Incoming& event : push.events) {
        news = news || is_of_booking(event.type);
        took_over = took_over || event.type == "org.accanto.kiosk.took_over.v1";
    }
    if (news)
        for (const auto& [kiosk, told] : known)
            out.insert(kiosk);
    const auto own = known.find(push.kiosk.id);
    // Whatever the zone: no clock of any place is so far behind.
    const std::string passed = local_date(push.received_ms - 14 * 3'600'000, "UTC");
    if (own == known.end() ? took_over
                           : own->second.epoch != push.head.epoch ||
                                 std::any_of(own->second.bookings.begin(), own->second.bookings.end(),
                                             [&](const DesiredBooking& one) {
                                                 return one.course.empty() && one.day < passed;
                                             }))
        out.insert(push.kiosk.id);
    return out;
}

void hand_over(Storage& storage, const std::string& point, const std::set<std::string>& heirs,
               int64_t now_ms) {
    const std::vector<Kiosk> kiosks = kiosks_at(storage, point);
    for (const Kiosk& kiosk : kiosks) {
        if (!heirs.contains(kiosk.id))
            continue;
        Inheritance out;
        // One that is out of service itself is told nothing: its own heir is.
        put_inheritance(storage, point, kiosk.id, now_ms, [&](const std::string&) {
            return out = kiosk.revoked ? Inheritance() : inheritance_of(storage, kiosk, kiosks, now_ms);
        });
        if (out.bookings.empty())
            continue;
        for (const Erasure& one : storage.orders().erasures()) // since they were read
            if (one.point == point && tells_of(out, one.id))
                forget_inheritance(storage, one);
    }
}

void forget_inheritance(Storage& storage, const Erasure& erasure) {
    for (const Order& order : storage.orders().orders())
        if (order.point == erasure.point && order.what == "bookings" &&
            tells_of(parse_inheritance(order.text), erasure.id))
            put_inheritance(storage, order.point, order.kiosk, order.made_ms, [&](const std::string& before) {
                Inheritance out = parse_inheritance(before);
                std::erase_if(out.bookings, [&](const DesiredBooking& one) { return one.id == erasure.id; });
                return out;
            });
}

} // namespace accanto::hub

#include "sync/hub/point_orders.h"

#include "content/base/network_settings.h"
#include "content/library/schedule_file.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/event_data.h"
#include "sync/hub/overview.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>

namespace accanto::hub {

namespace {

using nlohmann::json;

constexpr int most_tries = 5; // against other hubs of the same database

std::optional<Order> order_of(Storage& storage, const std::string& point, const std::string& kiosk,
                              const std::string& what) {
    for (Order& one : storage.orders().orders())
        if (one.point == point && one.kiosk == kiosk && one.what == what)
            return std::move(one);
    return std::nullopt;
}

Seats seats_of(const Schedule& schedule) {
    Seats out;
    for (const Schedule::Slot& slot : schedule.slots)
        out[wire::unit_of_time(slot.day, slot.from_minute)] = slot.seats;
    for (const Schedule::Course& course : schedule.courses)
        out[course.id] = course.seats;
    return out;
}

Schedule read_checked(const std::string& point, const std::string& text) {
    std::vector<content::Problem> problems;
    Schedule out = content::read_point_schedule(text, "schedule", problems);
    std::vector<std::string> lines;
    for (const content::Problem& one : problems)
        lines.push_back(fmt::format("{}: {}", one.line, one.message));
    if (!lines.empty())
        throw OrderRefusal("orders.bad_schedule", "the schedule cannot be used", std::move(lines));
    if (out.point != point)
        throw OrderRefusal("orders.other_point",
                           fmt::format("the schedule is of the point \"{}\"", out.point));
    if (text.size() > wire::max_schedule_bytes || seats_of(out).size() > wire::max_leases)
        throw OrderRefusal("orders.too_long",
                           "the schedule is too long: at most 96 KiB, and 2,000 times and courses");
    return out;
}

// Versions that kiosks told they hold to.
std::map<std::string, std::pair<int64_t, std::string>> told_orders(Storage& storage,
                                                                   const std::string& point) {
    std::map<std::string, std::pair<int64_t, std::string>> out; // by "kiosk/what"
    for (const FactRow& fact : storage.facts()) {
        if (fact.what != "order" || (!point.empty() && fact.point != point))
            continue;
        const auto tree = json::parse(fact.value, nullptr, false);
        if (tree.is_object() && tree.contains("version") && tree["version"].is_number_integer())
            out[fact.subject] = {tree["version"].get<int64_t>(), text_in(tree, "problem")};
    }
    return out;
}

// Nothing where it is no minute of a day: what came is stored, whatever stands in it.
std::optional<int> minute_in(const json& data) {
    const auto at = data.find("from_minute");
    if (at == data.end() || !at->is_number_integer())
        return std::nullopt;
    const auto minute = at->get<int64_t>();
    return minute >= 0 && minute < 24 * 60 ? std::optional(int(minute)) : std::nullopt;
}

// Of each kiosk the seats that it promised and did not take back: of every booking the last one at that
// kiosk. A booking that was moved to another kiosk counts at both, which only holds seats back. One that a
// kiosk's heir took over counts at that one.
class Promises {
public:
    explicit Promises(const std::vector<Kiosk>& kiosks) {
        for (const Kiosk& one : kiosks)
            m_before[one.id] = kiosks_before(one.id, kiosks);
    }
    void add(const StoredEvent& event) {
        const auto tree = json::parse(event.bytes, nullptr, false);
        if (!tree.is_object() || !tree.contains("data") || !tree["data"].is_object())
            return;
        const json& data = tree["data"];
        const std::string booking = text_in(data, "booking"),
                          type = event.type.substr(std::string_view("org.accanto.").size());
        if (type.ends_with(".cancelled.v1"))
            m_cancelled.insert(booking);
        else if (type == "appointment.booked.v1" || type == "appointment.moved.v1") {
            if (const auto minute = minute_in(data))
                m_held[{booking, event.kiosk}] = wire::unit_of_time(text_in(data, "day"), *minute);
        } else if (type == "course.promoted.v1" ||
                   (type == "course.booked.v1" && text_in(data, "state") == "booked"))
            m_held[{booking, event.kiosk}] = text_in(data, "course");
        else if (type == "appointment.inherited.v1" || type == "course.inherited.v1")
            inherit(booking, event.kiosk, data);
    }
    std::map<std::string, Seats> by_kiosk() const {
        std::map<std::string, Seats> out;
        for (const auto& [key, unit] : m_held)
            if (!m_cancelled.contains(key.first) && !unit.empty() && !m_inherited.contains(key))
                ++out[key.second][unit];
        return out;
    }

private:
    void inherit(const std::string& booking, const std::string& kiosk, const json& data) {
        const auto minute = minute_in(data);
        const bool holds = data.value("holds_seat", json()) == true;
        m_held[{booking, kiosk}] = !holds                    ? ""
                                   : data.contains("course") ? text_in(data, "course")
                                   : minute ? wire::unit_of_time(text_in(data, "day"), *minute)
                                            : "";
        for (const std::string& before : m_before[kiosk])
            m_inherited.insert({booking, before});
    }

    std::map<std::string, std::set<std::string>> m_before;             // by kiosk: whose heir it is
    std::set<std::pair<std::string, std::string>> m_inherited;         // booking, and the kiosk it was at
    std::map<std::pair<std::string, std::string>, std::string> m_held; // booking and kiosk: the unit
    std::set<std::string> m_cancelled;
};

std::map<std::string, Seats> promises_at(Storage& storage, const std::string& point,
                                         const std::vector<Kiosk>& kiosks) {
    Promises out(kiosks);
    storage.each_event({point, types_of_bookings}, [&](const StoredEvent& event) {
        out.add(event);
        return true;
    });
    return out.by_kiosk();
}

std::vector<Holder> holders_at(Storage& storage, const std::string& point) {
    std::vector<Kiosk> kiosks;
    for (const KioskHealth& one : storage.kiosks())
        if (one.kiosk.point == point)
            kiosks.push_back(one.kiosk);
    std::sort(kiosks.begin(), kiosks.end(), [](const Kiosk& a, const Kiosk& b) {
        return std::tie(a.enrolled_ms, a.id) < std::tie(b.enrolled_ms, b.id);
    });
    // One that could not be used is held by nobody: which one it holds to then is not told.
    const auto told = told_orders(storage, point);
    auto promised = promises_at(storage, point, kiosks);
    std::vector<Holder> out;
    for (const Kiosk& one : kiosks) {
        const auto has = told.find(one.id + "/schedule");
        out.push_back({one.id, !one.revoked,
                       has == told.end() || !has->second.second.empty() ? 0 : has->second.first,
                       std::move(promised[one.id])});
    }
    return out;
}

bool is_of_seats(std::string_view type) {
    return type.starts_with("org.accanto.appointment.") || type.starts_with("org.accanto.course.") ||
           type == "org.accanto.order.taken.v1";
}

} // namespace

OrderRefusal::OrderRefusal(std::string key, const std::string& sentence, std::vector<std::string> lines)
    : Error(sentence, EINVAL), m_key(std::move(key)), m_lines(std::move(lines)) {}

void PointOrders::check_point(const std::string& point) const {
    const auto points = m_storage.points();
    const bool known =
        std::any_of(points.begin(), points.end(), [&](const Point& one) { return one.id == point; });
    if (!known || (!m_organisation.empty() && !points_of(m_storage, m_organisation).contains(point)))
        throw OrderRefusal("orders.no_point", fmt::format("there is no point \"{}\" here", point));
}

int64_t PointOrders::put(Order order, std::string what) {
    order.made_ms = m_clock.wall_ms();
    const Deed deed{order.made_ms, m_who, std::move(what),
                    order.kiosk.empty() ? order.point : order.point + " " + order.kiosk};
    for (int i = 0; i < most_tries; ++i) {
        const auto kept = order_of(m_storage, order.point, order.kiosk, order.what);
        order.version = kept ? kept->version + 1 : 1;
        if (m_storage.orders().put(order, deed))
            return order.version;
    }
    throw OrderRefusal("orders.busy", "somebody else is changing the same; try again");
}

int64_t PointOrders::settings(const std::string& point, const std::string& kiosk, const std::string& text) {
    check_point(point);
    if (const auto known = kiosk.empty() ? std::nullopt : m_storage.kiosk(kiosk);
        !kiosk.empty() && (!known || known->point != point))
        throw OrderRefusal("orders.no_kiosk", fmt::format("there is no kiosk {} at this point", kiosk));
    std::vector<std::string> lines;
    for (const SettingsProblem& one : check_network_settings("settings", text))
        lines.push_back(
            fmt::format("{}: {}{}{}", one.line, one.key, one.key.empty() ? "" : ": ", one.message));
    if (text.size() > wire::max_settings_bytes / 2)
        lines.push_back("it is too long: at most 8 KiB");
    if (!lines.empty())
        throw OrderRefusal("orders.bad_settings", "the settings cannot be used", std::move(lines));
    return put({point, kiosk, "settings", 0, text, 0}, "settings.ordered");
}

int64_t PointOrders::schedule(const std::string& point, const std::string& text) {
    check_point(point);
    read_checked(point, text);
    const int64_t version = put({point, "", "schedule", 0, text, 0}, "schedule.ordered");
    share_out_seats(m_storage, point, m_clock.wall_ms(), true);
    return version;
}

// The log tells that it was done and at which point, and nothing of whom.
int PointOrders::erase_found(const std::optional<Erasure>& found) {
    if (!found)
        throw OrderRefusal("orders.not_found",
                           "nothing is found under that at this point, or it is erased already");
    Erasure erasure = *found;
    erasure.asked_ms = m_clock.wall_ms();
    return erase(m_storage, erasure, Deed{erasure.asked_ms, m_who, "erased", erasure.point});
}

int PointOrders::erase_booking(const std::string& point, const std::string& code) {
    check_point(point);
    return erase_found(find_booking(m_storage, point, code));
}

int PointOrders::erase_ticket(const std::string& point, const std::string& label, const std::string& day) {
    check_point(point);
    return erase_found(find_ticket(m_storage, point, label, day));
}

void share_out_seats(Storage& storage, const std::string& point, int64_t now_ms, bool again) {
    for (int i = 0; i < most_tries; ++i) {
        const auto schedule = order_of(storage, point, "", "schedule");
        if (!schedule)
            return;
        std::vector<content::Problem> ignored; // it was checked when it came
        const Seats seats = seats_of(content::read_point_schedule(schedule->text, "schedule", ignored));
        const auto kept = order_of(storage, point, "", "leases");
        const LeaseBook before = kept ? parse_leases(kept->text) : LeaseBook();
        const LeaseBook after =
            share_out(seats, holders_at(storage, point), before, again, new_lease_version(now_ms));
        if (after == before ||
            storage.orders().put({point, "", "leases", kept ? kept->version + 1 : 1, to_json(after), now_ms},
                                 std::nullopt))
            return;
    }
}

void forget_leases(Storage& storage, int64_t now_ms) {
    for (const Order& kept : storage.orders().orders()) {
        if (kept.what != "leases")
            continue;
        LeaseBook book = parse_leases(kept.text);
        for (auto& [kiosk, told] : book.kiosks)
            if (!told.empty())
                told.push_back({told.back().version, {}, true});
        if (!storage.orders().put({kept.point, "", "leases", kept.version + 1, to_json(book), now_ms},
                                  std::nullopt))
            throw Error("another hub writes to this database: restore with all of them stopped", EBUSY);
        share_out_seats(storage, kept.point, now_ms, false);
    }
}

void hear_push(Storage& storage, DesiredStates& desired, const Push& push) {
    const std::string& point = push.kiosk.point;
    try {
        const DesiredStates::AtPoint at = desired.at_point(push.kiosk);
        bool seats = at.shares_seats && !at.has_lease, erased = false;
        for (const Incoming& event : push.events) {
            seats = seats || (at.shares_seats && is_of_seats(event.type));
            erased = erased || event.type == "org.accanto.erasure.done.v1";
            if (event.type == "org.accanto.erasure.done.v1")
                if (const auto told = erasure_told(point, event.bytes, push.received_ms))
                    if (std::none_of(at.erasures.begin(), at.erasures.end(),
                                     [&](const Erasure& one) { return one.id == told->id; }))
                        erase(storage, *told, Deed{push.received_ms, push.kiosk.id, "erased.again", point});
            for (const Erasure& one : at.erasures)
                if (auto bytes = without_personal(event.type, event.bytes, one))
                    storage.orders().erase(
                        one, {{point, push.kiosk.id, push.head.epoch, event.seq, std::move(*bytes)}},
                        std::nullopt);
        }
        if (erased)
            storage.orders().count_change();
        if (seats)
            share_out_seats(storage, point, push.received_ms, false);
        if (const auto heirs = heirs_to_tell(push, at.inherited); !heirs.empty())
            hand_over(storage, point, heirs, push.received_ms);
    } catch (const std::exception& e) { // what is stored is acknowledged, whatever is odd in it
        spdlog::error("what kiosk {} told of its orders could not be heard: {}", push.kiosk.id, e.what());
    }
}

void hear_clone(Storage& storage, DesiredStates& desired, const Push& push) {
    const auto tells_of = [&](const Erasure& one) {
        return std::any_of(push.events.begin(), push.events.end(), [&](const Incoming& event) {
            return event.bytes.find(one.id) != std::string_view::npos ||
                   (!one.visit.empty() && event.bytes.find(one.visit) != std::string_view::npos);
        });
    };
    try {
        for (const Erasure& one : desired.at_point(push.kiosk).erasures)
            if (tells_of(one))
                storage.orders().erase(one, {}, std::nullopt);
    } catch (const std::exception& e) {
        spdlog::error("what an alarm of kiosk {} keeps could not be erased: {}", push.kiosk.id, e.what());
    }
}

std::vector<OrderStanding> standing_of_orders(Storage& storage) {
    std::vector<OrderStanding> out;
    const auto told = told_orders(storage, "");
    DesiredStates desired(storage);
    for (const KioskHealth& one : storage.kiosks()) {
        if (one.kiosk.revoked)
            continue;
        const wire::Desired wish = desired.desired(one.kiosk, 0);
        const auto add = [&](const char* what, int64_t wished) {
            const auto at = told.find(one.kiosk.id + "/" + what);
            const bool answered = at != told.end();
            out.push_back({one.kiosk, what, wished, answered ? at->second.first : 0,
                           answered ? at->second.second : ""});
        };
        if (wish.settings)
            add("settings", wish.settings->version);
        if (wish.schedule)
            add("schedule", wish.schedule->version);
    }
    return out;
}

} // namespace accanto::hub

// The store, its disk, its clock, and what of it waits for the hub.
#include "kiosk/doctor/checks.h"

#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/point/mentor_care.h"
#include "kiosk/point/safe_tickets.h"
#include "kiosk/store/outbox.h"
#include "kiosk/store/recovery.h"
#include "kiosk/store/safe_mode.h"
#include "kiosk/store/standing.h"

#include <fmt/format.h>

#include <sys/statvfs.h>

namespace accanto::doctor {

namespace {

constexpr int64_t hour_ms = 3'600'000, day_ms = 24 * hour_ms;
constexpr int64_t written_ms = 1'767'225'600'000; // 2026-01-01: no clock is before this program was written

const char* key_of(store::StoreTrouble trouble) {
    switch (trouble) {
    case store::StoreTrouble::not_writable: return "doctor.store_not_writable";
    case store::StoreTrouble::disk_full: return "doctor.disk_full";
    case store::StoreTrouble::corrupt: return "doctor.store_corrupt";
    case store::StoreTrouble::too_new: return "doctor.store_too_new";
    default: return "doctor.store_failed";
    }
}

std::string moment(const Surroundings& s, int64_t wall_ms) {
    const LocalTime local = local_time(wall_ms, s.settings.point.time_zone);
    return fmt::format("{} {:02}:{:02}", local_date(wall_ms, s.settings.point.time_zone), local.minute_of_day / 60, local.minute_of_day % 60);
}

Finding of_queue(const Surroundings& s, const store::OutboxState& outbox, const store::Standing& standing) {
    const int64_t now = s.clock.wall_ms();
    const int64_t waits_h = outbox.oldest_pending_ms ? std::max<int64_t>(0, now - *outbox.oldest_pending_ms) / hour_ms : 0;
    if (standing.state == "stopped")
        return {"sync", Light::red, standing.reason == "replaced" ? "doctor.sync_replaced" : "doctor.sync_stopped", {}, standing.reason};
    if (outbox.parked > 0)
        return {"sync", Light::amber, "doctor.sync_parked", {{"n", outbox.parked}}, {}};
    if (standing.contact_ms == 0)
        return {"sync", Light::amber, "doctor.sync_never", {{"n", outbox.pending}}, standing.reason};
    if (waits_h >= 24 || now - standing.contact_ms > 3 * day_ms)
        return {"sync", Light::amber, "doctor.sync_late", {{"n", outbox.pending}, {"time", moment(s, standing.contact_ms)}}, standing.reason};
    return {"sync", Light::green, "doctor.sync_ok", {{"n", outbox.pending}, {"time", moment(s, standing.contact_ms)}}, {}};
}

} // namespace

Finding check_store(const Surroundings& s, std::unique_ptr<store::Store>* into) {
    try {
        auto store = store::Store::open(s.settings.state, s.clock);
        store::quick_check(store->db());
        const std::string mark = std::to_string(s.clock.wall_ms());
        store->transaction([&] { store->set_value("doctor_wrote", mark); });
        if (store->value("doctor_wrote") != mark)
            return {"store", Light::red, "doctor.store_failed", {}, "what was written was not read back"};
        if (into)
            *into = std::move(store);
        return {"store", Light::green, "doctor.store_ok", {}, {}};
    } catch (const std::exception& e) {
        return {"store", Light::red, key_of(store::trouble_of(e)), {}, e.what()};
    }
}

Finding check_disk(const Surroundings& s) {
    struct statvfs info {};
    if (statvfs(s.settings.state.c_str(), &info) != 0)
        return {"disk", Light::red, "doctor.disk_unknown", {}, s.settings.state.string() + ": " + std::strerror(errno)};
    const int64_t free_mb = int64_t(info.f_bavail) * int64_t(info.f_frsize) / (1 << 20);
    std::error_code unreadable;
    if (free_mb < 200)
        return {"disk", Light::red, "doctor.disk_full", {{"mb", free_mb}}, {}};
    if (free_mb < 1000)
        return {"disk", Light::amber, "doctor.disk_low", {{"mb", free_mb}}, {}};
    if (!std::filesystem::exists(s.settings.state / "store.reserve", unreadable))
        return {"disk", Light::amber, "doctor.disk_no_reserve", {}, {}};
    return {"disk", Light::green, "doctor.disk_ok", {{"mb", free_mb}}, {}};
}

Finding check_clock(const Surroundings& s, store::Store* store) {
    const int64_t now = s.clock.wall_ms();
    const content::Arguments time = {{"time", moment(s, now)}};
    if (now < written_ms)
        return {"clock", Light::red, "doctor.clock_wrong", time, {}};
    try {
        if (store && store::clock_trusted(*store))
            return {"clock", Light::green, "doctor.clock_ok", time, {}};
    } catch (const std::exception& e) {
        return {"clock", Light::amber, "doctor.clock_unconfirmed", time, e.what()};
    }
    // Without a hub nobody but the technician's watch can confirm it.
    return {"clock", s.settings.sync.hub.empty() ? Light::green : Light::amber, "doctor.clock_unconfirmed", time, {}};
}

Finding check_safe_mode(const Surroundings& s, store::Store* store) {
    try {
        const store::SafePlaces places = store::safe_places(s.settings.state);
        if (const auto since = store::safe_mode_since(places))
            return {"safe", Light::red, "doctor.safe_on", {{"time", moment(s, *since)}}, {}};
        if (const auto waiting = point::waiting_safe_numbers(store, places, s.clock); !waiting.empty())
            return {"safe", Light::red, "doctor.safe_numbers", {{"n", int64_t(waiting.size())}}, waiting.front().label() + " to " + waiting.back().label()};
        return {"safe", Light::green, "doctor.safe_ok", {}, {}};
    } catch (const std::exception& e) {
        return {"safe", Light::red, "doctor.store_failed", {}, e.what()};
    }
}

Finding check_mentors(const Surroundings& s, store::Store* store) {
    if (s.settings.has_host())
        return {"mentors", Light::green, "doctor.mentors_host", {}, {}};
    try {
        if (!store)
            return {"mentors", Light::red, "doctor.store_failed", {}, "the store does not open"};
        const int64_t n = point::mentors_not_barred(*store);
        return n > 0 ? Finding{"mentors", Light::green, "doctor.mentors_ok", {{"n", n}}, {}}
                     : Finding{"mentors", Light::amber, "doctor.mentors_none", {}, {}};
    } catch (const std::exception& e) {
        return {"mentors", Light::red, "doctor.store_failed", {}, e.what()};
    }
}

Finding check_sync(const Surroundings& s, store::Store* store) {
    try {
        const bool enrolled = std::filesystem::exists(s.settings.state / "sync" / "hub.json");
        if (!enrolled)
            return s.settings.sync.hub.empty() ? Finding{"sync", Light::green, "doctor.sync_none", {}, {}}
                                               : Finding{"sync", Light::amber, "doctor.sync_not_enrolled", {}, {}};
        if (!store)
            return {"sync", Light::red, "doctor.store_failed", {}, "the store does not open"};
        return of_queue(s, store::outbox_state(*store), store::read_standing(*store, store::Peer::hub));
    } catch (const std::exception& e) {
        return {"sync", Light::red, "doctor.store_failed", {}, e.what()};
    }
}

} // namespace accanto::doctor

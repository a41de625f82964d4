// A kiosk's health in plain words: what a person who is responsible for it would want to know, worst first.
#include "sync/hub/event_data.h"
#include "sync/hub/overview.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>

namespace accanto::hub {

namespace {

constexpr int64_t minute_ms = 60'000, hour_ms = 60 * minute_ms, day_ms = 24 * hour_ms;

// Being offline is normal for an hour; a whole weekend of silence deserves a call.
Said last_seen(const KioskHealth& health, int64_t now_ms) {
    if (!health.last_seen_ms)
        return {Light::amber, "kiosk.never_heard", {}};
    int64_t ago = std::max<int64_t>(0, now_ms - *health.last_seen_ms);
    if (ago < 2 * minute_ms)
        return {Light::green, "kiosk.connected", {}};
    if (ago < 2 * hour_ms)
        return {Light::green, "kiosk.heard_minutes", {{"n", ago / minute_ms}}};
    Light light = ago < 3 * day_ms ? Light::amber : Light::red;
    if (ago < 2 * day_ms)
        return {light, "kiosk.silent_hours", {{"n", ago / hour_ms}}};
    return {light, "kiosk.silent_days", {{"n", ago / day_ms}}};
}

Said printer(const std::string& state) {
    struct Known {
        std::string_view state;
        Light light;
        const char* key;
    };
    static constexpr std::array known{
        Known{"ok", Light::green, "kiosk.printer_ok"},        Known{"none", Light::green, "kiosk.printer_none"},
        Known{"near_end", Light::amber, "kiosk.paper_low"},   Known{"out", Light::red, "kiosk.paper_out"},
        Known{"open", Light::red, "kiosk.printer_open"},      Known{"off", Light::red, "kiosk.printer_off"},
        Known{"gone", Light::red, "kiosk.printer_gone"},      Known{"failed", Light::red, "kiosk.printer_failed"},
    };
    for (const Known& one : known)
        if (one.state == state)
            return {one.light, one.key, {}};
    return {Light::quiet, "kiosk.printer_unknown", {}};
}

void say_clock(const KioskHealth& health, std::vector<Said>& out) {
    int64_t off = health.clock_off_ms.value_or(0);
    if (std::llabs(off) < 2 * minute_ms)
        return out.push_back({Light::green, "kiosk.clock_right", {}});
    if (std::llabs(off) >= day_ms)
        return out.push_back({Light::red, "kiosk.clock_wrong", {}});
    Light light = std::llabs(off) < hour_ms ? Light::amber : Light::red;
    out.push_back({light, off > 0 ? "kiosk.clock_fast" : "kiosk.clock_slow", {{"n", std::max<int64_t>(1, std::llabs(off) / minute_ms)}}});
}

void say_records(const KioskHealth& health, const wire::Health& told, std::vector<Said>& out) {
    if (health.alarms > 0)
        out.push_back({Light::red, "kiosk.alarm", {}});
    if (int64_t odd = health.quarantined + health.refused + told.parked; odd > 0)
        out.push_back({Light::amber, "kiosk.set_aside", {{"n", odd}}});
    bool late = told.pending > 0 && told.oldest_pending_s.value_or(0) > 3600;
    if (told.pending > 0)
        out.push_back({late ? Light::amber : Light::green, "kiosk.pending", {{"n", told.pending}}});
    else
        out.push_back({Light::green, "kiosk.all_arrived", {}});
}

void say_disk(const wire::Health& told, std::vector<Said>& out) {
    if (told.store != "ok")
        out.push_back({Light::red, "kiosk.store_trouble", {}});
    if (told.disk_free_mb < 1000)
        out.push_back({told.disk_free_mb < 200 ? Light::red : Light::amber, "kiosk.disk_low", {{"n", told.disk_free_mb}}});
}

// The visit that each kiosk makes by itself before it opens. A day is missed by a machine that was off.
void say_night(const wire::Health& told, std::vector<Said>& out) {
    if (told.night.empty())
        return;
    if (told.night_age_s > 36 * 3600)
        return out.push_back({Light::amber, "kiosk.night_old", {{"n", told.night_age_s / 86'400}}});
    if (told.night == "green")
        return out.push_back({Light::green, "kiosk.night_ok", {}});
    const Light light = told.night == "red" ? Light::red : Light::amber;
    static constexpr std::array known{"store", "mentors", "disk", "lesson", "ticket", "printer", "voices", "sound", "touch"};
    std::istringstream checks(told.night_checks);
    bool any = false;
    for (std::string one; checks >> one;)
        if (std::find(known.begin(), known.end(), one) != known.end()) {
            out.push_back({light, "kiosk.night_" + one, {}});
            any = true;
        }
    if (!any)   // of a newer kiosk
        out.push_back({light, "kiosk.night_other", {}});
}

} // namespace

Said said_of_acceptance(const nlohmann::json& fact) {
    const std::string verdict = text_in(fact, "verdict");
    const auto open = fact.find("open");
    return {Light::quiet, verdict == "ready" ? "kiosk.accepted" : "kiosk.accepted_" + verdict,
            {{"day", text_in(fact, "day")}, {"n", open != fact.end() && open->is_number_integer() ? open->get<int64_t>() : int64_t(0)}}};
}

KioskView view_of(const KioskHealth& health, int64_t now_ms) {
    KioskView out{health, Light::green, {}};
    if (health.kiosk.revoked) {
        out.said.push_back({Light::amber, health.kiosk.replaced_by.empty() ? "kiosk.revoked" : "kiosk.replaced", {}});
        out.light = Light::amber;
        return out;
    }
    out.said.push_back(last_seen(health, now_ms));
    if (health.health) {
        say_records(health, *health.health, out.said);
        say_disk(*health.health, out.said);
        out.said.push_back(printer(health.health->printer));
        say_clock(health, out.said);
        say_night(*health.health, out.said);
    }
    std::stable_sort(out.said.begin(), out.said.end(), [](const Said& a, const Said& b) { return a.light > b.light; });
    out.light = std::max(Light::green, out.said.front().light);
    return out;
}

} // namespace accanto::hub

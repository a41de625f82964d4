#include "sync/hub/overview.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace accanto;
using namespace accanto::hub;

namespace {

constexpr int64_t now = 1'795'425'300'000, minute = 60'000, hour = 60 * minute, day = 24 * hour;

KioskHealth healthy() {
    KioskHealth out;
    out.last_seen_ms = now - 30'000;
    wire::Health told;
    told.version = "0.1.0";
    told.printer = "ok";
    told.disk_free_mb = 50'000;
    out.health = told;
    out.clock_off_ms = 800;
    return out;
}

bool says(const KioskView& view, std::string_view key) {
    return std::any_of(view.said.begin(), view.said.end(), [&](const Said& s) { return s.key == key; });
}

} // namespace

TEST_CASE("waits are the middle and the ninth of ten, by rank") {
    CHECK(waits_of({}).people == 0);
    Waits one = waits_of({{12, 1}});
    CHECK(one.median_s == 120);
    CHECK(one.nine_of_ten_s == 120);
    // 1..10 minutes, one person each
    std::map<int64_t, int64_t> ten;
    for (int64_t i = 1; i <= 10; ++i)
        ten[i * 6] = 1;
    CHECK(waits_of(ten).median_s == 300);
    CHECK(waits_of(ten).nine_of_ten_s == 540);
    CHECK(waits_of({{1, 95}, {600, 5}}).nine_of_ten_s == 10);
    CHECK(waits_of({{1, 80}, {600, 20}}).nine_of_ten_s == 6000);
}

TEST_CASE("a kiosk that is well says so") {
    KioskView view = view_of(healthy(), now);
    CHECK(view.light == Light::green);
    CHECK(says(view, "kiosk.connected"));
    CHECK(says(view, "kiosk.all_arrived"));
    CHECK(says(view, "kiosk.printer_ok"));
    CHECK(says(view, "kiosk.clock_right"));
}

TEST_CASE("silence is normal for an hour, worth a look after a night, and a call after a weekend") {
    KioskHealth health = healthy();
    auto after = [&](int64_t ago) {
        health.last_seen_ms = now - ago;
        return view_of(health, now);
    };
    CHECK(after(90 * minute).light == Light::green);
    CHECK(says(after(90 * minute), "kiosk.heard_minutes"));
    CHECK(after(10 * hour).light == Light::amber);
    CHECK(says(after(10 * hour), "kiosk.silent_hours"));
    CHECK(after(4 * day).light == Light::red);
    CHECK(says(after(4 * day), "kiosk.silent_days"));
    health.last_seen_ms.reset();
    health.health.reset();
    CHECK(says(view_of(health, now), "kiosk.never_heard"));
}

TEST_CASE("the worst comes first and gives the colour") {
    KioskHealth health = healthy();
    health.health->printer = "out";
    health.clock_off_ms = 5 * minute;
    KioskView view = view_of(health, now);
    CHECK(view.light == Light::red);
    CHECK(view.said[0].key == "kiosk.paper_out");
    CHECK(view.said[1].key == "kiosk.clock_fast");
}

TEST_CASE("each trouble has its sentence") {
    auto with = [](const std::function<void(KioskHealth&)>& change) {
        KioskHealth health = healthy();
        change(health);
        return view_of(health, now);
    };
    CHECK(says(with([](auto& h) { h.clock_off_ms = -3 * minute; }), "kiosk.clock_slow"));
    CHECK(with([](auto& h) { h.clock_off_ms = -9 * day; }).light == Light::red);
    CHECK(says(with([](auto& h) { h.clock_off_ms = -9 * day; }), "kiosk.clock_wrong"));
    CHECK(with([](auto& h) { h.health->pending = 5; }).light == Light::green);
    CHECK(with([](auto& h) {
              h.health->pending = 5;
              h.health->oldest_pending_s = 7200;
          }).light == Light::amber);
    CHECK(with([](auto& h) { h.quarantined = 1; }).light == Light::amber);
    CHECK(with([](auto& h) { h.alarms = 1; }).light == Light::red);
    CHECK(with([](auto& h) { h.health->disk_free_mb = 150; }).light == Light::red);
    CHECK(with([](auto& h) { h.health->store = "corrupt"; }).light == Light::red);
    CHECK(with([](auto& h) { h.health->printer = "unknown"; }).light == Light::green);
    CHECK(with([](auto& h) { h.health->printer = "none"; }).light == Light::green);
    CHECK(with([](auto& h) { h.health->printer = "near_end"; }).light == Light::amber);
    for (const char* state : {"open", "off", "gone", "failed"}) {
        KioskView view = with([&](auto& h) { h.health->printer = state; });
        CHECK(view.light == Light::red);
        CHECK(says(view, std::string("kiosk.printer_") + state));
    }
    CHECK(says(with([](auto& h) { h.kiosk.revoked = true; }), "kiosk.revoked"));
}

TEST_CASE("what a kiosk found in its visit by night is told by name, and a visit that is not made any more too") {
    KioskHealth health = healthy();
    CHECK_FALSE(says(view_of(health, now), "kiosk.night_ok")); // an older kiosk says nothing of it
    health.health->night = "green";
    CHECK(says(view_of(health, now), "kiosk.night_ok"));
    health.health->night = "red";
    health.health->night_checks = "printer mentors sound";
    const KioskView red = view_of(health, now);
    CHECK(red.light == Light::red);
    CHECK(says(red, "kiosk.night_printer"));
    CHECK(says(red, "kiosk.night_sound"));
    CHECK(says(red, "kiosk.night_mentors"));
    health.health->night_checks = "smell"; // of a newer kiosk
    CHECK(says(view_of(health, now), "kiosk.night_other"));
    health.health->night_age_s = 3 * 86'400;
    const KioskView old = view_of(health, now);
    CHECK(old.light == Light::amber);
    CHECK(says(old, "kiosk.night_old"));
}

TEST_CASE("what the technician left who set a kiosk up is told with its day, and is no light of today's") {
    const Said ready = said_of_acceptance({{"verdict", "ready"}, {"day", "2026-11-23"}, {"open", 0}});
    CHECK(ready.key == "kiosk.accepted");
    CHECK(ready.light == Light::quiet);
    const Said partly = said_of_acceptance({{"verdict", "partly_ready"}, {"day", "2026-11-23"}, {"open", 3}});
    CHECK(partly.key == "kiosk.accepted_partly_ready");
    CHECK(partly.arguments == content::Arguments{{"day", "2026-11-23"}, {"n", int64_t(3)}});
}

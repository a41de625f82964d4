#pragma once
// Our own fields of a push, all structured dictionaries (RFC 8941) and all covered by the kiosk's signature.

#include "sync/wire/event.h"
#include "sync/wire/signature.h"

#include <set>

namespace accanto::wire {

// Accanto-Batch: which part of the outbox the body is. The elements are the events `from`..`through` in order, without
// those in `absent`: events the kiosk has parked or lost and says so. A gap that nobody declared is a 409.
struct BatchHead {
    int64_t epoch = 0, from = 1, through = 0;   // through = from - 1: no events, a sign of life
    std::set<int64_t> absent;                   // at most 200
    std::string chain;                          // the outbox's hash chain after `through`; empty when there is nothing to say
};
constexpr size_t max_absent = 200;
std::string to_field(const BatchHead& head);
std::optional<BatchHead> parse_batch_head(std::string_view field);

// Accanto-Clock: the kiosk's clocks at the moment of sending.
struct ClockReading {
    int64_t wall_ms = 0, mono_ms = 0;
    std::string boot;
    ClockQuality quality = ClockQuality::unknown;
};
std::string to_field(const ClockReading& reading);
std::optional<ClockReading> parse_clock(std::string_view field);

// Accanto-Health: the newest snapshot; never queued, so it is never old.
struct Health {
    std::string version;             // of the kiosk's software
    std::string printer = "unknown"; // "ok", "near_end", "out", "open", "off", "gone", "failed", "none", "unknown"
    std::string store = "ok";        // "ok", "suspect", "disk_full", "emptied", "restored", "mended" (kiosk/store/last_trouble.h)
    int64_t disk_free_mb = 0;
    int64_t pending = 0, parked = 0;
    std::optional<int64_t> oldest_pending_s;   // age of the oldest unsent event
    std::string night;               // the last night's test visit: "green", "amber", "red"; "": there was none yet
    std::string night_checks;        // of it, what is not green: "printer sound"
    int64_t night_age_s = 0;         // how long ago it was
    std::string packs;               // of content that are installed, with their versions: "starter=3 parking=1"
    std::string content_trouble;     // why something that the hub wants is not there, a sentence in English; "": nothing is wrong
};
std::string to_field(const Health& health);
std::optional<Health> parse_health(std::string_view field);
// The version of a pack that a kiosk shows, as it says; 0: none.
int shown_version(const Health& health, std::string_view pack);
constexpr size_t max_packs_text = 2000, max_trouble_text = 200;

// What each end must cover with its signature.
const std::vector<Item>& push_components();              // of POST /v1/batches
const std::vector<Item>& get_components();               // of a signed GET
const std::vector<Item>& enrol_components();             // of POST /v1/enrol
const std::vector<Item>& point_components();             // of POST /v1/point/..., between the kiosks of a point
const std::vector<Item>& answer_components();            // of an answer to a signed request: it binds the request's signature
const std::vector<Item>& answer_unsigned_components();   // of an answer to a request without one

} // namespace accanto::wire

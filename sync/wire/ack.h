#pragma once
// What the hub answers: to a batch, to a question about its watermark, to an enrolment.

#include "sync/wire/problem.h"

#include <vector>

namespace accanto::wire {

enum class Disposition { stored, duplicate, quarantined, refused, deferred };
const char* to_text(Disposition disposition);

struct EventResult {
    int64_t seq = 0;
    Disposition disposition = Disposition::stored;
    std::optional<Problem> problem;
};

// How the hub wants to be asked next.
struct Pace {
    int after_s = 30, spread_s = 50, max_events = 500;
};

struct Ack {
    int64_t epoch = 0;
    int64_t through = 0;                 // everything of `epoch` up to here is accounted for on the hub's disk
    std::vector<EventResult> results;    // only what is neither stored nor deferred behind `through`
    Pace next;
    int64_t server_time_ms = 0;
    std::string desired;                 // tag of what the hub wants this kiosk to have (desired.h); empty: it does not say
};
std::string to_json(const Ack& ack);
std::optional<Ack> parse_ack(std::string_view json);

// GET /v1/state
struct Stream {
    int64_t epoch = 0, through = 0;
    std::string chain;                   // of the event `through`, 32 bytes; empty where the hub does not know it
    std::vector<int64_t> absent;         // of /v1/state alone: what was declared absent and has not come; ascending
};
constexpr size_t max_absent_told = 500;
struct HubState {
    std::string kiosk, point;
    std::vector<Stream> streams;         // ascending epochs; none yet for a new kiosk
    int64_t server_time_ms = 0;
};
std::string to_json(const HubState& state);
std::optional<HubState> parse_state(std::string_view json);

// GET /v1/time?nonce=
struct HubTime {
    std::string nonce;
    int64_t server_time_ms = 0;
};
std::string to_json(const HubTime& time);
std::optional<HubTime> parse_time(std::string_view json);

// POST /v1/enrol
struct EnrolRequest {
    std::string code, kiosk, public_key, version;   // kiosk: the UUIDv7 its store was born with, the source of its events
};
std::string to_json(const EnrolRequest& request);
std::optional<EnrolRequest> parse_enrol_request(std::string_view json);
struct Enrolled {
    std::string kiosk, point, name, hub_key;
    int64_t server_time_ms = 0;
    std::string replaces;                // id of the kiosk whose place this one takes; empty: of none
};
std::string to_json(const Enrolled& enrolled);
std::optional<Enrolled> parse_enrolled(std::string_view json);

} // namespace accanto::wire

#pragma once
// What a hub wants one kiosk to have: the document of GET /v1/desired (sync/README.md, "What a kiosk is to have").

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::wire {

constexpr size_t max_desired_packs = 200;
constexpr int64_t max_pack_bytes = 256 << 20;       // as content/library reads them
constexpr int64_t max_catalogue_bytes = 1 << 20;
// All that may stand in one document fits into its bytes.
constexpr size_t max_desired_bytes = 1 << 20;
constexpr size_t max_settings_bytes = 16 << 10, max_schedule_bytes = 96 << 10, max_leases = 2000, max_erasures = 500, max_bookings = 500;

struct DesiredPack {
    std::string id;
    int version = 0;                // 0: none any more, what came with the program is shown again
    std::string sha256;             // of the pack, 64 hexadecimal digits; empty for version 0
    int64_t bytes = 0;
    std::string catalogue;          // SHA-256 of the publisher's signed list that lets it in; empty for version 0
    std::vector<int> withdrawn;     // versions that were taken back: who shows one of them goes back
    bool operator==(const DesiredPack&) const = default;
};

struct DesiredCatalogue {
    std::string sha256;
    int64_t bytes = 0;
    std::string signature;          // the publisher's, 64 bytes over the list
    bool operator==(const DesiredCatalogue&) const = default;
};

// Settings that count more than the kiosk's own file, as TOML (content/base/network_settings.h).
struct DesiredSettings {
    int64_t version = 0;            // greater with each change
    std::string text;
    bool operator==(const DesiredSettings&) const = default;
};

// The point's schedule (content/library/schedule.md, without a kiosk) and how many of its seats this kiosk promises.
struct DesiredSchedule {
    int64_t version = 0;            // greater with each change of either
    std::string text;
    std::map<std::string, int> leases;   // by unit_of_time() or the id of a course; what is not named: none
    bool operator==(const DesiredSchedule&) const = default;
};
std::string unit_of_time(const std::string& day, int from_minute);   // "2026-12-01 09:30"
// What travels and is kept of it: {"version":...,"text":...,"leases":{...}}.
std::string to_json(const DesiredSchedule& schedule);
std::optional<DesiredSchedule> parse_schedule(std::string_view json);

// Somebody asked for what they left to be erased.
struct DesiredErasure {
    std::string id;                 // of the booking or the ticket on their paper
    std::string visit;              // in which it was made; empty: not known
    bool operator==(const DesiredErasure&) const = default;
};

// A booking that was made at the kiosk whose place this one took, as it stands by what the hub has heard.
struct DesiredBooking {
    std::string id, code;           // of the slip
    std::string course;             // id in the schedule; empty: an appointment, which has what follows
    std::string day, topic;
    int from_minute = 0, minutes = 0;
    std::string language;
    bool for_other = false, has_contact = false;   // what was left sealed stays at the hub
    std::string state;              // as events tell it
    std::string ticket;             // id, once arrived
    int64_t version = 0;            // how often its seat was another one
    int64_t heard = 0;              // how much the hub has heard of it from kiosks before this one: it says so when it took it over
    bool operator==(const DesiredBooking&) const = default;
};
std::string to_json(const DesiredBooking& booking);
// Nothing when it could be none: a hub tells of nothing that a kiosk would refuse.
std::optional<DesiredBooking> parse_booking(std::string_view json);

struct Desired {
    std::string kiosk, point;
    std::vector<DesiredPack> packs;             // in the order in which they are to be installed; those not named stay as they are
    std::vector<DesiredCatalogue> catalogues;   // that the packs name
    std::optional<DesiredSettings> settings;    // nothing: as they are
    std::optional<DesiredSchedule> schedule;
    std::vector<DesiredErasure> erasures;       // the latest of the point, oldest first
    std::vector<DesiredBooking> bookings;       // to be taken over, in the order in which they were made
    bool operator==(const Desired&) const = default;
};
// The same for equal contents, on every machine: its digest is its tag.
std::string to_json(const Desired& desired);
// Nothing when something in it is missing or odd: half of a wish is none.
std::optional<Desired> parse_desired(std::string_view json);

// The opaque tag of a document, as an ETag and a batch's answer carry it.
std::string tag_of(std::string_view document);

// "\"abc\"" <-> "abc"; nothing when the field is no strong entity tag (RFC 9110, 8.8.3).
std::string to_etag(std::string_view tag);
std::optional<std::string> parse_etag(std::string_view field);

// A part of something long: bytes first..last of `of` (RFC 9110, 14).
struct Part {
    int64_t first = 0, last = 0, of = 0;
};
std::string to_content_range(const Part& part);
std::optional<Part> parse_content_range(std::string_view field);
// "bytes=0-99", "bytes=100-", "bytes=-5" of something that long, cut where it ends. Nothing when it asks for anything else: several
// parts, another unit, or more than there is.
std::optional<Part> part_of_range(std::string_view field, int64_t of);

} // namespace accanto::wire

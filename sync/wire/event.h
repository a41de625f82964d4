#pragma once
// One event as the hub reads it: CloudEvents 1.0 with our extension attributes.

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace accanto::wire {

enum class ClockQuality { trusted, carried, unknown };
const char* to_text(ClockQuality quality);

struct Event {
    std::string id, source, type;
    int64_t epoch = 0, seq = 0;
    int64_t wall_ms = 0;              // as the kiosk believed
    std::string boot;
    int64_t mono_ms = 0;              // since that boot
    ClockQuality clock = ClockQuality::unknown;
    std::shared_ptr<const nlohmann::json> data;   // an object
};

// What is wrong with an event, in words for the quarantine list.
struct EventFault {
    std::string detail;
};

// Reads one element of a batch. Never throws for what is in it. Integer attributes may be JSON numbers or their decimal text
// (CloudEvents integers have 32 bits, milliseconds since boot need more).
std::variant<Event, EventFault> parse_event(std::string_view bytes);

} // namespace accanto::wire

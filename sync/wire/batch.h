#pragma once
// A batch: the JSON array of the exact bytes the outbox holds (CloudEvents 1.0 JSON batch). Taking it apart gives back
// the same bytes, because hashes, duplicates and quarantine all speak of bytes, not of meanings.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace accanto::wire {

constexpr std::string_view batch_content_type = "application/cloudevents-batch+json";
constexpr size_t max_batch_events = 500;
constexpr size_t max_batch_bytes = 1 << 20;    // decoded
constexpr size_t max_event_bytes = 64 << 10;
constexpr int max_event_depth = 32;

std::string encode_batch(const std::vector<std::string_view>& events);
// What encode_batch() adds to the events themselves.
constexpr size_t batch_overhead(size_t events) { return events == 0 ? 2 : events + 1; }

enum class BatchFault { too_large, too_many, not_an_array, too_deep };
const char* to_text(BatchFault fault);

// The elements of the array, in order, as they stand (white space around them left out). They point into `body`. An
// element need not be valid JSON: only strings, brackets and commas are looked at, so one bad event spoils no other.
std::variant<std::vector<std::string_view>, BatchFault> decode_batch(std::string_view body);

} // namespace accanto::wire

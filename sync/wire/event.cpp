#include "sync/wire/event.h"

#include "sync/wire/batch.h"
#include "sync/wire/time.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace accanto::wire {

namespace {

using nlohmann::json;

// Fills fields one after the other; the first thing that is wrong is kept.
class Attributes {
public:
    explicit Attributes(const json& event) : m_event(event) {}

    std::string text(const char* name, size_t longest) {
        auto at = m_event.find(name);
        if (at == m_event.end() || !at->is_string())
            return wrong(fmt::format("\"{}\" must be a text", name)), std::string();
        auto value = at->get<std::string>();
        if (value.empty() || value.size() > longest)
            wrong(fmt::format("\"{}\" must have 1 to {} bytes", name, longest));
        // CloudEvents 1.0, "Type System": a String holds no control characters.
        if (std::any_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
            wrong(fmt::format("\"{}\" must hold no control characters", name));
        return value;
    }
    int64_t integer(const char* name) {
        auto at = m_event.find(name);
        int64_t value = -1;
        if (at != m_event.end() && at->is_number_unsigned() && at->get<uint64_t>() <= uint64_t(INT64_MAX)) {
            value = at->get<int64_t>();
        } else if (at != m_event.end() && at->is_string()) {
            const auto& digits = at->get_ref<const std::string&>();
            auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            if (error != std::errc() || end != digits.data() + digits.size())
                value = -1;
        }
        if (value < 0)
            wrong(fmt::format("\"{}\" must be a whole number from 0", name));
        return value;
    }
    void wrong(std::string what) {
        if (m_fault.empty())
            m_fault = std::move(what);
    }
    const std::string& fault() const { return m_fault; }

private:
    const json& m_event;
    std::string m_fault;
};

ClockQuality quality_of(Attributes& attributes) {
    std::string text = attributes.text("clockquality", 16);
    if (text == "trusted")
        return ClockQuality::trusted;
    if (text == "carried")
        return ClockQuality::carried;
    if (text != "unknown")
        attributes.wrong("\"clockquality\" must be trusted, carried or unknown");
    return ClockQuality::unknown;
}

// The parser builds its tree without recursion, but nothing of ours nests this deep.
bool too_deep(std::string_view bytes) {
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < bytes.size(); ++i) {
        char c = bytes[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            if (++depth > max_event_depth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

const char* to_text(ClockQuality quality) {
    switch (quality) {
    case ClockQuality::trusted: return "trusted";
    case ClockQuality::carried: return "carried";
    case ClockQuality::unknown: break;
    }
    return "unknown";
}

std::variant<Event, EventFault> parse_event(std::string_view bytes) {
    if (bytes.size() > max_event_bytes)
        return EventFault{"larger than 64 KiB"};
    if (too_deep(bytes))
        return EventFault{"nested more than 32 deep"};
    auto tree = std::make_shared<json>(json::parse(bytes, nullptr, false));
    if (tree->is_discarded() || !tree->is_object())
        return EventFault{"no JSON object"};
    Attributes attributes(*tree);
    if (attributes.text("specversion", 8) != "1.0")
        attributes.wrong("\"specversion\" must be 1.0");
    Event event;
    event.id = attributes.text("id", 64);
    event.source = attributes.text("source", 256);
    event.type = attributes.text("type", 128);
    event.epoch = attributes.integer("epoch");
    event.seq = attributes.integer("seq");
    event.boot = attributes.text("bootid", 64);
    event.mono_ms = attributes.integer("monoms");
    event.clock = quality_of(attributes);
    auto wall = parse_rfc3339(attributes.text("time", 40));
    if (!wall)
        attributes.wrong("\"time\" must be an RFC 3339 time");
    auto data = tree->find("data");
    if (data == tree->end() || !data->is_object())
        attributes.wrong("\"data\" must be an object");
    if (!attributes.fault().empty())
        return EventFault{attributes.fault()};
    event.wall_ms = *wall;
    event.data = std::shared_ptr<const json>(tree, &*data);   // lives as long as the tree it is part of
    return event;
}

} // namespace accanto::wire

#include "sync/wire/batch.h"

namespace accanto::wire {

namespace {

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_white(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_white(text.back()))
        text.remove_suffix(1);
    return text;
}

// The end of a string whose opening quote stands at `at`: the index of its closing quote, or npos.
size_t end_of_string(std::string_view text, size_t at) {
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at;
    }
    return std::string_view::npos;
}

} // namespace

std::string encode_batch(const std::vector<std::string_view>& events) {
    size_t size = batch_overhead(events.size());
    for (std::string_view event : events)
        size += event.size();
    std::string out;
    out.reserve(size);
    out += '[';
    for (std::string_view event : events) {
        if (out.size() > 1)
            out += ',';
        out += event;
    }
    return out += ']';
}

const char* to_text(BatchFault fault) {
    switch (fault) {
    case BatchFault::too_large: return "the batch is larger than 1 MiB";
    case BatchFault::too_many: return "the batch has more than 500 events";
    case BatchFault::not_an_array: return "the batch is no JSON array";
    case BatchFault::too_deep: return "the batch is nested more than 32 deep";
    }
    return "";
}

std::variant<std::vector<std::string_view>, BatchFault> decode_batch(std::string_view body) {
    if (body.size() > max_batch_bytes)
        return BatchFault::too_large;
    std::string_view text = trimmed(body);
    if (text.size() < 2 || text.front() != '[' || text.back() != ']')
        return BatchFault::not_an_array;
    text = text.substr(1, text.size() - 2);
    std::vector<std::string_view> out;
    if (trimmed(text).empty())
        return out;
    int depth = 0;
    size_t start = 0;
    for (size_t i = 0; i <= text.size(); ++i) {
        char c = i < text.size() ? text[i] : ',';
        if (c == '"') {
            if ((i = end_of_string(text, i)) == std::string_view::npos)
                return BatchFault::not_an_array;
        } else if (c == '{' || c == '[') {
            if (++depth > max_event_depth)
                return BatchFault::too_deep;
        } else if (c == '}' || c == ']') {
            if (--depth < 0)
                return BatchFault::not_an_array;
        } else if (c == ',' && depth == 0) {
            std::string_view event = trimmed(text.substr(start, i - start));
            if (event.empty())
                return BatchFault::not_an_array;
            if (out.size() == max_batch_events)
                return BatchFault::too_many;
            out.push_back(event);
            start = i + 1;
        }
    }
    if (depth != 0 || start <= text.size())
        return BatchFault::not_an_array;
    return out;
}

} // namespace accanto::wire

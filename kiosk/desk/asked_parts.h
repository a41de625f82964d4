#pragma once
// How a body is read, for the files that read one.

#include "kiosk/desk/asked.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace accanto::desk {

using nlohmann::json;

inline const Wrong unreadable{"problem.bad_request"};

inline json object_of(std::string_view body) {
    json read = json::parse(body, nullptr, false);
    return read.is_object() ? read : json();
}

// "" when it is missing or no text.
inline std::string text_of(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

inline size_t characters(std::string_view utf8) {
    return size_t(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// And without blanks at the end.
inline std::string without_controls(std::string text) {
    std::erase_if(text, [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == 0x7f; });
    const size_t end = text.find_last_not_of(" \n");
    text.resize(end == std::string::npos ? 0 : end + 1);
    return text;
}

} // namespace accanto::desk

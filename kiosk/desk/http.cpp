#include "kiosk/desk/http.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

namespace accanto::desk {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// Calls `each` with the trimmed parts between separators.
template <class Each>
void split(std::string_view text, char separator, Each each) {
    while (!text.empty()) {
        const size_t end = std::min(text.find(separator), text.size());
        if (const auto part = trimmed(text.substr(0, end)); !part.empty())
            each(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

} // namespace

std::string Request::header(const std::string& lower_case_name) const {
    const auto found = headers.find(lower_case_name);
    return found == headers.end() ? std::string() : found->second;
}

std::string Request::cookie(std::string_view name) const {
    std::string value;
    split(header("cookie"), ';', [&](std::string_view part) {
        const size_t equals = part.find('=');
        if (equals != std::string_view::npos && part.substr(0, equals) == name)
            value = part.substr(equals + 1);
    });
    return value;
}

std::string escape_html(std::string_view text) {
    std::string result;
    result.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

std::string escape_json_in_html(std::string_view json) {
    std::string result;
    for (const char c : json) {
        switch (c) {
        case '<':
            result += "\\u003c";
            break;
        case '>':
            result += "\\u003e";
            break;
        case '&':
            result += "\\u0026";
            break;
        default:
            result += c;
        }
    }
    return result;
}

std::optional<std::string> accepted_language(std::string_view header,
                                             const std::vector<std::string>& offered) {
    std::optional<std::string> best;
    double best_weight = 0;
    split(header, ',', [&](std::string_view part) {
        const size_t semicolon = part.find(';');
        const std::string range = lower(trimmed(part.substr(0, semicolon)));
        double weight = 1;
        if (semicolon != std::string_view::npos) {
            const std::string parameter(trimmed(part.substr(semicolon + 1)));
            if (parameter.starts_with("q="))
                weight = std::strtod(parameter.c_str() + 2, nullptr);
        }
        const std::string primary = range.substr(0, range.find('-'));
        const auto found = std::find(offered.begin(), offered.end(), primary);
        if (found == offered.end() || weight <= best_weight)
            return;
        best = *found;
        best_weight = weight;
    });
    return best;
}

Reply problem(int status, const std::string& code, const std::string& title, const std::string& detail) {
    const nlohmann::ordered_json body = {
        {"type", "urn:accanto:problem:" + code}, {"title", title}, {"status", status}, {"detail", detail}};
    Reply reply;
    reply.status = status;
    reply.type = "application/problem+json";
    reply.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return reply;
}

Reply json_reply(std::string json) {
    Reply reply;
    reply.type = "application/json";
    reply.body = std::move(json);
    return reply;
}

Reply see_other(const std::string& location) {
    Reply reply;
    reply.status = 303;
    reply.headers.emplace_back("Location", location);
    return reply;
}

} // namespace accanto::desk

#include "sync/hub/query.h"

#include "content/base/bytes.h"

#include <algorithm>

namespace accanto::hub {

namespace {

std::string decoded(std::string_view text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        auto byte = text[i] == '%' && i + 2 < text.size() ? from_hex(text.substr(i + 1, 2)) : std::nullopt;
        if (byte) {
            out += *byte;
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

} // namespace

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
    if (query.starts_with('?'))
        query.remove_prefix(1);
    while (!query.empty()) {
        size_t end = size_t(std::find(query.begin(), query.end(), '&') - query.begin());
        std::string_view pair = query.substr(0, end);
        size_t equals = size_t(std::find(pair.begin(), pair.end(), '=') - pair.begin());
        if (decoded(pair.substr(0, equals)) == name)
            return decoded(pair.substr(std::min(equals + 1, pair.size())));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return std::nullopt;
}

std::string query_encode(std::string_view text) {
    std::string out;
    for (char c : text) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        out += plain ? std::string(1, c) : "%" + to_hex(std::string(1, c));
    }
    return out;
}

} // namespace accanto::hub

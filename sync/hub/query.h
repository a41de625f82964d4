#pragma once
// Query strings and form bodies (application/x-www-form-urlencoded).

#include <optional>
#include <string>
#include <string_view>

namespace accanto::hub {

// The first value of `name`, decoded; `query` with or without its '?'.
std::optional<std::string> query_value(std::string_view query, std::string_view name);
std::string query_encode(std::string_view text);

} // namespace accanto::hub

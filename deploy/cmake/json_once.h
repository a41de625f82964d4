#pragma once
// The classes of JSON values, compiled once (content/base/json_once.cpp) and not again in each of the hundred files that use
// them.

#include <nlohmann/json.hpp>

extern template class nlohmann::basic_json<>;
extern template class nlohmann::basic_json<nlohmann::ordered_map>;

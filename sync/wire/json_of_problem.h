#pragma once
// Problems inside other JSON documents. For the .cpp files of this room: it brings in the whole of nlohmann json.

#include "sync/wire/problem.h"

#include <nlohmann/json.hpp>

namespace accanto::wire {

nlohmann::json json_of(const Problem& problem);
std::optional<Problem> problem_of(const nlohmann::json& object);

} // namespace accanto::wire

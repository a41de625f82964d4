#pragma once
// Pieces that the desk's and the display's snapshots are made of.

#include "kiosk/desk/texts.h"
#include "kiosk/point/queue.h"

#include <nlohmann/json.hpp>

namespace accanto::desk {

using Json = nlohmann::ordered_json;

// Text of any origin: what is not UTF-8 becomes U+FFFD.
std::string dump(const Json& json);

// {"code","title","picture","tint"} of a topic; the picture is a path of ours or "".
Json topic_json(const Texts& texts, const std::string& language, const std::string& code);

// "10:42" at the point.
std::string clock_text(int64_t wall_ms, const std::string& zone);

} // namespace accanto::desk

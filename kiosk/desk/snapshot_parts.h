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

// A printer that wants somebody's care, as a notice: {"text","since","today","urgent"}; null while it is well, or none.
Json printer_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language);

// "10:42" at the point.
std::string clock_text(int64_t wall_ms, const std::string& zone);

} // namespace accanto::desk

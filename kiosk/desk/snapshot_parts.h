#pragma once
// Pieces that the desk's and the display's snapshots are made of.

#include "kiosk/desk/texts.h"
#include "kiosk/point/people.h"

#include <nlohmann/json.hpp>

namespace accanto::desk {

using Json = nlohmann::ordered_json;

// Text of any origin: what is not UTF-8 becomes U+FFFD.
std::string dump(const Json& json);

// {"code","title","picture","tint"} of a topic; the picture is a path of ours or "".
Json topic_json(const Texts& texts, const std::string& language, const std::string& code);

// A printer that wants somebody's care, as a notice: {"text","since","today","urgent"}; null while it is well, or none.
Json printer_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language);

// How the kiosk is: {"open","state_text","closed","cleaning_until_ms","printer_text"}. "closed", while staff
// have closed it, is {"reason","reason_text","message"}, else null. The pause ends by the wall clock.
Json kiosk_json(store::Store& store, const Settings& settings, const Texts& texts,
                const std::string& language);

// What is known of a mentor's training, in a sentence; "" when nothing is.
std::string credential_text(const Texts& texts, const std::string& language, const point::Credential& credential);

// Everybody who may sign in: a list of {"id","name","credential","credential_text","since","framework"}.
Json mentors_json(const Texts& texts, const std::string& language, const std::vector<point::Mentor>& mentors);

// The other kiosks of the point: a list of {"id","name","text","printer","care"}. "care": somebody should see to it, because it
// is silent or its printer wants care. Within read().
Json other_kiosks_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language);

// What the kiosk's visit by night found: {"light","text","lines":[{"name","text"}]}, the lines in which something is to be done;
// null where it makes none.
Json night_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language);

// Who wants a colleague: a list of {"id","name","coming_desk","coming"}; ids are desks, both names may be "".
Json colleagues_json(store::Store& store, const std::vector<point::Mentor>& mentors);

// {"appointments": [...], "courses": [...]}: of the day, and to come; both empty where the schedule has none. Within read().
Json agenda_json(store::Store& store, const Settings& settings, const Texts& texts, const std::string& language);

// "10:42" at the point.
std::string clock_text(int64_t wall_ms, const std::string& zone);

} // namespace accanto::desk

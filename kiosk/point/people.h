#pragma once
// Mentors, who is here, and whether the point is open.

#include "content/base/settings.h"
#include "kiosk/store/store.h"

#include <array>

namespace accanto::point {

// Of the training a mentor does or has done.
struct Credential {
    std::string kind;      // "in_training" | "certified"; "": nobody said it
    std::string since;     // local day
    std::string framework; // the programme that gives it, at most 80 characters; may be ""
};
inline constexpr std::string_view credential_kinds[] = {"in_training", "certified"};
constexpr size_t longest_framework = 80; // characters

struct Mentor {
    std::string id, name;
    bool locked = false;
    Credential credential = {}; // as mentors() knows it
};
enum class Presence { on, pause, off };
const char* to_text(Presence presence); // "on", "pause", "off"
std::optional<Presence> presence_of(std::string_view text);

// Why nobody can be added under a name. Blanks around it do not count.
enum class NameFault { none, empty, too_long, taken }; // too long: over 120 bytes; taken: in any case of letters, with any number of spaces
NameFault name_fault(store::Store& store, const std::string& name);
// Adds a mentor; the PIN (6 to 12 digits; demo PINs of 4 are refused) is kept as argon2id. Throws
// std::invalid_argument with a sentence.
Mentor add_mentor(store::Store& store, const std::string& name, const std::string& pin);
std::vector<Mentor> mentors(store::Store& store);

// The mentor when name and PIN fit. 5 wrong tries lock for 15 minutes.
enum class SignIn { ok, wrong, locked };
struct SignInResult {
    SignIn what = SignIn::wrong;
    std::optional<Mentor> mentor;
};
SignInResult sign_in(store::Store& store, const std::string& name, const std::string& pin);

// Presence is renewed by the desk page; without renewal for 10 minutes a mentor counts as off.
void set_presence(store::Store& store, std::string_view mentor_id, const std::string& desk,
                  Presence presence);
struct Present {
    Mentor mentor;
    std::string desk;
    Presence presence = Presence::off;
};
std::vector<Present> present(store::Store& store); // on or pause
int mentors_here(store::Store& store);             // on
int mentors_on_break(store::Store& store);         // pause

// On a kiosk without the desk all of this is what the kiosk with the desk last said (guest.h).

// Open by the timetable of the settings at this moment (always, when it is empty), unless staff closed it.
bool is_open(store::Store& store, const Settings& settings);

// What staff tell citizens when they close the point. Both may be empty.
struct ClosedByStaff {
    std::string
        reason; // one of closing_reasons: said in the citizen's language, closed.<reason> of the words
    std::string message; // in staff's own words and the place's language: data, whatever is in it
};
// The last one ends with its day; the others end when staff open the point again.
inline constexpr std::array closing_reasons = {"back_soon", "later_today", "trouble", "rest_of_day"};

// Staff close the point. `mentor_id` may be empty. Throws std::invalid_argument for a reason that is none.
void close_point(store::Store& store, const Settings& settings, std::string_view mentor_id,
                 const ClosedByStaff& told);
void open_point(store::Store& store, std::string_view mentor_id);
std::optional<ClosedByStaff> closed_by_staff(store::Store& store, const Settings& settings);

// The next span that begins after now (weekday 1-7 and minutes; 0 days ahead is today), nothing when the
// timetable is empty.
struct NextOpening {
    int weekday = 1, from_minute = 0, to_minute = 0, days_ahead = 0;
};
std::optional<NextOpening> next_opening(const Settings& settings, int64_t wall_ms);
// When the span of now ends, in minutes since midnight; nothing outside of the timetable, or without one.
std::optional<int> open_until(const Settings& settings, int64_t wall_ms);

} // namespace accanto::point

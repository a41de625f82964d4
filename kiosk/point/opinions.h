#pragma once
// What citizens say: of a visit, of a mentor's help, and to the community. No name; typed words come sealed.

#include "kiosk/point/queue.h"

namespace accanto::point {

// How it was, at the end of a visit: 1 bad, 2 so-so, 3 good.
constexpr int most_faces = 3;
inline constexpr std::string_view good_reasons[] = {"easy", "clear", "kind", "learned", "quick", "safe"};
inline constexpr std::string_view bad_reasons[] = {"hard",   "fast",       "not_needed",
                                                   "waited", "unreadable", "broken"};

struct Feedback {
    std::string visit, language;
    int face = 0;
    std::vector<std::string> reasons; // of good_reasons with face 3, else of bad_reasons
};
// One transaction with its event. Throws std::invalid_argument for what is no face or no reason of it.
void give_feedback(store::Store& store, const Feedback& feedback);

// Numbers of this kiosk whose help ended a short while ago and has no stars yet, the latest first.
constexpr int64_t rateable_ms = 30 * 60 * 1000;
constexpr int most_rateable = 5;
std::vector<Ticket> just_served(store::Store& store);

struct Stars {
    std::string visit, language, ticket;
    int stars = 0;            // 1 to 5
    std::string would_return; // "" | "yes" | "no"
};
// Once for each ticket, and only of help that is over: else nothing happens. Returns whether they count. One
// transaction with its event. Throws std::invalid_argument for what is no number of stars or no answer.
bool give_stars(store::Store& store, const Stars& stars);

inline constexpr std::string_view suggestion_topics[] = {"hours", "lessons", "kiosk",
                                                         "help",  "place",   "other"};
inline constexpr std::string_view ways_to_join[] = {"volunteer", "learner", "author", "interpreter",
                                                    "visitor"};

struct Suggestion {
    std::string visit, language;
    std::string about;  // of suggestion_topics
    std::string sealed; // point/contact.h; "": nothing was typed
};
struct Joining {
    std::string visit, language;
    std::string as; // of ways_to_join
    std::string sealed;
};
// Both are one transaction with their event, and throw std::invalid_argument for a code that is none.
void suggest(store::Store& store, const Settings& settings, const Suggestion& suggestion);
void join(store::Store& store, const Settings& settings, const Joining& joining);

} // namespace accanto::point

#pragma once
// What is done for mentors beside adding them.

#include "kiosk/point/people.h"

#include <string>

namespace accanto::point {

// Each call finds the mentor by name, in any case of letters, and commits before it returns; throws
// std::invalid_argument with a sentence when there is none of that name, or the PIN is not one.

// The mentor can sign in no more until unlocked: for one who has left. Nothing of what they did is lost.
void bar_mentor(store::Store& store, const std::string& name);
// Ends both kinds of lock: the one above, and the quarter of an hour after too many wrong tries.
void unlock_mentor(store::Store& store, const std::string& name);
// A new PIN, by the rules of add_mentor(). It ends the quarter of an hour after wrong tries, and does not unlock who was
// barred.
void change_pin(store::Store& store, const std::string& name, const std::string& pin);

// Keeps the credential of a mentor, by id, and tells the network of it when it is another one than before. Throws
// std::invalid_argument with a sentence for a mentor who does not exist, a kind that is none, a day that is none or is
// after today at the point, and a framework that is too long.
void set_credential(store::Store& store, const Settings& settings, std::string_view mentor_id, const Credential& credential);

bool is_barred(store::Store& store, std::string_view mentor_id); // of one who does not exist, too
// How many mentors can sign in, now or when a quarter of an hour is over.
int64_t mentors_not_barred(store::Store& store);

} // namespace accanto::point

#pragma once
// The last step of the ladder (deploy/lockdown/recover): the screen failed again and again, and from now on a
// kiosk of few parts gives numbers (kiosk/app/safe_screen.h), until the whole program is tried again and
// stands.

#include "kiosk/store/safe_numbers.h"

namespace accanto::store {

// Since when, by the wall clock; nothing: the kiosk is not in safe mode. Never throws.
std::optional<int64_t> safe_mode_since(const SafePlaces& places);

// The next start of the kiosk is one of the whole program. A start uses the leave up, so that a program that
// fails again comes back to safe mode. Never throws: without a place to keep it there is no try.
void try_whole_program(const SafePlaces& places);
bool use_up_try(const SafePlaces& places);

// The whole program has stood long enough. Throws Error (errno) when the mark stays.
void end_safe_mode(const SafePlaces& places);

} // namespace accanto::store

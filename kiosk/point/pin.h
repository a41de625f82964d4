#pragma once
// What a PIN is and how it is kept.

#include "content/base/clock.h"

#include <string>

namespace accanto::point {

// Throws std::invalid_argument with a sentence unless it is 6 to 12 digits, two of them different.
void check_pin(const std::string& pin);
// One that nobody chose: 6 digits, as check_pin() wants them.
std::string make_pin();

// argon2id as libsodium writes it, with the "interactive" limits: about a tenth of a second. Throws Error
// without memory.
std::string hashed_pin(const std::string& pin);

// So many wrong tries close the door for so long.
constexpr int tries_before_lock = 5;
constexpr int64_t lock_ms = 15 * 60 * 1000;
// What is left of a lock that began at these moments: it runs on the clock that cannot be turned; after a restart of the
// machine, on the wall clock. 0: it is over.
int64_t lock_left_ms(const Clock& clock, int64_t wall_ms, int64_t mono_ms, std::string_view boot);

// Whether it is the PIN that was hashed; as slow as hashing.
bool pin_fits(const std::string& hash, const std::string& pin);

} // namespace accanto::point

#pragma once
// What a PIN is and how it is kept.

#include <string>

namespace accanto::point {

// Throws std::invalid_argument with a sentence unless it is 6 to 12 digits, two of them different.
void check_pin(const std::string& pin);

// argon2id as libsodium writes it, with the "interactive" limits: about a tenth of a second. Throws Error
// without memory.
std::string hashed_pin(const std::string& pin);

// Whether it is the PIN that was hashed; as slow as hashing.
bool pin_fits(const std::string& hash, const std::string& pin);

} // namespace accanto::point

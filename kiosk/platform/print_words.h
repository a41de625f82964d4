#pragma once
// The words between the kiosk and accanto-print (print_helper.cpp says what they mean).

#include <cstddef>

namespace accanto::platform::print_words {

inline constexpr const char *look = "look", *print = "print";                           // orders
inline constexpr const char *state = "state", *printed = "printed", *failed = "failed"; // answers
inline constexpr size_t most_bytes = 1 << 20;
inline constexpr const char* usual_socket = "/run/cups/cups.sock";

} // namespace accanto::platform::print_words

#pragma once
// Letters as readers count them, on UTF-8, without copies that would outlive a wiped text.

#include <cstddef>
#include <string>
#include <string_view>

namespace accanto::content {

inline constexpr size_t most_typed_letters = 64, most_typed_bytes = 4 * most_typed_letters;

std::string_view trimmed(std::string_view text); // without spaces and no-break spaces at both ends
size_t letter_count(std::string_view text);      // code points
bool all_digits(std::string_view text);          // of any script
bool has_marks(std::string_view text);           // vowel signs, loose accents: what no keyboard has a key for
bool same_ignoring_case(std::string_view a, std::string_view b);
bool contains_ignoring_case(std::string_view text, std::string_view part);

// In small Latin letters without accents, whatever script it is in: "مكتبة" is "mktbt". Signs and spaces
// stay.
std::string in_plain_letters(std::string_view text);

// Puts into `out` what a keyboard may have typed: no control or direction characters, no broken bytes, at
// most most_typed_letters. The second form adds to what is there, up to so many.
void keep_typable(std::string_view utf8, std::string& out);
void add_typable(std::string_view utf8, std::string& out, size_t most_letters = most_typed_letters);
void drop_last_letter(std::string& text); // with the marks that sit on it

// Overwrites with zeros, the spare capacity too, and empties.
void wipe_text(std::string& text);

} // namespace accanto::content

#include "content/library/exports/fiscal_code.h"

#include <array>
#include <string>

namespace accanto::content {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view digits = "0123456789LMNPQRSTUV";
constexpr std::string_view months = "ABCDEHLMPRST";

// What each of the first fifteen characters may be.
constexpr std::array<const std::string_view*, 15> form = {&letters, &letters, &letters, &letters, &letters,
                                                          &letters, &digits,  &digits,  &months,  &digits,
                                                          &digits,  &letters, &digits,  &digits,  &digits};

// Worth of a character at an odd place, by its place in the alphabet; a digit counts as the letter of its
// number.
constexpr std::array<int, 26> odd = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                     20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

char upper(char c) {
    return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
}

} // namespace

bool is_fiscal_code(std::string_view text) {
    if (text.size() != 16)
        return false;
    int sum = 0;
    for (size_t i = 0; i < form.size(); ++i) {
        const char c = upper(text[i]);
        if (form[i]->find(c) == std::string_view::npos)
            return false;
        const int worth = c >= '0' && c <= '9' ? c - '0' : c - 'A';
        sum += i % 2 == 0 ? odd[size_t(worth)] : worth;
    }
    return upper(text[15]) == char('A' + sum % 26);
}

} // namespace accanto::content

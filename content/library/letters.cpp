#include "content/library/letters.h"

#include <cstring>
#include <memory>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace accanto::content {

namespace {

// The code point at `at` (moved on), or below 0 for a broken byte.
UChar32 next(std::string_view text, int32_t& at) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    UChar32 c = 0;
    U8_NEXT(bytes, at, int32_t(text.size()), c);
    return c;
}

bool is_space(UChar32 c) {
    return c == ' ' || c == 0xa0 || c == '\t' || c == '\n' || c == '\r';
}

bool is_mark(UChar32 c) {
    auto type = u_charType(c);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_COMBINING_SPACING_MARK ||
           c == 0x200d;
}

// Format characters (directions, isolates, byte order marks) would turn the words around them; joiners shape
// letters.
bool is_typable(UChar32 c) {
    if (c < 0 || u_iscntrl(c))
        return false;
    return u_charType(c) != U_FORMAT_CHAR || c == 0x200c || c == 0x200d;
}

} // namespace

std::string_view trimmed(std::string_view text) {
    int32_t at = 0, start = 0;
    while (at < int32_t(text.size())) {
        start = at;
        if (!is_space(next(text, at)))
            break;
        start = at;
    }
    text.remove_prefix(size_t(start));
    int32_t end = 0;
    for (at = 0; at < int32_t(text.size());)
        if (!is_space(next(text, at)))
            end = at;
    return text.substr(0, size_t(end));
}

size_t letter_count(std::string_view text) {
    size_t count = 0;
    for (int32_t at = 0; at < int32_t(text.size()); ++count)
        next(text, at);
    return count;
}

bool has_marks(std::string_view text) {
    for (int32_t at = 0; at < int32_t(text.size());)
        if (UChar32 c = next(text, at); c >= 0 && u_charType(c) == U_NON_SPACING_MARK)
            return true;
    return false;
}

bool all_digits(std::string_view text) {
    for (int32_t at = 0; at < int32_t(text.size());)
        if (!u_isdigit(next(text, at)))
            return false;
    return true;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
    int32_t in_a = 0, in_b = 0;
    while (in_a < int32_t(a.size()) && in_b < int32_t(b.size()))
        if (u_tolower(next(a, in_a)) != u_tolower(next(b, in_b)))
            return false;
    return in_a == int32_t(a.size()) && in_b == int32_t(b.size());
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
    for (int32_t at = 0; at < int32_t(text.size());) {
        int32_t in_text = at, in_part = 0;
        while (in_text < int32_t(text.size()) && in_part < int32_t(part.size())) {
            int32_t before = in_part;
            if (u_tolower(next(text, in_text)) != u_tolower(next(part, in_part))) {
                in_part = before;
                break;
            }
        }
        if (in_part == int32_t(part.size()))
            return true;
        next(text, at);
    }
    return part.empty();
}

std::string in_plain_letters(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> rules(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Any-Lower", UTRANS_FORWARD, status));
    auto letters = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), int32_t(text.size())));
    if (U_SUCCESS(status) && rules)
        rules->transliterate(letters);
    std::string out;
    letters.toUTF8String(out);
    return out;
}

void keep_typable(std::string_view utf8, std::string& out) {
    // Shorter texts must not leave the end of longer ones in the spare room.
    if (!out.empty())
        explicit_bzero(out.data(), out.size());
    out.clear();
    add_typable(utf8, out);
}

void add_typable(std::string_view utf8, std::string& out, size_t most_letters) {
    if (out.capacity() < most_typed_bytes)
        out.reserve(most_typed_bytes);
    size_t count = letter_count(out);
    for (int32_t at = 0; at < int32_t(utf8.size()) && count < most_letters;) {
        int32_t start = at;
        if (is_typable(next(utf8, at))) {
            out.append(utf8.substr(size_t(start), size_t(at - start)));
            ++count;
        }
    }
}

void drop_last_letter(std::string& text) {
    bool mark = true;
    while (mark && !text.empty()) {
        const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
        int32_t at = int32_t(text.size());
        UChar32 c = 0;
        U8_PREV(bytes, 0, at, c);
        mark = c >= 0 && is_mark(c);
        explicit_bzero(text.data() + at, text.size() - size_t(at));
        text.resize(size_t(at));
    }
}

void wipe_text(std::string& text) {
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

} // namespace accanto::content

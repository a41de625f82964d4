#pragma once
// What a page asked for, read from JSON and checked. A value that does not fit is nothing, with the code of
// its problem.

#include "kiosk/desk/texts.h"
#include "kiosk/point/people.h"
#include "kiosk/point/queue.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace accanto::desk {

// Key of the sentence that says what is wrong: "sign_in.type_pin".
struct Wrong {
    std::string key;
};

struct SignInAsked {
    std::string mentor; // id
    std::string pin;    // 6 to 12 digits
    std::string desk;   // 1 to 4 letters or digits, upper case
};
std::variant<SignInAsked, Wrong> read_sign_in(std::string_view body);

std::variant<point::Presence, Wrong> read_presence(std::string_view body);

// Topics must be known ones, codes the fixed words; the note has at most 600 characters, and loses control
// characters.
std::variant<point::ServiceRecord, Wrong> read_record(std::string_view body, const content::Topics& topics);

} // namespace accanto::desk

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
    std::string field = {}; // key of what the page calls the field that is meant; "": the sentence says it
};

struct SignInAsked {
    std::string mentor; // id
    std::string pin;    // 6 to 12 digits
    std::string desk;   // 1 to 4 letters or digits, upper case
};
std::variant<SignInAsked, Wrong> read_sign_in(std::string_view body);

std::variant<point::Presence, Wrong> read_presence(std::string_view body);

// Topics must be known ones, codes the fixed words (content/base/record_codes.h); what may be left out may be
// missing, "", null or 0. The note has at most 600 characters, and loses control
// characters.
std::variant<point::ServiceRecord, Wrong> read_record(std::string_view body, const content::Topics& topics);

struct CredentialAsked {
    std::string mentor; // id
    point::Credential credential;
};
// A kind of point::credential_kinds, a day up to `today`, a framework of at most point::longest_framework characters on one
// line.
std::variant<CredentialAsked, Wrong> read_credential(std::string_view body, const std::string& today);

// At least one of: another topic, a desk, a mentor (not both).
std::variant<point::Transfer, Wrong> read_transfer(std::string_view body, const content::Topics& topics);

// A reason of point::closing_reasons or none; a message of at most 140 characters, without control
// characters, on one line.
std::variant<point::ClosedByStaff, Wrong> read_closing(std::string_view body);

// One text of the body; "" when it is missing or no text.
std::string read_text(std::string_view body, const char* name);

} // namespace accanto::desk

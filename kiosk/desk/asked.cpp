#include "kiosk/desk/asked_parts.h"

#include "content/base/clock.h"

namespace accanto::desk {

namespace {

constexpr size_t longest_message = 140;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_desk(const std::string& text) {
    return !text.empty() && text.size() <= 4 &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_letter(c); });
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

} // namespace

std::variant<SignInAsked, Wrong> read_sign_in(std::string_view body) {
    const json object = object_of(body);
    if (object.is_null())
        return unreadable;
    SignInAsked asked{text_of(object, "mentor"), text_of(object, "pin"), text_of(object, "desk")};
    if (asked.mentor.empty())
        return Wrong{"sign_in.choose_name"};
    if (!is_desk(asked.desk))
        return Wrong{"sign_in.type_desk"};
    asked.desk = upper(asked.desk);
    if (asked.pin.size() < 6 || asked.pin.size() > 12 ||
        !std::all_of(asked.pin.begin(), asked.pin.end(), is_digit))
        return Wrong{"sign_in.type_pin"};
    return asked;
}

std::variant<point::Presence, Wrong> read_presence(std::string_view body) {
    const std::string wanted = text_of(object_of(body), "presence");
    if (wanted == "on")
        return point::Presence::on;
    if (wanted == "pause")
        return point::Presence::pause;
    if (wanted == "off")
        return point::Presence::off;
    return unreadable;
}

std::variant<point::Transfer, Wrong> read_transfer(std::string_view body, const content::Topics& topics) {
    const json object = object_of(body);
    point::Transfer to{text_of(object, "topic"), {upper(text_of(object, "desk")), text_of(object, "mentor")}};
    const bool both = !to.target.desk.empty() && !to.target.mentor.empty();
    if (object.is_null() || both || (!to.topic.empty() && !topics.find(to.topic)) ||
        (!to.target.desk.empty() && !is_desk(to.target.desk)))
        return unreadable;
    if (to.topic.empty() && to.target.empty())
        return Wrong{"transfer.choose"};
    return to;
}

std::variant<point::ClosedByStaff, Wrong> read_closing(std::string_view body) {
    const json object = object_of(body);
    const auto& reasons = point::closing_reasons;
    point::ClosedByStaff told{text_of(object, "reason"), without_controls(text_of(object, "message"))};
    std::replace(told.message.begin(), told.message.end(), '\n', ' ');
    if (object.is_null() ||
        (!told.reason.empty() && std::find(reasons.begin(), reasons.end(), told.reason) == reasons.end()))
        return unreadable;
    if (characters(told.message) > longest_message)
        return Wrong{"close.too_long"};
    return told;
}

std::variant<CredentialAsked, Wrong> read_credential(std::string_view body, const std::string& today) {
    const json object = object_of(body);
    if (object.is_null())
        return unreadable;
    CredentialAsked asked{text_of(object, "mentor"),
                          {text_of(object, "credential"), text_of(object, "since"), without_controls(text_of(object, "framework"))}};
    std::replace(asked.credential.framework.begin(), asked.credential.framework.end(), '\n', ' ');
    const auto& kinds = point::credential_kinds;
    if (asked.mentor.empty())
        return Wrong{"mentors.choose"};
    if (std::find(std::begin(kinds), std::end(kinds), asked.credential.kind) == std::end(kinds))
        return Wrong{"mentors.bad_credential"};
    if (!days_after(asked.credential.since, 0) || asked.credential.since > today)
        return Wrong{"mentors.bad_since"};
    if (characters(asked.credential.framework) > point::longest_framework)
        return Wrong{"mentors.framework_too_long"};
    return asked;
}

std::string read_text(std::string_view body, const char* name) {
    return text_of(object_of(body), name);
}

} // namespace accanto::desk

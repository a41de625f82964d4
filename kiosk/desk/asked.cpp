#include "kiosk/desk/asked.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace accanto::desk {

namespace {

using nlohmann::json;

constexpr size_t longest_note = 600, longest_message = 140;

const Wrong unreadable{"problem.bad_request"};

json object_of(std::string_view body) {
    json read = json::parse(body, nullptr, false);
    return read.is_object() ? read : json();
}

// "" when it is missing or no text.
std::string text_of(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

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

template <size_t n>
bool is_one_of(const std::string& text, const std::array<std::string_view, n>& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

size_t characters(std::string_view utf8) {
    return size_t(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string without_controls(std::string text) {
    std::erase_if(text, [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == 0x7f; });
    const size_t end = text.find_last_not_of(" \n");
    text.resize(end == std::string::npos ? 0 : end + 1);
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

std::variant<point::ServiceRecord, Wrong> read_record(std::string_view body, const content::Topics& topics) {
    static constexpr std::array<std::string_view, 3> helps = {"alone", "with", "for"};
    static constexpr std::array<std::string_view, 4> outcomes = {"done", "partly", "not_done",
                                                                 "sent_elsewhere"};
    static constexpr std::array<std::string_view, 8> obstacles = {
        "", "no_document", "no_phone", "no_email", "forgot_password", "language", "site_down", "other"};
    const json object = object_of(body);
    if (object.is_null())
        return unreadable;
    point::ServiceRecord record;
    if (const auto list = object.find("topics"); list != object.end() && list->is_array())
        for (const json& topic : *list) {
            const std::string code = topic.is_string() ? topic.get<std::string>() : "";
            if (!topics.find(code))
                return unreadable;
            if (std::find(record.topics.begin(), record.topics.end(), code) == record.topics.end())
                record.topics.push_back(code);
        }
    if (record.topics.empty())
        return Wrong{"record.missing_topic"};
    record.help = text_of(object, "help");
    if (!is_one_of(record.help, helps))
        return Wrong{"record.missing_help"};
    record.outcome = text_of(object, "outcome");
    if (!is_one_of(record.outcome, outcomes))
        return Wrong{"record.missing_outcome"};
    record.obstacle = text_of(object, "obstacle");
    if (!is_one_of(record.obstacle, obstacles))
        return unreadable;
    record.note = without_controls(text_of(object, "note"));
    if (characters(record.note) > longest_note)
        return Wrong{"record.note_too_long"};
    return record;
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

std::string read_text(std::string_view body, const char* name) {
    return text_of(object_of(body), name);
}

} // namespace accanto::desk

// The record of a service, as the page sends it.

#include "kiosk/desk/asked_parts.h"

#include "content/base/record_codes.h"

#include <initializer_list>

namespace accanto::desk {

namespace {

namespace codes = record_codes;

constexpr size_t longest_note = 600;

bool is_one_of(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

// Reads what may be left out; the first value that does not fit is what is wrong.
class Optional {
public:
    explicit Optional(const json& body) : m_body(body) {}

    // `label`: key of what the page calls it.
    void code(std::string& into, const char* name, const char* label, codes::Codes allowed) {
        const json* value = find(name);
        if (!value || *value == "")
            return;
        into = value->is_string() ? value->get<std::string>() : std::string();
        if (!codes::is_in(allowed, into))
            refuse(label);
    }
    void list(std::vector<std::string>& into, const char* name, const char* label, codes::Codes allowed) {
        const json* value = find(name);
        if (!value)
            return;
        if (!value->is_array())
            return refuse(label);
        for (const json& one : *value) {
            const std::string text = one.is_string() ? one.get<std::string>() : std::string();
            if (!codes::is_in(allowed, text))
                return refuse(label);
            if (std::find(into.begin(), into.end(), text) == into.end())
                into.push_back(text);
        }
    }
    void grade(int& into, const char* name, const char* label, int most) {
        const json* value = find(name);
        if (!value)
            return;
        if (!value->is_number_integer() || *value < 0 || *value > most)
            return refuse(label);
        into = value->get<int>();
    }
    const std::string& wrong() const { return m_wrong; }

private:
    const json* find(const char* name) const {
        const auto found = m_body.find(name);
        return found == m_body.end() || found->is_null() ? nullptr : &*found;
    }
    void refuse(const char* label) {
        if (m_wrong.empty())
            m_wrong = label;
    }

    const json& m_body;
    std::string m_wrong;
};

// Key of the field that has a value it cannot have; "": all is well.
std::string read_optional(const json& body, point::ServiceRecord& record) {
    Optional in(body);
    in.code(record.mode, "mode", "record.mode", codes::modes);
    in.code(record.channel, "channel", "record.channel", codes::channels);
    in.list(record.competences, "competences", "record.competences", codes::competences);
    in.list(record.public_services, "public_services", "record.public_services", codes::public_services);
    in.code(record.age_band, "age_band", "record.age_band", codes::age_bands);
    in.code(record.gender, "gender", "record.gender", codes::genders);
    in.code(record.education, "education", "record.education", codes::educations);
    in.code(record.occupation, "occupation", "record.occupation", codes::occupations);
    in.code(record.citizenship, "citizenship", "record.citizenship", codes::citizenships);
    in.code(record.repeat_visitor, "repeat_visitor", "record.repeat_visitor", codes::yes_or_no);
    in.code(record.would_return, "would_return", "record.would_return", codes::yes_or_no);
    in.grade(record.confidence_before, "confidence_before", "record.confidence_before",
             codes::most_confidence);
    in.grade(record.confidence_after, "confidence_after", "record.confidence_after", codes::most_confidence);
    in.grade(record.satisfaction, "satisfaction", "record.satisfaction", codes::most_stars);
    return in.wrong();
}

} // namespace

std::variant<point::ServiceRecord, Wrong> read_record(std::string_view body, const content::Topics& topics) {
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
    if (!is_one_of(record.help, {"alone", "with", "for"}))
        return Wrong{"record.missing_help"};
    record.outcome = text_of(object, "outcome");
    if (!is_one_of(record.outcome, {"done", "partly", "not_done", "sent_elsewhere"}))
        return Wrong{"record.missing_outcome"};
    record.obstacle = text_of(object, "obstacle");
    if (!is_one_of(record.obstacle, {"", "no_document", "no_phone", "no_email", "forgot_password", "language",
                                     "site_down", "other"}))
        return unreadable;
    record.note = without_controls(text_of(object, "note"));
    if (characters(record.note) > longest_note)
        return Wrong{"record.note_too_long"};
    if (const std::string field = read_optional(object, record); !field.empty())
        return Wrong{"record.bad_value", field};
    return record;
}

} // namespace accanto::desk

#include "content/library/exports/core_record.h"

#include "content/base/error.h"

#include <algorithm>
#include <cmath>

namespace accanto::content {

namespace {

using Values = std::vector<std::string>;

struct Field {
    std::string_view name;
    Values (*read)(const CoreRecord&);
};

template <std::string CoreRecord::*member>
Values text(const CoreRecord& record) {
    return (record.*member).empty() ? Values{} : Values{record.*member};
}
template <Values CoreRecord::*member>
Values texts(const CoreRecord& record) {
    return record.*member;
}
template <std::optional<double> CoreRecord::*member>
Values seconds(const CoreRecord& record) {
    return record.*member ? Values{std::to_string(std::llround(*(record.*member)))} : Values{};
}
template <std::optional<int> CoreRecord::*member>
Values number(const CoreRecord& record) {
    return record.*member ? Values{std::to_string(*(record.*member))} : Values{};
}
template <std::optional<bool> CoreRecord::*member>
Values truth(const CoreRecord& record) {
    return record.*member ? Values{*(record.*member) ? "yes" : "no"} : Values{};
}
Values month(const CoreRecord& record) {
    return record.day.size() < 7 ? Values{} : Values{record.day.substr(0, 7)};
}

using R = CoreRecord;
constexpr Field fields[] = {
    {"id", text<&R::id>},
    {"visit", text<&R::visit>},
    {"ticket", text<&R::ticket>},
    {"point", text<&R::point>},
    {"point_name", text<&R::point_name>},
    {"kiosk", text<&R::kiosk>},
    {"day", text<&R::day>},
    {"month", month},
    {"language", text<&R::language>},
    {"mode", text<&R::mode>},
    {"channel", text<&R::channel>},
    {"ticket_class", text<&R::ticket_class>},
    {"waited_s", seconds<&R::waited_s>},
    {"served_s", seconds<&R::served_s>},
    {"mentor", text<&R::mentor>},
    {"topics", texts<&R::topics>},
    {"tutorials", texts<&R::tutorials>},
    {"competences", texts<&R::competences>},
    {"public_services", texts<&R::public_services>},
    {"help", text<&R::help>},
    {"outcome", text<&R::outcome>},
    {"obstacle", text<&R::obstacle>},
    {"note", text<&R::note>},
    {"repeat_visitor", truth<&R::repeat_visitor>},
    {"age_band", text<&R::age_band>},
    {"gender", text<&R::gender>},
    {"education", text<&R::education>},
    {"occupation", text<&R::occupation>},
    {"citizenship", text<&R::citizenship>},
    {"skills", text<&R::skills>},
    {"heard", text<&R::heard>},
    {"confidence_before", number<&R::confidence_before>},
    {"confidence_after", number<&R::confidence_after>},
    {"satisfaction", number<&R::satisfaction>},
    {"would_return", truth<&R::would_return>},
};

const Field* find(std::string_view name) {
    auto at =
        std::find_if(std::begin(fields), std::end(fields), [&](const Field& f) { return f.name == name; });
    return at == std::end(fields) ? nullptr : at;
}

} // namespace

bool is_core_field(std::string_view name) {
    return find(name) != nullptr;
}

std::vector<std::string_view> core_fields() {
    std::vector<std::string_view> out;
    for (const Field& field : fields)
        out.push_back(field.name);
    return out;
}

std::vector<std::string> values_of(const CoreRecord& record, std::string_view name) {
    const Field* field = find(name);
    ACCANTO_ASSERT(field);
    return field->read(record);
}

} // namespace accanto::content

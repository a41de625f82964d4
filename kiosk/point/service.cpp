#include "kiosk/point/service.h"

#include "content/base/record_codes.h"
#include "kiosk/point/event.h"
#include "kiosk/point/ticket_rows.h"
#include "kiosk/point/wait.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

namespace accanto::point {

using nlohmann::ordered_json;
using store::Store;

namespace {

constexpr size_t note_characters = 600; // as the national platform's SE7

void need_one_of(const char* what, const std::string& word, std::initializer_list<std::string_view> allowed) {
    if (std::find(allowed.begin(), allowed.end(), word) == allowed.end())
        throw std::invalid_argument(fmt::format("{}: \"{}\" is not one of the words allowed", what, word));
}

namespace codes = record_codes;

// Empty: nobody said it.
void need_code(const char* what, const std::string& code, codes::Codes allowed) {
    if (!code.empty() && !codes::is_in(allowed, code))
        throw std::invalid_argument(fmt::format("{}: \"{}\" is not one of the codes allowed", what, code));
}

void need_codes(const char* what, const std::vector<std::string>& list, codes::Codes allowed) {
    for (const std::string& code : list) {
        if (code.empty() || std::count(list.begin(), list.end(), code) > 1)
            throw std::invalid_argument(fmt::format("{}: each code stands there once", what));
        need_code(what, code, allowed);
    }
}

void need_grade(const char* what, int grade, int most) {
    if (grade < 0 || grade > most)
        throw std::invalid_argument(
            fmt::format("{}: {} is not between 1 and {}; 0 is not known", what, grade, most));
}

void check_optional(const ServiceRecord& record) {
    need_code("mode", record.mode, codes::modes);
    need_code("channel", record.channel, codes::channels);
    need_codes("competences", record.competences, codes::competences);
    need_codes("public services", record.public_services, codes::public_services);
    need_code("age band", record.age_band, codes::age_bands);
    need_code("gender", record.gender, codes::genders);
    need_code("education", record.education, codes::educations);
    need_code("occupation", record.occupation, codes::occupations);
    need_code("citizenship", record.citizenship, codes::citizenships);
    need_code("repeat visitor", record.repeat_visitor, codes::yes_or_no);
    need_code("would return", record.would_return, codes::yes_or_no);
    need_grade("confidence before", record.confidence_before, codes::most_confidence);
    need_grade("confidence after", record.confidence_after, codes::most_confidence);
    need_grade("satisfaction", record.satisfaction, codes::most_stars);
}

ordered_json optional_json(const ServiceRecord& record) {
    return {{"mode", record.mode},
            {"channel", record.channel},
            {"competences", record.competences},
            {"public_services", record.public_services},
            {"age_band", record.age_band},
            {"gender", record.gender},
            {"education", record.education},
            {"occupation", record.occupation},
            {"citizenship", record.citizenship},
            {"repeat_visitor", record.repeat_visitor},
            {"confidence_before", record.confidence_before},
            {"confidence_after", record.confidence_after},
            {"satisfaction", record.satisfaction},
            {"would_return", record.would_return}};
}

void learn_length(Store& store, const std::string& topic, double length_s) {
    double mean_s = first_mean_s;
    {
        store::Query row = store.db().query("SELECT mean_s FROM topic_service WHERE topic = ?", topic);
        if (row.step())
            mean_s = row.real(0);
    }
    store.db().run("INSERT INTO topic_service (topic, mean_s, served) VALUES (?1, ?2, 1) "
                   "ON CONFLICT (topic) DO UPDATE SET mean_s = ?2, served = served + 1",
                   topic, smoothed_s(mean_s, length_s));
}

} // namespace

size_t characters(std::string_view text) {
    return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

void check_record(const ServiceRecord& record) {
    need_one_of("help", record.help, {"alone", "with", "for"});
    need_one_of("outcome", record.outcome, {"done", "partly", "not_done", "sent_elsewhere"});
    need_one_of(
        "obstacle", record.obstacle,
        {"", "no_document", "no_phone", "no_email", "forgot_password", "language", "site_down", "other"});
    if (characters(record.note) > note_characters)
        throw std::invalid_argument(fmt::format("the note has more than {} characters", note_characters));
    check_optional(record);
}

void keep_record(Store& store, const Ticket& ticket, const DeskUser& who, const ServiceRecord& record,
                 std::optional<int64_t> length_s) {
    const ordered_json topics =
        record.topics.empty() ? ordered_json::array({ticket.topic}) : ordered_json(record.topics);
    const std::string id = store.new_id();
    const ordered_json further = optional_json(record);
    store.db().run(
        "INSERT INTO service (id, ticket, topics, help, outcome, obstacle, note, further, wall_ms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, ticket.id, topics.dump(-1, ' ', false, ordered_json::error_handler_t::replace), record.help,
        record.outcome, record.obstacle, record.note, further.dump(), store.clock().wall_ms());
    if (length_s)
        learn_length(store, ticket.topic, double(*length_s));
    ordered_json data = {{"service", id},
                         {"ticket", ticket.id},
                         {"label", ticket.label},
                         {"visit", ticket.visit_id},
                         {"service_day", ticket.service_day},
                         {"language", ticket.language},
                         {"desk", who.desk},
                         {"mentor", who.mentor},
                         {"class", to_text(ticket.klass)},
                         {"topics", topics},
                         {"help", record.help},
                         {"outcome", record.outcome},
                         {"obstacle", record.obstacle},
                         {"note", record.note},
                         {"stuck", stuck_json(ticket.stuck)},
                         {"waited_s", or_null(waited_s(store, ticket))},
                         {"served_s", or_null(length_s)}};
    data.update(further);
    tell(store, "service.recorded", data);
}

} // namespace accanto::point

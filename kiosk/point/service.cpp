#include "kiosk/point/service.h"

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

constexpr std::ptrdiff_t note_characters = 600; // as the national platform's SE7

void need_one_of(const char* what, const std::string& word, std::initializer_list<std::string_view> allowed) {
    if (std::find(allowed.begin(), allowed.end(), word) == allowed.end())
        throw std::invalid_argument(fmt::format("{}: \"{}\" is not one of the words allowed", what, word));
}

// Characters, not bytes: every byte of UTF-8 that does not continue one.
std::ptrdiff_t characters(const std::string& text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; });
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

void check_record(const ServiceRecord& record) {
    need_one_of("help", record.help, {"alone", "with", "for"});
    need_one_of("outcome", record.outcome, {"done", "partly", "not_done", "sent_elsewhere"});
    need_one_of(
        "obstacle", record.obstacle,
        {"", "no_document", "no_phone", "no_email", "forgot_password", "language", "site_down", "other"});
    if (characters(record.note) > note_characters)
        throw std::invalid_argument(fmt::format("the note has more than {} characters", note_characters));
}

void keep_record(Store& store, const Ticket& ticket, const DeskUser& who, const ServiceRecord& record,
                 std::optional<int64_t> length_s) {
    const ordered_json topics =
        record.topics.empty() ? ordered_json::array({ticket.topic}) : ordered_json(record.topics);
    const std::string id = store.new_id();
    store.db().run("INSERT INTO service (id, ticket, topics, help, outcome, obstacle, note, wall_ms) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   id, ticket.id, topics.dump(-1, ' ', false, ordered_json::error_handler_t::replace),
                   record.help, record.outcome, record.obstacle, record.note, store.clock().wall_ms());
    if (length_s)
        learn_length(store, ticket.topic, double(*length_s));
    tell(store, "service.recorded",
         {{"service", id},
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
          {"served_s", or_null(length_s)}});
}

} // namespace accanto::point

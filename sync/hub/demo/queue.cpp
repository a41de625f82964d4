#include "sync/hub/demo/queue.h"

#include <fmt/format.h>

#include <algorithm>

namespace accanto::hub::demo {

std::string Queue::take(const Guest& guest, int64_t at_ms, const std::string& topic, const std::string& stuck,
                        bool booked) {
    m_tickets.push_back({guest, at_ms, uuid_at(at_ms, m_dice), "", topic, stuck, booked});
    return m_tickets.back().id;
}

std::string Queue::common(const Ticket& ticket, const char* state, const char* from, size_t desk) const {
    return fmt::format(
        R"("ticket":"{}","label":"{}","service_day":"{}","topic":"{}","language":"{}","class":"{}","state":"{}","from":{},"desk":"{}","mentor":"{}")",
        ticket.id, ticket.label, m_date, ticket.topic, ticket.guest.language, ticket.booked ? "booked" : "normal", state, *from ? fmt::format("\"{}\"", from) : "null",
        desk ? std::to_string(desk) : "",
        desk ? m_point.mentors[(desk - 1) % m_point.mentors.size()].id : "");
}

void Queue::serve() {
    std::stable_sort(m_tickets.begin(), m_tickets.end(),
                     [](const Ticket& a, const Ticket& b) { return a.at_ms < b.at_ms; });
    std::vector<int64_t> free(std::max<size_t>(1, m_point.mentors.size() - 1),
                              m_midnight + 9 * 60 * minute_ms);
    const int64_t closes = m_midnight + (m_point.afternoons ? 19 : 13) * 60 * minute_ms;
    std::vector<int> given(m_point.kiosks.size(), 0);
    for (Ticket& ticket : m_tickets) {
        const size_t kiosk = ticket.guest.kiosk;
        ticket.label = fmt::format("{}{:02}", m_point.kiosks[kiosk].letter, ++given[kiosk]);
        m_tell(
            ticket.at_ms, kiosk, "ticket.taken.v1",
            fmt::format(
                R"({{{},"visit":"{}","needs":{{"sit":{},"speak_slowly":false,"hearing_loop":false,"interpreter":false}},"stuck":{},"clock_suspect":false,"people_before":{}}})",
                common(ticket, "waiting", "", 0), ticket.guest.visit,
                m_dice.happens(0.08), ticket.stuck, m_dice.from_to(0, 4)));
        // In the afternoon one mentor fewer is here, where there are several.
        const bool afternoon = ticket.at_ms > m_midnight + 14 * 60 * minute_ms;
        auto desk = std::min_element(free.begin(), free.end() - (afternoon && free.size() > 1));
        // A mentor is at the telephone, with somebody who took no number, or free to call at once.
        const int64_t other_work = m_dice.happens(0.4) ? 0 : int64_t(m_dice.waiting(7 * minute_ms));
        const int64_t called = std::max(*desk, ticket.at_ms) + m_dice.from_to(5'000, 60'000) + other_work;
        const int64_t gives_up = ticket.at_ms + int64_t(m_dice.waiting(90 * minute_ms));
        if (gives_up < called && gives_up < closes)
            m_tell(gives_up, 0, "ticket.left.v1", "{" + common(ticket, "left", "waiting", 0) + "}");
        else if (called > closes)
            m_tell(closes + 60 * minute_ms, 0, "ticket.closed_at_day_end.v1",
                   "{" + common(ticket, "closed", "waiting", 0) + "}");
        else {
            *desk = called;
            call(ticket, *desk, size_t(desk - free.begin()) + 1);
        }
    }
}

void Queue::call(const Ticket& ticket, int64_t& free_ms, size_t desk) {
    const int64_t called = free_ms;
    const double waited = double(called - ticket.at_ms) / 1000;
    auto calling = [&](int64_t at, int calls) {
        m_tell(at, 0, "ticket.called.v1",
               fmt::format(R"({{{},"calls":{},"first":{},"waited_s":{:.1f}}})",
                           common(ticket, "called", calls == 1 ? "waiting" : "called", desk), calls,
                           calls == 1, double(at - ticket.at_ms) / 1000));
    };
    calling(called, 1);
    if (m_dice.happens(0.05)) {
        calling(called + minute_ms, 2);
        calling(called + 2 * minute_ms, 3);
        m_tell(called + 3 * minute_ms, 0, "ticket.missed.v1",
               fmt::format(R"({{{},"calls":3}})", common(ticket, "missed", "called", desk)));
        free_ms = called + 3 * minute_ms;
        return;
    }
    const int64_t begins = called + m_dice.from_to(15'000, 60'000),
                  ends = begins + int64_t(m_dice.around(18, 0.5) * double(minute_ms));
    m_tell(begins, 0, "ticket.serving.v1",
           fmt::format(R"({{{},"calls":1,"waited_s":{:.1f}}})", common(ticket, "serving", "called", desk),
                       waited));
    record(ticket, called, ends, desk);
    free_ms = ends + minute_ms;
}

void Queue::record(const Ticket& ticket, int64_t called_ms, int64_t done_ms, size_t desk) {
    const double waited = double(called_ms - ticket.at_ms) / 1000,
                 served = double(done_ms - called_ms) / 1000;
    const Guest& guest = ticket.guest;
    static const std::vector<std::string> ages{"18-24", "25-29", "30-54", "55-64", "65-74", "75+"};
    static const std::vector<double> old{0, 0, 5, 20, 45, 30}, all{6, 7, 38, 25, 17, 7};
    const std::string age = m_dice.happens(0.85) ? ages[m_dice.weighted(guest.older ? old : all)] : "";
    static constexpr std::array<const char*, 5> genders{"female", "male", "non_binary", "undisclosed", ""};
    static constexpr std::array<const char*, 3> helps{"alone", "with", "for"};
    static constexpr std::array<const char*, 4> outcomes{"done", "partly", "not_done", "sent_elsewhere"};
    static constexpr std::array<const char*, 5> obstacles{"", "no_document", "forgot_password", "site_down",
                                                          "language"};
    static constexpr std::array<const char*, 10> schools{
        "", "none", "primary", "lower_secondary", "upper_secondary", "vocational", "post_secondary", "tertiary", "master", "doctorate"};
    static const std::vector<double> schools_of_older{20, 4, 28, 22, 14, 7, 2, 2, 1, 0.1},
        schools_of_others{20, 2, 8, 24, 22, 12, 4, 5, 3, 0.3};
    static constexpr std::array<const char*, 9> occupations{
        "", "employee", "entrepreneur", "freelance", "not_employed", "student", "homemaker", "retired", "other"};
    static const std::vector<double> work_of_older{15, 5, 1, 2, 4, 0, 12, 60, 1},
        work_of_others{15, 30, 2, 5, 24, 8, 12, 2, 2};
    static constexpr std::array<const char*, 4> citizenships{"", "eu", "non_eu", "national"};
    m_tell(done_ms, 0, "ticket.done.v1",
           fmt::format(R"({{{},"waited_s":{:.1f},"served_s":{:.1f}}})",
                       common(ticket, "done", "serving", desk), waited, served));
    const int before = int(m_dice.weighted({25, 38, 28, 9})); // how sure; 0: not asked
    const std::string second = m_dice.happens(0.12) && ticket.topic != "smartphone" ? R"(,"smartphone")" : "";
    m_tell(
        done_ms, 0, "service.recorded.v1",
        fmt::format(
            R"({{"service":"{}","ticket":"{}","label":"{}","visit":"{}","service_day":"{}","language":"{}","desk":"{}","mentor":"{}","class":"normal","topics":["{}"{}],"help":"{}","outcome":"{}","obstacle":"{}","note":"","stuck":{},"waited_s":{:.1f},"served_s":{:.1f},)"
            R"("mode":"both","channel":"individual","competences":[],"public_services":[],"age_band":"{}","gender":"{}","education":"{}","occupation":"{}","citizenship":"{}","repeat_visitor":{},"confidence_before":{},"confidence_after":{},"satisfaction":null,"would_return":null}})",
            uuid_at(done_ms, m_dice), ticket.id, ticket.label, guest.visit, m_date, guest.language, desk,
            m_point.mentors[(desk - 1) % m_point.mentors.size()].id, ticket.topic, second,
            helps[m_dice.weighted({30, 52, 18})], outcomes[m_dice.weighted({80, 11, 5, 4})],
            obstacles[m_dice.weighted({80, 6, 8, 3, 3})], ticket.stuck, waited, served, age,
            genders[m_dice.weighted({52, 37, 0.4, 2.6, 8})],
            schools[m_dice.weighted(guest.older ? schools_of_older : schools_of_others)],
            occupations[m_dice.weighted(guest.older ? work_of_older : work_of_others)],
            guest.language == "it" ? "national" : citizenships[m_dice.weighted({20, 15, 45, 20})],
            m_dice.happens(0.1)    ? "null"
            : m_dice.happens(0.45) ? "true"
                                   : "false",
            before, before == 0 ? 0 : std::min(3, before + int(m_dice.weighted({30, 55, 15})))));
    if (m_dice.happens(0.35))
        m_tell(done_ms + minute_ms / 2, guest.kiosk, "stars.given.v1",
               fmt::format(R"({{"visit":"{}","language":"{}","ticket":"{}","stars":{},"would_return":"{}"}})",
                           guest.visit, guest.language, ticket.id, 1 + m_dice.weighted({2, 3, 8, 27, 60}),
                           m_dice.happens(0.3)    ? ""
                           : m_dice.happens(0.94) ? "yes"
                                                  : "no"));
}

} // namespace accanto::hub::demo

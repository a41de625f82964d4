#pragma once
// What is known of one service that was given, whatever country it is told to: exports read nothing else.
// No name, no tax code, no contact.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::content {

// An empty text, an empty list and a missing number mean "not known". Nothing is made up for them.
struct CoreRecord {
    std::string id;            // UUIDv7 of the service
    std::string visit, ticket; // UUIDv7
    std::string point, point_name, kiosk;
    std::string day;          // local date at the point: "2026-11-23"
    int64_t ended_ms = 0;     // wall clock, UTC
    std::string language;     // of the visit: "ca"
    std::string mode;         // self | mentor | both
    std::string channel;      // individual | group | course | course_online | remote
    std::string ticket_class; // booked | priority | normal
    std::optional<double> waited_s, served_s;
    std::string mentor;                       // UUIDv7, no name
    std::vector<std::string> topics;          // codes of content/topics
    std::vector<std::string> tutorials;       // opened in the visit, or where the person got stuck
    std::vector<std::string> competences;     // DigComp codes, as recorded and as practised: "2.1"
    std::vector<std::string> public_services; // codes
    std::string help;                         // alone | with | for
    std::string outcome;                      // done | partly | not_done | sent_elsewhere
    std::string obstacle;
    std::string note; // at most 600 characters, without personal data
    // What only the person can say, and may keep.
    std::optional<bool> repeat_visitor;
    std::string age_band; // under_14 | 14-15 | 16-17 | 18-24 | 25-29 | 30-54 | 55-64 | 65-74 | 75+
    std::string gender;   // female | male | non_binary | undisclosed
    std::string education;   // after ISCED 2011: none | primary | lower_secondary | upper_secondary | vocational |
                             // post_secondary | tertiary | master | doctorate | undisclosed
    std::string occupation;  // employee | entrepreneur | freelance | not_employed | student | homemaker |
                             // retired | other
    std::string citizenship; // national | eu | non_eu
    std::string skills;      // overall code of the skills check
    std::string heard;       // how the person heard of the point, as the skills check asks
    std::optional<int> confidence_before, confidence_after; // 1 to 3
    std::optional<int> satisfaction;                        // 1 to 5
    std::optional<bool> would_return;
};

// The names by which a profile asks for parts of a record: its members, and "month" ("2026-11").
bool is_core_field(std::string_view name);
std::vector<std::string_view> core_fields();
// The values of one of them as texts, none where nothing is known. Seconds are written whole, truth as yes or
// no.
std::vector<std::string> values_of(const CoreRecord& record, std::string_view field);

} // namespace accanto::content

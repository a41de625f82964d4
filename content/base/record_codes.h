#pragma once
// The fixed words of the neutral core record (design/learning.md, "Records"), each list in the order in which
// it is offered. They stand in events and stores for ever: one may be added, none renamed. content/records
// says what becomes of them elsewhere.

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace accanto::record_codes {

using Codes = std::span<const std::string_view>;

// Joins without loss into the bands of Eurostat and of the Italian platform.
inline constexpr std::string_view age_bands[] = {"under_14", "14-15", "16-17", "18-24", "25-29",
                                                 "30-54",    "55-64", "65-74", "75+"};
inline constexpr std::string_view genders[] = {"female", "male", "non_binary", "undisclosed"};
// After ISCED 2011: levels 0, 1, 2, 3 (general, vocational), 4, 5 and 6, 7, 8.
inline constexpr std::string_view educations[] = {
    "none",           "primary",  "lower_secondary", "upper_secondary", "vocational",
    "post_secondary", "tertiary", "master",          "doctorate",       "undisclosed"};
inline constexpr std::string_view occupations[] = {"employee", "entrepreneur", "freelance", "not_employed",
                                                   "student",  "homemaker",    "retired",   "other"};
inline constexpr std::string_view citizenships[] = {"national", "eu", "non_eu"};
inline constexpr std::string_view channels[] = {"individual", "group", "course", "course_online", "remote"};
inline constexpr std::string_view modes[] = {"mentor", "both", "self"};
inline constexpr std::string_view yes_or_no[] = {"yes", "no"};

// DigComp 2.2: areas 1 to 5 and their competences.
inline constexpr std::string_view competences[] = {"1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4",
                                                   "2.5", "2.6", "3.1", "3.2", "3.3", "3.4", "4.1",
                                                   "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "5.4"};
inline constexpr std::string_view public_services[] = {"civil_registry",  "health_record",
                                                       "health_other",    "welfare_immigration",
                                                       "tax_return",      "local_taxes_fines",
                                                       "pagopa",          "io_app",
                                                       "employment",      "school",
                                                       "training",        "mobility",
                                                       "culture_tourism", "sport",
                                                       "business",        "e_invoice",
                                                       "building",        "participation"};

inline constexpr int most_confidence = 3, most_stars = 5; // from 1; 0: not known

inline bool is_in(Codes codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

} // namespace accanto::record_codes

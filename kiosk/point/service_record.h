#pragma once
// What a mentor records of a service: the neutral core record, as far as it is said at the desk.

#include <string>
#include <vector>

namespace accanto::point {

// Outcome, help and obstacle are fixed words; codes of the rest are in content/base/record_codes.h.
struct ServiceRecord {
    std::vector<std::string> topics;
    std::string help;     // "alone" | "with" | "for"
    std::string outcome;  // "done" | "partly" | "not_done" | "sent_elsewhere"
    std::string obstacle; // "" | "no_document" | "no_phone" | "no_email" | "forgot_password" | "language" |
                          // "site_down" | "other"
    std::string note;     // no personal data; at most 600 characters

    // All of this may be left out: empty or 0 means that nobody said it.
    std::string mode, channel;
    std::vector<std::string> competences, public_services;
    std::string age_band, gender, education, occupation, citizenship;
    std::string repeat_visitor, would_return;        // "yes" | "no"
    int confidence_before = 0, confidence_after = 0; // 1 to 3
    int satisfaction = 0;                            // 1 to 5
};

} // namespace accanto::point

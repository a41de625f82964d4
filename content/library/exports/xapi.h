#pragma once
// Statements of the Experience API 1.0.3 (ADL, "Experience API, Part Two: Data"), without anybody in them.

#include "content/library/exports/core_record.h"
#include "content/library/exports/profile.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::content {

// What happened to a tutorial in one visit.
struct Experience {
    std::string id;   // of the event, a UUID
    std::string what; // opened | read | step | finished | stopped
    std::string visit, point, language, tutorial;
    int64_t at_ms = 0;  // UTC
    int step = 0;       // from 1; 0: it concerns the whole tutorial
    std::string kind;   // of the step: "tap"
    std::string result; // of the step: "done_with_hint"
    std::optional<bool> completed, success, alone;
    std::optional<int> hints, wrong;
    std::optional<double> lasted_s;
};

// Gives JSON lines for what a profile tells about, nothing for the rest.
class XapiWriter {
public:
    // `hub` stands for the hub in the actor's home page: letters, digits and dashes.
    XapiWriter(const Profile& profile, const std::string& hub);

    std::optional<std::string> line(const Experience& experience) const;
    std::optional<std::string> line(const CoreRecord& record) const;

private:
    const StatementRule* rule(std::string_view of) const;
    std::string account_of(const std::string& visit) const;

    const Profile& m_profile;
    std::string m_home_page;
};

// "PT12M34S" (ISO 8601), to the hundredth of a second; below zero counts as zero.
std::string iso_duration(double seconds);

// What a learning record store would refuse in one line, and what would say who somebody is. None when it is
// good.
std::vector<std::string> faults_of_statement(std::string_view line, const Profile& profile);

} // namespace accanto::content

#pragma once
// One-time codes, and the kiosks they become.

#include "sync/hub/answers.h"
#include "sync/hub/metrics.h"
#include "sync/hub/storage/storage.h"
#include "sync/hub/tries.h"

namespace accanto::hub {

constexpr int64_t code_lives_ms = 15 * 60 * 1000;                 // one that is read out or typed
constexpr int64_t longest_code_lives_ms = 90LL * 24 * 3600 * 1000; // one in a signed file on its way to a kiosk

// 8 characters of an alphabet without look-alikes (no 0 O 1 I L 2 Z 5 S).
std::string make_code();
// As typed by a person: small letters, spaces and dashes do not matter. Nothing when it cannot be a code.
std::optional<std::string> normal_code(std::string_view typed);

struct CodeRequest {
    Point point;
    std::string kiosk_name;
    int64_t lives_ms = code_lives_ms;
    std::string replaces;   // the kiosk whose place that one takes; empty: of none
};
// JSON {"point","point_name","zone","kiosk_name","lives_ms","replaces"}; all but the first may be missing.
std::optional<CodeRequest> parse_code_request(std::string_view json);
std::string to_json(const CodeRequest& request);
// Is this an id for a point: [a-z0-9-]{1,40}, as in a kiosk's settings.
bool is_point_id(std::string_view id);

// Is this a time zone that there is (IANA), or empty: the hub's own.
bool is_zone(const std::string& zone);
constexpr size_t longest_name = 120; // of a point or a kiosk, in bytes

// Makes a code, keeps its digest, returns it. Throws Error when it cannot be kept, or the kiosk that is to be replaced does not stand at
// that point, or was replaced before; or the time zone is none.
std::string issue_code(Storage& storage, const CodeRequest& request, int64_t now_ms);

// Takes a kiosk out of service: from now on nothing of it is believed. False when there is none of this id.
bool revoke_kiosk(Storage& storage, const std::string& kiosk);
std::string revocation_json(const std::string& kiosk);   // {"kiosk":"..."}
std::string kiosk_of_revocation(std::string_view json);  // "" when it is none

class Enrolment {
public:
    // All outlive this.
    Enrolment(Storage& storage, const Answers& answers, Metrics& metrics)
        : m_storage(storage), m_answers(answers), m_metrics(metrics) {}
    HttpAnswer enrol(HttpRequest& request);   // POST /v1/enrol

private:
    void note(const Kiosk& kiosk);

    Storage& m_storage;
    const Answers& m_answers;
    Metrics& m_metrics;
    // A van of technicians sets kiosks up behind one address. A code is one of 27^8: even at 5,000 a minute, which a
    // full table of addresses lets through, one that lives for a quarter of an hour is guessed once in 3 million times.
    Tries m_tries{{.each = 60, .all = 600}};
};

} // namespace accanto::hub

// Locks and PINs of mentors. A barred mentor's hash has a mark before it, as in /etc/shadow: no PIN fits it,
// and unlocking gives the old one back.

#include "kiosk/point/mentor_care.h"

#include "content/base/clock.h"
#include "kiosk/point/event.h"
#include "kiosk/point/pin.h"
#include "kiosk/point/service.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace accanto::point {

using store::Store;

namespace {

// Runs one UPDATE that names the mentor last.
template <class... Values>
void update(Store& store, const std::string& name, std::string_view sql, const Values&... values) {
    store.transaction([&] {
        if (store.db().run(sql, values..., name) == 0)
            throw std::invalid_argument(fmt::format("there is no mentor called \"{}\"", name));
    });
}

} // namespace

void bar_mentor(Store& store, const std::string& name) {
    update(store, name, "UPDATE mentor SET pin = '!' || ltrim(pin, '!') WHERE name = ?");
    for (const Present& one : present(store))
        if (is_barred(store, one.mentor.id))
            set_presence(store, one.mentor.id, one.desk, Presence::off);
}

void unlock_mentor(Store& store, const std::string& name) {
    update(store, name,
           "UPDATE mentor SET pin = ltrim(pin, '!'), wrong_tries = 0, locked_ms = NULL, locked_mono = NULL, "
           "locked_boot = NULL WHERE name = ?");
}

void change_pin(Store& store, const std::string& name, const std::string& pin) {
    check_pin(pin);
    update(store, name,
           "UPDATE mentor SET pin = CASE WHEN pin LIKE '!%' THEN '!' ELSE '' END || ?, wrong_tries = 0, "
           "locked_ms = NULL, locked_mono = NULL, locked_boot = NULL WHERE name = ?",
           hashed_pin(pin));
}

void set_credential(Store& store, const Settings& settings, std::string_view mentor_id,
                    const Credential& credential) {
    if (std::find(std::begin(credential_kinds), std::end(credential_kinds), credential.kind) ==
        std::end(credential_kinds))
        throw std::invalid_argument(
            fmt::format("credential: \"{}\" is neither in_training nor certified", credential.kind));
    const std::string today = local_date(store.clock().wall_ms(), settings.point.time_zone);
    if (!days_after(credential.since, 0) || credential.since > today)
        throw std::invalid_argument(
            fmt::format("since: \"{}\" is no day up to today; write it as {}", credential.since, today));
    if (characters(credential.framework) > longest_framework)
        throw std::invalid_argument(fmt::format("framework: more than {} characters", longest_framework));
    store.transaction([&] {
        const auto known = mentors(store);
        const auto who =
            std::find_if(known.begin(), known.end(), [&](const Mentor& m) { return m.id == mentor_id; });
        if (who == known.end())
            throw std::invalid_argument("there is no such mentor");
        const Credential& before = who->credential;
        if (before.kind == credential.kind && before.since == credential.since &&
            before.framework == credential.framework)
            return;
        store.db().run(
            "UPDATE mentor SET credential = ?, credential_since = ?, credential_framework = ? WHERE id = ?",
            credential.kind, credential.since, credential.framework, mentor_id);
        tell(store, "mentor.credential",
             {{"mentor", mentor_id},
              {"credential", credential.kind},
              {"since", credential.since},
              {"framework", credential.framework}});
    });
}

bool is_barred(Store& store, std::string_view mentor_id) {
    bool barred = true;
    store.read([&] {
        barred =
            store.db().integer("SELECT pin LIKE '!%' FROM mentor WHERE id = ?", mentor_id).value_or(1) != 0;
    });
    return barred;
}

int64_t mentors_not_barred(Store& store) {
    int64_t out = 0;
    store.read(
        [&] { out = store.db().integer("SELECT count(*) FROM mentor WHERE pin NOT LIKE '!%'").value_or(0); });
    return out;
}

} // namespace accanto::point

// Locks and PINs of mentors. A barred mentor's hash has a mark before it, as in /etc/shadow: no PIN fits it,
// and unlocking gives the old one back.

#include "kiosk/point/mentor_care.h"

#include "kiosk/point/pin.h"

#include <fmt/format.h>

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
           "UPDATE mentor SET pin = CASE WHEN pin LIKE '!%' THEN '!' ELSE '' END || ? WHERE name = ?",
           hashed_pin(pin));
}

bool is_barred(Store& store, std::string_view mentor_id) {
    bool barred = true;
    store.read([&] {
        barred =
            store.db().integer("SELECT pin LIKE '!%' FROM mentor WHERE id = ?", mentor_id).value_or(1) != 0;
    });
    return barred;
}

} // namespace accanto::point

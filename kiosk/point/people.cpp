// Mentors and their PINs.

#include "kiosk/point/people.h"

#include "content/library/letters.h"
#include "kiosk/point/pin.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr size_t name_bytes = 120;

std::string trimmed(const std::string& text) {
    size_t from = text.find_first_not_of(" \t\r\n");
    if (from == std::string::npos)
        return "";
    return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string with_single_spaces(std::string text) {
    text.erase(std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }), text.end());
    return text;
}

struct Row {
    Mentor mentor;
    std::string hash;
};

bool is_locked(Store& store, const Query& row, int column) {
    return !row.is_null(column) &&
           lock_left_ms(store.clock(), row.integer(column), row.integer(column + 1), row.text(column + 2)) > 0;
}

std::optional<Row> find_mentor(Store& store, const std::string& name) {
    Query row = store.db().query(
        "SELECT id, name, pin, locked_ms, locked_mono, locked_boot FROM mentor WHERE name = ?",
        trimmed(name));
    if (!row.step())
        return std::nullopt;
    return Row{{row.text(0), row.text(1), is_locked(store, row, 3)}, row.text(2)};
}

// Counted before the PIN is looked at, so that tries side by side cannot outrun the lock.
void count_try(Store& store, const std::string& id) {
    store.db().run(
        "UPDATE mentor SET wrong_tries = CASE WHEN locked_ms IS NULL THEN wrong_tries + 1 ELSE 1 END, "
        "locked_ms = NULL, locked_mono = NULL, locked_boot = NULL WHERE id = ?",
        id);
    store.db().run(
        "UPDATE mentor SET locked_ms = ?, locked_mono = ?, locked_boot = ? WHERE id = ? AND wrong_tries >= ?",
        store.clock().wall_ms(), store.clock().mono_ms(), store.clock().boot(), id, tries_before_lock);
}

void forget_tries(Store& store, const std::string& id) {
    store.db().run(
        "UPDATE mentor SET wrong_tries = 0, locked_ms = NULL, locked_mono = NULL, locked_boot = NULL "
        "WHERE id = ?",
        id);
}

// What a try for a name that does not exist is measured against: it takes as long and tells nothing.
const std::string& nobodys_hash() {
    static const std::string hash = hashed_pin(std::string(12, '0'));
    return hash;
}

void check_name(NameFault fault, const std::string& name) {
    switch (fault) {
    case NameFault::none:
        return;
    case NameFault::empty:
    case NameFault::too_long:
        throw std::invalid_argument(fmt::format("a mentor has a name of 1 to {} bytes", name_bytes));
    case NameFault::taken:
        throw std::invalid_argument(fmt::format("there is already a mentor called \"{}\"", name));
    }
}

} // namespace

NameFault name_fault(Store& store, const std::string& name) {
    const std::string inside = trimmed(name);
    if (inside.empty())
        return NameFault::empty;
    if (inside.size() > name_bytes)
        return NameFault::too_long;
    const std::vector<Mentor> all = mentors(store);
    const bool taken = std::any_of(all.begin(), all.end(), [&](const Mentor& one) {
        return content::same_ignoring_case(with_single_spaces(one.name), with_single_spaces(inside));
    });
    return taken ? NameFault::taken : NameFault::none;
}

Mentor add_mentor(Store& store, const std::string& name, const std::string& pin) {
    check_pin(pin);
    Mentor mentor;
    mentor.name = trimmed(name);
    check_name(name_fault(store, mentor.name), mentor.name);
    const std::string hash = hashed_pin(pin);
    store.transaction_with_room([&] {   // the last of a full disk is for numbers
        check_name(name_fault(store, mentor.name), mentor.name); // nobody was quicker
        mentor.id = store.new_id();
        store.db().run("INSERT INTO mentor (id, name, pin) VALUES (?, ?, ?)", mentor.id, mentor.name, hash);
    });
    return mentor;
}

std::vector<Mentor> mentors(Store& store) {
    std::vector<Mentor> out;
    store.read([&] {
        out.clear();
        Query rows = store.db().query(
            "SELECT id, name, locked_ms, locked_mono, locked_boot, credential, credential_since, credential_framework "
            "FROM mentor ORDER BY name");
        while (rows.step())
            out.push_back({rows.text(0), rows.text(1), is_locked(store, rows, 2), {rows.text(5), rows.text(6), rows.text(7)}});
    });
    return out;
}

SignInResult sign_in(Store& store, const std::string& name, const std::string& pin) {
    std::optional<Row> row;
    store.transaction([&] {
        row = find_mentor(store, name);
        if (row && !row->mentor.locked)
            count_try(store, row->mentor.id);
    });
    if (row && row->mentor.locked)
        return {SignIn::locked, std::nullopt};
    // Outside of the transaction: this takes a tenth of a second, and a ticket must not wait for it.
    bool right = pin_fits(row ? row->hash : nobodys_hash(), pin);
    if (!row || !right) {
        std::optional<Row> now;
        store.read([&] { now = find_mentor(store, name); });
        return {now && now->mentor.locked ? SignIn::locked : SignIn::wrong, std::nullopt};
    }
    store.transaction([&] { forget_tries(store, row->mentor.id); });
    return {SignIn::ok, row->mentor};
}

} // namespace accanto::point

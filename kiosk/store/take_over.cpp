#include "kiosk/store/take_over.h"

#include "kiosk/store/named_values.h"
#include "kiosk/store/outbox.h"

#include <nlohmann/json.hpp>

#include <map>

namespace accanto::store {

namespace {

constexpr const char* key = "took_over";

// What the hub said last, by id.
std::map<std::string, std::string> said_before(Store& store) {
    std::map<std::string, std::string> out;
    Query rows = store.db().query("SELECT id, said FROM inherited_booking WHERE said <> ''");
    while (rows.step())
        out[rows.text(0)] = rows.text(1);
    return out;
}

} // namespace

void note_take_over(Store& store, const std::string& kiosk) {
    store.transaction([&] {
        const auto before = nlohmann::json::parse(store.value(key).value_or(""), nullptr, false);
        if (before.is_object() && before.value("kiosk", "") == kiosk)
            return;
        store.set_value(key, nlohmann::json{{"kiosk", kiosk}, {"at_ms", store.clock().wall_ms()}}.dump());
        append_event(store, "org.accanto.kiosk.took_over.v1", nlohmann::json{{"replaces", kiosk}}.dump());
    });
}

std::optional<int64_t> took_over_ms(Store& store) {
    const auto tree = nlohmann::json::parse(store.value(key).value_or(""), nullptr, false);
    return tree.is_object() ? std::optional(tree.value("at_ms", int64_t(0))) : std::nullopt;
}

void keep_inherited(Store& store, const std::vector<InheritedBooking>& said) {
    std::map<std::string, std::string> now, before;
    for (const InheritedBooking& one : said)
        now[one.id] = one.said;
    store.read([&] { before = said_before(store); });
    if (now == before)
        return;
    store.transaction([&] {
        store.db().run("UPDATE inherited_booking SET said = ''");
        for (const InheritedBooking& one : said)
            store.db().run("INSERT INTO inherited_booking (id, course, said) VALUES (?, ?, ?) ON CONFLICT "
                           "(id) DO UPDATE SET "
                           "course = excluded.course, said = excluded.said",
                           one.id, one.course, one.said);
    });
}

std::vector<InheritedBooking> open_inherited(Store& store) {
    std::vector<InheritedBooking> out;
    Query rows = store.db().query("SELECT id, course, said, taken FROM inherited_booking WHERE said <> '' "
                                  "AND (said <> taken OR told <> ?) AND "
                                  "(course = '' OR course IN (SELECT id FROM course)) ORDER BY id",
                                  stored_number(store.value("epoch")));
    while (rows.step())
        out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
    return out;
}

void inherited_taken(Store& store, const InheritedBooking& booking) {
    store.db().run("UPDATE inherited_booking SET taken = said, told = ? WHERE id = ? AND said = ?",
                   stored_number(store.value("epoch")), booking.id, booking.said);
}

void inherited_erased(Store& store, const std::string& id) {
    store.db().run(
        R"(UPDATE inherited_booking SET said = replace(said, '"has_contact":true', '"has_contact":false'),
                      taken = replace(taken, '"has_contact":true', '"has_contact":false') WHERE id = ?)",
        id);
}

} // namespace accanto::store

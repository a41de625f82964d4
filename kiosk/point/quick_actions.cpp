#include "kiosk/point/quick_actions.h"

#include "kiosk/point/ticket_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace accanto::point {

using store::Query;
using store::Store;

namespace {

constexpr std::string_view cleaning_key = "cleaning"; // the end
constexpr std::string_view followed_cleaning_key = "cleaning_followed", // orders of the kiosk with the desk
    followed_reprints_key = "reprints_followed";
constexpr std::string_view printer_look_key = "printer_look";
constexpr int64_t reprint_within_ms = 30'000;

// A moment on the clock since boot, as a value of the store: "<milliseconds> <boot>".
std::string stamp(Store& store, int64_t mono_ms) {
    return std::to_string(mono_ms) + " " + store.clock().boot();
}

// Nothing for one of an earlier boot.
std::optional<int64_t> stamped(Store& store, std::string_view key) {
    std::string text;
    store.read([&] { text = store.value(key).value_or(""); });
    int64_t mono_ms = 0;
    auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), mono_ms);
    if (error != std::errc() || text.substr(size_t(rest - text.data())) != " " + store.clock().boot())
        return std::nullopt;
    return mono_ms;
}

struct Asked {
    Ticket ticket;
    int64_t mono_ms = 0;
};

std::vector<Asked> asked(Store& store, const std::string& letter) {
    std::vector<Asked> out;
    Query rows =
        store.db().query("SELECT ticket, asked_mono FROM reprint WHERE asked_boot = ? AND asked_mono > ?",
                         store.clock().boot(), store.clock().mono_ms() - reprint_within_ms);
    while (rows.step())
        if (auto ticket = find_ticket(store, rows.text(0)); ticket && ticket->label.starts_with(letter))
            out.push_back({std::move(*ticket), rows.integer(1)});
    return out;
}

void ask_at(Store& store, const std::string& ticket, int64_t mono_ms) {
    store.db().run("INSERT OR REPLACE INTO reprint (ticket, asked_mono, asked_boot) VALUES (?, ?, ?)", ticket,
                   mono_ms, store.clock().boot());
}

} // namespace

void start_cleaning(Store& store, int64_t for_ms) {
    store.transaction([&] { store.set_value(cleaning_key, stamp(store, store.clock().mono_ms() + std::min(for_ms, cleaning_ms))); });
}

void end_cleaning(Store& store) {
    store.transaction([&] {
        if (store.value(cleaning_key).value_or("") != "")
            store.set_value(cleaning_key, "");
    });
}

int64_t cleaning_left_ms(Store& store) {
    const std::optional<int64_t> end = stamped(store, cleaning_key);
    return end ? std::clamp<int64_t>(*end - store.clock().mono_ms(), 0, cleaning_ms) : 0;
}

void ask_printer_look(Store& store) {
    store.transaction([&] {
        // Twice within a millisecond are two wishes still.
        const int64_t before = stamped(store, printer_look_key).value_or(0);
        store.set_value(printer_look_key, stamp(store, std::max(before + 1, store.clock().mono_ms())));
    });
}

int64_t printer_look_asked(Store& store) {
    return stamped(store, printer_look_key).value_or(0);
}

bool ask_reprint(Store& store, const Settings& settings, std::string_view ticket_id) {
    bool accepted = false;
    store.transaction([&] {
        const ServiceDay day = begin_day(store, settings);
        const std::optional<Ticket> ticket = find_ticket(store, ticket_id);
        accepted = ticket && (is_open(ticket->state) || ticket->state == TicketState::missed) &&
                   is_of_today(store, settings, day, *ticket);
        if (accepted)
            ask_at(store, ticket->id, store.clock().mono_ms());
    });
    return accepted;
}

bool reprint_asked(Store& store, const Settings& settings) {
    bool any = false;
    store.read([&] { any = !asked(store, settings.kiosk.letter).empty(); });
    return any;
}

std::vector<Ticket> take_reprints(Store& store, const Settings& settings) {
    std::vector<Ticket> out;
    store.transaction([&] {
        out.clear();
        for (Asked& one : asked(store, settings.kiosk.letter)) {
            store.db().run("DELETE FROM reprint WHERE ticket = ?", one.ticket.id);
            out.push_back(std::move(one.ticket));
        }
        // And what nobody printed in time.
        store.db().run("DELETE FROM reprint WHERE asked_boot <> ? OR asked_mono <= ?", store.clock().boot(),
                       store.clock().mono_ms() - reprint_within_ms);
    });
    return out;
}

CleaningOrder cleaning_order(Store& store) {
    return {store.value(cleaning_key).value_or(""), cleaning_left_ms(store)};
}

void follow_cleaning(Store& store, const CleaningOrder& order) {
    if (store.value(followed_cleaning_key).value_or("") == order.id)
        return;
    store.set_value(followed_cleaning_key, order.id);
    store.set_value(
        cleaning_key,
        order.left_ms == 0 ? "" : stamp(store, store.clock().mono_ms() + order.left_ms));
}

std::vector<ReprintOrder> reprint_orders(Store& store, const Settings& settings, const std::string& letter) {
    std::vector<ReprintOrder> out;
    if (letter == settings.kiosk.letter)
        return out;
    for (const Asked& one : asked(store, letter))
        out.push_back({one.ticket.id, fmt::format("{}.{}.{}", one.ticket.id, one.mono_ms, store.clock().boot()),
                       store.clock().mono_ms() - one.mono_ms});
    return out;
}

void follow_reprints(Store& store, const std::vector<ReprintOrder>& orders) {
    std::string followed;
    for (const ReprintOrder& order : orders)
        followed += order.id + "\n";
    const std::string before = store.value(followed_reprints_key).value_or("");
    if (followed == before)
        return;
    store.set_value(followed_reprints_key, followed);
    for (const ReprintOrder& order : orders)
        if (before.find(order.id + "\n") == std::string::npos && find_ticket(store, order.ticket))
            ask_at(store, order.ticket, store.clock().mono_ms() - order.age_ms);
}

} // namespace accanto::point
